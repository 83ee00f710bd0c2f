// What linting found: file by file, with the places as people read them.
import type { Finding } from '#engine/rules/finding';
import { LineIndex, type Position } from '#engine/xml/lines';

export interface LintedFile {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  /** In the order of their places; hints are left out. */
  readonly findings: readonly PlacedFinding[];
  /** What stands in another file of the report, as a text of its own. */
  readonly isDecoded?: true;
}

export interface PlacedFinding {
  readonly finding: Finding;
  /** Counted from 0, characters in UTF-16 units. */
  readonly start: Position;
  readonly end: Position;
}

export interface Report {
  readonly files: readonly LintedFile[];
  /** Rules that failed, with what was thrown. */
  readonly failedRules: ReadonlyMap<string, string>;
}

export type Counts = Readonly<Record<'error' | 'warning' | 'information', number>>;

/** Hints are for editors, which show them without a word. */
export function placed(findings: readonly Finding[], text: string): readonly PlacedFinding[] {
  const lines = new LineIndex(text);
  return findings
    .filter(({ severity }) => severity !== 'hint')
    .map((finding) => ({ finding, start: lines.position(finding.range.start), end: lines.position(finding.range.end) }));
}

/** Octets have one line, and each of them a column. */
export function placedInOctets(findings: readonly Finding[]): readonly PlacedFinding[] {
  return findings
    .filter(({ severity }) => severity !== 'hint')
    .map((finding) => ({ finding, start: { line: 0, character: finding.range.start }, end: { line: 0, character: finding.range.end } }));
}

export function counted(files: readonly LintedFile[]): Counts {
  const counts = { error: 0, warning: 0, information: 0 };
  for (const { findings } of files) {
    for (const { finding } of findings) if (finding.severity !== 'hint') counts[finding.severity]++;
  }
  return counts;
}
