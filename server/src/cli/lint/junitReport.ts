// For test reports: each file a suite, each problem a test case; errors and warnings fail, a file without any passes.
import { element, text, type Element } from '#engine/xml/element';
import { writeXml } from '#engine/xml/write';
import { illegalCharacterIn } from '#engine/xml/characters';
import type { LintedFile, PlacedFinding, Report } from './linted';

export function junitReport({ files }: Report, show: (path: string) => string): string {
  const suites = files.map((file) => suiteOf(file, show(file.path)));
  const attributes = totals(files.flatMap(({ findings }) => findings), files.filter(({ findings }) => findings.length === 0).length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(element('testsuites', spaced(suites, 1), { attributes: { name: 'fumo lint', ...attributes } }))}`;
}

function suiteOf({ findings }: LintedFile, name: string): Element {
  const cases = findings.length === 0 ? [element('testcase', [], { attributes: { name: 'no problems', classname: legal(name) } })] : findings.map((placed) => caseOf(placed, name));
  return element('testsuite', spaced(cases, 2), { attributes: { name: legal(name), ...totals(findings, findings.length === 0 ? 1 : 0) } });
}

function caseOf({ finding, start }: PlacedFinding, name: string): Element {
  const { code, severity, message, clause } = finding;
  const place = `${name}:${start.line + 1}:${start.character + 1}`;
  const told = legal(`${place} ${severity} ${code} ${message}${clause === undefined ? '' : ` [${clause}]`}`);
  const inside = isFailure(severity) ? element('failure', [text(told)], { attributes: { type: code, message: legal(message) } }) : element('system-out', [text(told)]);
  return element('testcase', [inside], { attributes: { name: legal(`${code} at ${start.line + 1}:${start.character + 1}`), classname: legal(name) } });
}

function isFailure(severity: string): boolean {
  return severity === 'error' || severity === 'warning';
}

function totals(findings: readonly PlacedFinding[], clean: number): Readonly<Record<'tests' | 'failures' | 'errors', string>> {
  const failures = findings.filter(({ finding }) => isFailure(finding.severity)).length;
  return { tests: String(findings.length + clean), failures: String(failures), errors: '0' };
}

/** A message may quote what no XML may hold. */
function legal(value: string): string {
  let rest = value;
  for (let at = illegalCharacterIn(rest, 0, rest.length); at >= 0; at = illegalCharacterIn(rest, at, rest.length)) rest = `${rest.slice(0, at)}\uFFFD${rest.slice(at + 1)}`;
  return rest;
}

function spaced(children: readonly Element[], depth: number): readonly (Element | ReturnType<typeof text>)[] {
  return [...children.flatMap((child) => [text(`\n${'  '.repeat(depth)}`), child]), text(`\n${'  '.repeat(depth - 1)}`)];
}
