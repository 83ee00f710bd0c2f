// For scripts: one JSON object a line, a line a problem.
import type { Report } from './linted';

/** Lines and columns count from 1, as in the text; the end is the first place after it. */
export function jsonReport({ files, failedRules }: Report): string {
  const rows: string[] = [];
  for (const { uri, findings } of files) {
    for (const { finding, start, end } of findings) {
      const { code, severity, message, clause } = finding;
      const place = { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
      rows.push(JSON.stringify({ uri, ...place, severity, code, message, ...(clause !== undefined && { clause }) }));
    }
  }
  for (const [rule, thrown] of failedRules) rows.push(JSON.stringify({ failedRule: rule, message: thrown }));
  return rows.join('\n');
}
