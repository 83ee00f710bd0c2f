// Why the digest of a notification doesn't hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64, utf8 } from '#engine/base/bytes';
import type { Account } from '#engine/session/account';
import { explainNotification } from '#engine/session/explainNotification';
import { writeNotification } from '#engine/session/notification';
import { nodeHasher } from '#server/node/nodeHasher';

const nonces = [1, 2, 3].map((n) => new Uint8Array(16).fill(n));
const [own, clients, previous] = [nonces[0] ?? utf8(''), nonces[1] ?? utf8(''), nonces[2] ?? utf8('')];
const account: Account = {
  serverId: 'dm.example.com',
  auth: 'md5',
  client: { name: 'device-user', secret: 'device-pass', nonce: clients },
  server: { name: 'dm.example.com', secret: 'srv-secret', nonce: own, earlier: [previous] },
};

function explained(order: { readonly secret?: string; readonly nonce?: Uint8Array }): string | undefined {
  const message = writeNotification(nodeHasher, { serverId: 'dm.example.com', secret: 'srv-secret', nonce: own, uiMode: 'background', initiator: 'server', sessionId: 1, ...order });
  return explainNotification(nodeHasher, message, account);
}

test('what would match is named, and no secret is said [DM-NOTI 6.2.2]', () => {
  for (const [order, expected] of [
    [{ nonce: utf8(toBase64(own)) }, /base64 text instead of its octets/],
    [{ nonce: previous }, /the previous nonce/],
    [{ nonce: clients }, /nonce of the client/],
    [{ nonce: utf8('') }, /no nonce at all/],
    [{ secret: 'device-pass', nonce: clients }, /secret and nonce of the other direction/],
    [{ secret: 'device-pass' }, /the secret of the other direction/],
    [{ secret: toBase64(utf8('srv-secret')) }, /base64 text of the secret/],
  ] as const) {
    const said = explained(order) ?? '';
    assert.match(said, expected);
    assert.doesNotMatch(said, /pass|srv-secret/);
  }
});

test('where nothing that is common would match, nothing is said', () => {
  assert.equal(explained({ secret: 'guessed' }), undefined);
});
