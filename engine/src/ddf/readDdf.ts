// Element to model: a device description. Tolerant of what real files do; what is told wrong is also read. [TND 9.4.1]
import type { Problem } from '../base/problem';
import { textOf, type Element, type XmlDocument } from '../xml/element';
import { impliedNode, occurrenceOf, type DescribedNode, type Description } from './description';
import { pathSegments, readName } from './nodePath';
import { part, partsOf, wordOf } from './parts';
import { readProperties, reportInto, type OwnProperties, type Report } from './readProperties';

/** A node under construction: those that continue elsewhere grow until the whole document is read. */
interface Draft {
  readonly name: string;
  path?: string;
  own?: OwnProperties;
  /** The Node elements that spoke of it; none: only a Path implies it. */
  readonly elements: Element[];
  readonly children: Draft[];
  /** The same by name; of several unnamed ones the last. */
  readonly index: Map<string, Draft>;
}

function draftOf(name: string, elements: Element[]): Draft {
  return { name, elements, children: [], index: new Map() };
}

function adopt(parent: Draft, child: Draft): void {
  parent.children.push(child);
  parent.index.set(child.name, child);
}

export interface DdfLimits {
  /** Levels of nodes, counted from the root; what lies deeper is left out with a problem. */
  readonly maxDepth?: number;
}

/** Reads a description. `description` is absent only where the document isn't a MgmtTree. */
export function readDdf(document: XmlDocument, limits: DdfLimits = {}): { readonly description?: Description; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = reportInto(problems);
  const tree = document.root;
  if (tree?.local !== 'MgmtTree') {
    const range = tree?.startTag ?? { start: 0, end: 0 };
    problems.push({ code: 'ddf-root', severity: 'error', message: 'A device description begins with MgmtTree.', range, clause: 'TND 9.4.1.1' });
    return { problems };
  }
  const verDtd = readVersion(tree, report);
  const reading: Reading = { report, maxDepth: limits.maxDepth ?? 128 };
  const root = draftOf('.', []);
  const nodes = partsOf(tree).filter((child) => child.local === 'Node');
  if (nodes.length === 0) report('ddf-no-node', 'error', 'The description holds no Node.', tree, 'TND 9.4.1.1');
  for (const node of nodes) placeTopNode(node, root, reading);
  const described = finish(root, '.', report);
  const man = wordOf(tree, 'Man');
  const mod = wordOf(tree, 'Mod');
  return {
    description: { verDtd, ...(man === undefined ? {} : { man }), ...(mod === undefined ? {} : { mod }), root: described, nodes: described.children },
    problems,
  };
}

interface Reading {
  readonly report: Report;
  readonly maxDepth: number;
}

function readVersion(tree: Element, report: Report): string {
  const verDtd = wordOf(tree, 'VerDTD');
  // [TND 9.4.1.2]
  if (verDtd === undefined) {
    report('ddf-verdtd', 'error', 'VerDTD is missing; it should be 1.2.', tree, 'TND 9.4.1.2');
    return '';
  }
  if (verDtd !== '1.2') {
    const severity = verDtd === '1.3' ? 'information' : 'warning';
    report('ddf-verdtd-value', severity, `VerDTD is ${verDtd}; DM 1.2 has 1.2.`, part(tree, 'VerDTD') ?? tree, 'TND 9.4.1.2');
  }
  return verDtd;
}

/** A Node directly below MgmtTree stands where its Path says: it begins a branch, or goes on with one. [TND 9.4.1.7] */
function placeTopNode(node: Element, root: Draft, reading: Reading): void {
  const written = part(node, 'Path');
  const path = written === undefined ? '' : textOf(written).trim();
  if (written !== undefined && (path.startsWith('/') || (path.endsWith('/') && path !== './'))) {
    reading.report('ddf-path-form', 'information', `The Path “${path}” should be relative to the root and not end in a slash.`, written, 'TND 5');
  }
  const segments = pathSegments(path);
  if (segments.length >= reading.maxDepth) {
    reading.report('ddf-too-deep', 'error', `The Path has more than ${reading.maxDepth} segments; the node is left out.`, written ?? node, 'TND 5');
    return;
  }
  let parent = root;
  for (const segment of segments) parent = childOf(parent, readName(segment));
  const draft = readNode(node, segments.length + 1, undefined, reading);
  if (draft === undefined) return;
  // A Node named `.` describes the root itself.
  if (draft.name === '.' && parent === root) {
    merge(root, draft, reading.report);
  } else {
    settle(parent, draft, reading.report);
  }
}

