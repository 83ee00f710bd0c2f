// Get: a leaf's value, an interior node's children, a property, or a list of what lies below. [DM-REP 6.6.7, TND 7, 8]
import { writeTnds } from '../ddf/writeTnds';
import type { Item, Meta } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import { writeXml } from '../xml/write';
import { aclInForce, allows } from './acl';
import { endOf, isReadable, requireAccess, requirePath, requireRight } from './access';
import type { Performed, TreeOrder } from './order';
import { plantedNode, tndsType } from './plantedNodes';
import { isLeaf, sizeOf, type Tree, type TreeNode } from './tree';
import { writeUri, type ListPart, type NodeUri, type PropertyName } from './uri';

/** `uri` is the order's target, read. */
export function performGet(tree: Tree, order: TreeOrder, uri: NodeUri): Performed {
  const path = requirePath(tree, uri.segments);
  const node = endOf(path);
  const asked = order.item.target ?? writeUri(uri.segments);
  // AccessType speaks of the node itself; its properties are the access control list's alone. [TND 7.5]
  if (uri.query === undefined) requireAccess(node, 'Get');
  requireRight(path, 'Get', order.serverId);
  const results = uri.query === undefined
    ? [itemOf(asked, node)]
    : uri.query.kind === 'property'
      ? [{ source: asked, data: propertyOf(node, uri.query.name) }]
      : uri.query.list === 'TNDS'
        ? [tndsItem(asked, path, uri, order.serverId, uri.query.parts)]
        : listItems(path, uri, order.serverId, uri.query.list === 'StructData');
  return { tree, outcome: { status: 200, results }, changed: [] };
}

function metaOf(node: TreeNode): Meta {
  return node.type === undefined ? { format: node.format } : { format: node.format, type: node.type };
}

function itemOf(source: string, node: TreeNode): Item {
  if (node.children !== undefined) {
    // [TND 6.2] The names of the children, a slash between them; nothing where there are none.
    return { source, meta: { format: 'node' }, data: [...node.children.keys()].join('/') };
  }
  return { source, meta: metaOf(node), data: node.value ?? '' };
}

/** The text of a property. Throws a Refusal 406 for one that we, or this node, don't have. [TND 7.3] */
export function propertyOf(node: TreeNode, name: PropertyName): string {
  switch (name) {
    case 'ACL':
      // [TND 7.7.1.1] Its own: what is inherited isn't told.
      return node.acl ?? '';
    case 'Format':
      return node.format;
    case 'Name':
      return node.name;
    case 'Type':
      return node.type ?? '';
    case 'Title':
      return node.title ?? '';
    case 'Size':
      // [TND 7.7.4] Never of an interior node; of the value unencoded.
      if (!isLeaf(node)) throw new Refusal(406, `The interior node “${node.name}” has no Size.`);
      return String(sizeOf(node));
    case 'TStamp':
    case 'VerNo':
      // [TND 7.2] A device may leave these out, and ours does.
      throw new Refusal(406, `The property ${name} isn't supported.`);
  }
}

/** One Item for each node that the server may read, the node itself first. [TND 8.1] */
function listItems(path: readonly TreeNode[], uri: NodeUri, serverId: string, withData: boolean): readonly Item[] {
  const items: Item[] = [];
  const visit = (above: readonly (string | undefined)[], source: string, node: TreeNode): void => {
    const acls = [...above, node.acl];
    if (!allows(aclInForce(acls), 'Get', serverId)) return;
    const item: Item = { source, ...metaUnlessDefault(node) };
    items.push(withData && isLeaf(node) && isReadable(node) ? { ...item, data: node.value ?? '' } : item);
    for (const child of node.children?.values() ?? []) visit(acls, `${source}/${child.name}`, child);
  };
  visit(path.slice(0, -1).map((node) => node.acl), writeUri(uri.segments), endOf(path));
  return items;
}

/** [TND 8.1] Format and Type are left out where they are what a missing one means: chr and text/plain. */
function metaUnlessDefault(node: TreeNode): { readonly meta?: Meta } {
  const format = node.format === 'chr' ? {} : { format: node.format };
  const type = node.type === undefined || node.type === 'text/plain' ? {} : { type: node.type };
  const meta = { ...format, ...type };
  return Object.keys(meta).length === 0 ? {} : { meta };
}

function tndsItem(source: string, path: readonly TreeNode[], uri: NodeUri, serverId: string, parts: ReadonlySet<ListPart>): Item {
  const above = path.slice(0, -1).map((node) => node.acl);
  const node = plantedNode(endOf(path), { parts, serverId, above });
  const nodes = node === undefined ? [] : [uri.segments.length === 0 ? node : { ...node, path: writeUri(uri.segments.slice(0, -1)) }];
  return { source, meta: { format: 'xml', type: tndsType }, data: writeXml(writeTnds(nodes)) };
}
