// Content models as DTDs write them, `CmdID, NoResp?, (Add | Replace)+`, and as trees.

import { Failure } from '../base/failure';

export type Particle =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly Particle[] }
  | { readonly kind: 'repeat'; readonly of: Particle; readonly min: 0 | 1; readonly max: 1 | 'many' };

/** How often a name may come, whatever the order. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Reads DTD notation. Throws a Failure where it is malformed: models are part of the program. */
export function model(notation: string): Particle {
  const tokens = notation.match(/[\w.:-]+|[(),|?*+]/g) ?? [];
  let at = 0;

  function group(): Particle {
    const of = [unit()];
    let separator: string | undefined;
    while (tokens[at] === ',' || tokens[at] === '|') {
      separator ??= tokens[at];
      if (tokens[at] !== separator) throw malformed(notation);
      at++;
      of.push(unit());
    }
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind: separator === '|' ? 'choice' : 'sequence', of };
  }

  function unit(): Particle {
    const token = tokens[at++];
    let particle: Particle;
    if (token === '(') {
      particle = group();
      if (tokens[at++] !== ')') throw malformed(notation);
    } else if (token !== undefined && /^[\w.:-]+$/.test(token)) {
      particle = { kind: 'name', name: token };
    } else {
      throw malformed(notation);
    }
    const suffix = tokens[at];
    if (suffix !== '?' && suffix !== '*' && suffix !== '+') return particle;
    at++;
    return { kind: 'repeat', of: particle, min: suffix === '+' ? 1 : 0, max: suffix === '?' ? 1 : 'many' };
  }

  const whole = group();
  if (at < tokens.length) throw malformed(notation);
  return whole;
}

function malformed(notation: string): Failure {
  return new Failure('bad-content-model', `The content model is malformed: ${notation}`);
}

/** The names of a model in the order of their first place. */
export function namesOf(particle: Particle, into = new Set<string>()): ReadonlySet<string> {
  if (particle.kind === 'name') into.add(particle.name);
  else if (particle.kind === 'repeat') namesOf(particle.of, into);
  else for (const part of particle.of) namesOf(part, into);
  return into;
}

const known = new WeakMap<Particle, ReadonlyMap<string, Bounds>>();

/** How often each name may come in any word of the model. */
export function boundsOf(particle: Particle): ReadonlyMap<string, Bounds> {
  let bounds = known.get(particle);
  if (bounds === undefined) known.set(particle, (bounds = countBounds(particle)));
  return bounds;
}

function countBounds(particle: Particle): ReadonlyMap<string, Bounds> {
  if (particle.kind === 'name') return new Map([[particle.name, { min: 1, max: 1 }]]);
  const bounds = new Map<string, Bounds>();
  if (particle.kind === 'repeat') {
    for (const [name, { min, max }] of boundsOf(particle.of)) {
      bounds.set(name, { min: min * particle.min, max: particle.max === 'many' ? Infinity : max });
    }
    return bounds;
  }
  const parts = particle.of.map(boundsOf);
  for (const name of namesOf(particle)) {
    const own = parts.map((part) => part.get(name) ?? { min: 0, max: 0 });
    const sum = particle.kind === 'sequence';
    bounds.set(name, {
      min: sum ? own.reduce((total, { min }) => total + min, 0) : Math.min(...own.map(({ min }) => min)),
      max: sum ? own.reduce((total, { max }) => total + max, 0) : Math.max(...own.map(({ max }) => max)),
    });
  }
  return bounds;
}
