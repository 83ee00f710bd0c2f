// Elements of a DDF or TNDS document, told from those of other languages that stand among them.
import { childElements, textOf, type Element } from '../xml/element';

/** None (what most files have), the prose of the specification, and its TNDS examples. [TND 9.3, TNDS 5.3] */
const namespaces: ReadonlySet<string> = new Set(['', 'syncml:dmddf', 'syncml:dmddf1.2']);

/** Whether a namespace is one in which descriptions and trees are written, or none. */
export function isOurNamespace(namespace: string): boolean {
  return namespaces.has(namespace);
}

/** The child elements that belong to the language of `parent`: vendors' extensions are left out. */
export function partsOf(parent: Element): readonly Element[] {
  return childElements(parent).filter((child) => {
    if (child.namespace === '') return !child.name.includes(':') || parent.name.includes(':');
    return child.namespace === parent.namespace || isOurNamespace(child.namespace);
  });
}

/** The first part of that name. */
export function part(parent: Element, local: string): Element | undefined {
  return partsOf(parent).find((child) => child.local === local);
}

/** The text of the first part of that name, white space around it dropped; `undefined` where there is none or it is empty. */
export function wordOf(parent: Element, local: string): string | undefined {
  const found = part(parent, local);
  const word = found === undefined ? '' : textOf(found).trim();
  return word === '' ? undefined : word;
}
