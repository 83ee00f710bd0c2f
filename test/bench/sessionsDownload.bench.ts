// A package of 64 MiB by the Download User Agent, beside a bare node:http stream; both make its SHA-256.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { openGate } from '#engine/base/gate';
import { runDownload } from '#engine/download/downloadAgent';
import { downloadServer } from '#engine/download/downloadServer';
import { downloadDefaults } from '#engine/download/downloadSetup';
import { nodeHasher } from '#server/node/nodeHasher';
import { nodeMachine } from '#server/node/nodeMachine';
import { liveMemory } from './liveMemory';
import { mediansInTurns, tell } from './measure';

const size = 64 * 2 ** 20;
const turns = 9;
const slice = 65_536;

interface Places {
  readonly ours: string;
  readonly bare: string;
}

function serve(): void {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * 7) & 0xff;
  const machine = nodeMachine();
  const files = { read: () => Promise.resolve({ bytes, modified: Date.UTC(2026, 0, 1) }) };
  const handler = downloadServer({ files, clock: machine.clock, hasher: nodeHasher, origin: () => '', prefix: '' });
  const bare = createServer((_, response) => {
    response.writeHead(200, { 'content-length': size });
    Readable.from(slices(bytes)).pipe(response);
  });
  bare.listen(0, '127.0.0.1', () => {
    void machine.host.listen(handler, { port: 0, maxBody: 1024 }).then(({ url }) => {
      process.send?.({ ours: `${url}/large.fwp`, bare: `http://127.0.0.1:${(bare.address() as AddressInfo).port}/` } satisfies Places);
    });
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += slice) yield bytes.subarray(at, at + slice);
}

async function main(): Promise<void> {
  const child = fork(process.argv[1] ?? '', ['as-server']);
  const places = await new Promise<Places>((resolve) => {
    child.once('message', (message) => {
      resolve(message as Places);
    });
  });
  const machine = nodeMachine();
  const agent = new Agent({ keepAlive: true });
  const digests = new Set<string>();
  const peaks: number[] = [];
  let watched = false;
  const before = liveMemory();
  const download = async (digested: boolean): Promise<void> => {
    let peak = 0;
    let told = 0;
    const progress = (received: number): void => {
      if (!watched || received - told < size / 8) return;
      told = received;
      peak = Math.max(peak, liveMemory());
    };
    const user = { answer: () => Promise.resolve('accept' as const) };
    const { object, reason } = await runDownload({ ...downloadDefaults, packageUrl: places.ours }, { exchange: machine.exchange, clock: machine.clock, gate: openGate, user, progress });
    if (object === undefined) throw new Error(reason);
    if (digested) digests.add(Buffer.from(nodeHasher.sha256(object.bytes)).toString('hex'));
    if (watched) peaks.push(Math.max(peak, liveMemory()));
  };
  const bare = (): Promise<void> =>
    new Promise((done, failed) => {
      get(places.bare, { agent }, (response) => {
        const hash = createHash('sha256');
        response.on('data', (part: Buffer) => hash.update(part));
        response.on('end', () => {
          digests.add(hash.digest('hex'));
          done();
        });
      }).on('error', failed);
    });
  const [ours = NaN, alone = NaN, plain = NaN] = await mediansInTurns(
    turns,
    () => download(true),
    () => download(false),
    bare,
  );
  const mib = size / 2 ** 20;
  const value = mib / ours;
  const against = { name: 'bare node:http stream with SHA-256', value: mib / plain };
  tell({ name: 'package of 64 MiB by download', value, unit: 'MiB/s', against, ratio: value / against.value, goal: 'ratio >= 0.7', met: value / against.value >= 0.7 });
  tell({ name: 'the same without its SHA-256', value: mib / alone, unit: 'MiB/s', against, ratio: plain / alone });
  watched = true;
  for (let i = 0; i < 4; i++) await download(true);
  if (digests.size !== 1) throw new Error('What came is not what was sent.');
  const most = (Math.max(...peaks) - before) / mib;
  const grown = (peaks[peaks.length - 1] ?? NaN) - (peaks[0] ?? NaN);
  tell({ name: 'memory of a download of 64 MiB', value: most, unit: 'times the package', goal: '<= 1.5', met: most <= 1.5 });
  tell({ name: 'the same the fourth time, beyond the first', value: grown, unit: 'MiB', goal: '<= 1 MiB', met: grown <= 1 });
  agent.destroy();
  await machine.close();
  child.disconnect();
}

if (process.argv[2] === 'as-server') serve();
else void main();
