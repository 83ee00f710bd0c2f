// A run with one end that is somebody else's. Somebody else is a second run: our device alone against our servers alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '#engine/base/clock';
import { Failure } from '#engine/base/failure';
import { prepareRun } from '#engine/emulation/prepareRun';
import type { Run } from '#engine/emulation/run';
import type { CallFlowRow, Verdict } from '#engine/emulation/runEvent';
import { readFlow } from '#engine/flow/readFlow';
import { flowFolder, preparedRun, type Changes, type RunOptions } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';

interface Side {
  readonly verdict: Verdict;
  readonly rows: readonly CallFlowRow[];
  readonly said: readonly string[];
  /** Milliseconds from the last change of a row to the verdict. */
  readonly rested: number;
}

const notify = 'udp://127.0.0.1:7001';
const url = 'http://127.0.0.1:7000/dm';

async function bothSides(options: RunOptions, changes: { readonly server?: Changes; readonly device?: Changes } = {}): Promise<{ readonly server: Side; readonly device: Side }> {
  const machine = virtualMachine();
  const server = await preparedRun(machine, changes.server ?? {}, { ...options, serverPort: 7000, realDevice: { notify } });
  const device = await preparedRun(machine, changes.device ?? {}, { ...options, devicePort: 7001, realServer: { url } });
  const [toldByServer, toldByDevice] = [heard(server), heard(device)];
  const [serverRested, deviceRested] = [rest(server, machine.clock), rest(device, machine.clock)];
  // The device has to listen before it is notified.
  const [deviceVerdict, serverVerdict] = await machine.whileTimeFlies(Promise.all([device.start(), Promise.resolve().then(() => server.start())]));
  return {
    server: { verdict: serverVerdict, rows: server.callFlow().callFlow.rows, said: toldByServer, rested: serverRested() },
    device: { verdict: deviceVerdict, rows: device.callFlow().callFlow.rows, said: toldByDevice, rested: deviceRested() },
  };
}

function heard(run: Run): readonly string[] {
  const said: string[] = [];
  run.listen((event) => {
    if (event.type === 'output') said.push(event.text);
  });
  return said;
}

function rest(run: Run, clock: Clock): () => number {
  let [last, ended] = [0, NaN];
  run.listen(({ type }) => {
    if (type === 'row') last = clock.now();
    if (type === 'ended') ended = clock.now();
  });
  return () => ended - last;
}

const inferred = (rows: readonly CallFlowRow[]): string => rows.filter(({ visibility }) => visibility === 'inferred').map(({ n }) => n).join(' ');
const states = (rows: readonly CallFlowRow[]): readonly string[] => rows.filter(({ state }) => state !== 'done').map(({ n, state, note }) => `${n} ${state} ${note ?? ''}`);
const accepting = (flow: string): RunOptions => ({ flow, parameters: { user: 'accept', ...(flow !== 'dm-download.flow.xml' && { consent: 'accept' }) } });

const flows = [
  ['dm-download.flow.xml', '7 8 12 13', '0'],
  ['alternate-download.flow.xml', '7 8 12 15 16 19 20 21 22', '0'],
  ['download-then-update.flow.xml', '7 8 12 15 16 24 25', '0'],
] as const;

for (const [flow, hiddenInDevice, hiddenInServer] of flows) {
  test(`${flow} between our servers and somebody's device, and between our device and somebody's server`, async () => {
    const { server, device } = await bothSides(accepting(flow));
    assert.deepEqual([server.verdict.verdict, server.verdict.result, server.verdict.versionAfter], ['success', 200, '1.1.0'], server.verdict.reason);
    assert.deepEqual([device.verdict.verdict, device.verdict.result, device.verdict.versionAfter], ['success', 200, '1.1.0'], device.verdict.reason);
    assert.equal(inferred(server.rows), hiddenInDevice);
    assert.equal(inferred(device.rows), hiddenInServer);
    assert.deepEqual(states(server.rows), []);
    assert.deepEqual(states(device.rows), []);
    // Neither waits for anything once its last session is over.
    assert.deepEqual([server.rested, device.rested], [0, 0]);
    // Every step on the wire shows what carried it, whichever end is ours.
    for (const side of [server, device]) {
      const bare = side.rows.filter(({ visibility, messages, from, to }) => visibility === 'wire' && messages.length === 0 && !`${from} ${to}`.includes('download'));
      assert.deepEqual(bare.map(({ n }) => n), []);
    }
  });
}

