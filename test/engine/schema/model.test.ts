import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '#engine/base/failure';
import { compile, step } from '#engine/schema/automaton';
import { boundsOf, model } from '#engine/schema/model';

function accepts(notation: string, word: readonly string[]): boolean {
  const automaton = compile(model(notation));
  let state: number | undefined = 0;
  for (const name of word) {
    state = step(automaton, state, name);
    if (state === undefined) return false;
  }
  return automaton.accepting.has(state);
}

/** One-letter names make a content model nearly a regular expression. */
const notations = ['a', 'a?, b', 'a, b?, c*', '(a | b)+, c?', '(a | b | c)*', 'a, (b* | c?)', '(a, b)*, c', 'a?, b?, c?', '(a, (b | c))+', 'a+, b+'];

void test('an automaton takes the words that the model describes, and no others', () => {
  fc.assert(
    fc.property(fc.constantFrom(...notations), fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), (notation, word) => {
      const expression = new RegExp(`^(?:${notation.replace(/[,\s]/g, '')})$`);
      assert.equal(accepts(notation, word), expression.test(word.join('')), `${notation}: ${word.join('')}`);
    }),
    { numRuns: 2000 },
  );
});

void test('bounds tell how often a name may come in any word of the model', () => {
  const bounds = boundsOf(model('a, b?, (c | d)+, a*'));
  assert.deepEqual([...bounds], [['a', { min: 1, max: Infinity }], ['b', { min: 0, max: 1 }], ['c', { min: 0, max: Infinity }], ['d', { min: 0, max: Infinity }]]);
});

for (const malformed of ['', 'a,', '(a', 'a | b, c', 'a b']) {
  void test(`${JSON.stringify(malformed)} is no content model`, () => {
    assert.throws(() => model(malformed), (thrown) => thrown instanceof Failure && thrown.code === 'bad-content-model');
  });
}
