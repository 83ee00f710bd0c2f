// Whether a server may do what it asks: the node's AccessType, and the access control lists. [TND 7.7.1, 9.4.3.1]
import type { AccessVerb } from '../ddf/description';
import { Refusal } from '../syncml/refusal';
import { aclInForce, allows, type Acl, type AclVerb } from './acl';
import { isPermanent, type Tree, type TreeNode } from './tree';
import { writeUri } from './uri';

/** The nodes from the root to the one at `segments`, root first; never empty. Throws a Refusal 404 where there is none. */
export function requirePath(tree: Tree, segments: readonly string[]): readonly TreeNode[] {
  const path = [tree.root];
  for (const segment of segments) {
    const node: TreeNode | undefined = path.at(-1)?.children?.get(segment);
    // [DM-REP 6.6.7]
    if (node === undefined) throw new Refusal(404, `There is no node ${writeUri(segments)}.`);
    path.push(node);
  }
  return path;
}

/** The last node of a path; paths are never empty. */
export function endOf(path: readonly TreeNode[]): TreeNode {
  const node = path.at(-1);
  if (node === undefined) throw new Refusal(404, 'There is no such node.');
  return node;
}

export function aclAt(path: readonly TreeNode[]): Acl {
  return aclInForce(path.map((node) => node.acl));
}

/** AccessType's word: 405. A node that no description speaks of can only be read. [TND 9.4.3.1] */
export function requireAccess(node: TreeNode, verb: AccessVerb): void {
  const permitted = node.described === undefined ? verb === 'Get' : node.described.access.has(verb);
  if (!permitted) throw new Refusal(405, `The node “${node.name}” doesn't permit ${verb}.`);
}

/** Whether a node's value may be read at all. */
export function isReadable(node: TreeNode): boolean {
  return node.described?.access.has('Get') ?? true;
}

/** A permanent node can't be deleted or renamed by a server, whatever its AccessType says: 405. [TND 6] */
export function requireDynamic(node: TreeNode): void {
  if (isPermanent(node)) throw new Refusal(405, `The node “${node.name}” is permanent.`);
}

/** The access control list's word: 425. [TND 7.7.1] */
export function requireRight(path: readonly TreeNode[], verb: AclVerb, serverId: string): void {
  if (!allows(aclAt(path), verb, serverId)) {
    throw new Refusal(425, `The access control list of “${endOf(path).name}” doesn't let ${serverId} do a ${verb}.`);
  }
}

/**
 * Who may change a list: of an interior node those who may Replace it or its parent, of a leaf those who may Replace
 * its parent. [TND 7.7.1.3]
 */
export function requireAclRight(path: readonly TreeNode[], serverId: string): void {
  const interior = endOf(path).children !== undefined;
  const parent = path.slice(0, -1);
  const own = interior && allows(aclAt(path), 'Replace', serverId);
  if (own || (parent.length > 0 && allows(aclAt(parent), 'Replace', serverId))) return;
  throw new Refusal(425, `${serverId} may not change the access control list of “${endOf(path).name}”.`);
}
