// The firmware update objects of a description or a serialised tree, laid out for rules. [FUMO 5.1]
import type { NodeParts } from '../../ddf/nodeParts';
import { placeOf } from '../../ddf/checkNode';
import { pathSegments } from '../../ddf/nodePath';
import type { NodeTree } from '../../ddf/nodeTree';
import { fumoIdentifiers } from '../../fumo/firmwareObject';

/** The names of the nodes below x, and below those that take Exec. */
export const objectNodes = ['PkgName', 'PkgVersion', 'Download', 'Update', 'DownloadAndUpdate', 'State', 'Ext'] as const;

export type ObjectNode = (typeof objectNodes)[number];

export const execNodes = ['Download', 'Update', 'DownloadAndUpdate'] as const;

export interface FirmwareObject {
  /** The node that FUMO calls x. */
  readonly node: NodeParts;
  /** As the node says it, `''` where it says none; `row` is where, -1 where there is no place for it. */
  readonly identifier: string;
  readonly row: number;
  /** By their names, in whatever case they are written. */
  readonly nodes: ReadonlyMap<ObjectNode, NodeParts>;
  /** Whether all that is below x stands inside x: nothing goes on elsewhere. */
  readonly isWhole: boolean;
}

const known = new WeakMap<NodeTree, readonly FirmwareObject[]>();

export function firmwareObjects(tree: NodeTree): readonly FirmwareObject[] {
  let objects = known.get(tree);
  if (objects === undefined) known.set(tree, (objects = find(tree)));
  return objects;
}

/** A child of that name, in whatever case it is written. */
export function childOf(node: NodeParts | undefined, name: string): NodeParts | undefined {
  return node?.children.find((child) => child.name.length === name.length && child.name.toLowerCase() === name.toLowerCase());
}

const names: ReadonlyMap<string, ObjectNode> = new Map(objectNodes.map((name) => [name.toLowerCase(), name]));

function find(tree: NodeTree): FirmwareObject[] {
  const objects: FirmwareObject[] = [];
  let goesOn: ReadonlySet<string> | undefined;
  for (const node of tree.nodes) {
    if (!node.isInterior) continue;
    const { identifier, row } = identifierOf(node);
    const isCalled = fumoIdentifiers.some((id) => id === identifier);
    if (!isCalled && node.children.length < 2) continue;
    const nodes = nodesOf(node);
    // What has a State and something to execute is one, whatever it is called.
    if (!isCalled && !(nodes.has('State') && (nodes.has('Update') || nodes.has('DownloadAndUpdate')))) continue;
    goesOn ??= new Set(tree.top.map(({ path, rows }) => pathSegments(rows.wordOf(path)).join('/')));
    objects.push({ node, identifier, row, nodes, isWhole: isWhole(node, goesOn) });
  }
  return objects;
}

function nodesOf({ children }: NodeParts): ReadonlyMap<ObjectNode, NodeParts> {
  const nodes = new Map<ObjectNode, NodeParts>();
  for (const child of children) {
    // No name is longer: long ones needn't be looked at.
    const name = child.name.length > 20 ? undefined : names.get(child.name.toLowerCase());
    if (name !== undefined && !nodes.has(name)) nodes.set(name, child);
  }
  return nodes;
}

function identifierOf({ rows, ddfName, mime, type }: NodeParts): { readonly identifier: string; readonly row: number } {
  const runTime = type < 0 ? -1 : rows.first(type);
  const said = [ddfName, mime, runTime].find((row) => row >= 0 && rows.wordOf(row) !== '');
  if (said !== undefined) return { identifier: rows.wordOf(said), row: said };
  return { identifier: '', row: ddfName >= 0 ? ddfName : mime >= 0 ? mime : runTime };
}

function isWhole(node: NodeParts, goesOn: ReadonlySet<string>): boolean {
  if (node.children.length === 0) return false;
  const place = [...placeOf(node), node.name === '' ? '*' : node.name].map((name) => (name === '' ? '*' : name)).join('/');
  return !goesOn.has(place) && execNodes.every((name) => !goesOn.has(`${place}/${name}`));
}
