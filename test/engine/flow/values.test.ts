// The small written forms: durations, step numbers, ranges.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareStepNumbers, isName, isStepNumber, readDuration, readStepRange } from '#engine/flow/values';

test('Durations are read to milliseconds', () => {
  const read = ['500ms', '60s', '10min', '2h', '1.5s', ' 3s ', '0s', '60', 's', '-1s', '1d', '1 s', '', '9999h'].map(readDuration);
  assert.deepEqual(read, [500, 60_000, 600_000, 7_200_000, 1500, 3000, ...Array<undefined>(8).fill(undefined)]);
});

test('Step numbers are digits with perhaps a letter, in their own order', () => {
  assert.deepEqual(['0', '14', '7b', 'b7', '7bb', '', '1.1'].map(isStepNumber), [true, true, true, false, false, false, false]);
  assert.deepEqual(['10', '2', '2b', '2a'].sort(compareStepNumbers), ['2', '2a', '2b', '10']);
  assert.equal(compareStepNumbers('3', '3'), 0);
});

test('Ranges run forward', () => {
  assert.deepEqual(['0-9', '3', ' 1 - 2b ', '9-0', '1-', '1-2-3', 'a-b'].map((text) => readStepRange(text)), [
    { first: '0', last: '9' },
    { first: '3', last: '3' },
    { first: '1', last: '2b' },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('Names keep clear of the words of expressions', () => {
  assert.deepEqual(['a', 'A_1', '_x', 'and', 'true', 'package.version', '1a', '', '__proto__'].map(isName), [true, true, true, false, false, false, false, false, false]);
});
