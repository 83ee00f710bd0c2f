// Jobs: what has come of an order, and when its report is overdue.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportWithin, standing, withAnswer, withExec, withResult, type Job } from '#engine/management/authority';
import type { Report } from '#engine/management/knownDevice';

const job: Job = { deviceId: 'IMEI:1', flow: '8.1.1', correlator: 'job-42', orderedAt: 0 };
const exec = { target: './FwUpdate/Pkg1/Update', correlator: 'job-42', sentAt: 1000 };
const report: Report = { type: 'org.openmobilealliance.dm.firmwareupdate.update', source: './FwUpdate/Pkg1', correlator: 'job-42', result: '200', sessionId: 'AC', sessions: ['AC'] };

const now = (jobs: readonly Job[], at: number): readonly string[] => jobs.map((each) => standing(each, at));

test('a job is ordered, sent, accepted, reported', () => {
  const sent = withExec([job], 'IMEI:1', exec);
  const accepted = withAnswer(sent, 'IMEI:1', exec.target, 202);
  assert.deepEqual([now([job], 0), now(sent, 1000), now(accepted, 1000), now(withResult(accepted, 'IMEI:1', report, 0), 1e9)].flat(), ['ordered', 'sent', 'accepted', 'reported']);
});

// [FUMO 6.1] No report is due.
test('a job whose Exec was refused is never overdue', () => {
  assert.deepEqual(now(withAnswer(withExec([job], 'IMEI:1', exec), 'IMEI:1', exec.target, 403), 1e9), ['refused']);
});

// [FUMO 8]
test('a report that does not come in its time makes the job overdue, and one that comes late still counts', () => {
  const accepted = withAnswer(withExec([{ ...job, within: 30_000 }], 'IMEI:1', exec), 'IMEI:1', exec.target, 202);
  assert.deepEqual([...now(accepted, 30_999), ...now(accepted, 31_000)], ['accepted', 'overdue']);
  assert.deepEqual(now(withResult(accepted, 'IMEI:1', report, 0), 50_000), ['reported']);
  assert.deepEqual(now(withExec([job], 'IMEI:1', exec), 1000 + reportWithin), ['overdue'], 'a 202 that never arrived');
});

// [FUMO 6.2.3]
test('an Exec belongs to the job of its correlator, else to the latest of its device', () => {
  const jobs = [job, { ...job, correlator: 'job-43' }, { ...job, deviceId: 'IMEI:2' }];
  assert.deepEqual(withExec(jobs, 'IMEI:1', exec).map(({ execs }) => execs?.length ?? 0), [1, 0, 0]);
  const { correlator: _, ...bare } = exec;
  assert.deepEqual(withExec(jobs, 'IMEI:1', bare).map(({ execs }) => execs?.length ?? 0), [0, 1, 0]);
  assert.deepEqual(withExec(jobs, 'IMEI:3', exec), jobs);
});

test('a report without correlator is of the Exec of its type and source', () => {
  const { correlator: _, ...bare } = exec;
  const { correlator: _none, ...report2 } = report;
  const jobs = withExec(withExec([job], 'IMEI:1', { ...bare, target: './FwUpdate/Pkg1/Download' }), 'IMEI:1', bare);
  const results = (of: readonly Job[]): readonly (string | undefined)[] => of[0]?.execs?.map(({ result }) => result) ?? [];
  assert.deepEqual(results(withResult(jobs, 'IMEI:1', report2, 0)), [undefined, '200']);
  assert.deepEqual(results(withResult(jobs, 'IMEI:1', { ...report2, type: 'org.openmobilealliance.dm.firmwareupdate.download' }, 0)), ['200', undefined]);
  assert.deepEqual(results(withResult(jobs, 'IMEI:1', { ...report2, source: './FwUpdate/Pkg2' }, 0)), [undefined, undefined]);
});

test('a report of an Exec that the server has forgotten belongs to the job of its correlator', () => {
  assert.deepEqual(now(withResult([job], 'IMEI:1', report, 5), 5), ['reported']);
  assert.deepEqual(withResult([job], 'IMEI:1', { ...report, correlator: 'another' }, 5), [job]);
});
