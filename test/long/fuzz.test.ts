// The fuzzer at length: whatever is read, nothing throws, hangs or forgets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayFailures, runFuzz, writeFailures } from '../fuzz/runFuzz';

const cases = process.env['FUMO_TEST_SLICE'] === '1' ? 1_000 : 20_000;

void test(`${cases} damaged documents are read without a failure`, async (t) => {
  const { passed, failed, failures } = await runFuzz({ cases, seed: 20 });
  for (const name of writeFailures(failures)) t.diagnostic(`test/fuzz/failures/${name}`);
  assert.equal(failed, 0, failures.map(({ kind, at, message }) => `${kind}, case ${at}: ${message}`).join('\n'));
  assert.equal(passed, cases);
});

void test('what failed once fails no more', async () => {
  assert.deepEqual((await replayFailures()).failed, []);
});
