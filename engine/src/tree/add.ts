// Add: a new leaf, a new interior node, or a branch. [DM-REP 6.6.1]
import { isInterior, type DescribedNode } from '../ddf/description';
import { describedChild } from '../ddf/lookUp';
import { Refusal } from '../syncml/refusal';
import { allows, granting, writeAcl } from './acl';
import { aclAt, endOf, requirePath, requireRight } from './access';
import { embeddedBranch, holdsTree, requireAddBelow } from './embeddedTree';
import { requireFormat, requireSize, requireType } from './fit';
import type { Performed, TreeLimits, TreeOrder } from './order';
import { nodeBelow, withNode, type Tree, type TreeNode } from './tree';
import { writeUri, type NodeUri } from './uri';
import { valueOfData } from './value';

export function performAdd(tree: Tree, order: TreeOrder, uri: NodeUri, limits: TreeLimits): Performed {
  // [TND 7.5] Properties can't be added.
  if (uri.query !== undefined) throw new Refusal(405, "A property can't be added.");
  const where = writeUri(uri.segments);
  // [DM-REP 6.6.1]
  if (nodeBelow(tree.root, uri.segments) !== undefined) throw new Refusal(418, `The node ${where} is already there.`);
  const name = uri.segments.at(-1) ?? '.';
  const path = requirePath(tree, uri.segments.slice(0, -1));
  const parent = endOf(path);
  // [TND 6.2]
  if (parent.children === undefined) throw new Refusal(405, `“${parent.name}” is a leaf: nothing can stand below it.`);
  const described = parent.described === undefined ? undefined : describedChild(parent.described, name);
  if (described === undefined) throw new Refusal(405, `The device can't hold a node ${where}.`);
  // [TND 6] Permanent nodes are there from the start.
  if (!described.access.has('Add') || described.scope === 'Permanent') throw new Refusal(405, `The node ${where} can't be added.`);
  // [TND 7.7.1.3] The right to add is the parent's.
  requireRight(path, 'Add', order.serverId);
  requireRoom(parent, described);
  const node = holdsTree(order.item) ? newBranch(order, uri, described) : newNode(order, name, described, limits);
  return { tree: withNode(tree, where, withCreator(node, path, order.serverId)), outcome: { status: 200 }, changed: [where] };
}

/** [TND 9.4.3.5] */
function requireRoom(parent: TreeNode, described: DescribedNode): void {
  const most = described.occurrence.most ?? Infinity;
  let count = 0;
  for (const child of parent.children?.values() ?? []) if (child.described === described) count++;
  if (count >= most) throw new Refusal(420, `“${parent.name}” can hold no more than ${most} of these.`);
}

function newBranch(order: TreeOrder, uri: NodeUri, described: DescribedNode): TreeNode {
  const { node, branch } = embeddedBranch(order.item, uri.segments, described);
  requireAddBelow(described, branch);
  return node;
}

function newNode(order: TreeOrder, name: string, described: DescribedNode, limits: TreeLimits): TreeNode {
  const { item } = order;
  requireFormat(described.format, item);
  requireType(described, item);
  if (isInterior(described)) {
    const type = item.meta?.type ?? described.ddfName;
    return { name, format: 'node', ...(type === undefined ? {} : { type }), children: new Map(), described };
  }
  const value = valueOfData(described.format, item.data, item.meta?.format);
  requireSize(value, limits);
  return { name, format: described.format, type: item.meta?.type ?? described.types[0] ?? 'text/plain', value, described };
}

/** Whoever makes an interior node where it may not Replace the parent gets the rights to go on with it. [TND 7.7.1.3] */
function withCreator(node: TreeNode, path: readonly TreeNode[], serverId: string): TreeNode {
  const acl = aclAt(path);
  if (node.children === undefined || node.acl !== undefined || allows(acl, 'Replace', serverId)) return node;
  return { ...node, acl: writeAcl(granting(acl, ['Add', 'Delete', 'Replace'], serverId)) };
}
