// For people: a line a problem, the line of the document below it with the place marked, and how many there are.
import { styleText } from 'node:util';
import { counted, type Counts, type PlacedFinding, type Report } from './linted';

export interface TextForm {
  readonly colour: boolean;
  /** How a file is named. */
  readonly show: (path: string) => string;
}

/** Longer lines are cut around the place. */
const widest = 160;

export function textReport(report: Report, { colour, show }: TextForm): string {
  const paint = (style: Style, text: string): string => (colour ? styleText([...styles[style]], text, { validateStream: false }) : text);
  const lines: string[] = [];
  for (const { path, text, findings } of report.files) {
    const rows = findings.length === 0 ? [] : text.split(/\r\n|\r|\n/);
    for (const placed of findings) {
      const { code, severity, message, clause } = placed.finding;
      const place = `${show(path)}:${placed.start.line + 1}:${placed.start.character + 1}`;
      const told = clause === undefined ? '' : paint('faint', ` [${clause}]`);
      lines.push(`${paint('place', place)} ${paint(severity === 'hint' ? 'information' : severity, severity)} ${paint('code', code)} ${message}${told}`);
      lines.push(...excerpt(placed, rows).map((row) => paint('faint', row)));
    }
  }
  for (const [id, thrown] of report.failedRules) lines.push(`${paint('warning', 'warning')} The rule ${id} failed and was left out: ${thrown}`);
  lines.push(summary(counted(report.files), report.files.filter(({ isDecoded }) => isDecoded !== true).length));
  return lines.join('\n');
}

type Style = 'place' | 'error' | 'warning' | 'information' | 'code' | 'faint';

const styles = {
  place: ['bold'],
  error: ['bold', 'red'],
  warning: ['yellow'],
  information: ['blue'],
  code: ['cyan'],
  faint: ['dim'],
} as const satisfies Record<Style, readonly Parameters<typeof styleText>[0][]>;

/** The line that the place begins in, and a mark below what is meant of it. */
function excerpt({ start, end }: PlacedFinding, rows: readonly string[]): readonly string[] {
  const row = rows[start.line];
  if (row === undefined || row.trim() === '') return [];
  const from = Math.max(0, Math.min(start.character - 40, row.length - widest));
  // A tab is as wide as it is shown: the mark's line keeps the tabs of the line above.
  const shown = row.slice(from, from + widest);
  const before = shown.slice(0, start.character - from).replace(/[^\t]/g, ' ');
  const last = end.line === start.line ? end.character : row.length;
  const length = Math.max(1, Math.min(last, from + widest) - start.character);
  const number = String(start.line + 1);
  return [`${number.padStart(5)} | ${shown}`, `${''.padStart(5)} | ${before}${'^'.repeat(length)}`];
}

/** `2 errors, 1 warning in 12 files.` */
function summary(counts: Counts, files: number): string {
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  const found = [counts.error > 0 && many(counts.error, 'error'), counts.warning > 0 && many(counts.warning, 'warning'), counts.information > 0 && many(counts.information, 'remark')];
  const told = found.filter((part) => part !== false).join(', ');
  return `${told === '' ? 'No problems' : told} in ${many(files, 'file')}.`;
}
