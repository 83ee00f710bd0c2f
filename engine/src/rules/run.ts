// Runs rules over a document: one walk for all that look at elements, then those that look at its nodes, or at the
// whole. A rule that throws is fenced: the others go on.
import type { Range } from '../base/problem';
import type { NodeTree } from '../ddf/nodeTree';
import { childElements, type Element } from '../xml/element';
import { elementRow, type NodeTable } from '../xml/nodeTable';
import { pathToRow, rowOf } from '../xml/views';
import type { Finding } from './finding';
import type { ElementRule, NodeRule, Report, Rule, Told } from './rule';
import type { Subject } from './subject';

export type Fenced = (rule: Rule, thrown: unknown) => void;

/** The findings of one document, in no particular order. Rules of sessions and of octets have runs of their own. */
export function runRules(subject: Subject, rules: readonly Rule[], fenced: Fenced): Finding[] {
  const findings: Finding[] = [];
  const byName = new Map<string, Asked[]>();
  const { message, nodes } = subject;
  for (const rule of rules) {
    if (rule.on === 'element') {
      if (!rule.kinds.includes(subject.kind)) continue;
      const asked = { rule, report: reportTo(findings, rule) };
      for (const name of rule.elements) byName.set(name, [...(byName.get(name) ?? []), asked]);
    } else if (rule.on === 'message') {
      if (message !== undefined) guarded(rule, fenced, () => rule.check(message, reportTo(findings, rule), subject));
    } else if (rule.on === 'node') {
      if (nodes !== undefined && rule.kinds.some((kind) => kind === subject.kind)) guarded(rule, fenced, () => checkNodes(rule, nodes, findings, subject));
    } else if (rule.on === 'document' && rule.kinds.includes(subject.kind)) {
      guarded(rule, fenced, () => rule.check(subject, reportTo(findings, rule)));
    }
  }
  const { root } = subject.document;
  if (root === undefined || byName.size === 0) return findings;
  const read = rowOf(root);
  if (read === undefined) walk(root, byName, fenced, subject);
  else walkRows(root, read.table, read.row, byName, fenced, subject);
  return findings;
}

interface Asked {
  readonly rule: ElementRule;
  readonly report: Report;
}

function checkNodes(rule: NodeRule, { nodes }: NodeTree, findings: Finding[], subject: Subject): void {
  const report = reportTo(findings, rule);
  for (const node of nodes) rule.check(node, report, subject);
}

function walk(root: Element, byName: ReadonlyMap<string, readonly Asked[]>, fenced: Fenced, subject: Subject): void {
  const above: Element[] = [];
  const visit = (element: Element): void => {
    check(byName.get(element.local), element, above, fenced, subject);
    above.push(element);
    for (const child of childElements(element)) visit(child);
    above.pop();
  };
  visit(root);
}

/** The same of what was read from a text: nothing is made of elements that no rule asks for. */
function walkRows(root: Element, table: NodeTable, first: number, byName: ReadonlyMap<string, readonly Asked[]>, fenced: Fenced, subject: Subject): void {
  const { names } = table;
  const byNumber = Array.from({ length: names.count }, (_, number) => byName.get(names.local(number)));
  const end = table.next(first);
  for (let row = first; row < end; row = table.following(row)) {
    if (table.kind(row) !== elementRow) continue;
    const asked = byNumber[table.name(row)];
    if (asked === undefined) continue;
    const above = pathToRow(root, row) ?? [];
    const element = above.pop();
    if (element !== undefined) check(asked, element, above, fenced, subject);
  }
}

function check(asked: readonly Asked[] | undefined, element: Element, above: readonly Element[], fenced: Fenced, subject: Subject): void {
  for (const { rule, report } of asked ?? []) guarded(rule, fenced, () => rule.check(element, above, report, subject));
}

function guarded(rule: Rule, fenced: Fenced, run: () => void): void {
  try {
    run();
  } catch (thrown) {
    fenced(rule, thrown);
  }
}

function reportTo(findings: Finding[], rule: Rule): Report {
  return (where, message, more) => {
    findings.push(findingOf(rule, where, message, more));
  };
}

export function findingOf(rule: Rule, where: Range | Element, message: string, { severity, related, data }: Told = {}): Finding {
  const { start, end } = 'kind' in where ? where.nameRange : where;
  const weight = severity ?? (rule.severity === 'off' ? 'warning' : rule.severity);
  return {
    code: rule.id,
    severity: weight,
    message,
    range: { start, end },
    clause: rule.clause,
    ...(related !== undefined && { related }),
    ...(data !== undefined && { data }),
  };
}
