// The small expression language of conditions: what `when`, `unless` and `that` hold in a flow, what a breakpoint's
// condition and a watch hold in a debugger. It compares and joins values; it calls nothing and changes nothing.
import { Failure } from '../base/failure';
import type { Range } from '../base/problem';
import { readTerm, type Binary, type Term } from './expressionGrammar';

export type Value = string | number | boolean | readonly Value[];

/** Values by name. Names are looked up as they are written, dots included: `package.version` is one key. */
export type Scope = Readonly<Record<string, Value>>;

/** An expression that has been read; `text` is what it was read from. */
export interface Expression {
  readonly text: string;
  readonly term: Term;
}

export interface ExpressionProblem {
  readonly message: string;
  /** In the expression's text. */
  readonly range: Range;
}

export interface ExpressionLimits {
  /** UTF-16 units. Default 2000. */
  readonly length?: number;
  /** Parentheses inside each other. Default 32. */
  readonly depth?: number;
}

/**
 * Reads an expression. Never throws: what is wrong with the text comes back as `problem`, and then there is no
 * `expression`.
 */
export function compileExpression(text: string, limits: ExpressionLimits = {}): { readonly expression?: Expression; readonly problem?: ExpressionProblem } {
  const whole: Range = { start: 0, end: text.length };
  const maxLength = limits.length ?? 2000;
  if (text.length > maxLength) return { problem: { message: `The expression is longer than ${maxLength} characters.`, range: whole } };
  if (text.trim() === '') return { problem: { message: 'The expression is empty.', range: whole } };
  const tooDeep = deeperThan(text, limits.depth ?? 32);
  if (tooDeep !== undefined) return { problem: { message: 'Too many parentheses stand inside each other.', range: tooDeep } };
  const read = readTerm(text);
  return 'term' in read ? { expression: { text, term: read.term } } : { problem: read };
}

function deeperThan(text: string, depth: number): Range | undefined {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open += 1;
    else if (text[i] === ')') open -= 1;
    if (open > depth) return { start: i, end: i + 1 };
  }
  return undefined;
}

/** What the expression is worth. Throws a Failure `expression-unknown-name` for a name that has no value. */
export function evaluate(expression: Expression, scope: Scope): Value {
  return valueOf(expression.term, scope);
}

function valueOf(term: Term, scope: Scope): Value {
  switch (term.kind) {
    case 'literal':
      return term.value;
    case 'name':
      return valueOfName(term.name, scope);
    case 'list':
      return term.terms.map((each) => valueOf(each, scope));
    case 'unary': {
      const value = valueOf(term.term, scope);
      if (term.operator === 'not') return !isTrue(value);
      const number = numberOf(value);
      if (number === undefined) throw new Failure('expression-not-a-number', `"${textOfValue(value)}" is not a number.`);
      return -number;
    }
    case 'choice':
      return valueOf(isTrue(valueOf(term.test, scope)) ? term.yes : term.no, scope);
    case 'binary':
      return valueOfBinary(term.operator, term.left, term.right, scope);
  }
}

/** The value that a name has, own properties of the scope alone. Throws a Failure `expression-unknown-name`. */
export function valueOfName(name: string, scope: Scope): Value {
  const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
  if (value === undefined) throw new Failure('expression-unknown-name', `"${name}" has no value.`);
  return value;
}

function valueOfBinary(operator: Binary, leftTerm: Term, rightTerm: Term, scope: Scope): Value {
  const left = valueOf(leftTerm, scope);
  if (operator === 'and') return isTrue(left) && isTrue(valueOf(rightTerm, scope));
  if (operator === 'or') return isTrue(left) || isTrue(valueOf(rightTerm, scope));
  const right = valueOf(rightTerm, scope);
  switch (operator) {
    case '=':
      return areEqual(left, right);
    case '!=':
      return !areEqual(left, right);
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    case 'in':
      return isList(right) ? right.some((each) => areEqual(left, each)) : areEqual(left, right);
    case 'starts':
      return textOfValue(left).startsWith(textOfValue(right));
    case 'ends':
      return textOfValue(left).endsWith(textOfValue(right));
    case 'contains':
      return isList(left) ? left.some((each) => areEqual(each, right)) : textOfValue(left).includes(textOfValue(right));
    case '+': {
      const [a, b] = [numberOf(left), numberOf(right)];
      return a !== undefined && b !== undefined ? a + b : textOfValue(left) + textOfValue(right);
    }
  }
}

/** Nothing, zero and the text "false" don't count as true; everything else does. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return !['', '0', 'false'].includes(value.trim().toLowerCase());
  return isList(value) ? value.length > 0 : value !== false && value !== 0;
}

/** The value as a person reads it. */
export function textOfValue(value: Value): string {
  return isList(value) ? `(${value.map(textOfValue).join(', ')})` : String(value);
}

function isList(value: Value): value is readonly Value[] {
  return typeof value === 'object';
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** Both as numbers where one is a number and the other can be read as one. */
function asNumbers(left: Value, right: Value): readonly [number, number] | undefined {
  if (typeof left !== 'number' && typeof right !== 'number') return undefined;
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === undefined || b === undefined ? undefined : [a, b];
}

function areEqual(left: Value, right: Value): boolean {
  if (isList(left) && isList(right)) return left.length === right.length && left.every((each, i) => areEqual(each, right[i] ?? ''));
  const numbers = asNumbers(left, right);
  return numbers === undefined ? textOfValue(left) === textOfValue(right) : numbers[0] === numbers[1];
}

function compare(left: Value, right: Value): number {
  const numbers = asNumbers(left, right);
  return numbers === undefined ? comparePieces(textOfValue(left), textOfValue(right)) : numbers[0] - numbers[1];
}

/** Two texts, runs of digits as numbers: 1.0.10 comes after 1.0.9, as versions do. */
function comparePieces(left: string, right: string): number {
  const [a, b] = [left.match(/\d+|\D/g) ?? [], right.match(/\d+|\D/g) ?? []];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [one, other] = [a[i] ?? '', b[i] ?? ''];
    if (one === other) continue;
    const [x, y] = [Number(one), Number(other)];
    const digits = /\d/.test(one) && /\d/.test(other);
    if (!digits) return one < other ? -1 : 1;
    if (x !== y) return x - y;
  }
  return a.length - b.length;
}

/** The names that the expression holds, each place of each. */
export function namesIn(expression: Expression): readonly { readonly name: string; readonly range: Range }[] {
  const found: { name: string; range: Range }[] = [];
  const visit = (term: Term): void => {
    switch (term.kind) {
      case 'literal':
        return;
      case 'name':
        found.push({ name: term.name, range: term.range });
        return;
      case 'list':
        term.terms.forEach(visit);
        return;
      case 'unary':
        visit(term.term);
        return;
      case 'binary':
        visit(term.left);
        visit(term.right);
        return;
      case 'choice':
        visit(term.test);
        visit(term.yes);
        visit(term.no);
        return;
    }
  };
  visit(expression.term);
  return found;
}
