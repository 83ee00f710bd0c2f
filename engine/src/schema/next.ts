// What may come next at a place in a document: what completion offers.
import type { Element } from '../xml/element';
import { automatonOf, step } from './automaton';
import { boundsOf } from './model';
import { speaksOf, type ElementRule, type Schema } from './schema';

export interface Candidate {
  readonly name: string;
  /** One sentence. */
  readonly doc: string;
  readonly clause?: string;
}

/**
 * The names that may follow `before`, the local names of the children that stand there already. Children that the
 * model doesn't take where they stand are passed over.
 */
export function nextAllowed(rule: ElementRule, before: readonly string[]): readonly string[] {
  const { content } = rule;
  if (content.kind === 'elements') {
    const automaton = automatonOf(content.model);
    let state = 0;
    for (const name of before) state = step(automaton, state, name) ?? skipTo(content.model, state, name);
    return [...(automaton.steps[state]?.keys() ?? [])];
  }
  if (content.kind !== 'unordered') return [];
  return [...content.members].filter(([name, { max }]) => before.filter((one) => one === name).length < max).map(([name]) => name);
}

/** The first state after `state` that stands for `name`, as if what is missing between stood there. */
function skipTo(particle: Parameters<typeof automatonOf>[0], state: number, name: string): number {
  const automaton = automatonOf(particle);
  if (!boundsOf(particle).has(name)) return state;
  const seen = new Set([state]);
  for (const at of seen) {
    const found = step(automaton, at, name);
    if (found !== undefined) return found;
    for (const next of automaton.steps[at]?.values() ?? []) seen.add(next);
  }
  return state;
}

/**
 * The elements that may stand inside the innermost element of `path` (outermost first) after `before`; at the top
 * level, with an empty path, the roots.
 */
export function mayStandAt(schema: Schema, path: readonly Element[], before: readonly string[]): readonly Candidate[] {
  const parent = path[path.length - 1];
  let names: readonly string[];
  if (parent === undefined) {
    names = before.length === 0 ? schema.roots : [];
  } else {
    const rule = speaksOf(schema, parent.namespace) ? schema.elements.get(parent.local) : undefined;
    names = rule === undefined ? [] : nextAllowed(rule, before);
  }
  return names.flatMap((name) => {
    const rule = schema.elements.get(name);
    return rule === undefined ? [] : [{ name, doc: rule.doc, ...(rule.clause === undefined ? {} : { clause: rule.clause }) }];
  });
}
