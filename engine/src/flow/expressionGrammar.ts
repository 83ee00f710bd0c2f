// The grammar of expressions, read by jsep: a text to a term, or to the place where it breaks off.
import jsep from 'jsep';
import { sentenceOf } from '../base/failure';
import type { Range } from '../base/problem';

export type Binary = 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'starts' | 'ends' | 'contains' | '+';

export type Term =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'name'; readonly name: string; readonly range: Range }
  | { readonly kind: 'list'; readonly terms: readonly Term[] }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly term: Term }
  | { readonly kind: 'binary'; readonly operator: Binary; readonly left: Term; readonly right: Term }
  | { readonly kind: 'choice'; readonly test: Term; readonly yes: Term; readonly no: Term };

const precedences: Readonly<Record<Binary, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  in: 3,
  starts: 3,
  ends: 3,
  contains: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
};
const words = new Set(['and', 'or', 'not', 'in', 'starts', 'ends', 'contains']);
const namePattern = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;

// jsep keeps one grammar for the whole program. Nothing else here uses it, so it is made ours once, when this file is
// loaded: our operators alone, and names and parentheses read by us, since jsep's own reading of them knows calls,
// member access and sequences.
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
for (const [operator, precedence] of Object.entries(precedences)) jsep.addBinaryOp(operator, precedence);
jsep.addUnaryOp('not');
jsep.addUnaryOp('-');
jsep.hooks.add('gobble-token', function readToken(env) {
  if (this.char === '[') this.throwError('A list stands in parentheses');
  else if (this.char === '(') env.node = readParentheses(this);
  else if (/[A-Za-z_]/.test(this.char)) {
    const name = nameAt(this.expr, this.index);
    if (name === 'not') {
      if (/^\s*(?:[),:?]|$)/.test(this.expr.slice(this.index + 3))) this.throwError('A value is missing after "not"');
      return;
    }
    if (words.has(name)) this.throwError(`A value is missing before "${name}"`);
    if (/^\s*\(/.test(this.expr.slice(this.index + name.length))) this.throwError(`"${name}" can't be called: expressions call nothing`);
    env.node = { type: 'Identifier', name, start: this.index };
    this.index += name.length;
  }
});

function nameAt(text: string, index: number): string {
  namePattern.lastIndex = index;
  return namePattern.exec(text)?.[0] ?? '';
}

/** `(a)` is a; `(a, b)` and `(a,)` are lists. */
function readParentheses(scope: jsep.HookScope): jsep.Expression {
  const start = scope.index;
  scope.index += 1;
  const elements: jsep.Expression[] = [];
  let comma = false;
  for (;;) {
    scope.gobbleSpaces();
    if (scope.char === ')' && (comma || elements.length === 0)) break;
    const element = scope.gobbleExpression() as jsep.Expression | false | undefined;
    if (element === undefined || element === false) {
      return scope.throwError(scope.char === '' ? 'A parenthesis isn\'t closed' : `A value is missing before "${scope.char}"`);
    }
    elements.push(element);
    scope.gobbleSpaces();
    comma = scope.char === ',';
    if (!comma) break;
    scope.index += 1;
  }
  if (scope.char !== ')') {
    const found = scope.char;
    if (found === '') scope.index = start;
    return scope.throwError(found === '' ? 'A parenthesis isn\'t closed' : `Unexpected "${found}"`);
  }
  scope.index += 1;
  const only = elements[0];
  if (only !== undefined && elements.length === 1 && !comma) return only;
  return { type: 'ArrayExpression', elements };
}

/** Reads a text that isn't blank and whose parentheses nest within reason. Never throws. */
export function readTerm(text: string): { readonly term: Term } | { readonly message: string; readonly range: Range } {
  try {
    return { term: termOf(jsep(text)) };
  } catch (thrown) {
    const { index, description = sentenceOf(thrown) } = thrown as { index?: number; description?: string };
    const start = Math.min(index ?? 0, Math.max(0, text.length - 1));
    const sentence = description === 'missing unaryOp argument' ? 'A value is missing after the operator' : description;
    return { message: `${sentence}.`, range: index === undefined ? { start: 0, end: text.length } : { start, end: start + 1 } };
  }
}

function termOf(read: jsep.Expression): Term {
  const node = read as jsep.CoreExpression;
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string' || typeof node.value === 'number') return { kind: 'literal', value: node.value };
      break;
    case 'Identifier': {
      const start = typeof node['start'] === 'number' ? node['start'] : 0;
      if (node.name === 'true' || node.name === 'false') return { kind: 'literal', value: node.name === 'true' };
      return { kind: 'name', name: node.name, range: { start, end: start + node.name.length } };
    }
    case 'ArrayExpression':
      return { kind: 'list', terms: node.elements.flatMap((element) => (element === null ? [] : [termOf(element)])) };
    case 'UnaryExpression':
      return { kind: 'unary', operator: node.operator === 'not' ? 'not' : '-', term: termOf(node.argument) };
    case 'BinaryExpression':
      return { kind: 'binary', operator: node.operator as Binary, left: termOf(node.left), right: termOf(node.right) };
    case 'ConditionalExpression':
      return { kind: 'choice', test: termOf(node.test), yes: termOf(node.consequent), no: termOf(node.alternate) };
    case 'Compound':
      throw new Error('Two values stand beside each other with no operator between them');
    default:
      break;
  }
  throw new Error('Only values, names, lists and operators may stand in an expression');
}
