// An Atomic on the emulated device: its tree and its Store are wholly before or wholly after it. [DM-REP 6.6.3]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromHex } from '#engine/base/bytes';
import { openGate, type Gate } from '#engine/base/gate';
import { MemoryStore } from '#engine/base/store';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { Device } from '#engine/device/device';
import { readMemory } from '#engine/device/deviceMemory';
import type { DeviceAct } from '#engine/device/deviceSetup';
import { accountOf, withAddress } from '#engine/device/dmAccount';
import { PowerSupply } from '#engine/device/powerSupply';
import { downloadDefaults } from '#engine/download/downloadSetup';
import type { Account } from '#engine/session/account';
import { writeNotification } from '#engine/session/notification';
import { dmServer } from '#engine/session/serverSessions';
import type { Command, Unnumbered } from '#engine/syncml/message';
import { plant } from '#engine/tree/plant';
import { nodeAt, withProperties, type Tree } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';
import { virtualMachine } from '../../virtualMachine';
import { replace, ScriptedConductor } from '../session/pair';

const data = './FwUpdate/Pkg1/Update/PkgData';
const address = './FwUpdate/Pkg1/DownloadAndUpdate/PkgURL';
const version = './DevDetail/FwV';
const serverId = 'dm.example.com';

const nonce = fromHex('101112131415161718191a1b1c1d1e1f') ?? new Uint8Array();
const account: Account = {
  serverId,
  auth: 'md5',
  client: { name: 'device-user', secret: 'device-pass', nonce },
  server: { name: serverId, secret: 'srv-secret', nonce },
};

function factory(): Tree {
  const template = (name: string): string => readFileSync(join(process.cwd(), 'client/templates/firmware-update', name), 'utf8');
  const { description } = readDdf(parseXml(template('device.ddf')).document);
  assert.ok(description);
  const { tree } = plant(description, readTnds(parseXml(template('device.tnds.xml')).document).nodes, { standard: true });
  const known = accountOf(tree, serverId);
  assert.ok(known);
  return withProperties(withAddress(tree, known, 'http://dm.example.com/dm'), './FwUpdate/Pkg1', { acl: `Get=${serverId}&Replace=${serverId}&Exec=${serverId}` });
}

/** A device that is sent these commands in one session; `at` hears of every act on it. */
async function sent(commands: readonly Unnumbered<Command>[], at: (act: DeviceAct, cut: () => void) => void = () => undefined) {
  const machine = virtualMachine();
  const store = new MemoryStore();
  const conductor = new ScriptedConductor([commands]);
  const server = dmServer(
    { url: 'http://dm.example.com/dm', path: '/dm', maxMsgSize: 65536, maxObjSize: 1_000_000, sessionWithin: 60_000 },
    {
      ...{ accountOf: () => account, keepNonce: () => undefined, conductorOf: () => conductor, gate: openGate, trace: () => undefined },
      ...{ clock: machine.clock, random: machine.random, hasher: machine.hasher },
    },
  );
  const gate: Gate<DeviceAct> = {
    pass: (act) => {
      at(act, () => {
        power.cut();
      });
      return openGate.pass(act);
    },
  };
  const states: string[] = [];
  const power = new PowerSupply({
    exchange: (request) => server.handle({ ...request, url: new URL(request.url).pathname }),
    ...{ gate, clock: machine.clock, random: machine.random, hasher: machine.hasher, store },
    user: { answer: () => Promise.resolve('accept') },
    trace: () => undefined,
    tell: (event) => {
      if (event.kind === 'state') states.push(event.text);
    },
  });
  const tree = factory();
  const device = new Device(
    { tree, maxMsgSize: 8192, maxObjSize: 100_000, installTime: 10, answerWithin: 30_000, answerSeconds: 60, reportRetries: 0, reportPause: 1, strictness: 'strict', prefixedAlertType: false, download: downloadDefaults },
    power.ports,
  );
  device.notified(writeNotification(machine.hasher, { serverId, secret: 'srv-secret', nonce, uiMode: 'background', initiator: 'server', sessionId: 7 }));
  const over = new Promise<void>((resolve) => machine.clock.after(120_000, resolve));
  await machine.whileTimeFlies(Promise.race([device.idle(), over]));
  return { device, conductor, states, stored: readMemory(store, tree).tree, before: tree };
}

function atomic(...commands: readonly Unnumbered<Command>[]): Unnumbered<Command> {
  return { name: 'Atomic', commands: commands.map((command) => ({ ...command, cmdId: '' })) };
}

const text = (tree: Tree, uri: string): string => {
  const value = nodeAt(tree, uri)?.value;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : (value ?? '');
};
const both = atomic(replace(address, 'http://a/b'), replace(data, new Uint8Array([65]), { format: 'bin' }));
const failing = atomic(replace(data, new Uint8Array([65]), { format: 'bin' }), replace(address, 'http://a/b'), replace(version, '9'));

test('what goes well is in the tree and in the Store', async () => {
  const { device, conductor, stored } = await sent([both]);
  assert.deepEqual(conductor.log.filter((line) => /^(Atomic|Replace)/.test(line)), ['Atomic 200', `Replace ${address} 200`, `Replace ${data} 200`]);
  for (const tree of [device.tree, stored]) assert.deepEqual([text(tree, address), text(tree, data)], ['http://a/b', 'A']);
});

test('what fails leaves neither a trace in the tree nor in the Store, and the State is told as it is again', async () => {
  const { device, conductor, states, stored, before } = await sent([failing]);
  const answers = conductor.log.filter((line) => /^(Atomic|Replace)/.test(line));
  assert.deepEqual(answers.slice(0, 3), ['Atomic 507', `Replace ${data} 216`, `Replace ${address} 216`]);
  assert.match(answers[3] ?? '', /FwV 4\d\d$/);
  for (const tree of [device.tree, stored]) {
    for (const uri of [address, data, './FwUpdate/Pkg1/State']) assert.equal(text(tree, uri), text(before, uri), uri);
  }
  assert.deepEqual(states.map((line) => line.replace(/^.* is /, '')), ['50 (Ready to Update).', '10 (Idle / Start).']);
});

test('a loss of power within an Atomic leaves the device as it was before it [FUMO 6.2]', async () => {
  const { stored, before } = await sent([both], (act, cut) => {
    if (act.kind === 'receive' && act.command.name === 'Replace' && act.command.items[0]?.target === data) cut();
  });
  for (const uri of [address, data, './FwUpdate/Pkg1/State']) assert.equal(text(stored, uri), text(before, uri), uri);
});
