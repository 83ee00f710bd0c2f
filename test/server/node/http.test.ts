// Server and client over real sockets.
import assert from 'node:assert/strict';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import { fromUtf8, utf8 } from '#engine/base/bytes';
import type { Exchange, HttpRequest } from '#engine/net/exchange';
import { nodeExchange } from '#server/node/httpExchange';
import { nodeHttpHost } from '#server/node/httpHost';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

async function served(handler: Exchange, options: { readonly maxBody?: number; readonly maxResponse?: number } = {}) {
  const failures: unknown[] = [];
  const host = nodeHttpHost((thrown) => failures.push(thrown));
  const listening = await host.listen(handler, { port: 0, maxBody: options.maxBody ?? 1000 });
  const client = nodeExchange(options.maxResponse === undefined ? {} : { maxResponse: options.maxResponse });
  releases.push(
    () => host.close(),
    () => {
      client.close();
    },
  );
  const post = (body: Uint8Array, path = '/dm') =>
    client.exchange({ method: 'POST', url: `${listening.url}${path}`, headers: { 'content-type': 'text/plain' }, body });
  return { host, listening, client, post, failures };
}

const echo: Exchange = (request) => Promise.resolve({ status: 200, headers: { 'content-type': 'text/plain' }, body: request.body });

/** Sends octets over a bare connection and gives everything that comes back until it ends. */
function raw(url: string, octets: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(octets));
    let got = '';
    socket.on('data', (part) => (got += part.toString('latin1')));
    socket.on('end', () => {
      socket.end();
      resolve(got);
    });
    socket.on('error', reject);
  });
}

test('a request arrives as it was sent, and so does the response', async () => {
  let seen: HttpRequest | undefined;
  const { post } = await served((request) => {
    seen = request;
    return Promise.resolve({ status: 207, headers: { 'content-type': 'application/x' }, body: utf8('réponse') });
  });
  const response = await post(utf8('demande'), '/dm?x=1');
  assert.deepEqual([seen?.method, seen?.url, seen?.headers['content-type'], fromUtf8(seen?.body ?? new Uint8Array())], ['POST', '/dm?x=1', 'text/plain', 'demande']);
  assert.deepEqual([response.status, response.headers['content-type'], fromUtf8(response.body)], [207, 'application/x', 'réponse']);
});

test('one connection carries many requests', async () => {
  const { post, listening } = await served(echo);
  const before = await post(utf8('1'));
  assert.equal(before.headers['connection'], 'keep-alive');
  for (let i = 0; i < 20; i++) assert.equal(fromUtf8((await post(utf8(String(i)))).body), String(i));
  await listening.close();
});

test('a body over the limit is answered with 413 and the connection ends', async () => {
  const { listening, post } = await served(echo, { maxBody: 10 });
  assert.match(await raw(listening.url, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 11\r\n\r\nfirst'), /^HTTP\/1\.1 413 [^]*connection: close/i);
  const chunked = 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nb\r\n01234567890\r\n';
  assert.match(await raw(listening.url, chunked), /^HTTP\/1\.1 413 /);
  assert.equal((await post(new Uint8Array(4_000_000))).status, 413);
  assert.equal((await post(new Uint8Array(10))).status, 200);
});

test('a peer that asks first is told before it sends a body that is too large', async () => {
  const { listening } = await served(echo, { maxBody: 10 });
  const head = 'POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: ';
  assert.match(await raw(listening.url, `${head}99\r\n\r\n`), /^HTTP\/1\.1 413 /);
  assert.match(await raw(listening.url, `${head}2\r\nconnection: close\r\n\r\nok`), /^HTTP\/1\.1 100 Continue[^]*HTTP\/1\.1 200 OK[^]*ok$/);
});

test('what is not HTTP is answered with 400', async () => {
  const { listening } = await served(echo);
  assert.match(await raw(listening.url, 'what is this\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

test('a handler that throws is answered with 500, and is reported', async () => {
  const { post, failures } = await served(() => Promise.reject(new Error('broken')));
  assert.equal((await post(utf8('x'))).status, 500);
  assert.equal((failures[0] as Error).message, 'broken');
});

test('a port in use is a Failure that names it', async () => {
  const { host, listening } = await served(echo);
  const port = Number(new URL(listening.url).port);
  await assert.rejects(host.listen(echo, { port, maxBody: 10 }), (thrown: Error & { code: string }) => {
    assert.equal(thrown.code, 'port-in-use');
    return thrown.message.includes(String(port));
  });
});

test('closing ends open connections at once, and the port is free again', async () => {
  let arrived = (): void => undefined;
  const atHandler = new Promise<void>((resolve) => (arrived = resolve));
  const { host, listening, post } = await served(() => {
    arrived();
    return new Promise(() => undefined);
  });
  const waiting = assert.rejects(post(utf8('x')), { code: 'connection-reset' });
  await atHandler;
  await listening.close();
  await waiting;
  const again = await host.listen(echo, { port: Number(new URL(listening.url).port), maxBody: 10 });
  await again.close();
});

test('where nothing listens, the Failure says so', async () => {
  const { listening, post } = await served(echo);
  await listening.close();
  await assert.rejects(post(utf8('x')), { code: 'connection-refused' });
});

test('a response over the limit is a Failure', async () => {
  const { post } = await served(() => Promise.resolve({ status: 200, headers: {}, body: new Uint8Array(101) }), { maxResponse: 100 });
  await assert.rejects(post(utf8('x')), { code: 'response-too-large' });
});

test('an answer that is not HTTP, or breaks off, is a Failure', async () => {
  const answers = ['garbage\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'];
  const codes = ['answer-not-http', 'connection-reset'];
  for (const [i, text] of answers.entries()) {
    const server = createTcpServer((socket) => socket.once('data', () => socket.end(text)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = nodeExchange();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await assert.rejects(client.exchange({ method: 'POST', url, headers: {}, body: utf8('x') }), { code: codes[i] });
    client.close();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('closing the client ends what is under way', async () => {
  let arrived = (): void => undefined;
  const atHandler = new Promise<void>((resolve) => (arrived = resolve));
  const { client, post } = await served(() => {
    arrived();
    return new Promise(() => undefined);
  });
  const waiting = assert.rejects(post(utf8('x')), { code: 'exchange-closed' });
  await atHandler;
  client.close();
  await waiting;
  await assert.rejects(post(utf8('x')), { code: 'exchange-closed' });
});

test('only http and https URLs are asked', async () => {
  const client = nodeExchange();
  for (const url of ['ftp://x/', 'file:///x', 'nonsense']) {
    await assert.rejects(client.exchange({ method: 'POST', url, headers: {}, body: utf8('') }), { code: 'bad-url' });
  }
});
