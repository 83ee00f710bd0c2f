// The Hasher port for tests, on node:crypto.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import type { Hasher } from '#engine/base/hasher';

const digest = (name: string) => (data: Uint8Array) => new Uint8Array(createHash(name).update(data).digest());

/** What stands before the 32 octets of a raw Ed25519 key in its DER form. */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

export const nodeHasher: Hasher = {
  md5: digest('md5'),
  sha1: digest('sha1'),
  sha256: digest('sha256'),
  hmacSha1: (key, data) => new Uint8Array(createHmac('sha1', key).update(data).digest()),
  verifyEd25519: (publicKey, data, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = createPublicKey({ key: Buffer.concat([ed25519Prefix, publicKey]), format: 'der', type: 'spki' });
    return verify(null, data, key, signature);
  },
};
