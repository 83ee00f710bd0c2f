// A document against its schema: what may not stand where it stands, and what is missing.
import type { Problem, Severity } from '../base/problem';
import type { Element, XmlDocument } from '../xml/element';
import { checkAttributes } from './attributes';
import { automatonOf, step, type Automaton } from './automaton';
import { childrenOf } from './guide';
import { boundsOf, type Bounds } from './model';
import { speaksOf, type Content, type ElementRule, type Schema } from './schema';

/**
 * One problem for each mistake, in the order of the document. Elements of namespaces that the schema doesn't speak of
 * are left alone where they may stand, with all that they hold; so is whatever stands where anything may. What is in
 * an element that is itself out of place isn't looked at: its mistake is reported, and moving it will change the rest.
 */
export function validate(document: XmlDocument, schema: Schema): Problem[] {
  const problems: Problem[] = [];
  const { root } = document;
  if (root === undefined) return problems;
  if (!schema.roots.includes(root.local)) {
    problems.push(found('unknown-element', 'error', `The root of such a document is ${list(schema.roots)}, not ${root.name}.`, root));
    return problems;
  }
  const waiting: Element[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const rule = schema.elements.get(element.local);
    if (rule === undefined) continue;
    checkAttributes(element, rule, problems);
    if (rule.content.kind === 'any') continue;
    const inside = checkChildren(element, rule, schema, problems);
    waiting.push(...inside.reverse());
  }
  return problems.sort((a, b) => a.range.start - b.range.start);
}

/** Returns the children to go on with. */
function checkChildren(element: Element, rule: ElementRule, schema: Schema, problems: Problem[]): Element[] {
  const allowed = childrenOf(rule.content) ?? new Set<string>();
  const inside: Element[] = [];
  const placed: Element[] = [];
  let strangers = 0;
  for (const node of element.children) {
    if (node.kind === 'text' || node.kind === 'opaque') {
      if (rule.content.kind === 'text') continue;
      if (node.kind === 'text' && !/[^ \t\r\n]/.test(node.value)) continue;
      const what = allowed.size === 0 ? 'is empty' : `holds elements (${list([...allowed])}), no text`;
      const code = 'unexpected-text';
      problems.push({ code, severity: 'error', message: `${rule.name} ${what}.`, range: node.range, ...clauseOf(rule) });
      continue;
    }
    if (node.kind !== 'element') continue;
    const ours = speaksOf(schema, node.namespace);
    if (!ours && rule.foreign === true) continue;
    if (ours && allowed.has(node.local)) {
      placed.push(node);
      inside.push(node);
      continue;
    }
    strangers++;
    if (!ours || !schema.elements.has(node.local)) {
      problems.push(found('unknown-element', rule.unknown ?? 'error', `${schema.title} has no element ${node.name}; ${expected(allowed, rule)}.`, node, rule));
    } else {
      problems.push(found('misplaced-element', 'error', `${node.name} may not stand in ${rule.name}; ${expected(allowed, rule)}.`, node, rule));
    }
  }
  if (rule.content.kind === 'elements') checkOrder(element, rule, rule.content, placed, strangers, problems);
  else if (rule.content.kind === 'unordered') checkCounts(element, rule, rule.content.members, placed, strangers, problems);
  return inside;
}

/** Reports what is there too often or not at all, and returns the rest. */
function checkCounts(
  element: Element,
  rule: ElementRule,
  bounds: ReadonlyMap<string, Bounds>,
  placed: readonly Element[],
  strangers: number,
  problems: Problem[],
): Element[] {
  const counts = new Map<string, number>();
  const kept = placed.filter((child) => {
    const count = (counts.get(child.local) ?? 0) + 1;
    counts.set(child.local, count);
    const max = bounds.get(child.local)?.max ?? Infinity;
    if (count <= max) return true;
    const times = max === 1 ? 'once' : `${max} times`;
    const severity = rule.repeated?.[child.local] ?? 'error';
    problems.push(found('repeated-element', severity, `${child.name} may stand only ${times} in ${rule.name}.`, child, rule));
    return false;
  });
  for (const [name, { min }] of bounds) {
    if ((counts.get(name) ?? 0) >= min) continue;
    // What stands there misspelt or misplaced has been reported already, and may well be what is missing.
    if (strangers > 0) {
      strangers--;
      continue;
    }
    const severity = rule.missing?.[name] ?? 'error';
    problems.push(found('missing-element', severity, `${rule.name} lacks ${name}.`, element, rule));
  }
  return kept;
}

