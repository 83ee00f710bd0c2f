// The management tree as a value: every change gives a new tree that shares with the old all but the path to it.
import { utf8Length } from '../base/bytes';
import { Failure } from '../base/failure';
import type { DescribedNode, Description } from '../ddf/description';
import type { NodeFormat } from '../ddf/nodeFormat';
import { segmentsOf, writeUri } from './uri';

export interface TreeNode {
  /** The last segment of its URI; the root's is `.`. */
  readonly name: string;
  readonly format: NodeFormat;
  /** MIME type of a leaf, MO identifier of an interior node. [TND 7.7.7] */
  readonly type?: string;
  readonly title?: string;
  /** Its own access control list; absent: inherited. [TND 7.7.1] */
  readonly acl?: string;
  /** Of a leaf: octets where the format is `bin`, text otherwise. */
  readonly value?: string | Uint8Array;
  /** Of an interior node, by name, in the order of their making. */
  readonly children?: ReadonlyMap<string, TreeNode>;
  /** Absent where no description speaks of it (below Ext). */
  readonly described?: DescribedNode;
}

export interface Tree {
  readonly root: TreeNode;
  /** What the device may hold, standard objects included. */
  readonly description: Description;
}

/** The node at a URI such as `./A/B`; a query is left out of account. */
export function nodeAt(tree: Tree, uri: string): TreeNode | undefined {
  const segments = segmentsOf(uri);
  return segments === undefined ? undefined : nodeBelow(tree.root, segments);
}

export function nodeBelow(root: TreeNode, segments: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const segment of segments) {
    node = node.children?.get(segment);
    if (node === undefined) return undefined;
  }
  return node;
}

/** The text of a leaf; `undefined` where there is none, or octets. */
export function textAt(tree: Tree, uri: string): string | undefined {
  const value = nodeAt(tree, uri)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The tree with another value in a leaf. Throws a Failure where there is no such leaf. */
export function withValue(tree: Tree, uri: string, value: string | Uint8Array): Tree {
  return changed(tree, uri, (node) => {
    if (node.children !== undefined) throw new Failure('tree-not-a-leaf', `${uri} is an interior node and can't have a value.`);
    return { ...node, value };
  });
}

/** The properties that can be changed. */
export interface NodeProperties {
  readonly acl?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
}

/** The tree with other properties at a node; one that is given as `undefined` goes. */
export function withProperties(tree: Tree, uri: string, properties: NodeProperties): Tree {
  return changed(tree, uri, (node) => {
    const { acl, title, type, ...rest } = { ...node, ...properties };
    return {
      ...rest,
      ...(acl === undefined ? {} : { acl }),
      ...(title === undefined ? {} : { title }),
      ...(type === undefined ? {} : { type }),
    };
  });
}

/** The tree with a node at a URI, new or in the place of another. Throws a Failure where the parent isn't an interior node. */
export function withNode(tree: Tree, uri: string, node: TreeNode): Tree {
  const segments = requireSegments(uri);
  const name = segments.at(-1);
  if (name === undefined) return { ...tree, root: { ...node, name: '.' } };
  return changedAt(tree, segments.slice(0, -1), (parent) => {
    if (parent.children === undefined) throw new Failure('tree-not-interior', `The parent of ${uri} isn't an interior node.`);
    return { ...parent, children: new Map(parent.children).set(name, node.name === name ? node : { ...node, name }) };
  });
}

/** The tree without a node and all below it. The same tree where there is no such node. */
export function withoutNode(tree: Tree, uri: string): Tree {
  const segments = requireSegments(uri);
  const name = segments.at(-1);
  if (name === undefined) throw new Failure('tree-root', "The root can't be taken away.");
  if (nodeBelow(tree.root, segments) === undefined) return tree;
  return changedAt(tree, segments.slice(0, -1), (parent) => {
    const children = new Map(parent.children);
    children.delete(name);
    return { ...parent, children };
  });
}

/** The URIs of the interior nodes whose Type is that MO identifier, in the order of the tree. */
export function findByType(tree: Tree, moIdentifier: string): readonly string[] {
  return (typesIn(tree.root).get(moIdentifier) ?? []).map((below) => `.${below}`);
}

type TypesIn = ReadonlyMap<string, readonly string[]>;

/** Nodes are values: what has been found in one stays true, and a changed tree shares most of its nodes. */
const knownTypes = new WeakMap<TreeNode, TypesIn>();
const noTypes: TypesIn = new Map();

/** By type, the interior nodes of a branch: what follows the branch's own URI. */
function typesIn(branch: TreeNode): TypesIn {
  const { children, type } = branch;
  if (children === undefined) return noTypes;
  let found = knownTypes.get(branch);
  if (found === undefined) {
    found = gatheredTypes(children.values(), type);
    knownTypes.set(branch, found);
  }
  return found;
}

function gatheredTypes(children: Iterable<TreeNode>, type: string | undefined): TypesIn {
  let found: Map<string, string[]> | undefined;
  if (type !== undefined) found = new Map([[type, ['']]]);
  for (const child of children) {
    for (const [inner, places] of typesIn(child)) {
      found ??= new Map();
      const all = found.get(inner);
      const here = places.map((place) => `/${child.name}${place}`);
      if (all === undefined) found.set(inner, here);
      else all.push(...here);
    }
  }
  return found ?? noTypes;
}

/** Every node with its URI, parents first. */
export function* nodesOf(tree: Tree): Generator<{ readonly uri: string; readonly node: TreeNode }> {
  const waiting: { readonly uri: string; readonly node: TreeNode }[] = [{ uri: '.', node: tree.root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const { uri, node } = next;
    waiting.push(...[...(node.children?.values() ?? [])].reverse().map((child) => ({ uri: `${uri}/${child.name}`, node: child })));
  }
}

/** A node that can't be taken away or renamed by a server. [TND 6] */
export function isPermanent(node: TreeNode): boolean {
  return node.name === '.' || node.described?.scope === 'Permanent';
}

export function isLeaf(node: TreeNode): boolean {
  return node.children === undefined;
}

/** The octets of a value as they are counted in Size. [TND 7.7.4] */
export function sizeOf(node: TreeNode): number {
  if (node.value === undefined) return 0;
  return typeof node.value === 'string' ? utf8Length(node.value) : node.value.length;
}

function requireSegments(uri: string): readonly string[] {
  const segments = segmentsOf(uri);
  if (segments === undefined) throw new Failure('tree-uri', `No node can have the URI “${uri}”.`);
  return segments;
}

function changed(tree: Tree, uri: string, change: (node: TreeNode) => TreeNode): Tree {
  return changedAt(tree, requireSegments(uri), change);
}

function changedAt(tree: Tree, segments: readonly string[], change: (node: TreeNode) => TreeNode): Tree {
  const path: TreeNode[] = [tree.root];
  for (const segment of segments) {
    const node: TreeNode | undefined = path.at(-1)?.children?.get(segment);
    if (node === undefined) throw new Failure('tree-no-node', `There is no node ${writeUri(segments)}.`);
    path.push(node);
  }
  let node = change(path.at(-1) ?? tree.root);
  for (let i = path.length - 2; i >= 0; i--) {
    const parent = path[i];
    if (parent !== undefined) node = { ...parent, children: new Map(parent.children).set(node.name, node) };
  }
  return { ...tree, root: node };
}
