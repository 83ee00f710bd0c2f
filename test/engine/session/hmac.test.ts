// Authentication by a digest over each message, in the transport header x-syncml-hmac. [DM-SEC 5.4]
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '#engine/session/account';
import { hmac, readHmacHeader } from '#engine/syncml/credentials';
import { nodeHasher } from '#server/node/nodeHasher';
import { account, get, leaf, nonceFrom, Pair, replace, ScriptedConductor, ScriptedTarget, type PairOptions } from './pair';

const fwv = './DevDetail/FwV';
const byDigest: Account = { ...account, auth: 'hmac' };
const octets = Uint8Array.from({ length: 9000 }, (_, i) => (i * 7) & 0xff);

function paired(options: PairOptions = {}): Pair {
  const conductor = new ScriptedConductor([[get(fwv)], [replace('./P', octets, { format: 'bin' })]]);
  return new Pair({ account: byDigest, target: new ScriptedTarget(new Map([[fwv, leaf(fwv, '1.0.3')]])), conductor, ...options });
}

for (const encoding of ['xml', 'wbxml'] as const) {
  test(`each message over ${encoding} has a digest over its octets as sent, the nonce of the one before, and 200 [DM-SEC 5.4.2, 5.4.3]`, async () => {
    const pair = paired({ setup: { encoding } });
    assert.deepEqual(await pair.run(), { how: 'finished' });
    assert.ok(pair.clientTrace.length > 6);
    let client = byDigest.client.nonce;
    let server = byDigest.server.nonce;
    for (const entry of pair.clientTrace) {
      const own = entry.direction === 'to-server';
      const { name, secret } = own ? byDigest.client : byDigest.server;
      const said = readHmacHeader(entry.hmac ?? '');
      assert.deepEqual(said, { algorithm: 'MD5', username: name, mac: hmac(nodeHasher, name, secret, own ? client : server, entry.bytes) });
      // [DM-SEC 5.4.1] Never in Cred; the name stands in the header's Source.
      assert.deepEqual([entry.message?.header.cred, entry.message?.header.sourceName], [undefined, name]);
      const [status] = entry.message?.commands ?? [];
      if (status?.name !== 'Status') continue;
      assert.deepEqual([status.data, status.chal?.type], ['200', 'syncml:auth-MAC']);
      const nonce = Buffer.from(status.chal?.nextNonce ?? '', 'base64');
      if (own) server = nonce;
      else client = nonce;
    }
    // What both ends have kept is what the next session begins with.
    assert.deepEqual(pair.clientAccount, pair.serverAccount);
    pair.conductor.batches.push([get(fwv)]);
    assert.equal((await pair.run({ sessionId: 'AC' })).how, 'finished');
    assert.ok(!pair.lines.some((line) => /=40[17]/.test(line)));
  });
}

test('a digest that is missing is answered with 407, one that does not fit the octets with 401, and then all is said again [DM-PRO 9.1]', async () => {
  const never: Account = { ...byDigest, client: { ...byDigest.client, nonce: new Uint8Array() } };
  const stale: Account = { ...byDigest, client: { ...byDigest.client, nonce: nonceFrom(0x70) } };
  for (const [own, code] of [
    [never, 407],
    [stale, 401],
  ] as const) {
    const pair = paired({ account: own, serverAccount: byDigest });
    assert.equal((await pair.run()).how, 'finished');
    assert.equal(pair.lines[1], `<2 hdr=${code}+Chal Alert1=${code} Replace2=${code} Final`);
    assert.match(pair.lines[2] ?? '', /^1> hdr=200\+?/);
  }
});

test('an octet changed on the way is found, whichever message it was in [DM-SEC 5.4]', async () => {
  let count = 0;
  const pair = paired({
    between: async (given, server) => {
      count += 1;
      const text = new TextDecoder().decode(given.body);
      return server(count === 2 ? { ...given, body: new TextEncoder().encode(text.replace('1.0.3', '9.9.9')) } : given);
    },
  });
  await pair.run();
  assert.ok(!pair.conductor.log.includes(`${fwv} = 9.9.9`));
  assert.ok(pair.lines.some((line) => line.includes('hdr=401+Chal')), pair.lines.join('\n'));
});

test('a server with the wrong secret gets nothing done, and a challenge for another type is not followed [DM-SEC 5.4.1]', async () => {
  const wrong: Account = { ...byDigest, server: { ...byDigest.server, secret: 'guessed' } };
  const pair = paired({ serverAccount: wrong });
  assert.equal((await pair.run()).how, 'unauthorized');
  assert.deepEqual(pair.target.orders, []);
  const basic = paired({ serverAccount: { ...byDigest, auth: 'basic' } });
  const end = await basic.run();
  assert.equal(end.how, 'unauthorized');
  assert.match(end.how === 'unauthorized' ? end.reason : '', /syncml:auth-basic.*syncml:auth-MAC/);
});
