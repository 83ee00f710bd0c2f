// What is wrong with the nodes of a serialised tree, without anything being made of them. [TNDS 5, 6]
import type { Problem } from '../base/problem';
import { checkName, checkNestedPath, checkTopPath, checkVersion } from './checkNode';
import { formatFault, isNodeFormat } from './nodeFormat';
import type { NodeParts } from './nodeParts';
import { pathSegments, readName } from './nodePath';
import type { NodeTree } from './nodeTree';
import { labelOf, reportInto, type Report } from './report';

/** A problem for each mistake; what is wrong with the order and the kinds of elements is left to the content models. */
export function checkTree(tree: NodeTree, maxDepth = 128): readonly Problem[] {
  const problems: Problem[] = [];
  const report = reportInto(problems, tree.rows);
  checkVersion(tree, report);
  const checking: Checking = { report, maxDepth, places: new Places() };
  for (const node of tree.top) {
    const segments = pathSegments(checkTopPath(node, report));
    let at = 0;
    for (const segment of segments) at = checking.places.numberOf(at, readName(segment));
    checkBelow(node, at, segments.length + 1, checking);
  }
  return problems;
}

interface Checking {
  readonly report: Report;
  readonly maxDepth: number;
  readonly places: Places;
}

/** `at` is the number of the place that the node stands in. */
function checkBelow(node: NodeParts, at: number, depth: number, checking: Checking): void {
  const { report, places } = checking;
  if (depth > checking.maxDepth) {
    report('ddf-too-deep', 'error', `Nodes are nested more than ${checking.maxDepth} deep; what is in this one isn't looked at.`, node.row, 'TND 5');
    return;
  }
  checkName(node, report);
  if (node.path >= 0 && node.parent !== undefined) checkNestedPath(node, report);
  checkValue(node, report);
  const { name } = node;
  const number = places.numberOf(at, name);
  // Unnamed nodes are named by who takes the tree; what says nothing of itself merely goes on with another.
  if (name !== '' && (node.rtProperties >= 0 || node.value >= 0) && !places.take(number)) {
    report('ddf-sibling-duplicate', 'error', `The node “${name.slice(0, 80)}” stands twice in the same place.`, node.nodeName, 'TND 6');
  }
  for (const child of node.children) checkBelow(child, number, depth + 1, checking);
}

function checkValue(node: NodeParts, report: Report): void {
  const { rows, value, runTimeFormat: format, children } = node;
  if (children.length > 0) {
    if (format !== '' && format !== 'node' && isNodeFormat(format)) {
      report('ddf-leaf-children', 'error', `${labelOf(node)} has child Nodes, so its format must be node, not ${format}.`, rows.first(node.format), 'TND 6.2');
    }
    return;
  }
  if (value < 0) return;
  const written = rows.textOf(value);
  if (format === 'node') {
    if (written.trim() !== '') report('ddf-interior-value', 'error', `${labelOf(node)} is an interior node and can't have a value.`, value, 'TND 6.2');
    return;
  }
  // Mark-up and octets that stand in a Value as such are no text to judge.
  const fault = format === '' || !isNodeFormat(format) || written.trim() === '' ? undefined : formatFault(format, written);
  if (fault !== undefined) report('tnds-value-format', 'error', `${labelOf(node)}: the value “${written.trim().slice(0, 80)}” ${fault}, but its format is ${format}.`, value, 'TND 9.4.2.2');
}

/** The places that nodes stand in, each known by a number; the root's is 0. */
class Places {
  private readonly numbers = new Map<string, number>();
  private readonly taken = new Set<number>();

  numberOf(outer: number, name: string): number {
    const key = `${outer}/${name}`;
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, (number = this.numbers.size + 1));
    return number;
  }

  /** False where a node stands there already. */
  take(number: number): boolean {
    const isFree = !this.taken.has(number);
    this.taken.add(number);
    return isFree;
  }
}
