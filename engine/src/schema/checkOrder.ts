// The children of an element against its content model: what is missing, too often there, out of order or beside another.
import type { Element } from '../xml/element';
import { automatonOf, step, type Automaton } from './automaton';
import { found, list, type StructureProblem } from './findings';
import { boundsOf, type Bounds } from './model';
import type { Content, ElementRule } from './schema';

/**
 * Reports what is there too often or not at all, and returns the rest. `strangers` counts the children that stand there
 * wrongly and may well be what is missing.
 */
export function checkCounts(
  element: Element,
  rule: ElementRule,
  bounds: ReadonlyMap<string, Bounds>,
  placed: readonly Element[],
  strangers: number,
  problems: StructureProblem[],
): Element[] {
  const counts = new Map<string, number>();
  const kept = placed.filter((child) => {
    const count = (counts.get(child.local) ?? 0) + 1;
    counts.set(child.local, count);
    const max = bounds.get(child.local)?.max ?? Infinity;
    if (count <= max) return true;
    const times = max === 1 ? 'once' : `${max} times`;
    const severity = rule.repeated?.[child.local] ?? 'error';
    problems.push(found('duplicate-child', severity, `${child.name} may stand only ${times} in ${rule.name}.`, child, rule, child.local));
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
    problems.push(found('missing-child', severity, `${rule.name} lacks ${name}.`, element, rule, name));
  }
  return kept;
}

export function checkOrder(
  element: Element,
  rule: ElementRule,
  content: Extract<Content, { kind: 'elements' }>,
  placed: readonly Element[],
  strangers: number,
  problems: StructureProblem[],
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
    problems.push(found('missing-child', 'error', `${rule.name} lacks one of ${list(refused.expected)}.`, element, rule));
    return;
  }
  const sorted = [...names].sort((a, b) => automaton.names.indexOf(a) - automaton.names.indexOf(b));
  const inOrder = run(automaton, sorted, lacking);
  if (inOrder === undefined || inOrder.at === sorted.length) {
    const message = `${child.name} stands out of order in ${rule.name}; the order is ${list(automaton.names)}.`;
    problems.push(found('child-order', rule.order ?? 'warning', message, child, rule, child.local));
    return;
  }
  const due = refused.expected.filter((name) => automaton.steps[refused.steps.get(name) ?? -1]?.has(child.local) === true);
  if (due.length > 0) {
    if (strangers === 0) problems.push(found('missing-child', 'error', `${rule.name} lacks one of ${list(due)} before ${child.name}.`, element, rule));
    return;
  }
  const previous = kept[refused.at - 1]?.name ?? 'what stands there';
  problems.push(found('misplaced-element', rule.beside ?? 'error', `${child.name} may not stand beside ${previous} in ${rule.name}.`, child, rule, child.local));
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
