// Runs that can't go well: each ends, names its step, and leaves nothing open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import { prepareRun } from '#engine/emulation/prepareRun';
import type { Verdict } from '#engine/emulation/runEvent';
import { readFlow } from '#engine/flow/readFlow';
import type { HttpRequest, HttpResponse } from '#engine/net/exchange';
import { flowFolder, preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';

async function verdictOf(changes: Changes, options: RunOptions = {}): Promise<Verdict> {
  const machine = virtualMachine();
  const run = await preparedRun(machine, changes, options);
  const verdict = await machine.whileTimeFlies(run.start());
  assert.equal(machine.clock.jump(), false, 'no timer is left');
  await assert.rejects(machine.exchange({ method: 'POST', url: 'http://127.0.0.1:49152/dm', headers: {}, body: new Uint8Array() }), 'the server is closed');
  return verdict;
}

/** What a network in between does to the client's requests and to what comes back. */
async function verdictWith(between: (request: HttpRequest, count: number, onward: () => Promise<HttpResponse>) => Promise<HttpResponse>): Promise<Verdict> {
  const machine = virtualMachine();
  let count = 0;
  const { exchange } = machine;
  const run = await preparedRun({ ...machine, exchange: (request) => between(request, ++count, () => exchange(request)) });
  return machine.whileTimeFlies(run.start());
}

const answer = (status: number, body: string, type = 'application/vnd.syncml.dm+xml'): HttpResponse => ({ status, headers: { 'content-type': type }, body: utf8(body) });

// [DM-NOTI 6.2.2]
test('a notification with a wrong digest is ignored by the device, and step 2 never happens', async () => {
  const verdict = await verdictOf({ 'accounts.xml': (text) => text.replace('secret="srv-secret"', 'secret="another"') });
  assert.equal(verdict.verdict, 'failed');
  assert.equal(verdict.step, '8.1.1/2');
  assert.match(verdict.reason ?? '', /within 30 s.*digest.*wrong/s);
});

// [DM-SEC 5.3.3]
test('wrong credentials are refused after a fresh challenge, and the run says so', async () => {
  const verdict = await verdictOf({ 'accounts.xml': (text) => text.replace('secret="device-pass"', 'secret="another"') });
  assert.equal(verdict.verdict, 'failed');
  assert.match(verdict.reason ?? '', /credentials|401/);
});

test("the device's state decides: not idle, no large objects, or too large a package end the run", async () => {
  const busy = await verdictOf({ 'device.tnds.xml': (text) => text.replace('<Value>10</Value>', '<Value>30</Value>') });
  assert.equal(busy.verdict, 'busy');
  assert.match(busy.reason ?? '', /State is 30 \(Download Progressing\)/);
  const small = await verdictOf({ 'device.tnds.xml': (text) => text.replace('<Value>true</Value>', '<Value>false</Value>') });
  assert.equal(small.verdict, 'no-large-objects');
  const full = await verdictOf({ 'dm-download.flow.xml': (text) => text.replace('<emulate ', '<emulate max-obj-size="8192" ') });
  assert.equal(full.verdict, 'package-too-large');
});

// [TND 7.7.1] 425 is the ACL's refusal, 405 AccessType's.
test('a server without the right to replace gets 425, and the run fails at step 10', async () => {
  const verdict = await verdictOf({ 'device.tnds.xml': (text) => text.replace(/<ACL>[^<]*<\/ACL>/g, '<ACL>Get=*</ACL>') });
  assert.equal(verdict.verdict, 'failed');
  assert.match(verdict.reason ?? '', /8\.1\.1\/10.*425 \(Permission denied\)/s);
});

test('an answer that is garbage ends the session; the step that then does not happen is named', async () => {
  for (const [body, type] of [['<SyncML', undefined], ['hello', 'text/plain'], ['<?xml version="1.0"?><!DOCTYPE SyncML [<!ENTITY a "b">]><SyncML>&a;</SyncML>', undefined]] as const) {
    const verdict = await verdictWith(async (_, count, onward) => {
      const response = await onward();
      return count === 2 ? answer(200, body, type) : response;
    });
    assert.equal(verdict.verdict, 'failed', body);
    assert.equal(verdict.step, '8.1.1/6', body);
  }
});

test('an HTTP error and a lost connection end the session with the status or the cause named', async () => {
  const failed = await verdictWith((_, count, onward) => (count === 3 ? Promise.resolve(answer(500, 'no')) : onward()));
  assert.match(failed.reason ?? '', /500/);
  const lost = await verdictWith((_, count, onward) => (count === 3 ? Promise.reject(new Failure('connection-reset', 'The connection was reset.')) : onward()));
  assert.match(lost.reason ?? '', /reset/);
});

test('a server that never answers is given up by the clock', async () => {
  const verdict = await verdictWith((_, count, onward) => (count === 4 ? new Promise(() => undefined) : onward()));
  assert.equal(verdict.verdict, 'failed');
});

// [FUMO 6.2] The report is sent again until its Status has been seen.
test('a report whose answer is lost is sent again and counted once', async () => {
  let reports = 0;
  const verdict = await verdictWith(async (request, _, onward) => {
    const isReport = new TextDecoder().decode(request.body).includes('<Data>1226</Data>');
    const response = await onward();
    if (isReport && ++reports === 1) throw new Failure('connection-reset', 'The connection was reset.');
    return response;
  });
  // Three times: the answer that was lost held the nonce for this session, so the second time was challenged. [DM-SEC 5.3.3]
  assert.equal(reports, 3);
  assert.equal(verdict.result, 200);
});

test('an oversized body is refused and nobody else feels it', async () => {
  const machine = virtualMachine();
  const run = await preparedRun(machine);
  run.stepper.stopAt(['8.1.1/10']);
  const statuses: number[] = [];
  run.listen((event) => {
    if (event.type !== 'stopped') return;
    const send = async (body: Uint8Array, method = 'POST', type = 'application/vnd.syncml.dm+xml'): Promise<void> => {
      statuses.push((await machine.exchange({ method, url: 'http://127.0.0.1:49152/dm', headers: { 'content-type': type }, body })).status);
    };
    void (async () => {
      await send(new Uint8Array(17 * 1024 * 1024));
      await send(utf8('not xml'));
      await send(Uint8Array.of(0xff, 0xfe, 0x00));
      await send(new Uint8Array());
      await send(new Uint8Array(), 'GET');
      await send(utf8('<SyncML/>'), 'POST', 'text/html');
      run.stepper.proceed();
    })();
  });
  const verdict = await machine.whileTimeFlies(run.start());
  assert.equal(verdict.verdict, 'success');
  assert.deepEqual(statuses, [413, 400, 400, 400, 405, 415]);
});

test('two runs can not share a port', async () => {
  const machine = virtualMachine();
  const first = await preparedRun(machine, {}, { serverPort: 5000 });
  const second = await preparedRun(machine, {}, { serverPort: 5000 });
  first.stepper.stopOnEntry();
  const running = first.start();
  await assert.rejects(second.start(), (thrown) => thrown instanceof Failure && thrown.code === 'port-in-use');
  await first.stop();
  await running;
});

async function problemsOf(changes: Changes, options: RunOptions = {}): Promise<readonly string[]> {
  const files = flowFolder(changes);
  const { flow } = await readFlow('memory:/update/dm-download.flow.xml', files);
  assert.ok(flow);
  const { run, problems } = await prepareRun({ flow, files, machine: virtualMachine(), parameters: options.parameters ?? {} });
  assert.equal(run, undefined);
  return problems.filter((problem) => problem.severity === 'error').map((problem) => `${problem.code} ${problem.uri?.split('/').at(-1) ?? ''}`);
}

test('what is wrong with the documents is said before anything starts, each in its document', async () => {
  assert.deepEqual(await problemsOf({ 'device.ddf': '<MgmtTree' }).then((found) => found.every((line) => line.endsWith('device.ddf'))), true);
  assert.deepEqual(await problemsOf({ 'accounts.xml': (text) => text.replace('IMEI:493005100592800', 'IMEI:1') }), ['server-without-account dm-download.flow.xml']);
  assert.deepEqual(await problemsOf({ 'dm-download.flow.xml': (text) => text.replace('<server id="dm.example.com"', '<server id="other"') }), ['device-without-account dm-download.flow.xml']);
  assert.deepEqual(await problemsOf({}, { parameters: { user: 'maybe' } }), ['parameter-value dm-download.flow.xml']);
  assert.deepEqual(await problemsOf({}, { parameters: { colour: 'red' } }), ['parameter-unknown dm-download.flow.xml']);
});
