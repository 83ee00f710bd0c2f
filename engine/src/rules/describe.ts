// Rules in Markdown: a section of the page of all rules, and the card that explains a finding.
import type { Example } from './examples';
import type { Rule } from './rule';
import { profiles, severityIn } from './settings';

/** The place of a rule on the page of all rules. */
export function anchorOf({ id }: Rule): string {
  return `#${id}`;
}

/** A section under a heading of the third level. */
export function ruleSection(rule: Rule): string {
  const { id, summary, clause, docs, breaks, keeps, fix } = rule;
  return [
    `### ${id}`,
    `${summary} [${clause}]`,
    `${weights(rule)}${fix === undefined ? '' : ' There is a mend for it.'}`,
    docs,
    `Breaks it:\n\n${fenced(breaks)}`,
    `Keeps it:\n\n${fenced(keeps)}`,
  ].join('\n\n');
}

/** The same, short, for beside a finding. */
export function ruleCard({ id, summary, docs, clause }: Rule): string {
  return `**${id}**\n\n${summary}\n\n${docs}\n\n*${clause}*`;
}

/** What it weighs in each profile, the default one first; one word where it is the same in all. */
function weights(rule: Rule): string {
  const [usual = 'off', ...others] = profiles.map((profile) => severityIn(rule, profile));
  const different = others.flatMap((severity, index) => (severity === usual ? [] : [`${severity} in ${profiles[index + 1] ?? ''}`]));
  return `Severity: ${[usual, ...different].join(', ')}.`;
}

/** Where what is to be shown is that nothing is there, the whole document shows it. */
function fenced({ shown: piece, kind, documents }: Example): string {
  const shown = piece.trim() === '' ? (documents[0]?.text ?? '') : piece;
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const language = kind === 'bytes' || kind === 'report' ? 'text' : 'xml';
  return `${fence}${language}\n${shown}\n${fence}`;
}
