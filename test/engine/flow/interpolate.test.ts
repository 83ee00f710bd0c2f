// `${}` in texts: filling and matching.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '#engine/base/failure';
import { interpolate, matchPattern, namesInText } from '#engine/flow/interpolate';

test('Names are filled with their values', () => {
  assert.equal(interpolate('Firmware ${package.version} for ${device}.', { 'package.version': '1.1.0', device: 'EX' }), 'Firmware 1.1.0 for EX.');
  assert.equal(interpolate('${a}${a}', { a: 1 }), '11');
  assert.equal(interpolate('$ { } $x', {}), '$ { } $x');
});

test('A name without value and a broken placeholder fail with codes of their own', () => {
  const code = (expected: string) => (thrown: unknown) => thrown instanceof Failure && thrown.code === expected;
  assert.throws(() => interpolate('${b}', { a: 1 }), code('expression-unknown-name'));
  assert.throws(() => interpolate('${toString}', {}), code('expression-unknown-name'));
  assert.throws(() => interpolate('${a', { a: 1 }), code('placeholder-malformed'));
  assert.throws(() => interpolate('${a + b}', { a: 1 }), code('placeholder-malformed'));
});

test('Names and broken placeholders are told with their places', () => {
  const text = 'x ${a} ${1} ${b.c} ${d';
  const { names, broken } = namesInText(text);
  assert.deepEqual(names.map(({ name, range }) => [name, text.slice(range.start, range.end)]), [['a', '${a}'], ['b.c', '${b.c}']]);
  assert.deepEqual(broken.map(({ start, end }) => text.slice(start, end)), ['${1}', '${d']);
});

const matches: readonly (readonly [pattern: string, actual: string, fills: Record<string, string> | false])[] = [
  ['200', '200', {}],
  ['200', '201', false],
  ['200', '2000', false],
  ['${x}', '1.0.3', { x: '1.0.3' }],
  ['${x}', '', { x: '' }],
  ['v${x}', 'v7', { x: '7' }],
  ['v${x}', '7', false],
  ['${x}.', '7.', { x: '7' }],
  ['${x}.', '7', false],
  ['${x}/${y}', 'a/b/c', { x: 'a', y: 'b/c' }],
  ['${x}-${x}', 'ab-ab', { x: 'ab' }],
  ['${x}-${x}', 'ab-cd', false],
  ['${x}${x}', 'abab', false],
  ['${known}', 'k', {}],
  ['${known}', 'other', false],
  ['${known}/${x}', 'k/1', { x: '1' }],
  ['[${x}]${known}', '[1]k', { x: '1' }],
  ['a${x}a', 'a', false],
  ['${x', '${x', {}],
];

for (const [pattern, actual, fills] of matches) {
  test(`${pattern} ${fills === false ? 'differs from' : 'matches'} ${JSON.stringify(actual)}`, () => {
    assert.deepEqual(matchPattern(pattern, actual, { known: 'k' }, ['x', 'y', 'known']), { matched: fills !== false, fills: fills === false ? {} : fills });
  });
}

test('A name that is no capture and has no value fails', () => {
  assert.throws(() => matchPattern('${z}', 'a', {}, ['x']), (thrown) => thrown instanceof Failure && thrown.code === 'expression-unknown-name');
});

test('What was filled into a pattern matches it, and is filled back where its parts are told apart', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', '.') });
  fc.assert(
    fc.property(word, word, (x, y) => {
      const actual = interpolate('<${x}|${y}>', { x, y });
      assert.deepEqual(matchPattern('<${x}|${y}>', actual, {}, ['x', 'y']), { matched: true, fills: { x, y } });
    }),
  );
});
