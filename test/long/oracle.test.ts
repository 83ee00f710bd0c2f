// Agreement with libxml2 and libwbxml, where they and the collection of files are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCorpus } from '../oracle/corpus';
import { runOracle } from '../oracle/runOracle';
import { missingTools } from '../oracle/tools';

const missing = missingTools();
const skip = missing.length > 0 ? `${missing.join(', ')} missing` : hasCorpus() ? false : 'the collection of files is not here';
const messages = process.env['FUMO_TEST_SLICE'] === '1' ? 100 : 3000;

void test('we differ from libxml2 and libwbxml only where we know why', { skip }, async (t) => {
  const { rows, unexplained } = await runOracle({ messages, seed: 1 });
  for (const { what, subjects, explained, unexplained: left } of rows) t.diagnostic(`${what}: ${subjects} asked, ${explained} differ for a known reason, ${left} for none`);
  assert.deepEqual(unexplained, []);
  for (const { what, subjects, skipped } of rows) assert.ok(skipped === undefined && subjects > 20, what);
});
