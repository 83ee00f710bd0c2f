// A slice of the fault table: each preset once, in memory and virtual time. The whole is run in test/long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultPresets } from '#engine/flow/faults/presets';
import { assertOutcome, casesOf, flowOf, messagePresets, runWithFault, scenarios } from '../../faultRuns';

test('each preset, at one of its places, ends as the table says', async () => {
  const flows = await Promise.all(scenarios.map(async (file) => casesOf(await flowOf(file), file, faultPresets)));
  const cases = flows.flat();
  for (const [i, preset] of faultPresets.entries()) {
    const own = cases.filter((candidate) => candidate.preset === preset);
    const chosen = own[(i * 7) % own.length];
    assert.ok(chosen, `${preset.name} can stand nowhere`);
    assertOutcome(chosen, await runWithFault(chosen));
  }
});

// [DM-REP 6.2.1]
test('each fault of a message, at one of its places, ends over WBXML as the table says', async () => {
  const flows = await Promise.all(scenarios.map(async (file) => casesOf(await flowOf(file), file, messagePresets)));
  const cases = flows.flat();
  for (const [i, preset] of messagePresets.entries()) {
    const own = cases.filter((candidate) => candidate.preset === preset);
    const chosen = own[(i * 5) % own.length];
    assert.ok(chosen, `${preset.name} can stand nowhere`);
    assertOutcome(chosen, await runWithFault(chosen, {}, 'wbxml'));
  }
});

test('a fault that never came about is told', async () => {
  const { said, verdict } = await runWithFault({ preset: presetNamed('chunk-lost'), file: 'dm-download.flow.xml', n: '10' }, { chunk: '99' });
  assert.equal(verdict.verdict, 'success');
  assert.ok(said.some((line) => line.includes('The fault chunk-lost at 8.1.1/10 never came about.')), said.join('\n'));
});

// [DM-PRO 6]
test('a package whose Final is missing is gone on from after one message more, whoever left it out', async () => {
  const messages = (said: readonly string[]): number => said.filter((line) => line.startsWith('current')).length;
  const usual = messages((await runWithFault({ preset: presetNamed('notification-doubled'), file: 'dm-download.flow.xml', n: '1' })).said);
  for (const n of ['2', '4', '5', '6', '9', '11']) {
    const run = await runWithFault({ preset: presetNamed('final-missing'), file: 'dm-download.flow.xml', n });
    assert.equal(run.verdict.verdict, 'success', n);
    assert.ok(messages(run.said) <= usual + 4, `${n}: ${messages(run.said)} instead of ${usual}`);
  }
});

test('a run that fails says at which step, what was seen, under which clause, and what it commonly is', async () => {
  const lost = await runWithFault({ preset: presetNamed('answer-lost'), file: 'dm-download.flow.xml', n: '6' });
  assert.match(lost.verdict.reason ?? '', /^Step 8\.1\.1\/6 .* did not come to its end and the device has nothing more to do\. Seen instead: .*The fault answer-lost comes about at 8\.1\.1\/6; .*\[DM-PRO 10\.2\] Commonly this is /);
  const corrupt = await runWithFault({ preset: presetNamed('package-corrupt'), file: 'dm-download.flow.xml', n: '10' });
  assert.match(corrupt.verdict.reason ?? '', /^The device reported result 402 \(Corrupted firmware update package\)\. \[FUMO 6\.2\.4\] Commonly this is a file that is damaged/);
});

test('a result of choice is reported, vendor ranges included', async () => {
  for (const result of ['299', '400', '409', '455', '550']) {
    const run = await runWithFault({ preset: presetNamed('install-fails'), file: 'dm-download.flow.xml', n: '13' }, { result });
    assert.equal(run.result, Number(result));
    assert.equal(run.counted, 1);
  }
});

function presetNamed(name: string): (typeof faultPresets)[number] {
  const found = faultPresets.find((preset) => preset.name === name);
  assert.ok(found);
  return found;
}
