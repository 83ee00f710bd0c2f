// What becomes of an exchange whose connection ends in the middle, whose answer is too large, or that is broken off.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { fromUtf8 } from '#engine/base/bytes';
import { BrokenBody } from '#engine/net/brokenBody';
import type { ExchangeWatch, HttpResponse } from '#engine/net/exchange';
import { nodeExchange } from '#server/node/httpExchange';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

/** Answers each request with these octets, then ends the connection, resets it or stays silent. */
async function peer(octets: string, then: 'end' | 'reset' | 'silence') {
  const got: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    releases.push(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      got.push(part);
      socket.write(octets, () => {
        if (then === 'end') socket.end();
        else if (then === 'reset') socket.resetAndDestroy();
      });
    });
  });
  releases.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = nodeExchange();
  releases.push(() => {
    client.close();
  });
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (watch: ExchangeWatch = {}, scheme = 'http'): Promise<HttpResponse> =>
    client.exchange({ method: 'GET', url: `${scheme}://${place}/`, headers: {}, body: new Uint8Array() }, watch);
  const reset = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return { ask, client, got, reset, sockets };
}

async function brokenBody(exchange: Promise<unknown>): Promise<BrokenBody> {
  const thrown = await exchange.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof BrokenBody, String(thrown));
  assert.equal(thrown.code, 'connection-reset');
  return thrown;
}

const halves: Readonly<Record<string, string>> = {
  'of a known length': 'HTTP/1.1 200 OK\r\nx-one: 1\r\ncontent-length: 10\r\n\r\nhalf',
  'in chunks': 'HTTP/1.1 200 OK\r\nx-one: 1\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n6\r\n',
};
for (const [what, octets] of Object.entries(halves)) {
  test(`a body ${what} that breaks off is handed on as far as it came`, async () => {
    const { ask } = await peer(octets, 'end');
    const broken = await brokenBody(ask());
    assert.deepEqual([broken.status, broken.headers['x-one'], fromUtf8(broken.received)], [200, '1', 'half']);
    assert.match(broken.message, /127\.0\.0\.1:\d+/);
    assert.ok(broken.cause instanceof Error);
  });
}

test('a reset in mid-body leaves what had come by then', async () => {
  const { ask, reset } = await peer('HTTP/1.1 206 Partial\r\ncontent-length: 10\r\n\r\nhalf', 'silence');
  const broken = await brokenBody(ask({ arrived: reset }));
  assert.deepEqual([broken.status, fromUtf8(broken.received)], [206, 'half']);
});

test('a body that goes on as no HTTP does is broken, and it is said why', async () => {
  const { ask } = await peer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n', 'silence');
  assert.match((await brokenBody(ask())).message, /is not HTTP/);
});

test('a body that has not begun when the connection ends is broken as well, and empty', async () => {
  const { ask } = await peer('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n', 'end');
  assert.equal((await brokenBody(ask())).received.length, 0);
});

test('without a length, the end of the connection is the end of the body [RFC 9112 6.3]', async () => {
  const { ask } = await peer('HTTP/1.1 200 OK\r\n\r\nall of it', 'end');
  assert.equal(fromUtf8((await ask()).body), 'all of it');
});

for (const then of ['end', 'reset'] as const) {
  test(`a connection that ends before the head (${then}) breaks no body: it is a plain Failure`, async () => {
    for (const octets of ['HTTP/1.1 200 OK\r\ncontent-le', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n']) {
      const { ask } = await peer(octets, then);
      await assert.rejects(ask(), (thrown: Error & { code: string }) => thrown.code === 'connection-reset' && !(thrown instanceof BrokenBody));
    }
  });
}

test('whoever waits is told of each part of the body, and can break off with what has come', async () => {
  const { ask } = await peer('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', 'silence');
  const told: number[] = [];
  let breakOff = (): void => undefined;
  const exchange = ask({
    started: (stop) => {
      breakOff = stop;
    },
    arrived: (octets) => {
      told.push(octets);
      breakOff();
    },
  });
  const broken = await brokenBody(exchange);
  assert.deepEqual([told, fromUtf8(broken.received)], [[4], 'half']);
  breakOff();
});

test('breaking off before there is a head is a plain Failure, from the first moment on', async () => {
  const { ask } = await peer('', 'silence');
  for (const later of [false, true]) {
    const exchange = ask({
      started: (stop) => {
        if (later) setImmediate(stop);
        else stop();
      },
    });
    await assert.rejects(exchange, (thrown: Error & { code: string }) => thrown.code === 'connection-reset' && !(thrown instanceof BrokenBody));
  }
});

test('breaking off what is over does nothing to the next exchange on the connection', async () => {
  const { ask, sockets } = await peer('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok', 'silence');
  let breakOff = (): void => undefined;
  const started = (stop: () => void): void => {
    breakOff = stop;
  };
  await ask({ started });
  const next = ask({
    arrived: () => {
      breakOff();
    },
  });
  breakOff();
  assert.equal(fromUtf8((await next).body), 'ok');
  assert.equal(sockets.length, 1);
});

test('closing the client in mid-body is no broken body: nobody is to go on from it', async () => {
  const { ask, client } = await peer('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', 'silence');
  const exchange = ask({
    arrived: () => {
      client.close();
    },
  });
  await assert.rejects(exchange, { code: 'exchange-closed' });
});

test('a body is taken as far as the head allows, announced or not', async () => {
  const tooLarge = { code: 'response-too-large' };
  const heads: unknown[] = [];
  let told = 0;
  const watch: ExchangeWatch = {
    maxBody: (head) => {
      heads.push([head.status, head.headers['content-type']]);
      return 3;
    },
    arrived: () => told++,
  };
  const announced = await peer('HTTP/1.1 200 OK\r\ncontent-type: a/b\r\ncontent-length: 4\r\n\r\n', 'silence');
  await assert.rejects(announced.ask(watch), tooLarge);
  const grown = await peer('HTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n', 'silence');
  await assert.rejects(grown.ask(watch), tooLarge);
  assert.deepEqual([heads, told], [[[200, 'a/b'], [404, undefined]], 0]);
  const fits = await peer('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nfit', 'silence');
  assert.equal(fromUtf8((await fits.ask(watch)).body), 'fit');
});

test('what a watcher throws ends the exchange with just that', async () => {
  const { ask } = await peer('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour', 'silence');
  const wrong = new Error('wrong');
  const fail = (): never => {
    throw wrong;
  };
  await assert.rejects(ask({ maxBody: fail }), wrong);
  await assert.rejects(ask({ arrived: fail }), wrong);
});

test('an https address is spoken to in TLS, and a peer that has none is a Failure', async () => {
  const { ask, got } = await peer('HTTP/1.1 400 Bad\r\n\r\n', 'end');
  await assert.rejects(ask({}, 'https'), { code: 'exchange-failed' });
  // [RFC 8446 5.1] A record of type handshake.
  assert.equal(got[0]?.[0], 22);
});
