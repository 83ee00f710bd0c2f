// The emulated device by itself: notifications, power cycles, and reports that are hard to deliver.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromHex } from '#engine/base/bytes';
import { openGate } from '#engine/base/gate';
import { MemoryStore } from '#engine/base/store';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { Device } from '#engine/device/device';
import type { DeviceEvent, DeviceSetup } from '#engine/device/deviceSetup';
import { accountOf, withNonce } from '#engine/device/dmAccount';
import { writeMemory } from '#engine/device/deviceMemory';
import { downloadDefaults } from '#engine/download/downloadSetup';
import { Failure } from '#engine/base/failure';
import { writeNotification, wrapPush } from '#engine/session/notification';
import { plant } from '#engine/tree/plant';
import { nodeAt, withValue, type Tree } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';
import { virtualMachine } from '../../virtualMachine';

const template = (name: string): string => readFileSync(join(process.cwd(), 'client/templates/firmware-update', name), 'utf8');

function factory(): Tree {
  const { description } = readDdf(parseXml(template('device.ddf')).document);
  assert.ok(description);
  return plant(description, readTnds(parseXml(template('device.tnds.xml')).document).nodes, { standard: true }).tree;
}

function setUp(tree = factory(), store = new MemoryStore()) {
  const machine = virtualMachine();
  const events: DeviceEvent[] = [];
  const requests: string[] = [];
  const setup: DeviceSetup = {
    tree,
    maxMsgSize: 4096,
    maxObjSize: 100_000,
    installTime: 2000,
    answerWithin: 30_000,
    answerSeconds: 60,
    reportRetries: 3,
    reportPause: 1000,
    strictness: 'strict',
    prefixedAlertType: false,
    download: downloadDefaults,
  };
  const device = new Device(setup, {
    exchange: (request) => {
      requests.push(new TextDecoder().decode(request.body));
      return Promise.reject(new Failure('connection-refused', 'Nothing listens there.'));
    },
    gate: openGate,
    clock: machine.clock,
    random: machine.random,
    hasher: machine.hasher,
    store,
    user: { answer: () => Promise.resolve('accept') },
    trace: () => undefined,
    tell: (event) => events.push(event),
  });
  return { device, machine, events, requests, store };
}

const order = { serverId: 'dm.example.com', secret: 'srv-secret', nonce: fromHex('101112131415161718191a1b1c1d1e1f') ?? new Uint8Array(), uiMode: 'background', initiator: 'server', sessionId: 0xab } as const;

// [DM-NOTI 6.2.10]
test('a notification opens one session with the id that it names, however often it comes, bare or in a push', async () => {
  const { device, machine, requests } = setUp();
  const bare = writeNotification(machine.hasher, order);
  device.notified(wrapPush(bare));
  device.notified(bare);
  device.notified(wrapPush(bare));
  await machine.whileTimeFlies(device.idle());
  assert.equal(requests.length, 1);
  assert.match(requests[0] ?? '', /<SessionID>AB<\/SessionID>.*<Data>1200<\/Data>/s);
});

