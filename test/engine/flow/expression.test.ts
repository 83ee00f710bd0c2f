// The expression language: what is understood, what it is worth, what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '#engine/base/failure';
import { compileExpression, evaluate, isTrue, namesIn, textOfValue, type Scope, type Value } from '#engine/flow/expression';

const scope: Scope = {
  before: '1.0.3',
  after: '1.1.0',
  'package.version': '1.1.0',
  'package.size': 8315,
  result: '200',
  state: '10',
  left: '70',
  chosen: 'accept',
  report: '900 Success',
  flaky: 'false',
  large: 'true',
  order: 'x',
  nothing: '',
};

function worth(text: string, values: Scope = scope): Value {
  const { expression, problem } = compileExpression(text);
  assert.ok(expression !== undefined, problem?.message);
  return evaluate(expression, values);
}

const table: readonly (readonly [string, Value])[] = [
  ['before = package.version', false],
  ['after = package.version', true],
  ['before != after', true],
  ['result = 200', true],
  ["result = '200'", true],
  ['200 = result', true],
  ['result = 200.0', true],
  ['left in (70, 80)', true],
  ['left in (90, 100)', false],
  ['left in (70,)', true],
  ['left in ()', false],
  ['left in 70', true],
  ['not (left in (90, 100))', true],
  ["chosen = 'accept' ? result = 200 and after = package.version : result = 401", true],
  ["chosen = 'reject' ? result = 200 : result = 401", false],
  ["report starts (chosen = 'accept' ? '900' : '902')", true],
  ["report ends 'Success'", true],
  ["report contains '0 S'", true],
  ["(1, 'two') contains 'two'", true],
  ['result >= 200 and result < 300', true],
  ['package.size > 1000', true],
  ['package.size <= 1000', false],
  ["'9' < '10'", true],
  ["'1.0.9' < '1.0.10'", true],
  ["'1.1' < '1.1.1'", true],
  ['before < after', true],
  ['1 + 2', 3],
  ["'a' + 'b'", 'ab'],
  ["result + 1", 201],
  ["'v' + before", 'v1.0.3'],
  ['-1 < 0', true],
  ['1 + 1 = 2', true],
  ['flaky', 'false'],
  ['not flaky', true],
  ['not large', false],
  ['not nothing', true],
  ['flaky = false', true],
  ['large = true', true],
  ['flaky or large', true],
  ['large and not flaky', true],
  ['false and missing', false],
  ['true or missing', true],
  ["order = 'x'", true],
  ["'it\\'s' contains 'it'", true],
  ['(1, 2) = (1, 2)', true],
  ['(1, 2) = (1, 3)', false],
];

for (const [text, value] of table) {
  test(`${text} is ${textOfValue(value)}`, () => {
    assert.deepEqual(worth(text), value);
  });
}

test('Two texts that read as the same number are equal only where they are the same text', () => {
  assert.equal(worth("a = b", { a: '1.10', b: '1.1' }), false);
  assert.equal(worth("a = b", { a: '1.10', b: 1.1 }), true);
});

const refused: readonly (readonly [string, RegExp])[] = [
  ['', /empty/],
  ['   ', /empty/],
  ['a b', /beside each other/],
  ['(a b)', /Unexpected "b"/],
  ['a and', /and/],
  ['and a', /missing before "and"/],
  ['a = ', /=/],
  ['(a', /isn't closed/],
  ['(a, b', /isn't closed/],
  ['a)', /Unexpected "\)"/],
  ['(,)', /missing before ","/],
  ["'a", /Unclosed quote/],
  ['f(1)', /./],
  ['a.b(1)', /./],
  ['a[0]', /./],
  ["a['constructor']", /./],
  ['[1, 2]', /list stands in parentheses/],
  ['-', /missing after/],
  ['not )', /missing after "not"/],
  ['a := 1', /./],
  ['a == 1', /./],
  ['a; b', /./],
  ['a, b', /./],
  ['1 * 2', /./],
  ['a ? b', /./],
  ['3a', /./],
  ['`a`', /./],
  ['{}', /./],
  ['a.', /./],
  ['a..b', /./],
  ['not', /./],
];

for (const [text, message] of refused) {
  test(`${JSON.stringify(text)} is refused with its place`, () => {
    const { expression, problem } = compileExpression(text);
    assert.equal(expression, undefined);
    assert.match(problem?.message ?? '', message);
    const { start, end } = problem?.range ?? { start: -1, end: -1 };
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end}`);
  });
}

test('Length and depth are bounded', () => {
  assert.match(compileExpression('a'.repeat(3000)).problem?.message ?? '', /longer than 2000/);
  assert.match(compileExpression(`${'('.repeat(100)}a${')'.repeat(100)}`).problem?.message ?? '', /inside each other/);
  assert.equal(compileExpression(`${'('.repeat(20)}a${')'.repeat(20)}`).problem, undefined);
  assert.equal(worth('not '.repeat(400) + 'true'), true);
  assert.equal(worth(Array.from({ length: 400 }, () => '1').join('+')), 400);
});

test('A name without value fails, also one that every object has', () => {
  for (const name of ['unknown', 'toString', 'constructor', '__proto__', 'package', 'hasOwnProperty']) {
    assert.throws(() => worth(name), (thrown) => thrown instanceof Failure && thrown.code === 'expression-unknown-name', name);
  }
});

test('The minus sign wants a number', () => {
  assert.throws(() => worth("-chosen"), (thrown) => thrown instanceof Failure && thrown.code === 'expression-not-a-number');
});

test('Names are told with their places', () => {
  const text = "before = package.version and 'result' = 1 ? left : (a, not b)";
  const { expression } = compileExpression(text);
  assert.ok(expression);
  const names = namesIn(expression);
  assert.deepEqual(names.map(({ name }) => name), ['before', 'package.version', 'left', 'a', 'b']);
  for (const { name, range } of names) assert.equal(text.slice(range.start, range.end), name);
});

test('Nothing, zero and "false" are not true', () => {
  assert.deepEqual(['', '0', 'False', 0, false, [], 'no', '1', 2, true, ['']].map((value) => isTrue(value as Value)), [
    false, false, false, false, false, false, true, true, true, true, true,
  ]);
});

test('Whatever the text, compiling never throws', () => {
  const word = fc.constantFrom('a', 'and', 'or', 'not', '=', '!=', '<', '(', ')', ',', "'", '?', ':', '.', '1', ' ', '+', '-', 'in', 'starts', '"', '\\', '$', '[', '{', ';', 'é');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const { expression, problem } = compileExpression(words.join(''));
      assert.notEqual(expression === undefined, problem === undefined);
      if (expression === undefined) return;
      try {
        evaluate(expression, { a: '1' });
      } catch (thrown) {
        assert.ok(thrown instanceof Failure, String(thrown));
      }
    }),
    { numRuns: 2000 },
  );
});
