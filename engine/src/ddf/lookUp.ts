// Finding the description of a node by its URI.
import { describedNodes, type DescribedNode, type Description } from './description';
import { pathSegments } from './nodePath';

/**
 * The description of the node at `uri` (`./A/B`, `A/B`, or `.`; a query is left out of account); `undefined` where
 * the device can't hold such a node. A named node wins over an unnamed one; names are compared without regard to
 * case below a node that says so. [TND 9.4.3.23]
 */
export function describedAt(description: Description, uri: string): DescribedNode | undefined {
  const query = uri.indexOf('?');
  const segments = pathSegments(query < 0 ? uri : uri.slice(0, query));
  let node: DescribedNode | undefined = description.root;
  let ignoreCase = node.caseSense === 'CIS';
  for (const segment of segments) {
    node = describedChild(node, segment, ignoreCase);
    if (node === undefined) return undefined;
    if (node.caseSense !== undefined) ignoreCase = node.caseSense === 'CIS';
  }
  return node;
}

/** The description of the child of that name; of several unnamed candidates the first. */
export function describedChild(parent: DescribedNode, name: string, ignoreCase = false): DescribedNode | undefined {
  const exact = parent.children.find((child) => child.name === name && name !== '');
  if (exact !== undefined) return exact;
  if (ignoreCase) {
    const wanted = name.toLowerCase();
    const alike = parent.children.find((child) => child.name.toLowerCase() === wanted);
    if (alike !== undefined) return alike;
  }
  return parent.children.find((child) => child.name === '');
}

/** Every place where a node of that MO identifier is described; unnamed segments as `*`. */
export function describedByType(description: Description, moIdentifier: string): readonly { readonly uri: string; readonly node: DescribedNode }[] {
  return [...describedNodes(description)].filter(({ node }) => node.ddfName === moIdentifier);
}