test('an inferred step says from what, and its expectations count as not visible', async () => {
  const { server } = await bothSides(accepting('dm-download.flow.xml'));
  const note = (n: string): string => server.rows.find((row) => row.n === n)?.note ?? '';
  assert.equal(note('8'), 'Not visible; inferred from 8.1.1/9.');
  assert.equal(note('13'), 'Not visible; inferred from 8.1.1/14. What it expects (1) is not visible.');
  assert.equal(note('10'), 'Not visible: ./FwUpdate/Pkg1/State.');
  assert.ok(server.said.includes('To be done at the device, 8.1.1/8 (Answers): accept.'), server.said.join('\n'));
});

test('an expression about what nobody could learn is not visible, and no failure', async () => {
  const { server, device } = await bothSides(accepting('alternate-download.flow.xml'));
  assert.match(server.rows.find(({ n }) => n === '24')?.note ?? '', /^Not visible: chosen = 'accept'/);
  assert.match(device.rows.find(({ n }) => n === '24')?.note ?? '', /^Not visible: chosen = 'accept'/);
});

// [DM-PRO 10.2.2]
test("somebody's user says no: our server ends as the flow says, and our device sees it", async () => {
  const { server, device } = await bothSides({ flow: 'dm-download.flow.xml', parameters: { user: 'reject' } });
  assert.deepEqual([server.verdict.verdict, server.verdict.step], ['declined', '8.1.1/9']);
  assert.deepEqual([device.verdict.verdict, device.verdict.step], ['declined', '8.1.1/9']);
});

test('what fails in the device is learnt from its report alone', async () => {
  const { server, device } = await bothSides(accepting('dm-download.flow.xml'), { device: { 'device.tnds.xml': (text) => text.replace('<Value>EX-1</Value>', '<Value>EX-2</Value>') } });
  assert.deepEqual([server.verdict.verdict, server.verdict.result, server.verdict.versionAfter], ['failed', 403, '1.0.3']);
  assert.deepEqual([device.verdict.verdict, device.verdict.result, device.verdict.versionAfter], ['failed', 403, '1.0.3']);
});

// [FUMO 7]
test("somebody's user asks for the update: our servers wait for it", async () => {
  const machine = virtualMachine();
  const server = await preparedRun(machine, {}, { flow: 'user-initiated.flow.xml', serverPort: 7000, realDevice: {} });
  const device = await preparedRun(machine, {}, { flow: 'user-initiated.flow.xml', devicePort: 7001, realServer: { url } });
  const [serverVerdict, deviceVerdict] = await machine.whileTimeFlies(Promise.all([server.start(), Promise.resolve().then(() => device.start())]));
  assert.deepEqual([serverVerdict.verdict, deviceVerdict.verdict], ['success', 'success'], `${serverVerdict.reason ?? ''} ${deviceVerdict.reason ?? ''}`);
  assert.equal(server.callFlow().callFlow.rows[0]?.visibility, 'inferred');
});

test('a device that never comes, and a server that never calls, are waited for and no longer', async () => {
  const machine = virtualMachine();
  const server = await preparedRun(machine, {}, { serverPort: 7000, realDevice: { notify } });
  const alone = await machine.whileTimeFlies(server.start().catch((thrown: unknown) => thrown));
  // The notification goes to an address where nobody listens: on a real net nobody learns of that.
  assert.ok(alone instanceof Failure || (alone as Verdict).verdict === 'failed');
  const device = await preparedRun(virtualMachine(), {}, { realServer: { url } });
  const other = virtualMachine();
  const waiting = await preparedRun(other, {}, { realServer: { url } });
  const verdict = await other.whileTimeFlies(waiting.start());
  assert.match(verdict.reason ?? '', /^Step 8\.1\.1\/1 \(Sends a notification, package #0\) did not happen within 120 s\./);
  assert.ok(device.flow.id === '8.1.1');
});

test('a run needs to be told where the device takes notifications, and one end of its own', async () => {
  const files = flowFolder();
  const { flow } = await readFlow('memory:/update/dm-download.flow.xml', files);
  assert.ok(flow);
  const problems = async (ends: Pick<RunOptions, 'realDevice' | 'realServer'>): Promise<readonly string[]> =>
    (await prepareRun({ ...ends, flow, files, machine: virtualMachine(), parameters: {} })).problems.map(({ code }) => code);
  assert.deepEqual(await problems({ realDevice: {} }), ['device-without-address']);
  assert.deepEqual(await problems({ realDevice: { notify }, realServer: { url } }), ['ends-none']);
  assert.deepEqual(await problems({ realServer: { url } }), []);
});
