// A schema in numbers: every name that it knows has one, and content models are tables over them. What is checked against
// it element by element, thousands of times, needs no name then.
import { automatonOf } from './automaton';
import { namesOf, type Particle } from './model';
import type { ElementRule, Schema } from './schema';

/** The number of names that the schema doesn't know. */
export const unknownName = 0;

/** A content model of elements in an order. */
export interface Word {
  readonly kind: 'word';
  /** By state times the count of numbers plus the number of a name: the state that it leads to; 0, the start, for none. */
  readonly steps: Uint16Array;
  /** By state, 1 where a word may end. */
  readonly accepting: Uint8Array;
}

/** One of elements in any order. */
export interface Members {
  readonly kind: 'members';
  /** By the number of a name, how often it may come. */
  readonly most: Float64Array;
  /** The numbers of those that must come, and how often. */
  readonly required: readonly { readonly number: number; readonly min: number }[];
}

/** What an element without elements of the schema may hold: text, one of some texts, nothing, whatever there is. */
export type Leaf = 'no-elements' | 'one-of' | 'nothing' | 'anything';

/** A rule as it is asked for thousands of times: every one has the same shape, so that asking costs little. */
export class NumberedRule {
  readonly hasAttributes: boolean;

  constructor(
    readonly rule: ElementRule,
    /** How the elements inside may follow; undefined of one that holds none of the schema's. */
    readonly model: Word | Members | undefined,
    /** Where there is no model. */
    readonly leaf: Leaf,
  ) {
    this.hasAttributes = rule.attributes.length > 0;
  }
}

export class NumberedSchema {
  private readonly numbers = new Map<string, number>();
  private readonly rules: (NumberedRule | undefined)[];

  constructor(schema: Schema) {
    for (const [name, { content }] of schema.elements) {
      this.take(name);
      const names = content.kind === 'elements' ? namesOf(content.model) : content.kind === 'unordered' ? content.members.keys() : [];
      for (const inner of names) this.take(inner);
    }
    this.rules = Array.from({ length: this.count }, () => undefined);
    for (const [name, rule] of schema.elements) this.rules[this.numberOf(name)] = new NumberedRule(rule, this.modelOf(rule), leafOf(rule, schema));
  }

  /** How many numbers there are, that of unknown names among them. */
  get count(): number {
    return this.numbers.size + 1;
  }

  numberOf(local: string): number {
    return this.numbers.get(local) ?? unknownName;
  }

  rule(number: number): NumberedRule | undefined {
    return this.rules[number];
  }

  private take(name: string): void {
    if (!this.numbers.has(name)) this.numbers.set(name, this.numbers.size + 1);
  }

  private modelOf({ content }: ElementRule): Word | Members | undefined {
    if (content.kind === 'elements') return this.wordOf(content.model);
    if (content.kind !== 'unordered') return undefined;
    const most = new Float64Array(this.count);
    for (const [name, { max }] of content.members) most[this.numberOf(name)] = max;
    const required = [...content.members].flatMap(([name, { min }]) => (min > 0 ? [{ number: this.numberOf(name), min }] : []));
    return { kind: 'members', most, required };
  }

  private wordOf(model: Particle): Word {
    const automaton = automatonOf(model);
    const steps = new Uint16Array(automaton.steps.length * this.count);
    for (const [state, targets] of automaton.steps.entries()) {
      for (const [name, target] of targets) steps[state * this.count + this.numberOf(name)] = target;
    }
    return { kind: 'word', steps, accepting: Uint8Array.from(automaton.steps, (_, state) => (automaton.accepting.has(state) ? 1 : 0)) };
  }
}

function leafOf({ content }: ElementRule, { embedded }: Schema): Leaf {
  if (content.kind === 'text') return content.values === undefined ? 'no-elements' : 'one-of';
  if (content.kind === 'any') return embedded === undefined ? 'anything' : 'no-elements';
  return 'nothing';
}

const known = new WeakMap<Schema, NumberedSchema>();

/** The numbers of a schema, given once. */
export function numbered(schema: Schema): NumberedSchema {
  let numbers = known.get(schema);
  if (numbers === undefined) known.set(schema, (numbers = new NumberedSchema(schema)));
  return numbers;
}
