// The machine's digests against published values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSync, sign } from 'node:crypto';
import { fromHex, toHex, utf8 } from '#engine/base/bytes';
import { nodeHasher } from '#server/node/nodeHasher';

test('digests of "abc" are those of the standards', () => {
  assert.equal(toHex(nodeHasher.md5(utf8('abc'))), '900150983cd24fb0d6963f7d28e17f72');
  assert.equal(toHex(nodeHasher.sha1(utf8('abc'))), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  assert.equal(toHex(nodeHasher.sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('HMAC-SHA1 is that of RFC 2202, second case', () => {
  assert.equal(
    toHex(nodeHasher.hmacSha1(utf8('Jefe'), utf8('what do ya want for nothing?'))),
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  );
});

test('an Ed25519 signature is verified by the raw public key, and no other passes', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
  const data = utf8('a firmware package');
  const signature = new Uint8Array(sign(null, data, privateKey));
  assert.equal(nodeHasher.verifyEd25519(raw, data, signature), true);
  assert.equal(nodeHasher.verifyEd25519(raw, utf8('another package'), signature), false);
  assert.equal(nodeHasher.verifyEd25519(raw, data, signature.subarray(1)), false);
  assert.equal(nodeHasher.verifyEd25519(fromHex('00'.repeat(31)) ?? data, data, signature), false);
});
