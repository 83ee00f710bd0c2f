// The attributes by which a flow names other files.
import { attribute, childElements, type Attribute, type XmlDocument } from '#engine/xml/element';

export interface FileName {
  readonly role: 'flow' | 'description' | 'tree' | 'accounts' | 'package';
  readonly attribute: Attribute;
}

const roles: readonly { readonly element: string; readonly name: string; readonly role: FileName['role'] }[] = [
  { element: 'include', name: 'href', role: 'flow' },
  { element: 'emulate', name: 'ddf', role: 'description' },
  { element: 'emulate', name: 'tree', role: 'tree' },
  { element: 'server', name: 'accounts', role: 'accounts' },
  { element: 'package', name: 'file', role: 'package' },
];

/** In the order of the document. */
export function fileNamesIn({ root }: XmlDocument): readonly FileName[] {
  if (root?.local !== 'flow') return [];
  return childElements(root).flatMap((element) =>
    roles.flatMap(({ element: local, name, role }) => {
      const found = element.local === local ? attribute(element, name) : undefined;
      return found === undefined || found.value.trim() === '' ? [] : [{ role, attribute: found }];
    }),
  );
}
