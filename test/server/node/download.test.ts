// The Download User Agent over real sockets: connections that are cut, packages that change, packages that are large.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sameBytes } from '#engine/base/bytes';
import type { Clock } from '#engine/base/clock';
import { openGate } from '#engine/base/gate';
import { VirtualClock } from '#engine/base/virtualClock';
import { runDownload } from '#engine/download/downloadAgent';
import { downloadServer } from '#engine/download/downloadServer';
import type { DownloadServerSetup } from '#engine/download/downloadServerSetup';
import { downloadDefaults, type DownloadPorts, type DownloadResult, type DownloadSetup } from '#engine/download/downloadSetup';
import { reportInstallation } from '#engine/download/installationReport';
import type { ReceivedReport } from '#engine/download/reportReceiver';
import type { Exchange } from '#engine/net/exchange';
import { downloadFolder } from '#server/node/downloadFolder';
import { nodeClock } from '#server/node/nodeClock';
import { nodeExchange } from '#server/node/httpExchange';
import { nodeHasher } from '#server/node/nodeHasher';
import { nodeHttpHost } from '#server/node/httpHost';
import { cuttingServer, type Cut } from './cuttingServer';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const size = 100_000;

function patterned(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8) * 7 + seed) & 0xff;
  return bytes;
}

/** A store on disk with one package, the handler that serves it, and the agent's end. */
function world(bytes: Uint8Array, changes: Partial<DownloadServerSetup> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'fumo-download-'));
  releases.push(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const put = (content: Uint8Array): void => {
    writeFileSync(join(root, 'fw.fwp'), content);
  };
  put(bytes);
  const clock = nodeClock();
  const client = nodeExchange();
  releases.push(() => {
    client.close();
    clock.clear();
  });
  const reports: ReceivedReport[] = [];
  let origin = '';
  const handler: Exchange = downloadServer({
    files: downloadFolder(pathToFileURL(root).href),
    clock,
    hasher: nodeHasher,
    origin: () => origin,
    prefix: '',
    descriptors: { suffixes: ['.fwp'] },
    reports: { path: '/notify', received: (report) => reports.push(report) },
    ...changes,
  });
  const ports: DownloadPorts = { exchange: client.exchange, clock, gate: openGate, user: { answer: () => Promise.resolve('accept') } };
  const setup = (): DownloadSetup => ({ ...downloadDefaults, packageUrl: `${origin}/fw.dd`, pause: 0 });
  const download = (at: string, more: Partial<DownloadPorts> = {}, how: Partial<DownloadSetup> = {}): Promise<DownloadResult> => {
    origin = at;
    return runDownload({ ...setup(), ...how }, { ...ports, ...more });
  };
  return { handler, download, put, reports, ports, setup };
}

/** Cuts answers that carry the package, one after the other; what comes after the last goes through. */
function cutting(cuts: readonly Cut[]) {
  const left = [...cuts];
  return ({ url }: { readonly url: string }): Cut => (url.endsWith('.fwp') ? left.shift() : undefined);
}

/** What was asked of the package: `range`, and whether it was bound to a validator. */
function ranges(requests: readonly { readonly url: string; readonly headers: Readonly<Record<string, string>> }[]): string[] {
  return requests
    .filter(({ url }) => url.endsWith('.fwp'))
    .map(({ headers }) => `${headers.range ?? 'all'}${headers['if-range']?.startsWith('"') === true ? ' if unchanged' : ''}`);
}

test('a download whose connection is cut goes on where it broke, wherever that is [RFC 9110 14.2, 13.1.5]', async () => {
  const bytes = patterned(size);
  for (const after of [1, 16_384, 65_535, 65_537, size - 1] as const) {
    const { handler, download } = world(bytes);
    const server = await cuttingServer(handler, cutting([{ after, by: 'end' }]));
    releases.push(() => server.close());
    const result = await download(server.url);
    assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true], `cut after ${after}`);
    assert.deepEqual(ranges(server.requests), ['all', `bytes=${after}- if unchanged`]);
  }
});

test('where nothing of the package had come, all of it is asked for', async () => {
  const bytes = patterned(size);
  const { handler, download } = world(bytes);
  const server = await cuttingServer(handler, cutting([{ after: 'head', by: 'end' }, { after: 0, by: 'end' }]));
  releases.push(() => server.close());
  const result = await download(server.url);
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.deepEqual(ranges(server.requests), ['all', 'all', 'all']);
});

