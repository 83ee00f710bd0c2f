// Content models as automata: one state for each place of a name in the model, and one for the start.
import { namesOf, type Particle } from './model';

/** Deterministic, as the content models of DTDs are required to be. */
export interface Automaton {
  /** By state, 0 the start: the state that each name leads to. */
  readonly steps: readonly ReadonlyMap<string, number>[];
  readonly accepting: ReadonlySet<number>;
  /** Every name of the model, in the order of its first place. */
  readonly names: readonly string[];
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Glushkov's construction. Of two places of one name that may both come next, the first counts. */
export function compile(particle: Particle): Automaton {
  const names: string[] = [''];
  const follow: Set<number>[] = [new Set()];

  function link(from: readonly number[], to: readonly number[]): void {
    for (const state of from) for (const next of to) follow[state]?.add(next);
  }

  function visit(node: Particle): Part {
    switch (node.kind) {
      case 'name': {
        const state = names.push(node.name) - 1;
        follow.push(new Set());
        return { nullable: false, first: [state], last: [state] };
      }
      case 'repeat': {
        const part = visit(node.of);
        if (node.max === 'many') link(part.last, part.first);
        return { ...part, nullable: part.nullable || node.min === 0 };
      }
      case 'choice': {
        const parts = node.of.map(visit);
        return {
          nullable: parts.some((part) => part.nullable),
          first: parts.flatMap((part) => part.first),
          last: parts.flatMap((part) => part.last),
        };
      }
      case 'sequence': {
        let whole: Part = { nullable: true, first: [], last: [] };
        for (const part of node.of.map(visit)) {
          link(whole.last, part.first);
          whole = {
            nullable: whole.nullable && part.nullable,
            first: whole.nullable ? [...whole.first, ...part.first] : whole.first,
            last: part.nullable ? [...whole.last, ...part.last] : part.last,
          };
        }
        return whole;
      }
    }
  }

  const whole = visit(particle);
  link([0], whole.first);
  const steps = follow.map((targets) => {
    const step = new Map<string, number>();
    for (const target of [...targets].sort((a, b) => a - b)) {
      const name = names[target] ?? '';
      if (!step.has(name)) step.set(name, target);
    }
    return step;
  });
  return { steps, accepting: new Set(whole.nullable ? [0, ...whole.last] : whole.last), names: [...namesOf(particle)] };
}

/** The state after `name`, or undefined where it may not come. */
export function step(automaton: Automaton, state: number, name: string): number | undefined {
  return automaton.steps[state]?.get(name);
}

const compiled = new WeakMap<Particle, Automaton>();

/** The automaton of a model, made once. */
export function automatonOf(particle: Particle): Automaton {
  let automaton = compiled.get(particle);
  if (automaton === undefined) compiled.set(particle, (automaton = compile(particle)));
  return automaton;
}
