// The whole fault table: every preset at every step of both call flows where it can stand, in memory and virtual time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultPresets } from '#engine/flow/faults/presets';
import { assertOutcome, casesOf, flowOf, messagePresets, runWithFault, scenarios, type FaultRun } from '../faultRuns';

const slice = process.env['FUMO_TEST_SLICE'] === '1';

for (const file of scenarios) {
  test(`every fault at every step of ${file} ends as the table says`, async (t) => {
    const cases = casesOf(await flowOf(file), file, faultPresets).filter((_, i) => !slice || i % 25 === 0);
    const wrong: string[] = [];
    for (const each of cases) {
      try {
        assertOutcome(each, await runWithFault(each));
      } catch (thrown) {
        wrong.push(thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
    t.diagnostic(`${cases.length} runs`);
    assert.deepEqual(wrong, []);
  });

  // [DM-REP 6.2.1] What goes wrong with a message does so whatever it is written in.
  test(`every fault of a message at every step of ${file} ends over WBXML as the table says`, async (t) => {
    const cases = casesOf(await flowOf(file), file, messagePresets).filter((_, i) => !slice || i % 25 === 7);
    const wrong: string[] = [];
    for (const each of cases) {
      try {
        assertOutcome(each, await runWithFault(each, {}, 'wbxml'));
      } catch (thrown) {
        wrong.push(thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
    t.diagnostic(`${cases.length} runs`);
    assert.deepEqual(wrong, []);
  });

  // [FUMO 6.2] The device is wholly before or wholly after each change, whenever the power goes.
  test(`the power may go before and after every write of ${file}`, async (t) => {
    let runs = 0;
    for (const name of ['power-cut-before-write', 'power-cut-after-write']) {
      const preset = faultPresets.find((candidate) => candidate.name === name);
      assert.ok(preset);
      for (let write = 1; ; write += slice ? 5 : 1) {
        const run = await runWithFault({ preset, file, n: '4' }, { write: String(write) });
        if (!run.said.some((line) => line.includes('comes about'))) break;
        runs += 1;
        assertConsistent(run, `${name} ${write} of ${file}`);
      }
    }
    t.diagnostic(`${runs} runs`);
    assert.ok(runs > (slice ? 4 : 20), String(runs));
  });
}

/** Firmware, result, State and report never contradict each other. */
function assertConsistent({ firmware, result, state, report, counted, verdict }: FaultRun, what: string): void {
  const seen = `${what}: ${JSON.stringify({ firmware, result, state, report, counted, verdict: verdict.verdict, reason: verdict.reason })}`;
  if (result !== undefined) assert.equal(result === 200, firmware === 'new', seen);
  else assert.equal(firmware, 'old', seen);
  assert.notEqual(report, 'pending', seen);
  assert.equal(counted, report === 'arrived' ? 1 : 0, seen);
  // Idle where all is over; ready where the package is there and the Exec never came.
  assert.ok(state === 10 || (state === 50 && result === undefined), seen);
}