test('a download is cut again and again, by resets too, and still arrives whole', async () => {
  const bytes = patterned(size);
  const { handler, download } = world(bytes);
  const cuts: Cut[] = Array.from({ length: 20 }, (_, i) => ({ after: 1 + i * 457, by: i % 2 === 0 ? 'end' : 'reset' }));
  const server = await cuttingServer(handler, cutting(cuts));
  releases.push(() => server.close());
  const result = await download(server.url, {}, { retries: 20 });
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.equal(server.requests.length, 22);
});

test('a server that falls silent in mid-body is left, and asked for the rest', async () => {
  const bytes = patterned(size);
  const { handler, download } = world(bytes);
  const server = await cuttingServer(handler, cutting([{ after: 40_000, by: 'silence' }]));
  releases.push(() => server.close());
  const time = new VirtualClock();
  const clock: Clock = { now: () => time.now(), after: (ms, then) => (ms === 0 ? nodeClock().after(0, then) : time.after(ms, then)) };
  const progress = (received: number): void => {
    if (received === 40_000) setImmediate(() => { time.advance(downloadDefaults.within); });
  };
  const result = await download(server.url, { clock, progress });
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.deepEqual(ranges(server.requests), ['all', 'bytes=40000- if unchanged']);
});

test('a package that changes while its download is broken is fetched anew, never mixed [RFC 9110 13.1.5]', async () => {
  const [old, fresh] = [patterned(size, 1), patterned(size, 2)];
  const { handler, download, put } = world(old);
  const server = await cuttingServer(handler, (request, n) => {
    const cut: Cut = request.url.endsWith('.fwp') && n === 2 ? { after: 50_000, by: 'end' } : undefined;
    // The request that goes on finds the new package.
    if (request.headers.range !== undefined) put(fresh);
    return cut;
  });
  releases.push(() => server.close());
  const result = await download(server.url);
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, fresh)], [900, true]);
  assert.deepEqual(ranges(server.requests), ['all', 'bytes=50000- if unchanged']);
});

test('a server that gives no parts is asked for all of it again', async () => {
  const bytes = patterned(size);
  const { handler, download } = world(bytes, { ranges: false });
  const server = await cuttingServer(handler, cutting([{ after: 50_000, by: 'end' }]));
  releases.push(() => server.close());
  const result = await download(server.url);
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.deepEqual(ranges(server.requests), ['all', 'all']);
});

async function hosted(handler: Exchange) {
  const failures: unknown[] = [];
  const host = nodeHttpHost((thrown) => failures.push(thrown));
  releases.push(() => host.close());
  return { ...(await host.listen(handler, { port: 0, maxBody: 65_536 })), failures };
}

test('a package, its descriptor and the report cross between our own two ends [DLOTA transaction]', async () => {
  const bytes = patterned(size);
  const { handler, download, reports, ports, setup } = world(bytes);
  const { url, failures } = await hosted(handler);
  const result = await download(url);
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.ok(result.report !== undefined);
  assert.deepEqual(await reportInstallation(result.report, setup(), ports), { delivered: true, attempts: 1 });
  assert.deepEqual(reports.map(({ url: to, code, message }) => [to, code, message]), [['/notify/fw', 900, 'Success']]);
  assert.deepEqual(failures, []);
});

test('60 MB take the memory of one copy at each end', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bytes = patterned(60_000_000);
  const { handler, download } = world(bytes);
  const { url } = await hosted(handler);
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let [peak, told, next] = [0, 0, 0];
  const progress = (received: number): void => {
    told++;
    if (received < next && received < bytes.length) return;
    next = received + 5_000_000;
    collect();
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  };
  const result = await download(url, { progress });
  collect();
  const after = process.memoryUsage().arrayBuffers - before;
  assert.deepEqual([result.status, result.object && sameBytes(result.object.bytes, bytes)], [900, true]);
  assert.ok(told > 100, `told ${told} times`);
  // The server's copy of its file, the agent's of what it got, and what is on its way.
  assert.ok(peak < 150_000_000 && after < 150_000_000, `${peak} octets at most, ${after} in the end`);
});
