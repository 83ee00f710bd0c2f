// Peers over real sockets that are slow, endless or talk nonsense to a Management Server: each gets its answer, the others
// feel nothing, and memory stays where it was.
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { VirtualClock } from '#engine/base/virtualClock';
import type { Account } from '#engine/session/account';
import { dmWbxml, dmXml } from '#engine/session/encoding';
import { nodeExchange } from '#server/node/httpExchange';
import { nodeHttpHost } from '#server/node/httpHost';
import { account, get, leaf, Pair, ScriptedConductor, ScriptedTarget } from '../../engine/session/pair';
import { fromClient, withoutAuth } from '../../engine/session/scriptedPeer';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

const maxBody = 200_000;

const node = './DevDetail/FwV';

/** A clock of which it is known how many timers wait. */
class CountingClock extends VirtualClock {
  pending = 0;

  override after(ms: number, then: () => void): () => void {
    this.pending += 1;
    let waits = true;
    const over = (): void => {
      if (waits) this.pending -= 1;
      waits = false;
    };
    const withdraw = super.after(ms, () => {
      over();
      then();
    });
    return () => {
      over();
      withdraw();
    };
  }
}

/** A Management Server on a port of its own, and a well-behaved device that can be sent to it. `before` its nth message. */
async function listening(as: Account = withoutAuth, before: (sent: number) => Promise<void> = () => Promise.resolve(), most = maxBody) {
  const clock = new CountingClock();
  const conductor = new ScriptedConductor();
  const host = nodeHttpHost();
  const pair: Pair = new Pair({
    account: as,
    conductor,
    target: new ScriptedTarget(new Map([[node, leaf(node, '1.0.3')]])),
    between: async (request) => {
      await before(pair.requests.length);
      return client.exchange({ ...request, url });
    },
  });
  const served = await host.listen(pair.server.handle, { port: 0, maxBody: most, patience: { clock, within: 60_000 } });
  const url = `${served.url}/dm`;
  const client = nodeExchange();
  releases.push(
    () => host.close(),
    () => {
      client.close();
    },
  );
  let sessions = 0;
  return {
    ...{ clock, pair, url, port: Number(new URL(url).port) },
    post: (body: Uint8Array, type: string) => client.exchange({ method: 'POST', url, headers: { 'content-type': type }, body }),
    /** An honest session goes through as ever. */
    honest: async (): Promise<void> => {
      conductor.batches.push([get(node)]);
      sessions += 1;
      assert.deepEqual(await pair.run({ sessionId: sessions.toString(16).toUpperCase(), encoding: sessions % 2 === 0 ? 'xml' : 'wbxml' }), { how: 'finished' });
    },
  };
}

interface Peer {
  readonly socket: Socket;
  /** Everything that came until the connection ended. */
  readonly ended: Promise<string>;
}

function peer(port: number, head: string): Promise<Peer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      let got = '';
      socket.on('data', (part) => (got += part.toString('latin1')));
      resolve({
        socket,
        ended: new Promise((done) => {
          socket.on('close', () => {
            done(got);
          });
          socket.on('error', () => undefined);
        }),
      });
    });
    socket.on('error', reject);
  });
}

const chunked = `POST /dm HTTP/1.1\r\nHost: x\r\nContent-Type: ${dmXml}\r\nTransfer-Encoding: chunked\r\n\r\n`;

test('a body without an end is left at the limit with 413, and an honest device is served beside it', async () => {
  const { port, honest } = await listening();
  const { socket, ended } = await peer(port, chunked);
  const part = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const pump = (): void => {
    if (!socket.destroyed && socket.write(part)) setImmediate(pump);
  };
  socket.on('drain', pump);
  pump();
  await honest();
  assert.match(await ended, /^HTTP\/1\.1 413 /);
});

