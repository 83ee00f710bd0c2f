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
  | 'illegal-character'
  | 'undefined-entity'
  | 'undeclared-prefix'
  | 'second-root'
  | 'text-outside-root'
  | 'no-root-element'
  | 'nesting-too-deep';

export function problem(code: XmlProblemCode, message: string, start: number, end: number, severity: Severity = 'error'): Problem {
  return { code, severity, message, range: { start, end } };
}
