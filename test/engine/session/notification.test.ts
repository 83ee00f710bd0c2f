import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromHex, toHex, utf8 } from '#engine/base/bytes';
import {
  readNotification,
  sessionIdText,
  unwrapPush,
  verifyNotification,
  wrapPush,
  writeNotification,
  zeroOctets,
  zeroText,
  type NotificationOrder,
} from '#engine/session/notification';
import { nodeHasher } from '#server/node/nodeHasher';

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? assert.fail(hex);

const order: NotificationOrder = {
  serverId: 'dm.example.com',
  secret: 'srv-secret',
  nonce: Uint8Array.from({ length: 16 }, (_, i) => 0x10 + i),
  uiMode: 'user-interaction',
  initiator: 'server',
  sessionId: 0x00ab,
};
const trigger = bytes('02 F8 00 00 00 00 AB 0E 64 6D 2E 65 78 61 6D 70 6C 65 2E 63 6F 6D');
const whole = concat([bytes('07 C9 4C 56 62 B6 88 92 FD 9B FC 5A 89 BA E0 17'), trigger]);
const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map((problem) => problem.code);

test('a notification is written octet for octet as worked out by hand [DM-NOTI 6.2]', () => {
  assert.equal(toHex(writeNotification(nodeHasher, order)), toHex(whole));
});

test('the default nonce gives other digests, by either reading [DM-NOTI 5.2]', () => {
  const digest = (nonce: Uint8Array): string => toHex(writeNotification(nodeHasher, { ...order, nonce }).subarray(0, 16));
  assert.equal(digest(zeroOctets), '128140e6b81576478c712b1913b65a55');
  assert.equal(digest(zeroText), 'dad30db64a51edb0e1c14ed58efbbc8c');
});

test('a notification is read field by field', () => {
  const { notification, problems } = readNotification(whole);
  assert.deepEqual(problems, []);
  assert.deepEqual(notification, {
    digest: whole.slice(0, 16),
    version: 11,
    uiMode: 'user-interaction',
    initiator: 'server',
    sessionId: 0xab,
    serverId: 'dm.example.com',
    vendor: new Uint8Array(),
  });
  assert.equal(sessionIdText(0xab), 'AB');
});

test('the fields of the specification’s own example come out [DM-NOTI 6.2]', () => {
  const example = concat([
    bytes('06 05 04 0B 84 C0 02 01 06 03 C4 AF 87'),
    new Uint8Array(16),
    bytes('02 D0 00 00 00 12 34 12'),
    utf8('com.mgmtsrv.manage'),
  ]);
  const { message, wrapping, problems } = unwrapPush(example);
  assert.deepEqual([wrapping, problems], ['sms', []]);
  const { notification } = readNotification(message);
  assert.deepEqual(
    [notification?.version, notification?.uiMode, notification?.initiator, notification?.sessionId, notification?.serverId],
    [11, 'background', 'user', 0x1234, 'com.mgmtsrv.manage'],
  );
});

const orders = fc.record(
  {
    serverId: fc.string({ unit: fc.constantFrom(...'abc.-09'), minLength: 1, maxLength: 255 }),
    secret: fc.string(),
    nonce: fc.uint8Array({ maxLength: 20 }),
    version: fc.constantFrom(10, 11),
    uiMode: fc.constantFrom('not-specified' as const, 'background' as const, 'informative' as const, 'user-interaction' as const),
    initiator: fc.constantFrom('server' as const, 'user' as const),
    sessionId: fc.integer({ min: 1, max: 0xffff }),
    vendor: fc.uint8Array({ maxLength: 20 }),
  },
  { noNullPrototype: true },
);

test('what is written is read back, wrapped or bare', () => {
  fc.assert(
    fc.property(orders, fc.constantFrom('bare', 'push', 'sms'), fc.nat({ max: 255 }), (given, wrapping, transaction) => {
      const message = writeNotification(nodeHasher, given);
      const push = wrapPush(message, transaction);
      const sent = wrapping === 'bare' ? message : wrapping === 'push' ? push : concat([bytes('06 05 04 0B 84 23 F0'), push]);
      const unwrapped = unwrapPush(sent);
      assert.deepEqual(unwrapped.problems, []);
      assert.equal(toHex(unwrapped.message), toHex(message));
      const { notification, problems } = readNotification(unwrapped.message);
      assert.deepEqual(problems, []);
      const { digest, ...rest } = notification ?? assert.fail();
      assert.equal(digest.length, 16);
      const { secret, nonce, ...expected } = given;
      assert.deepEqual(rest, expected);
      assert.equal(verifyNotification(nodeHasher, unwrapped.message, { serverId: given.serverId, secret, nonce }) !== undefined, true);
    }),
  );
});