function checkOrder(
  element: Element,
  rule: ElementRule,
  content: Extract<Content, { kind: 'elements' }>,
  placed: readonly Element[],
  strangers: number,
  problems: Problem[],
): void {
  const automaton = automatonOf(content.model);
  const before = problems.length;
  const bounds = boundsOf(content.model);
  const kept = checkCounts(element, rule, bounds, placed, strangers, problems);
  const names = kept.map((child) => child.local);
  const lacking = new Set([...bounds].filter(([name, { min }]) => min > 0 && !names.includes(name)).map(([name]) => name));
  const refused = run(automaton, names, lacking);
  if (refused === undefined) return;
  const child = kept[refused.at];
  if (child === undefined) {
    // The children end too soon. Where no single name is due, one of several is.
    if (problems.length > before || strangers > 0) return;
    problems.push(found('missing-element', 'error', `${rule.name} lacks one of ${list(refused.expected)}.`, element, rule));
    return;
  }
  const sorted = [...names].sort((a, b) => automaton.names.indexOf(a) - automaton.names.indexOf(b));
  const inOrder = run(automaton, sorted, lacking);
  if (inOrder === undefined || inOrder.at === sorted.length) {
    const message = `${child.name} stands out of order in ${rule.name}; the order is ${list(automaton.names)}.`;
    problems.push(found('element-order', rule.order ?? 'warning', message, child, rule));
    return;
  }
  const due = refused.expected.filter((name) => automaton.steps[refused.steps.get(name) ?? -1]?.has(child.local) === true);
  if (due.length > 0) {
    if (strangers === 0) problems.push(found('missing-element', 'error', `${rule.name} lacks one of ${list(due)} before ${child.name}.`, element, rule));
    return;
  }
  const previous = kept[refused.at - 1]?.name ?? 'what stands there';
  problems.push(found('misplaced-element', rule.beside ?? 'error', `${child.name} may not stand beside ${previous} in ${rule.name}.`, child, rule));
}

interface Refused {
  /** Index of the child. */
  readonly at: number;
  /** What could have come in its place, and the states that it leads to. */
  readonly expected: readonly string[];
  readonly steps: ReadonlyMap<string, number>;
}

/**
 * Where the automaton stops taking the names, `names.length` for their end; undefined where it takes them all. Names
 * that are `lacking` count as being there wherever one is due.
 */
function run(automaton: Automaton, names: readonly string[], lacking: ReadonlySet<string>): Refused | undefined {
  let state = 0;
  for (let at = 0; at <= names.length; at++) {
    const name = names[at];
    const supplied = new Set<number>();
    for (;;) {
      const next = name === undefined ? undefined : step(automaton, state, name);
      if (next !== undefined) {
        state = next;
        break;
      }
      if (name === undefined && automaton.accepting.has(state)) return undefined;
      supplied.add(state);
      const steps = automaton.steps[state] ?? new Map<string, number>();
      const due = [...steps].find(([candidate, target]) => lacking.has(candidate) && !supplied.has(target));
      if (due === undefined) return { at, expected: [...steps.keys()], steps };
      state = due[1];
    }
  }
  return undefined;
}

function expected(allowed: ReadonlySet<string>, rule: ElementRule): string {
  return allowed.size === 0 ? `${rule.name} holds no elements` : `${rule.name} may hold ${list([...allowed])}`;
}

function list(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} \u2026` : names.join(', ');
}

function found(code: string, severity: Severity, message: string, element: Element, rule?: ElementRule): Problem {
  return { code, severity, message, range: element.nameRange, ...clauseOf(rule) };
}

function clauseOf(rule: ElementRule | undefined): { readonly clause?: string } {
  return rule?.clause === undefined ? {} : { clause: rule.clause };
}
