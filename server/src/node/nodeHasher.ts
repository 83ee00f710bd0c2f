// Digests and signatures by node:crypto.
import { concat } from '#engine/base/bytes';
import type { Hasher } from '#engine/base/hasher';
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';

/** What stands before the 32 octets of a raw Ed25519 key in its SubjectPublicKeyInfo. [RFC 8410 4] */
const ed25519Prefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

function digest(algorithm: string, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(algorithm).update(data).digest());
}

export const nodeHasher: Hasher = {
  md5: (data) => digest('md5', data),
  sha1: (data) => digest('sha1', data),
  sha256: (data) => digest('sha256', data),
  hmacSha1: (key, data) => new Uint8Array(createHmac('sha1', key).update(data).digest()),
  verifyEd25519(publicKey, data, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = createPublicKey({ key: Buffer.from(concat([ed25519Prefix, publicKey])), format: 'der', type: 'spki' });
    return verify(null, data, key, signature);
  },
};
