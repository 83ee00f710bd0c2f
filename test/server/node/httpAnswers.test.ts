// Answers with and without a body, byte for byte over real sockets, and peers that don't wait for their end.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { afterEach, test } from 'node:test';
import { fromUtf8, utf8 } from '#engine/base/bytes';
import { downloadServer } from '#engine/download/downloadServer';
import type { Exchange, HttpResponse } from '#engine/net/exchange';
import { nodeClock } from '#server/node/nodeClock';
import { nodeExchange } from '#server/node/httpExchange';
import { nodeHasher } from '#server/node/nodeHasher';
import { nodeHttpHost } from '#server/node/httpHost';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

async function served(handler: Exchange) {
  const failures: unknown[] = [];
  const host = nodeHttpHost((thrown) => failures.push(thrown));
  releases.push(() => host.close());
  const { url } = await host.listen(handler, { port: 0, maxBody: 1000 });
  return { url, failures };
}

/** What comes back for several requests on one connection, the last of which asks to close it. */
function raw(url: string, requests: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const lines = requests.map((line, i) => `${line} HTTP/1.1\r\nhost: x\r\n${i === requests.length - 1 ? 'connection: close\r\n' : ''}\r\n`);
    const socket = connect(Number(port), hostname, () => socket.write(lines.join('')));
    let got = '';
    socket.on('data', (part) => (got += part.toString('latin1')));
    socket.on('end', () => {
      socket.end();
      resolve(got);
    });
    socket.on('error', reject);
  });
}

/** The bodies of answers that follow one another, told apart by their own framing. */
function answersIn(octets: string): { readonly status: number; readonly length: string | undefined; readonly body: string }[] {
  const parts = octets.split(/(?=HTTP\/1\.1 )/);
  return parts.map((part) => {
    const end = part.indexOf('\r\n\r\n');
    return { status: Number(part.slice(9, 12)), length: /^content-length: (.*)$/im.exec(part.slice(0, end))?.[1], body: part.slice(end + 4) };
  });
}

const files = downloadServer({
  files: { read: (name) => Promise.resolve(name === 'fw.fwp' ? { bytes: utf8('0123456789'), modified: Date.UTC(2026, 0, 1) } : undefined) },
  clock: nodeClock(),
  hasher: nodeHasher,
  origin: () => 'http://x',
  prefix: '',
});

test('a HEAD is told the length of what a GET would give, and gets no body [RFC 9110 9.3.2]', async () => {
  const { url } = await served(files);
  const answers = answersIn(await raw(url, ['HEAD /fw.fwp', 'HEAD /none.fwp', 'GET /fw.fwp']));
  const missing = String('There is nothing of that name.'.length);
  assert.deepEqual(answers, [
    { status: 200, length: '10', body: '' },
    { status: 404, length: missing, body: '' },
    { status: 200, length: '10', body: '0123456789' },
  ]);
  const client = nodeExchange();
  releases.push(() => {
    client.close();
  });
  const head = await client.exchange({ method: 'HEAD', url: `${url}/fw.fwp`, headers: {}, body: new Uint8Array() }, { maxBody: () => 5 });
  assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, '10', 0]);
});

test('a handler that answers a HEAD like a GET sends its length all the same, and no body', async () => {
  const { url } = await served(() => Promise.resolve({ status: 200, headers: {}, body: utf8('hello') }));
  assert.deepEqual(answersIn(await raw(url, ['HEAD /'])), [{ status: 200, length: '5', body: '' }]);
});

test('204 has neither body nor length, 304 no body and at most the length of the whole [RFC 9110 8.6]', async () => {
  const bodies: Readonly<Record<string, HttpResponse>> = {
    '/204': { status: 204, headers: { 'content-length': '0' }, body: utf8('not sent') },
    '/304': { status: 304, headers: {}, body: new Uint8Array() },
    '/304-of-9': { status: 304, headers: { 'content-length': '9' }, body: new Uint8Array() },
  };
  const { url } = await served(({ url: path }) => Promise.resolve(bodies[path] ?? { status: 200, headers: { 'content-length': '77' }, body: utf8('whole') }));
  assert.deepEqual(answersIn(await raw(url, ['GET /204', 'GET /304', 'GET /304-of-9', 'GET /'])), [
    { status: 204, length: undefined, body: '' },
    { status: 304, length: undefined, body: '' },
    { status: 304, length: '9', body: '' },
    { status: 200, length: '5', body: 'whole' },
  ]);
});

test('a client understands answers without a body, and goes on with the same connection', async () => {
  const { url } = await served(({ url: path, body }) => {
    const status = Number(path.slice(1));
    return Promise.resolve({ status, headers: status === 304 ? { 'content-length': '9' } : {}, body: status === 200 ? body : new Uint8Array() });
  });
  const client = nodeExchange();
  releases.push(() => {
    client.close();
  });
  const ask = (method: string, status: number) => client.exchange({ method, url: `${url}/${status}`, headers: {}, body: utf8(method === 'POST' ? 'x' : '') });
  for (const status of [204, 304, 200, 304]) {
    const response = await ask('GET', status);
    assert.deepEqual([response.status, response.body.length], [status, 0]);
  }
  assert.equal(fromUtf8((await ask('POST', 200)).body), 'x');
});

test('a GET says nothing of a body, a POST without one says so [RFC 9110 8.6]', async () => {
  const lengths: (string | undefined)[] = [];
  const { url } = await served(({ headers }) => {
    lengths.push(headers['content-length'], headers['transfer-encoding']);
    return Promise.resolve({ status: 200, headers: {}, body: new Uint8Array() });
  });
  const client = nodeExchange();
  releases.push(() => {
    client.close();
  });
  for (const method of ['GET', 'POST']) await client.exchange({ method, url, headers: {}, body: new Uint8Array() });
  assert.deepEqual(lengths, [undefined, undefined, '0', undefined]);
});

test('a client that goes away in the middle of a large answer is no failure, and the next one is served', async () => {
  const large = new Uint8Array(8_000_000).fill(7);
  const { url, failures } = await served(() => Promise.resolve({ status: 200, headers: {}, body: large }));
  const { hostname, port } = new URL(url);
  for (const leave of ['destroy', 'resetAndDestroy'] as const) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
      socket.once('data', () => socket[leave]());
      socket.on('close', () => {
        resolve();
      });
    });
  }
  const client = nodeExchange();
  releases.push(() => {
    client.close();
  });
  assert.deepEqual((await client.exchange({ method: 'GET', url, headers: {}, body: new Uint8Array() })).body, large);
  assert.deepEqual(failures, []);
});

test('a client that is gone before the handler is done is no failure', async () => {
  let go = (): void => undefined;
  const opened = new Promise<void>((resolve) => (go = resolve));
  let asked = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  let requests = 0;
  const { url, failures } = await served(async () => {
    requests++;
    if (requests === 1) {
      asked();
      await opened;
    }
    return { status: 200, headers: {}, body: new Uint8Array(200_000) };
  });
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
  await arrived;
  await new Promise<void>((resolve) => socket.on('close', () => { resolve(); }).destroy());
  go();
  assert.equal(answersIn(await raw(url, ['GET /']))[0]?.length, '200000');
  assert.deepEqual(failures, []);
});

test('an answer that is no HTTP is our failure, and the peer gets 500', async () => {
  const { url, failures } = await served(() => Promise.resolve({ status: 200, headers: { 'x-bad': 'a\nb' }, body: utf8('x') }));
  assert.equal(answersIn(await raw(url, ['GET /']))[0]?.status, 500);
  assert.equal(failures.length, 1);
});
