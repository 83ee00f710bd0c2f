// The tree, or a branch of it, as the nodes of a serialised tree. [TNDS 6]
import type { PlantedNode } from '../ddf/plantedNode';
import { isReadable } from './access';
import { aclInForce, allows } from './acl';
import { isLeaf, type Tree, type TreeNode } from './tree';
import type { ListPart } from './uri';
import { textOfValue } from './value';

/** The media type of a serialised tree in XML. [TNDS 5] */
export const tndsType = 'application/vnd.syncml.dmtnds+xml';

export interface Serialising {
  readonly parts: ReadonlySet<ListPart>;
  /** Only what this server may read. */
  readonly serverId: string;
  /** The lists of the nodes above, root first. */
  readonly above: readonly (string | undefined)[];
}

/** A branch as a serialised tree tells of it, as far as it is asked; `undefined` where the server may read none of it. [TND 8.2] */
export function plantedNode(node: TreeNode, how: Serialising): PlantedNode | undefined {
  const above = [...how.above, node.acl];
  if (!allows(aclInForce(above), 'Get', how.serverId)) return undefined;
  const value = isLeaf(node) && how.parts.has('Value') && isReadable(node) ? (node.value ?? '') : undefined;
  return {
    name: node.name,
    ...(how.parts.has('Format') ? { format: node.format } : {}),
    ...(how.parts.has('Type') && node.type !== undefined ? { type: node.type } : {}),
    ...(how.parts.has('Title') && node.title !== undefined ? { title: node.title } : {}),
    ...(how.parts.has('ACL') && node.acl !== undefined ? { acl: node.acl } : {}),
    ...(value === undefined ? {} : { value: textOfValue(value) }),
    children: [...(node.children?.values() ?? [])].flatMap((child) => plantedNode(child, { ...how, above }) ?? []),
    at: { start: 0, end: 0 },
  };
}

/** The whole tree as the nodes of a serialised tree, for snapshots and files: nothing is held back. */
export function plantedNodes(tree: Tree): readonly PlantedNode[] {
  const whole = (node: TreeNode): PlantedNode => ({
    name: node.name,
    format: node.format,
    ...(node.type === undefined ? {} : { type: node.type }),
    ...(node.title === undefined ? {} : { title: node.title }),
    ...(node.acl === undefined ? {} : { acl: node.acl }),
    ...(node.children === undefined ? { value: textOfValue(node.value ?? '') } : {}),
    children: [...(node.children?.values() ?? [])].map(whole),
    at: { start: 0, end: 0 },
  });
  return [whole(tree.root)];
}
