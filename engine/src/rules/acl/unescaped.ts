// An ampersand that breaks the document because it stands in an access control list. [XML 2.4]
import type { Problem } from '../../base/problem';
import { child, textOf, type Element, type XmlDocument } from '../../xml/element';
import { pathAt } from '../../xml/locate';

/** The faults of a text, with those of lists under the name that says what is meant. */
export function withAclFaults(faults: readonly Problem[], document: XmlDocument): readonly Problem[] {
  if (!faults.some(({ code }) => code === 'bare-ampersand')) return faults;
  return faults.map((fault) => (fault.code === 'bare-ampersand' && isInAcl(pathAt(document, fault.range.start)) ? { ...fault, ...named } : fault));
}

const named = { code: 'acl-unescaped', message: 'The & between the entries of an access control list is written &amp; in XML.', clause: 'XML 2.4' };

function isInAcl(path: readonly Element[]): boolean {
  const [inner, outer] = [path.at(-1), path.at(-2)];
  if (inner?.local === 'ACL') return outer?.local === 'RTProperties';
  if (inner?.local !== 'Data' || outer?.local !== 'Item') return false;
  const at = child(outer, 'Target') ?? child(outer, 'Source');
  const uri = at === undefined ? undefined : child(at, 'LocURI');
  return uri !== undefined && textOf(uri).trim().endsWith('?prop=ACL');
}
