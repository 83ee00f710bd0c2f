// A slice of the fault table: each preset once, in memory and virtual time. The whole is run in test/long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultPresets } from '#engine/flow/faults/presets';
import { assertOutcome, casesOf, flowOf, runWithFault, scenarios } from '../../faultRuns';

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

test('a fault that never came about is told', async () => {
  const { said, verdict } = await runWithFault({ preset: presetNamed('chunk-lost'), file: 'dm-download.flow.xml', n: '10' }, { chunk: '99' });
  assert.equal(verdict.verdict, 'success');
  assert.ok(said.some((line) => line.includes('The fault chunk-lost at 8.1.1/10 never came about.')), said.join('\n'));
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
