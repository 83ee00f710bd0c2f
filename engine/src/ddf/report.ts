// How what is wrong with a node is noted.
import type { Problem, Severity } from '../base/problem';
import type { NodeParts } from './nodeParts';
import type { TreeRows } from './treeRows';

/** `at` is the row of the element that is wrong; its name is where the problem stands. */
export type Report = (code: string, severity: Severity, message: string, at: number, clause: string) => void;

export function reportInto(problems: Problem[], rows: TreeRows): Report {
  return (code, severity, message, at, clause) => problems.push({ code, severity, message, range: rows.nameRange(at), clause });
}

/** The node in messages. */
export function labelOf({ name }: NodeParts): string {
  return name === '' ? 'The unnamed node' : `The node “${name.slice(0, 80)}”`;
}
