// What can be wrong with a document as WBXML, or on its way to being one, and how such a Problem is made.
import type { Problem, Severity } from '../base/problem';
import type { ProblemSink } from '../xml/problems';

export type WbxmlProblemCode =
  | 'wbxml-truncated'
  | 'wbxml-version'
  | 'wbxml-public-id'
  | 'wbxml-version-mismatch'
  | 'wbxml-charset'
  | 'wbxml-integer-overflow'
  | 'wbxml-string-index'
  | 'wbxml-string-unterminated'
  | 'wbxml-not-text'
  | 'wbxml-opaque-length'
  | 'wbxml-opaque-not-base64'
  | 'wbxml-embedded-type'
  | 'wbxml-entity'
  | 'wbxml-unknown-token'
  | 'wbxml-newer-token'
  | 'wbxml-unknown-page'
  | 'wbxml-attribute'
  | 'wbxml-literal-name'
  | 'wbxml-extension'
  | 'wbxml-instruction'
  | 'wbxml-stray-end'
  | 'wbxml-unclosed'
  | 'wbxml-trailing'
  | 'wbxml-no-root'
  | 'wbxml-nesting-too-deep'
  | 'wbxml-too-much-text'
  | 'wbxml-too-many-problems'
  | 'wbxml-left-out'
  | 'wbxml-literal'
  | 'wbxml-unencodable';

export function wbxmlProblem(code: WbxmlProblemCode, message: string, start: number, end: number, severity: Severity = 'error'): Problem {
  return { code, severity, message, range: { start, end } };
}

/** Of documents whose problems nobody asks for. */
export const unheard: ProblemSink = { push: () => undefined };

/** Keeps the first problems and counts the others: octets that are nothing but mistakes must not fill the memory. */
export class FirstProblems implements ProblemSink {
  readonly kept: Problem[] = [];
  lost = 0;
  /** One of them, kept or not, is an error. */
  hasErrors = false;

  constructor(private readonly most: number) {}

  push(problem: Problem): void {
    if (problem.severity === 'error') this.hasErrors = true;
    if (this.kept.length < this.most) this.kept.push(problem);
    else this.lost++;
  }

  /** Those of a part of the document. */
  add(part: FirstProblems): void {
    for (const problem of part.kept) this.push(problem);
    this.lost += part.lost;
    this.hasErrors ||= part.hasErrors;
  }
}
