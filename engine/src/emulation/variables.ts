// The names of a run and what they are worth: parameters, lets, captures, and what files give.
import { compileExpression, evaluate, isTrue, textOfValue, type Scope, type Value } from '../flow/expression';
import { interpolate, matchPattern } from '../flow/interpolate';
import { Failure } from '../base/failure';
import type { Condition } from '../flow/model';

export class Variables {
  private values: Scope;

  /** `captures`: names that may be filled by what a peer sends. */
  constructor(
    values: Scope,
    private readonly captures: readonly string[],
  ) {
    this.values = values;
  }

  get scope(): Scope {
    return this.values;
  }

  set(name: string, value: Value): void {
    this.values = { ...this.values, [name]: value };
  }

  /** Throws a Failure for a name without value. */
  fill(text: string): string {
    return interpolate(text, this.values);
  }

  /** The text with its values in place, or as it is where a name has none yet. */
  readonly fillOrKeep = (text: string): string => {
    try {
      return this.fill(text);
    } catch {
      return text;
    }
  };

  /** Compares what a peer sent with a pattern; captures that have no value yet are filled by it. */
  match(pattern: string, actual: string): boolean {
    const { matched, fills } = matchPattern(pattern, actual, this.values, this.captures);
    if (matched) this.values = { ...this.values, ...fills };
    return matched;
  }

  value(expression: string): Value {
    const { expression: compiled, problem } = compileExpression(expression);
    if (compiled === undefined) throw new Failure('expression-malformed', problem?.message ?? 'That is no expression.');
    return evaluate(compiled, this.values);
  }

  holds(expression: string): boolean {
    return isTrue(this.value(expression));
  }

  /** True where a part with this condition counts. */
  applies(condition: Condition): boolean {
    return (condition.when === undefined || this.holds(condition.when)) && (condition.unless === undefined || !this.holds(condition.unless));
  }

  text(expression: string): string {
    return textOfValue(this.value(expression));
  }

  /** All that has a value, as texts. */
  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.values).map(([name, value]) => [name, textOfValue(value)]));
  }

  snapshot(): Scope {
    return this.values;
  }

  restore(values: Scope): void {
    this.values = values;
  }
}