// [DM-NOTI 5.1] There is no answer to a wrong one.
test('a notification that is forged, broken or from a stranger is ignored, and the device says why', async () => {
  const { device, machine, events, requests } = setUp();
  const good = wrapPush(writeNotification(machine.hasher, order));
  for (let at = 6; at < good.length; at++) device.notified(good.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  device.notified(wrapPush(writeNotification(machine.hasher, { ...order, secret: 'guess' })));
  device.notified(wrapPush(writeNotification(machine.hasher, { ...order, serverId: 'dm.example.org' })));
  device.notified(new Uint8Array(5));
  device.notified(new Uint8Array());
  await machine.whileTimeFlies(device.idle());
  assert.deepEqual(requests, []);
  assert.equal(events.length, good.length - 6 + 4);
  assert.ok(events.every((event) => event.kind === 'notification-refused'));
});

// [DM-NOTI 5.2]
test('a notification made with the default nonce is followed', async () => {
  const { device, machine, requests } = setUp();
  device.notified(wrapPush(writeNotification(machine.hasher, { ...order, nonce: new Uint8Array(4) })));
  await machine.whileTimeFlies(device.idle());
  assert.equal(requests.length, 1);
});

// [FUMO 6.2] After the alert has been sent the device waits for the server; here it never gets through.
test('a report that can not be delivered is tried with growing pauses, a bounded number of times, and kept', async () => {
  const tree = withValue(factory(), './FwUpdate/Pkg1/State', '90');
  const store = new MemoryStore();
  writeMemory(store, { tree, followed: [], settling: [], packages: {}, reports: [{ operation: 'update', object: './FwUpdate/Pkg1', serverId: 'dm.example.com', correlator: 'job', result: 200, attempted: true }] });
  const { device, machine, requests } = setUp(tree, store);
  const begun = machine.clock.now();
  device.switchOn();
  await machine.whileTimeFlies(device.idle());
  assert.equal(requests.length, 4);
  assert.ok(requests.every((request) => request.includes('<Data>1201</Data>') && request.includes('<Data>1226</Data>')));
  assert.equal(machine.clock.now() - begun, 1000 + 2000 + 4000 + 8000);
  assert.equal(device.snapshot().reports.length, 1, 'the report still waits');
  assert.equal(nodeAt(device.tree, './FwUpdate/Pkg1/State')?.value, '100', 'not Idle before the server has the result');
});

test('what is in the Store outlasts the power, and nothing else does', () => {
  const store = new MemoryStore();
  const first = setUp(factory(), store);
  const account = accountOf(first.device.tree, 'dm.example.com');
  assert.ok(account);
  first.device.setTree(withNonce(first.device.tree, account, 'client', Uint8Array.of(1, 2, 3)));
  first.device.notified(wrapPush(writeNotification(first.machine.hasher, order)));
  assert.equal(first.device.snapshot().followed.length, 1);
  const { device } = setUp(factory(), store);
  assert.deepEqual(accountOf(device.tree, 'dm.example.com')?.account.client.nonce, Uint8Array.of(1, 2, 3));
  assert.deepEqual(device.snapshot().followed, []);
});

test('a Store that holds something else is a failure of its own', () => {
  const store = new MemoryStore(new Map([['device', '{"tree":']]));
  assert.throws(() => setUp(factory(), store), (thrown) => thrown instanceof Failure && thrown.code === 'store-unreadable');
});

const pending = { operation: 'update', object: './FwUpdate/Pkg1', serverId: 'dm.example.com', correlator: 'job' } as const;

async function switchedOn(memory: Partial<Parameters<typeof writeMemory>[1]>, tree = factory()): Promise<ReturnType<typeof setUp>> {
  const store = new MemoryStore();
  writeMemory(store, { tree, followed: [], settling: [], packages: {}, reports: [], ...memory });
  const found = setUp(tree, store);
  found.device.switchOn();
  await found.machine.whileTimeFlies(found.device.idle());
  return found;
}

const state = (device: Device): unknown => nodeAt(device.tree, './FwUpdate/Pkg1/State')?.value;

// [FUMO 6.2.4]
test('an installation that the power interrupted has failed with 410, and the old firmware runs on', async () => {
  const { device, requests } = await switchedOn({ operation: { ...pending, phase: 'installing' } }, withValue(factory(), './FwUpdate/Pkg1/State', '60'));
  assert.deepEqual(device.snapshot().reports.map(({ result, correlator }) => [result, correlator]), [[410, 'job']]);
  assert.equal(state(device), '80');
  assert.equal(nodeAt(device.tree, './DevDetail/FwV')?.value, '1.0.3');
  assert.ok(requests.every((request) => request.includes('<Data>410</Data>')));
  assert.equal(device.snapshot().operation, undefined);
});

test('a firmware that was written before the power went is started, and reported', async () => {
  const tree = withValue(withValue(factory(), './FwUpdate/Pkg1/State', '60'), './DevDetail/FwV', '1.1.0');
  const { device } = await switchedOn({ operation: { ...pending, phase: 'starting', before: '1.0.3' } }, tree);
  assert.deepEqual(device.snapshot().reports.map(({ result }) => result), [200]);
  assert.equal(state(device), '100');
});

test('an order that the power came between is carried out when it is back', async () => {
  const { device, events } = await switchedOn({ operation: pending }, withValue(factory(), './FwUpdate/Pkg1/State', '60'));
  assert.ok(events.some(({ kind }) => kind === 'installed'));
  assert.deepEqual(device.snapshot().reports.map(({ result }) => result), [200]);
});

// [FUMO 6, figure]
test('what was acknowledged before the power went becomes Idle when it is back, and is not reported again', async () => {
  const { device, requests } = await switchedOn({ settling: ['./FwUpdate/Pkg1'] }, withValue(factory(), './FwUpdate/Pkg1/State', '100'));
  assert.equal(state(device), '10');
  assert.deepEqual(requests, []);
  assert.deepEqual(device.snapshot().settling, []);
});
