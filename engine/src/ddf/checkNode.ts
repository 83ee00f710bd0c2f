// What descriptions and serialised trees have in common: the version, the names of nodes, and their paths.
import type { NodeParts } from './nodeParts';
import { pathSegments, readName } from './nodePath';
import type { NodeTree } from './nodeTree';
import { labelOf, type Report } from './report';

/** The version as it is written; `''` where there is none. */
export function checkVersion({ rows, verDtd }: NodeTree, report: Report): string {
  const version = rows.wordOf(verDtd);
  // [TND 9.4.1.2]
  if (version === '') {
    report('ddf-verdtd', 'error', 'VerDTD is missing; it should be 1.2.', verDtd < 0 ? rows.root : verDtd, 'TND 9.4.1.2');
  } else if (version !== '1.2') {
    report('ddf-verdtd-value', version === '1.3' ? 'information' : 'warning', `VerDTD is ${version.slice(0, 80)}; DM 1.2 has 1.2.`, verDtd, 'TND 9.4.1.2');
  }
  return version;
}

export function checkName(node: NodeParts, report: Report): void {
  const { name } = node;
  // [TND 6] What separates the names can't be part of one.
  if (name.includes('/')) report('ddf-nodename-slash', 'error', `The name “${name.slice(0, 80)}” must not contain a slash.`, node.nodeName, 'TND 6');
  // A Node named `.` directly below MgmtTree describes the root itself.
  if (name === '..' || (name === '.' && (node.parent !== undefined || pathSegments(node.rows.wordOf(node.path)).length > 0))) {
    report('ddf-nodename-reserved', 'error', `A node can't be named “${name}”.`, node.nodeName, 'TND 5');
  }
}

/** Below the first level a Path only repeats what the nesting says. */
export function checkNestedPath(node: NodeParts, report: Report): void {
  if (agreesWithNesting(node)) return;
  const place = placeOf(node);
  const expected = place.length === 0 ? '.' : `./${place.map((name) => (name === '' ? '*' : name)).join('/')}`;
  const path = node.rows.wordOf(node.path);
  report('ddf-path-conflict', 'error', `${labelOf(node)} stands in ${expected.slice(0, 80)}, but its Path says “${path.slice(0, 80)}”.`, node.path, 'TND 9.4.1.7');
}

/** Whether the Path of a node inside another says where it stands. */
export function agreesWithNesting(node: NodeParts): boolean {
  const place = placeOf(node);
  const segments = pathSegments(node.rows.wordOf(node.path)).map(readName);
  return segments.length === place.length && segments.every((segment, i) => segment === place[i] || place[i] === '');
}

/** The names from the root to the parent of a node; `''` where one is unnamed. */
export function placeOf(node: NodeParts): readonly string[] {
  const place: string[] = [];
  let outermost = node;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.name !== '.') place.push(at.name);
    outermost = at;
  }
  const path = pathSegments(outermost.rows.wordOf(outermost.path)).map(readName);
  return [...path, ...place.reverse()];
}

/** A Node directly below MgmtTree says by its Path where it stands. [TND 9.4.1.7] */
export function checkTopPath(node: NodeParts, report: Report): string {
  const path = node.rows.wordOf(node.path);
  if (path.startsWith('/') || (path.endsWith('/') && path !== './')) {
    report('ddf-path-form', 'information', `The Path “${path.slice(0, 80)}” should be relative to the root and not end in a slash.`, node.path, 'TND 5');
  }
  return path;
}
