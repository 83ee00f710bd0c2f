// Element to model: a device description. Tolerant of what real files do; what is told wrong is also read. [TND 9.4.1]
import type { Problem } from '../base/problem';
import type { XmlDocument } from '../xml/element';
import { checkName, checkNestedPath, checkTopPath, checkVersion } from './checkNode';
import { impliedNode, occurrenceOf, type AccessVerb, type DescribedNode, type Description } from './description';
import type { NodeParts } from './nodeParts';
import { pathSegments, readName } from './nodePath';
import { nodeTreeOf, type NodeTree } from './nodeTree';
import { readProperties, type NodeDraft } from './readProperties';
import { reportInto, type Report } from './report';

/** A node under construction: those that continue elsewhere grow until the whole document is read. */
class Draft {
  path: string | undefined;
  own: NodeDraft | undefined;
  private inner: Draft[] | undefined;
  /** The same by name; of several unnamed ones the last. */
  private index: Map<string, Draft> | undefined;

  constructor(
    readonly name: string,
    /** The first Node element that spoke of it; none: only a Path implies it. */
    public node?: NodeParts,
  ) {}

  get children(): readonly Draft[] {
    return this.inner ?? noDrafts;
  }

  named(name: string): Draft | undefined {
    return this.index?.get(name);
  }

  adopt(child: Draft): void {
    (this.inner ??= []).push(child);
    (this.index ??= new Map<string, Draft>()).set(child.name, child);
  }
}

const noDrafts: readonly Draft[] = [];

export interface DdfLimits {
  /** Levels of nodes, counted from the root; what lies deeper is left out with a problem. */
  readonly maxDepth?: number;
}

/**
 * Reads a description. `description` is absent only where the document isn't a MgmtTree. Who has laid out the nodes of
 * the document already gives them as `laidOut`.
 */
export function readDdf(document: XmlDocument, limits: DdfLimits = {}, laidOut?: NodeTree): { readonly description?: Description; readonly problems: readonly Problem[] } {
  const tree = laidOut ?? nodeTreeOf(document);
  if (tree === undefined) {
    const range = document.root?.startTag ?? { start: 0, end: 0 };
    return { problems: [{ code: 'ddf-root', severity: 'error', message: 'A device description begins with MgmtTree.', range, clause: 'TND 9.4.1.1' }] };
  }
  const { rows } = tree;
  const problems: Problem[] = [];
  const report = reportInto(problems, rows);
  const verDtd = checkVersion(tree, report);
  const reading: Reading = { report, maxDepth: limits.maxDepth ?? 128 };
  const root = new Draft('.');
  if (tree.top.length === 0) report('ddf-no-node', 'error', 'The description holds no Node.', rows.root, 'TND 9.4.1.1');
  for (const node of tree.top) placeTopNode(node, root, reading);
  const described = finish(root, undefined, report);
  const man = rows.wordOf(tree.man);
  const mod = rows.wordOf(tree.mod);
  return {
    description: { verDtd, ...(man === '' ? {} : { man }), ...(mod === '' ? {} : { mod }), root: described, nodes: described.children },
    problems,
  };
}

interface Reading {
  readonly report: Report;
  readonly maxDepth: number;
}

/** A Node directly below MgmtTree stands where its Path says: it begins a branch, or goes on with one. [TND 9.4.1.7] */
function placeTopNode(node: NodeParts, root: Draft, reading: Reading): void {
  const segments = pathSegments(checkTopPath(node, reading.report));
  if (segments.length >= reading.maxDepth) {
    reading.report('ddf-too-deep', 'error', `The Path has more than ${reading.maxDepth} segments; the node is left out.`, node.path, 'TND 5');
    return;
  }
  let parent = root;
  for (const segment of segments) parent = childOf(parent, readName(segment));
  const draft = readNode(node, segments.length + 1, reading);
  if (draft === undefined) return;
  // A Node named `.` describes the root itself.
  if (draft.name === '.' && parent === root) {
    merge(root, draft, reading.report);
  } else {
    settle(parent, draft, reading.report);
  }
}

