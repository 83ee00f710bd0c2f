import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase64, utf8 } from '#engine/base/bytes';
import {
  basicCredential,
  checkCredential,
  hmac,
  md5Credential,
  readHmacHeader,
  writeCred,
  writeHmacHeader,
} from '#engine/syncml/credentials';
import { nodeHasher } from '#server/node/nodeHasher';

const nonceFrom = (first: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, i) => first + i);

test('basic is the base64 of name and password [RepPro 5.3]', () => {
  assert.equal(basicCredential('device-user', 'device-pass'), 'ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=');
});

test('md5 hashes the nonce as octets, not as its base64 [DM-SEC 5.3.2]', () => {
  const cases: readonly (readonly [string, string, Uint8Array, string])[] = [
    ['Bruce2', 'OhBehave', utf8('Nonce'), 'Zz6EivR3yeaaENcRN6lpAQ=='],
    ['device-user', 'device-pass', nonceFrom(0x10), 'yTmS+pu6VJgdQrSgqfv6Mg=='],
    ['device-user', 'device-pass', nonceFrom(0x20), 'WDYdJ4pZGJdqO2pClBuwMw=='],
    ['device-user', 'device-pass', nonceFrom(0x40), 'gnvTdNWef7tM+Hea/8K0pQ=='],
    ['dm.example.com', 'srv-secret', nonceFrom(0x10), 'jKIPLO01SSfQv1HuGAm3Ug=='],
    ['dm.example.com', 'srv-secret', nonceFrom(0x30), 'FdKZM/hXHCMNC4JkUlmTVw=='],
  ];
  for (const [name, secret, nonce, expected] of cases) assert.equal(md5Credential(nodeHasher, name, secret, nonce), expected);
});

test('the mac covers the whole body [DM-SEC 5.4.2]', () => {
  const body = utf8('<SyncML xmlns="SYNCML:SYNCML1.2"></SyncML>');
  assert.equal(hmac(nodeHasher, 'device-user', 'device-pass', nonceFrom(0x10), body), 'FHnhdrYhOEz8OpNeJhEFfA==');
  assert.notEqual(hmac(nodeHasher, 'device-user', 'device-pass', nonceFrom(0x10), body.subarray(1)), 'FHnhdrYhOEz8OpNeJhEFfA==');
});

const credentials = { name: 'device-user', secret: 'device-pass', nonce: nonceFrom(0x10) };

test('what is written for an account is accepted, for another secret, name or nonce it is wrong', () => {
  for (const type of ['basic', 'md5'] as const) {
    const cred = writeCred(nodeHasher, type, credentials);
    assert.equal(cred.meta?.format, 'b64');
    assert.equal(checkCredential(nodeHasher, cred, type, credentials), 'accepted');
    assert.equal(checkCredential(nodeHasher, cred, type, { ...credentials, secret: 'x' }), 'wrong');
    assert.equal(checkCredential(nodeHasher, cred, type, { ...credentials, name: 'x' }), 'wrong');
  }
  const md5 = writeCred(nodeHasher, 'md5', credentials);
  assert.equal(checkCredential(nodeHasher, md5, 'md5', { ...credentials, nonce: nonceFrom(0x20) }), 'wrong');
});

test('missing credentials and those of another type are told apart', () => {
  assert.equal(checkCredential(nodeHasher, undefined, 'md5', credentials), 'missing');
  assert.equal(checkCredential(nodeHasher, writeCred(nodeHasher, 'basic', credentials), 'md5', credentials), 'other-type');
  assert.equal(checkCredential(nodeHasher, { meta: { type: 'syncml:auth-MAC' }, data: 'x' }, 'md5', credentials), 'other-type');
});

test('a credential without a type is basic [RepPro 6.1.6]', () => {
  const { data } = writeCred(nodeHasher, 'basic', credentials);
  assert.equal(checkCredential(nodeHasher, { data }, 'basic', credentials), 'accepted');
});

test('a digest may come as octets and as the octets of its base64 [RepPro 5.3]', () => {
  const meta = { type: 'syncml:auth-md5' };
  const digest = fromBase64('yTmS+pu6VJgdQrSgqfv6Mg==') ?? new Uint8Array();
  for (const data of [digest, utf8('yTmS+pu6VJgdQrSgqfv6Mg==')]) {
    assert.equal(checkCredential(nodeHasher, { meta, data }, 'md5', credentials), 'accepted');
  }
  assert.equal(checkCredential(nodeHasher, { meta, data: digest.map((octet) => octet ^ 1) }, 'md5', credentials), 'wrong');
});

test('no octets and no text, however odd, are taken for a credential', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array()), fc.constantFrom('basic' as const, 'md5' as const), (data, type) => {
      const cred = { meta: { type: `syncml:auth-${type}` }, data };
      assert.equal(checkCredential(nodeHasher, cred, type, credentials), 'wrong');
    }),
  );
});

test('x-syncml-hmac is read in any order, MD5 where it names no algorithm [DM-SEC 5.4.3]', () => {
  const mac = 'FHnhdrYhOEz8OpNeJhEFfA==';
  const expected = { algorithm: 'MD5', username: 'device-user', mac };
  assert.equal(writeHmacHeader(expected), `algorithm=MD5, username="device-user", mac=${mac}`);
  assert.deepEqual(readHmacHeader(writeHmacHeader(expected)), expected);
  assert.deepEqual(readHmacHeader(`MAC=${mac},username = "device-user"`), expected);
  assert.deepEqual(readHmacHeader(`username="a,b=\\"c\\"", mac=${mac}`), { ...expected, username: 'a,b="c"' });
  assert.equal(readHmacHeader('username="device-user"'), undefined);
  assert.equal(readHmacHeader(`mac=${mac}`), undefined);
});