test('a digest holds by the account’s nonce or by a reading of the default nonce, and by nothing else [DM-NOTI 5.2]', () => {
  const { serverId, secret, nonce } = order;
  const account = { serverId, secret, nonce };
  assert.equal(verifyNotification(nodeHasher, whole, account), 'nonce');
  assert.equal(verifyNotification(nodeHasher, writeNotification(nodeHasher, { ...order, nonce: zeroOctets }), account), 'zero-octets');
  assert.equal(verifyNotification(nodeHasher, writeNotification(nodeHasher, { ...order, nonce: zeroText }), account), 'zero-text');
  for (let at = 0; at < whole.length; at++) {
    const changed = Uint8Array.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(verifyNotification(nodeHasher, changed, account), undefined, `octet ${at}`);
  }
  assert.equal(verifyNotification(nodeHasher, whole, { ...account, secret: 'other' }), undefined);
  assert.equal(verifyNotification(nodeHasher, whole.subarray(0, 10), account), undefined);
});

test('the vendor’s octets are under the digest [DM-NOTI 6.2.2]', () => {
  const message = writeNotification(nodeHasher, { ...order, vendor: utf8('v1') });
  assert.equal(verifyNotification(nodeHasher, message, order), 'nonce');
  assert.equal(verifyNotification(nodeHasher, message.subarray(0, -1), order), undefined);
});

test('values that do not fit their fields are refused, not cut', () => {
  for (const wrong of [{ sessionId: 0 }, { sessionId: 0x10000 }, { version: 1024 }, { serverId: 'x'.repeat(256) }]) {
    assert.throws(() => writeNotification(nodeHasher, { ...order, ...wrong }), { code: 'notification-value' });
  }
});

test('what is wrong with a notification is told with its octets', () => {
  const withOctet = (at: number, value: number): Uint8Array => {
    const changed = Uint8Array.from(whole);
    changed[at] = value;
    return changed;
  };
  const cases: readonly (readonly [Uint8Array, string, number, number])[] = [
    [whole.subarray(0, 23), 'notification-short', 0, 23],
    [withOctet(23, 15), 'notification-length', 23, 38],
    [withOctet(16, 3), 'notification-version', 16, 18],
    [withOctet(20, 1), 'notification-future-use', 17, 21],
    [withOctet(22, 0), 'notification-session-id', 21, 23],
    [withOctet(30, 0x20), 'notification-server-id', 24, 38],
  ];
  for (const [message, code, start, end] of cases) {
    const { problems } = readNotification(message);
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.range]),
      [[code, { start, end }]],
    );
  }
});

test('the push header is six octets: content type and application id by their codes [DM-NOTI 7.1]', () => {
  assert.equal(toHex(wrapPush(whole).subarray(0, 6)), '010603c4af87');
  assert.equal(wrapPush(whole, 0x42)[0], 0x42);
  assert.equal(unwrapPush(wrapPush(whole, 0x42)).transactionId, 0x42);
});

test('a push in its textual form is understood and reported [DM-NOTI 7.1]', () => {
  const zero = Uint8Array.of(0);
  const type = concat([utf8('application/vnd.syncml.notification'), zero]);
  const push = (headers: Uint8Array): Uint8Array => concat([Uint8Array.of(1, 6, headers.length), headers, whole]);
  const application = concat([utf8('X-Wap-Application-Id'), zero, utf8('x-wap-application:syncml.dm'), zero]);
  const textual = unwrapPush(push(concat([type, application])));
  assert.deepEqual(codes(textual.problems), ['push-content-type', 'push-application-id', 'push-headers-long']);
  assert.equal(toHex(textual.message), toHex(whole));
  const general = unwrapPush(push(concat([Uint8Array.of(type.length), type, bytes('AF 87')])));
  assert.deepEqual(codes(general.problems), ['push-content-type']);
  assert.equal(toHex(general.message), toHex(whole));
  assert.deepEqual(codes(unwrapPush(push(bytes('C4'))).problems), ['push-application-id']);
  assert.deepEqual(codes(unwrapPush(push(bytes('C4 AF 88'))).problems), ['push-application-id']);
});

test('a push to another port is reported [DM-NOTI 7.1]', () => {
  const sms = unwrapPush(concat([bytes('06 05 04 0B 85 23 F0'), wrapPush(whole)]));
  assert.deepEqual([codes(sms.problems), sms.offset], [['push-port'], 13]);
});

test('a bare message whose digest looks like a push header stays whole', () => {
  const looksLikePush = concat([bytes('01 06 01 C5'), new Uint8Array(12), trigger]);
  const { message, wrapping, problems } = unwrapPush(looksLikePush);
  assert.deepEqual([message.length, wrapping, problems], [38, 'none', []]);
});

test('a push of something else is reported', () => {
  assert.deepEqual(codes(unwrapPush(concat([bytes('01 06 03 B6 AF 87'), utf8('<x/>')])).problems), ['push-content-type']);
});

test('no octets make the readers throw, and the message is always a part of them', () => {
  const head = fc.constantFrom('', '01 06 03 C4 AF 87', '01 06 1F', '01 06 FF FF FF FF FF', '06 05 04 0B 84 C0 02', '01 06 05 1F 8F FF', '06 05 04');
  fc.assert(
    fc.property(head, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const sent = concat([bytes(start), rest]);
      const { message, offset } = unwrapPush(sent);
      assert.equal(toHex(message), toHex(sent.subarray(offset)));
      readNotification(sent);
      readNotification(message);
      verifyNotification(nodeHasher, message, order);
    }),
    { numRuns: 1000 },
  );
});