function childOf(parent: Draft, name: string): Draft {
  const known = parent.named(name);
  if (known !== undefined) return known;
  const implied = new Draft(name);
  parent.adopt(implied);
  return implied;
}

function readNode(node: NodeParts, depth: number, reading: Reading): Draft | undefined {
  const { report } = reading;
  if (depth > reading.maxDepth) {
    report('ddf-too-deep', 'error', `Nodes are nested more than ${reading.maxDepth} deep; this one is left out.`, node.row, 'TND 5');
    return undefined;
  }
  const name = readNodeName(node, report);
  if (node.path >= 0 && node.parent !== undefined) checkNestedPath(node, report);
  const draft = new Draft(name, node);
  if (node.path >= 0) draft.path = node.rows.wordOf(node.path);
  if (node.dfProperties >= 0) draft.own = readProperties(node, report);
  for (const child of node.children) {
    const read = readNode(child, depth + 1, reading);
    if (read !== undefined) settle(draft, read, report);
  }
  return draft;
}

function readNodeName(node: NodeParts, report: Report): string {
  if (node.nodeName < 0) {
    report('ddf-missing-child', 'error', 'A Node must have a NodeName, if only an empty one.', node.row, 'TND 9.4.1.6');
    return '';
  }
  checkName(node, report);
  return node.name;
}

/** Adds a node to its parent, or to the node that was there already. */
function settle(parent: Draft, draft: Draft, report: Report): void {
  const known = parent.named(draft.name);
  // Unnamed nodes are told apart by nothing: only one that merely continues another is taken for it.
  if (known === undefined || (draft.name === '' && known.own !== undefined && draft.own !== undefined)) {
    parent.adopt(draft);
  } else {
    merge(known, draft, report);
  }
}

function merge(known: Draft, more: Draft, report: Report): void {
  const twice = known.own !== undefined && more.own !== undefined;
  if (twice && more.node !== undefined) {
    const at = more.node.nodeName < 0 ? more.node.row : more.node.nodeName;
    report('ddf-sibling-duplicate', 'error', `The node “${known.name.slice(0, 80)}” is described twice in the same place.`, at, 'TND 6');
  }
  if (known.own === undefined && more.own !== undefined) known.own = more.own;
  if (known.path === undefined && more.path !== undefined) known.path = more.path;
  if (known.node === undefined && more.node !== undefined) known.node = more.node;
  for (const child of more.children) settle(known, child, report);
}

const noAccess: ReadonlySet<AccessVerb> = new Set();
const noNodes: readonly DescribedNode[] = [];

/** Where a node stands: its own name, and the place around. */
interface Place {
  readonly name: string;
  readonly outer: Place | undefined;
}

function finish(draft: Draft, outer: Place | undefined, report: Report): DescribedNode {
  const { name, path, node, own } = draft;
  const place = { name, outer };
  const children = draft.children.length === 0 ? noNodes : draft.children.map((child) => finish(child, place, report));
  if (own !== undefined) {
    // Written into what was made for this node alone: there are thousands.
    own.name = name;
    if (path !== undefined) own.path = path;
    own.children = children;
    // A leaf may turn out to go on elsewhere.
    if (children.length > 0) own.format = 'node';
    return own;
  }
  if (node === undefined) return impliedNode(name, children);
  // What stands there by a wrong name may well be them.
  if (!node.isStrange) report('ddf-dfproperties-missing', 'error', `The node ${uriOf(place)} has no DFProperties.`, node.row, 'TND 9.4.1.10');
  return { name, ...(path === undefined ? {} : { path }), children, access: noAccess, format: children.length > 0 ? 'node' : 'chr', occurrence: occurrenceOf('One'), scope: 'Dynamic', types: [], at: node.rows.range(node.row) };
}

function uriOf({ name, outer }: Place): string {
  const segments = [name];
  for (let at = outer; at !== undefined; at = at.outer) segments.unshift(at.name === '' ? '*' : at.name);
  return segments.join('/').slice(0, 200);
}