function childOf(parent: Draft, name: string): Draft {
  const known = parent.index.get(name);
  if (known !== undefined) return known;
  const implied = draftOf(name, []);
  adopt(parent, implied);
  return implied;
}

function readNode(node: Element, depth: number, ancestors: readonly string[] | undefined, reading: Reading): Draft | undefined {
  const { report } = reading;
  if (depth > reading.maxDepth) {
    report('ddf-too-deep', 'error', `Nodes are nested more than ${reading.maxDepth} deep; this one is left out.`, node, 'TND 5');
    return undefined;
  }
  const name = readNodeName(node, report);
  const label = name === '' ? 'The unnamed node' : `The node “${name}”`;
  const path = part(node, 'Path');
  if (path !== undefined && ancestors !== undefined) checkNestedPath(path, ancestors, label, report);
  const inner = partsOf(node).filter((child) => child.local === 'Node');
  const properties = part(node, 'DFProperties');
  const draft = draftOf(name, [node]);
  if (path !== undefined) draft.path = textOf(path).trim();
  if (properties !== undefined) draft.own = readProperties(node, properties, label, inner.length > 0, report);
  const here = name === '.' ? [] : [...(ancestors ?? pathSegments(draft.path ?? '')), name];
  for (const child of inner) {
    const read = readNode(child, depth + 1, here, reading);
    if (read !== undefined) settle(draft, read, report);
  }
  return draft;
}

function readNodeName(node: Element, report: Report): string {
  const element = part(node, 'NodeName');
  if (element === undefined) {
    report('ddf-missing-child', 'error', 'A Node must have a NodeName, if only an empty one.', node, 'TND 9.4.1.6');
    return '';
  }
  const name = readName(textOf(element));
  // [TND 6] What separates the names can't be part of one.
  if (name.includes('/')) report('ddf-nodename-slash', 'error', `The name “${name}” must not contain a slash.`, element, 'TND 6');
  if (name === '..') report('ddf-nodename-reserved', 'error', 'A node can\'t be named “..”.', element, 'TND 5');
  return name;
}

/** Below the first level a Path only repeats what the nesting says. */
function checkNestedPath(path: Element, ancestors: readonly string[], label: string, report: Report): void {
  const segments = pathSegments(textOf(path)).map(readName);
  const agrees = segments.length === ancestors.length && segments.every((segment, i) => segment === ancestors[i] || ancestors[i] === '');
  if (!agrees) {
    const expected = ancestors.length === 0 ? '.' : `./${ancestors.map((name) => (name === '' ? '*' : name)).join('/')}`;
    report('ddf-path-conflict', 'error', `${label} stands in ${expected}, but its Path says “${textOf(path).trim()}”.`, path, 'TND 9.4.1.7');
  }
}

/** Adds a node to its parent, or to the node that was there already. */
function settle(parent: Draft, draft: Draft, report: Report): void {
  const known = parent.index.get(draft.name);
  // Unnamed nodes are told apart by nothing: only one that merely continues another is taken for it.
  if (known === undefined || (draft.name === '' && known.own !== undefined && draft.own !== undefined)) {
    adopt(parent, draft);
  } else {
    merge(known, draft, report);
  }
}

function merge(known: Draft, more: Draft, report: Report): void {
  const twice = known.own !== undefined && more.own !== undefined;
  if (twice && more.elements[0] !== undefined) {
    report('ddf-sibling-duplicate', 'error', `The node “${known.name}” is described twice in the same place.`, more.elements[0], 'TND 6');
  }
  if (known.own === undefined && more.own !== undefined) known.own = more.own;
  if (known.path === undefined && more.path !== undefined) known.path = more.path;
  known.elements.push(...more.elements);
  for (const child of more.children) settle(known, child, report);
}

function finish(draft: Draft, uri: string, report: Report): DescribedNode {
  const children = draft.children.map((child) => finish(child, `${uri}/${child.name === '' ? '*' : child.name}`, report));
  const element = draft.elements[0];
  const base = { name: draft.name, ...(draft.path === undefined ? {} : { path: draft.path }), children };
  if (draft.own !== undefined) {
    // A leaf may turn out to go on elsewhere.
    return children.length > 0 ? { ...draft.own, ...base, format: 'node' } : { ...draft.own, ...base };
  }
  if (element === undefined) return impliedNode(draft.name, children);
  report('ddf-dfproperties-missing', 'error', `The node ${uri} has no DFProperties.`, element, 'TND 9.4.1.10');
  return { ...base, access: new Set(), format: children.length > 0 ? 'node' : 'chr', occurrence: occurrenceOf('One'), scope: 'Dynamic', types: [], at: element.range };
}
