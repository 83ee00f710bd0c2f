// Replace: a leaf's value, a property, or a whole branch. [DM-REP 6.6.11, TND 7.5]
import { describedChild } from '../ddf/lookUp';
import type { Item } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import { readAcl } from './acl';
import { endOf, requireAccess, requireAclRight, requireDynamic, requirePath, requireRight } from './access';
import { embeddedBranch, holdsTree } from './embeddedTree';
import { requireFormat, requireSize, requireType } from './fit';
import type { Performed, TreeLimits, TreeOrder } from './order';
import { isPermanent, withNode, withoutNode, withProperties, withValue, type Tree, type TreeNode } from './tree';
import { writeUri, type NodeUri, type PropertyName } from './uri';
import { valueOfData } from './value';

const maxTitle = 255;

export function performReplace(tree: Tree, order: TreeOrder, uri: NodeUri, limits: TreeLimits): Performed {
  const path = requirePath(tree, uri.segments);
  if (uri.query?.kind === 'property') return replaceProperty(tree, order, uri, path, uri.query.name, limits);
  if (uri.query !== undefined) throw new Refusal(405, "A list can't be replaced.");
  const node = endOf(path);
  const where = writeUri(uri.segments);
  // [DM-REP 6.6.11] Only a serialised tree can stand for an interior node.
  if (node.children !== undefined && !holdsTree(order.item)) throw new Refusal(405, `${where} is an interior node.`);
  requireAccess(node, 'Replace');
  requireRight(path, 'Replace', order.serverId);
  if (node.children !== undefined) return replaceBranch(tree, order, uri, node);
  requireFormat(node.format, order.item);
  requireType(node.described, order.item);
  const value = valueOfData(node.format, order.item.data, order.item.meta?.format);
  requireSize(value, limits);
  return { tree: withValue(tree, where, value), outcome: { status: 200 }, changed: [where] };
}

/** The branch becomes what the document says; permanent nodes and access control lists that it leaves out stay. */
function replaceBranch(tree: Tree, order: TreeOrder, uri: NodeUri, node: TreeNode): Performed {
  if (node.described === undefined) throw new Refusal(405, `The device can't hold another ${writeUri(uri.segments)}.`);
  const where = writeUri(uri.segments);
  const { node: grown } = embeddedBranch(order.item, uri.segments, node.described);
  const next = keeping(grown, node);
  return { tree: withNode(tree, where, next), outcome: { status: 200 }, changed: [where] };
}

function keeping(grown: TreeNode, old: TreeNode): TreeNode {
  const next = grown.acl === undefined && old.acl !== undefined ? { ...grown, acl: old.acl } : grown;
  if (next.children === undefined || old.children === undefined) return next;
  const children = new Map(next.children);
  for (const [name, child] of old.children) {
    const known = children.get(name);
    if (known !== undefined) children.set(name, keeping(known, child));
    else if (isPermanent(child)) children.set(name, child);
  }
  return { ...next, children };
}

function replaceProperty(tree: Tree, order: TreeOrder, uri: NodeUri, path: readonly TreeNode[], name: PropertyName, limits: TreeLimits): Performed {
  const where = writeUri(uri.segments);
  const done = (next: Tree, changed = [where]): Performed => ({ tree: next, outcome: { status: 200 }, changed });
  switch (name) {
    case 'ACL':
      requireAclRight(path, order.serverId);
      return done(withProperties(tree, where, { acl: newAcl(order.item, uri) }));
    case 'Title': {
      requireRight(path, 'Replace', order.serverId);
      const title = textOf(order.item);
      // [TND 7.7.5]
      requireSize(title, { ...limits, maxValue: maxTitle });
      return done(withProperties(tree, where, { title: title === '' ? undefined : title }));
    }
    case 'Name':
      return rename(tree, order, uri, path, limits);
    default:
      // [TND 7.5] The others follow from the node.
      throw new Refusal(405, `The property ${name} can't be replaced.`);
  }
}

/** The new list, or `undefined` to inherit. It overwrites the old one completely. [TND 7.7.1.2] */
function newAcl(item: Item, uri: NodeUri): string | undefined {
  const text = textOf(item).trim();
  const { acl, problems } = readAcl(text);
  if (acl === undefined) throw new Refusal(415, problems[0]?.message ?? "The access control list can't be read.");
  if (uri.segments.length === 0) {
    // [TND 7.7.1.2] The root inherits from nobody, and anybody may go on adding there.
    if (acl.get('Add')?.has('*') !== true) throw new Refusal(405, 'The root must keep Add=*.');
  }
  return text === '' ? undefined : text;
}

/** [TND 7.7.3] Only dynamic nodes change their name, and not to one that is taken. */
function rename(tree: Tree, order: TreeOrder, uri: NodeUri, path: readonly TreeNode[], limits: TreeLimits): Performed {
  const node = endOf(path);
  requireDynamic(node);
  requireRight(path, 'Replace', order.serverId);
  const name = textOf(order.item).trim();
  if (name === '' || name === '.' || name === '..' || /[/?]/.test(name)) throw new Refusal(415, `“${name}” can't be the name of a node.`);
  if (limits.uri.maxSegLen > 0 && name.length > limits.uri.maxSegLen) throw new Refusal(414, 'The name is too long.');
  const from = writeUri(uri.segments);
  if (name === node.name) return { tree, outcome: { status: 200 }, changed: [] };
  const parent = endOf(path.slice(0, -1));
  if (parent.children?.has(name) === true) throw new Refusal(418, `There is already a node “${name}”.`);
  const described = parent.described === undefined ? undefined : describedChild(parent.described, name);
  if (described !== node.described) throw new Refusal(405, `The device can't hold ${from} under the name “${name}”.`);
  const to = writeUri([...uri.segments.slice(0, -1), name]);
  return { tree: withNode(withoutNode(tree, from), to, { ...node, name }), outcome: { status: 200 }, changed: [from, to] };
}

function textOf(item: Item): string {
  const value = valueOfData('chr', item.data, undefined);
  return typeof value === 'string' ? value : '';
}
