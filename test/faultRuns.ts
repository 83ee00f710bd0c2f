// Runs of both scenarios with one fault each, and what has become of the update when all is over.
import assert from 'node:assert/strict';
import { answerActs, requestActs } from '#engine/emulation/faults/exchangeActs';
import { answerSurgeries, requestSurgeries, surgeries } from '#engine/emulation/faults/messageSurgery';
import { placesOf, type FaultPlace } from '#engine/flow/faults/places';
import { outcomeAt, type FaultPreset } from '#engine/flow/faults/preset';
import { faultPresets } from '#engine/flow/faults/presets';
import type { Encoding } from '#engine/session/encoding';
import type { Flow } from '#engine/flow/model';
import { readFlow } from '#engine/flow/readFlow';
import type { Verdict } from '#engine/emulation/runEvent';
import { standing, type Standing } from '#engine/management/authority';
import { flowFolder, preparedRun } from './flowFolder';
import { virtualMachine } from './virtualMachine';

export const scenarios = ['dm-download.flow.xml', 'alternate-download.flow.xml'] as const;

/** A fault at a step where it can stand. */
export interface FaultCase {
  readonly preset: FaultPreset;
  readonly file: (typeof scenarios)[number];
  readonly n: string;
  readonly places: readonly FaultPlace[];
}

export interface FaultRun {
  readonly verdict: Verdict;
  /** All that the run said, line by line. */
  readonly said: readonly string[];
  readonly result: number | undefined;
  readonly state: number;
  readonly firmware: 'old' | 'new';
  readonly report: 'arrived' | 'pending' | 'none';
  /** Reports in the server's record. */
  readonly counted: number;
  /** How the server's job stands; undefined where the server has none any more. */
  readonly job: Standing | undefined;
  /** Milliseconds of the clock that it took. */
  readonly took: number;
}

export async function flowOf(file: string): Promise<Flow> {
  const { flow } = await readFlow(`memory:/update/${file}`, flowFolder());
  assert.ok(flow);
  return flow;
}

/** Every place of a scenario where a preset can stand. */
export function casesOf(flow: Flow, file: FaultCase['file'], presets: readonly FaultPreset[]): readonly FaultCase[] {
  return flow.steps.flatMap((step, i) => {
    const places = placesOf(step, flow.steps[i + 1]);
    return presets.filter((preset) => preset.places.some((place) => places.includes(place))).map((preset) => ({ preset, file, n: step.n, places }));
  });
}

/** Presets that do something to a message between the two ends, whatever it is written in. */
export const messagePresets: readonly FaultPreset[] = faultPresets.filter(
  ({ name }) => [requestActs, answerActs, requestSurgeries, answerSurgeries, surgeries].some((table) => Object.hasOwn(table, name)) || name === 'chunk-lost',
);

/** No run takes longer, whatever goes wrong. */
const longest = 60 * 60 * 1000;

/** What the table says has come true, and the fault has come about. */
export function assertOutcome({ preset, file, n, places }: FaultCase, run: FaultRun): void {
  const expected = outcomeAt(preset, places);
  assert.ok(expected, `${preset.name} says nothing of ${places.join(', ')}`);
  const { at: _at, taken = false, ...outcome } = expected;
  const actual = { verdict: run.verdict.verdict, state: run.state, report: run.report, firmware: run.firmware, ...(run.result !== undefined && { result: run.result }) };
  const what = `${preset.name} at ${n} of ${file}: ${run.verdict.reason ?? ''}`;
  assert.deepEqual(actual, outcome, what);
  // [FUMO 6.2] However often a report is sent, the server counts it once.
  assert.equal(run.counted, outcome.report === 'arrived' || taken ? 1 : 0, what);
  // [FUMO 8] The server's record says the same; a device that is dead is known by its silence alone.
  if (run.counted > 0) assert.ok(run.job === undefined || run.job === 'reported', `${what} (job ${String(run.job)})`);
  else assert.notEqual(run.job, 'reported', what);
  if (preset.name === 'bricked') assert.equal(run.job, 'overdue', what);
  assert.ok(run.said.some((line) => line.includes(`The fault ${preset.name} comes about at`)), `${what} (it never came about)`);
  assert.ok(run.took <= longest, `${what} (${run.took} ms)`);
  if (outcome.verdict === 'failed') assert.notEqual(run.verdict.reason ?? '', '', what);
}

export async function runWithFault({ preset, file, n }: Pick<FaultCase, 'preset' | 'file' | 'n'>, settings: Readonly<Record<string, string>> = {}, encoding: Encoding = 'xml'): Promise<FaultRun> {
  const machine = virtualMachine();
  const begun = machine.clock.now();
  const run = await preparedRun(machine, {}, { flow: file, encoding, faults: [{ name: preset.name, step: n, settings }], parameters: { user: 'accept', ...(file.startsWith('alternate') && { consent: 'accept' }) } });
  const said: string[] = [];
  run.listen((event) => {
    if (event.type === 'output') said.push(`[${((machine.clock.now() - begun) / 1000).toFixed(1)} s] ${event.text}`);
    if (event.type === 'row' && event.row.state !== 'waiting') said.push(`${event.row.state} ${event.row.n}`);
  });
  const verdict = await machine.whileTimeFlies(run.start());
  assert.equal(machine.clock.jump(), false, 'no timer is left');
  const { device, server } = run.snapshot();
  const { firmware } = run.view();
  const reports = Object.values(server.devices).flatMap((known) => known.reports);
  const [kept] = device.reports;
  return {
    verdict,
    said,
    result: kept?.result ?? (reports.at(-1) === undefined ? undefined : Number(reports.at(-1)?.result)),
    state: firmware.state ?? 0,
    firmware: firmware.version === '1.1.0' ? 'new' : 'old',
    report: kept !== undefined ? 'pending' : reports.length > 0 ? 'arrived' : 'none',
    counted: reports.length,
    job: server.jobs.map((job) => standing(job, machine.clock.now())).at(-1),
    took: machine.clock.now() - begun,
  };
}
