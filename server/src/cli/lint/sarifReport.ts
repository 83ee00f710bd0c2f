// SARIF 2.1.0, for code scanning: all rules with their help in the driver, each problem a result.
import type { Severity } from '#engine/base/problem';
import { rules } from '#engine/rules/table';
import type { Rule } from '#engine/rules/rule';
import { severityIn, type Profile } from '#engine/rules/settings';
import { version } from '../../../../package.json';
import type { LintedFile, PlacedFinding, Report } from './linted';

/** `show` gives the paths, relative to `root` where they lie in it. */
export function sarifReport({ files, failedRules }: Report, show: (path: string) => string, profile: Profile): string {
  const ids = [...new Set([...rules.map(({ id }) => id), ...files.flatMap(({ findings }) => findings.map(({ finding }) => finding.code))])];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const driver = {
    name: 'FUMO Tools',
    semanticVersion: version,
    informationUri: 'https://www.npmjs.com/package/fumo-tools',
    rules: ids.map((id) => descriptorOf(id, byId.get(id), profile)),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    artifacts: files.map(({ path }) => ({ location: { uri: referenceOf(show(path)) } })),
    results: files.flatMap((file, artifact) => file.findings.map((placed) => resultOf(file, placed, artifact, indexOf, show))),
    invocations: [{ executionSuccessful: failedRules.size === 0, toolExecutionNotifications: [...failedRules].map(([id, thrown]) => ({ level: 'error', message: { text: `The rule ${id} failed: ${thrown}` } })) }],
  };
  return JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2);
}

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note', off: 'none' } as const satisfies Record<Severity | 'off', string>;

function descriptorOf(id: string, rule: Rule | undefined, profile: Profile): object {
  if (rule === undefined) return { id };
  const severity = severityIn(rule, profile);
  const fenced = (text: string): string => ['```xml', text, '```'].join('\n');
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.docs },
    help: {
      text: `${rule.docs}\n\nClause: ${rule.clause}`,
      markdown: `${rule.docs}\n\nClause: ${rule.clause}\n\nWrong:\n\n${fenced(rule.breaks.shown)}\n\nRight:\n\n${fenced(rule.keeps.shown)}`,
    },
    defaultConfiguration: severity === 'off' ? { enabled: false } : { level: levels[severity] },
    properties: { tags: [rule.group], clause: rule.clause },
  };
}

function resultOf({ path }: LintedFile, { finding, start, end }: PlacedFinding, artifact: number, indexOf: ReadonlyMap<string, number>, show: (path: string) => string): object {
  const { code, severity, message, clause } = finding;
  return {
    ruleId: code,
    ruleIndex: indexOf.get(code) ?? -1,
    level: levels[severity],
    message: { text: clause === undefined ? message : `${message} [${clause}]` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: referenceOf(show(path)), index: artifact },
          region: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
        },
      },
    ],
  };
}

/** A path as a reference: relative where it is short, a file URI where it is absolute. */
function referenceOf(path: string): string {
  const slashed = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/').replace(/^([A-Za-z])%3A\//, '/$1:/');
  return slashed.startsWith('/') ? `file://${slashed}` : slashed;
}
