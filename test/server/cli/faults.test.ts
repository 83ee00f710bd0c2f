// Faults from the command line, over real sockets: each ends as the table of faults says.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { placesOf } from '#engine/flow/faults/places';
import { outcomeAt } from '#engine/flow/faults/preset';
import { faultPreset } from '#engine/flow/faults/presets';
import { flowOf } from '../../faultRuns';
import { fumo } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-faults-'));
cpSync(join('client', 'templates', 'firmware-update'), folder, { recursive: true });
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Those that need no long waiting, settings that shorten it included. */
const download = [
  'request-doubled@14',
  'answer-in-pieces@10',
  'wrong-digest@2',
  'final-missing@4',
  'correlator-missing@11',
  'connection-reset@14',
  'package-corrupt@10',
  'battery-low@13',
  'boot-loop@13',
  'power-cut@13,for=50ms',
  'user-rejects@8',
];
const alternate = ['not-found@13', 'descriptor-version-2@14', 'memory-full@13', 'ranges-refused@18', 'entity-changed@18', 'answer-reset@18', 'power-cut@19,for=50ms'];

for (const [file, faults] of [
  ['dm-download.flow.xml', download],
  ['alternate-download.flow.xml', alternate],
] as const) {
  for (const fault of faults) {
    test(`${file} --fault ${fault}: over real HTTP it ends as it does in memory`, async () => {
      const parameters = file.startsWith('alternate') ? ['--param', 'consent=accept'] : [];
      const { out } = await fumo(['run', join(folder, file), '--json', '--user', 'accept', '--install-time', '50', '--fault', fault, ...parameters]);
      const last = JSON.parse(out.trim().split('\n').at(-1) ?? '') as { readonly verdict: string; readonly result?: number; readonly versionAfter?: string };
      const [name = '', n = ''] = fault.split(/[@,]/);
      const { steps } = await flowOf(file);
      const at = steps.findIndex((step) => step.n === n);
      const step = steps[at];
      const preset = faultPreset(name);
      assert.ok(step && preset);
      const expected = outcomeAt(preset, placesOf(step, steps[at + 1]));
      assert.deepEqual([last.verdict, last.result], [expected?.verdict, expected?.result], out);
      if (last.versionAfter !== undefined) assert.equal(last.versionAfter === '1.1.0', expected?.firmware === 'new');
    });
  }
}

test('a fault that there isn’t, a setting that it doesn’t have and a place where it can’t stand are told before anything runs', async () => {
  const told = async (fault: string): Promise<string> => {
    const { code, err } = await fumo(['run', join(folder, 'dm-download.flow.xml'), '--user', 'accept', '--fault', fault]);
    assert.equal(code, 2);
    return err;
  };
  assert.match(await told('answer-lots@4'), /There is no fault "answer-lots"; the nearest is "answer-lost"/);
  assert.match(await told('answer-lost@4,times=often'), /"times" of the fault answer-lost is a number from 1 on/);
  assert.match(await told('battery-low@4'), /can't come about here/);
  assert.match(await told('battery-low@99'), /no step 99/);
  assert.match(await told('battery-low'), /--fault takes NAME@STEP/);
  assert.match(await told('power-cut@13,40%'), /NAME=VALUE/);
});
