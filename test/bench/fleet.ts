// Many devices of one model, each with an account of its own, and the package that they are updated with.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromUtf8, utf8 } from '#engine/base/bytes';
import type { Clock } from '#engine/base/clock';
import { openGate } from '#engine/base/gate';
import { MemoryStore, type Store } from '#engine/base/store';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import { Device } from '#engine/device/device';
import { accountOf, withAddress } from '#engine/device/dmAccount';
import { downloadDefaults } from '#engine/download/downloadSetup';
import { readAccounts, type DeviceAccount } from '#engine/management/accounts';
import type { Exchange } from '#engine/net/exchange';
import type { Encoding } from '#engine/session/encoding';
import { plant } from '#engine/tree/plant';
import { withValue, type Tree } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';
import { nodeHasher } from '#server/node/nodeHasher';
import { nodeRandom } from '#server/node/nodeRandom';

export const serverId = 'dm.example.com';
const folder = resolve('client', 'templates', 'firmware-update');

function document(name: string): ReturnType<typeof parseXml>['document'] {
  return parseXml(fromUtf8(readFileSync(resolve(folder, name)))).document;
}

/** The tree of the template's device. */
function factoryTree(): Tree {
  const { description } = readDdf(document('device.ddf'));
  if (description === undefined) throw new Error('device.ddf describes nothing.');
  return plant(description, readTnds(document('device.tnds.xml')).nodes, { standard: true }).tree;
}

export function deviceIdOf(i: number): string {
  return `IMEI:${String(493005100000000 + i)}`;
}

/** The accounts of `count` devices, as the template's account is. */
export function accountsOf(count: number): readonly DeviceAccount[] {
  const [account] = readAccounts(document('accounts.xml')).accounts;
  if (account === undefined) throw new Error('accounts.xml holds no account.');
  return Array.from({ length: count }, (_, i) => ({ ...account, deviceId: deviceIdOf(i) }));
}

/** The template's package, or one of `size` octets that is for the same devices. */
export function packageOf(size?: number): Uint8Array {
  if (size === undefined) return new Uint8Array(readFileSync(resolve(folder, 'ex-1-1.1.0.fwp')));
  const digits = 64;
  const head = (sha256: string): Uint8Array => utf8(`FUMO-PACKAGE/1\nmodel: EX-1\nfrom: 1.0.3\nto: 1.1.0\nsha256: ${sha256}\n\n`);
  const whole = new Uint8Array(size);
  const start = head('0'.repeat(digits)).length;
  for (let i = start; i < size; i++) whole[i] = (i * 31 + (i >> 8) * 7) & 0xff;
  whole.set(head(Buffer.from(nodeHasher.sha256(whole.subarray(start))).toString('hex')));
  return whole;
}

export interface FleetPorts {
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** What a device keeps its memory in. */
  readonly store?: () => Store;
}

/** Makes devices that know their server by `url`, and whose users accept. An installation takes no time. */
export function fleetOf(url: string, encoding: Encoding, ports: FleetPorts): (i: number) => Device {
  const factory = factoryTree();
  const account = accountOf(factory, serverId);
  const addressed = account === undefined ? factory : withAddress(factory, account, url);
  const accept = { answer: () => Promise.resolve('accept' as const) };
  const silent = (): undefined => undefined;
  return (i) =>
    new Device(
      {
        tree: withValue(addressed, './DevInfo/DevId', deviceIdOf(i)),
        maxMsgSize: 4096,
        maxObjSize: 16 * 2 ** 20,
        encoding,
        installTime: 0,
        answerWithin: 60_000,
        answerSeconds: 60,
        reportRetries: 5,
        reportPause: 1000,
        strictness: 'strict',
        download: downloadDefaults,
        prefixedAlertType: false,
      },
      { exchange: ports.exchange, clock: ports.clock, gate: openGate, random: nodeRandom, hasher: nodeHasher, store: ports.store?.() ?? new MemoryStore(), user: accept, trace: silent, tell: silent },
    );
}
