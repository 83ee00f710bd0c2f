// What can be wrong with a text as XML, and how such a Problem is made.
import type { Problem, Severity } from '../base/problem';

export type XmlProblemCode =
  | 'unclosed-element'
  | 'stray-end-tag'
  | 'mismatched-end-tag'
  | 'unterminated-tag'
  | 'bare-less-than'
  | 'bare-ampersand'
  | 'bare-cdata-end'
  | 'unquoted-attribute'
  | 'unterminated-attribute'
  | 'duplicate-attribute'
  | 'attribute-without-value'
  | 'missing-space'
  | 'stray-character'
  | 'unterminated-comment'
  | 'double-hyphen-in-comment'
  | 'unterminated-cdata'
  | 'unterminated-instruction'
  | 'unterminated-doctype'
  | 'misplaced-doctype'
  | 'misplaced-declaration'
  | 'malformed-declaration'
  | 'illegal-character'
  | 'undefined-entity'
  | 'undeclared-prefix'
  | 'second-root'
  | 'text-outside-root'
  | 'no-root-element'
  | 'nesting-too-deep'
  | 'too-many-problems';

/** Where readers put what they find wrong. */
export interface ProblemSink {
  push(problem: Problem): unknown;
}

/** Keeps the first problems and counts the others: a text that is nothing but mistakes must not fill the memory. */
export class ProblemList implements ProblemSink {
  readonly kept: Problem[] = [];
  lost = 0;

  constructor(private readonly most: number) {}

  push(problem: Problem): void {
    if (this.kept.length < this.most) this.kept.push(problem);
    else this.lost++;
  }
}

export function problem(code: XmlProblemCode, message: string, start: number, end: number, severity: Severity = 'error'): Problem {
  return { code, severity, message, range: { start, end } };
}