test('a body that trickles is given up on the clock with 408 [RFC 9110 15.5.9], and one that comes in time is not', async () => {
  const { port, honest, clock } = await listening();
  const slow = await peer(port, chunked);
  slow.socket.write('1\r\n<\r\n');
  const announced = await peer(port, `POST /dm HTTP/1.1\r\nHost: x\r\nContent-Type: ${dmXml}\r\nContent-Length: 100000\r\n\r\n<SyncML`);
  // As long as the clock stands, nobody is too slow.
  await honest();
  assert.deepEqual([slow.socket.destroyed, announced.socket.destroyed], [false, false]);
  while (clock.pending < 2) await new Promise(setImmediate);
  clock.advance(60_000);
  for (const { ended } of [slow, announced]) assert.match(await ended, /^HTTP\/1\.1 408 /);
  await honest();
  assert.equal(clock.pending, 0);
});

test('what is announced and never comes takes little memory', async () => {
  const most = 16 * 2 ** 20;
  const { port, honest } = await listening(withoutAuth, undefined, most);
  const before = process.memoryUsage().arrayBuffers;
  const peers = await Promise.all(Array.from({ length: 50 }, () => peer(port, `POST /dm HTTP/1.1\r\nHost: x\r\nContent-Length: ${most}\r\n\r\n<`)));
  await honest();
  assert.ok(process.memoryUsage().arrayBuffers - before < 60 * 2 ** 20);
  for (const { socket } of peers) socket.destroy();
});

test('WBXML that is none, cut off or a bomb gets 400 or 413 with the clause in the trace [DM-REP 5]', async () => {
  const { post, honest, pair } = await listening();
  await honest();
  const good = pair.requests[0]?.body ?? new Uint8Array();
  const rows: readonly (readonly [string, number, Uint8Array])[] = [
    ['nothing', 400, new Uint8Array()],
    ['noise', 400, Uint8Array.from({ length: 3000 }, (_, i) => (i * 131) & 0xff)],
    ...[1, 5, 20, good.length - 1].map((length) => [`the first ${length} octets`, 400, good.subarray(0, length)] as const),
    ['elements without an end', 400, Uint8Array.of(2, 0xa4, 1, 0x6a, 0, ...new Uint8Array(60_000).fill(0x6d))],
    ['a table referred to 20,000 times', 400, Uint8Array.of(2, 0xa4, 1, 0x6a, 0x80, 0xce, 0x10, ...new Uint8Array(9_999).fill(65), 0, 0x6d, ...new Uint8Array(40_000).map((_, i) => (i % 2 === 0 ? 0x83 : 0)), 1)],
    ['more than MaxMsgSize', 413, new Uint8Array(70_000)],
    ['more than is read', 413, new Uint8Array(maxBody + 1)],
  ];
  for (const [what, status, body] of rows) {
    const told = pair.serverTrace.length;
    const begun = performance.now();
    assert.equal((await post(body, dmWbxml)).status, status, what);
    assert.ok(performance.now() - begun < 2000, what);
    if (body.length <= maxBody) assert.match(pair.serverTrace.slice(told).flatMap(({ remarks }) => remarks).join(' '), /\[(DM-REP 5|METINF 5|SyncML HTTP 5\.2|RepPro 6\.2\.1)\]/, what);
  }
  await honest();
});

test("somebody else's session is not entered nor ended, and its owner feels nothing [DM-SEC 5.3]", async () => {
  const statuses: number[] = [];
  const { post, pair } = await listening(account, async (sent) => {
    if (sent !== 2) return;
    // While the owner is in its session: its id under another name, with a number that is over, and begun anew without proof.
    for (const written of [{ msgId: 2, source: 'IMEI:1' }, { msgId: 1 }, { msgId: 1, more: '<Cred><Data>guess</Data></Cred>' }, { msgId: 9, sessionId: 'FFFF' }]) {
      statuses.push((await post(utf8(fromClient('<Alert><CmdID>1</CmdID><Data>1223</Data></Alert>', { sessionId: '1', ...written })), dmXml)).status);
    }
  });
  pair.conductor.batches.push([get(node)], [get(node)]);
  assert.deepEqual(await pair.run({ sessionId: '1' }), { how: 'finished' });
  assert.deepEqual(statuses, [400, 400, 400, 400]);
  assert.equal(pair.conductor.log.filter((line) => line === `${node} = 1.0.3`).length, 2);
});
