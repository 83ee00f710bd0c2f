import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import { reportInstallation, statusAfterInstalling, type ReportOutcome } from '#engine/download/installationReport';
import { downloadStatuses } from '#engine/download/statusCodes';
import { resultCodes } from '#engine/fumo/resultCodes';
import { DownloadWorld, now, origin, type Bend } from './downloadWorld';

function report(world: DownloadWorld, code = 900, url = `${origin}/notify/job-43`): Promise<ReportOutcome> {
  return world.whileTimeFlies(reportInstallation({ url, code }, world.setup(), world.ports));
}

void test('a report is posted as one line of text [DLOTA status report]', async () => {
  const world = new DownloadWorld();
  assert.deepEqual(await report(world), { delivered: true, attempts: 1 });
  const [request = assert.fail()] = world.requests;
  assert.deepEqual([request.method, request.headers['content-type'], fromUtf8(request.body)], ['POST', 'text/plain', '900 Success']);
  assert.deepEqual(world.reports.map(({ job, code, message, from }) => [job, code, message, from]), [['job-43', 900, 'Success', 'FUMO-Tools OMA-Download/1.0']]);
  assert.deepEqual(world.acts.map(({ kind }) => kind), ['report', 'respond']);
});

void test('each status is reported in its own words, and read so by the server', async () => {
  for (const { code, name } of downloadStatuses) {
    const world = new DownloadWorld();
    await report(world, code);
    assert.deepEqual(world.reports.map((line) => [line.code, line.message, line.problems]), [[code, name, []]]);
  }
});

const status = (...statuses: readonly number[]): Bend => (response, n) => ({ ...response, status: statuses[n - 1] ?? statuses.at(-1) ?? 200 });

const cases: readonly (readonly [what: string, bend: Bend, delivered: boolean, attempts: number, seconds: number])[] = [
  ['any 2xx', status(204), true, 1, 0],
  ['503, then 200', status(503, 200), true, 2, 1],
  ['500, 502, 504, then 202', status(500, 502, 504, 202), true, 4, 1 + 2 + 4],
  ['503 for ever', status(503), false, 4, 1 + 2 + 4],
  ['404', status(404), false, 1, 0],
  ['401', status(401), false, 1, 0],
  ['412', status(412), false, 1, 0],
  ['a redirect without Location', status(302), false, 1, 0],
  ['no connection', () => Promise.reject(new Failure('connection-refused', 'Nothing listens.')), false, 4, 1 + 2 + 4],
  ['silence', () => new Promise<never>(() => undefined), false, 4, 4 * 30 + 1 + 2 + 4],
  ['Retry-After within bounds', (r, n) => (n === 1 ? { ...r, status: 503, headers: { 'retry-after': '20' } } : r), true, 2, 20],
  ['Retry-After beyond bounds', (r) => ({ ...r, status: 503, headers: { 'retry-after': '3600' } }), false, 1, 0],
  ['a very long answer', (r) => ({ ...r, body: new Uint8Array(100_000) }), true, 1, 0],
];

for (const [what, bend, delivered, attempts, seconds] of cases) {
  void test(`a report that meets ${what} is ${delivered ? 'delivered' : 'given up'} after ${attempts} tries [DLOTA status report]`, async () => {
    const world = new DownloadWorld();
    world.bend = bend;
    const { reason, ...outcome } = await report(world);
    assert.deepEqual(outcome, { delivered, attempts });
    assert.equal(reason === undefined, delivered);
    assert.equal(world.requests.length, attempts);
    assert.equal(world.clock.now() - now, seconds * 1000);
    assert.deepEqual(world.acts.flatMap((act) => (act.kind === 'report' ? [act.attempt] : [])), Array.from({ length: attempts }, (_, i) => i + 1));
  });
}

void test('a report follows a redirect as a report', async () => {
  for (const code of [301, 302, 307, 308] as const) {
    const world = new DownloadWorld();
    world.bend = (response, n) => (n === 1 ? { ...response, status: code, headers: { location: '/notify/moved' } } : response);
    assert.deepEqual(await report(world), { delivered: true, attempts: 1 });
    assert.deepEqual(world.asked, ['POST /notify/job-43', 'POST /notify/moved']);
  }
});

void test('See Other means that the report was taken: what came of it is fetched [RFC 9110 15.4.4]', async () => {
  const world = new DownloadWorld();
  world.put('thanks.html', 'Thank you');
  world.bend = (response, n) => (n === 1 ? { ...response, status: 303, headers: { location: '/thanks.html' } } : response);
  assert.deepEqual(await report(world), { delivered: true, attempts: 1 });
  assert.deepEqual(world.asked, ['POST /notify/job-43', 'GET /thanks.html']);
  assert.equal(world.requests[1]?.headers['content-type'], undefined);
});

void test('a circle of redirects and an address of another scheme are given up at once', async () => {
  const circle = new DownloadWorld();
  circle.bend = (response) => ({ ...response, status: 307, headers: { location: '/notify/job-43' } });
  assert.equal((await report(circle)).delivered, false);
  assert.equal(circle.requests.length, 6);
  const world = new DownloadWorld();
  assert.equal((await report(world, 900, 'mailto:a@example.com')).delivered, false);
  assert.equal(world.requests.length, 0);
});

void test('every result of an update has a status to report, and success has 900 alone [DLOTA status codes, FUMO 6.2.4]', () => {
  for (const { code, series } of resultCodes) {
    const reported = statusAfterInstalling(code);
    assert.ok(downloadStatuses.some((row) => row.code === reported));
    assert.equal(reported === 900, series === 'success', String(code));
  }
  assert.deepEqual([250, 401, 402, 403, 410, 502, 499].map(statusAfterInstalling), [900, 902, 905, 953, 952, 901, 952]);
});
