// Credentials: what a name, a secret and a nonce become on the wire. Pure; the digests come through the port.
// [DM-SEC 5.3, 5.4]
import { concat, fromBase64, sameBytes, toBase64, utf8 } from '../base/bytes';
import type { Hasher } from '../base/hasher';
import type { Cred } from './message';

export const authTypes = { basic: 'syncml:auth-basic', md5: 'syncml:auth-md5', hmac: 'syncml:auth-MAC' } as const;

const colon = utf8(':');

/** B64(name ":" secret), as it stands in Cred/Data. [RepPro 5.3] */
export function basicCredential(name: string, secret: string): string {
  return toBase64(utf8(`${name}:${secret}`));
}

/** B64(H(B64(H(name ":" secret)) ":" nonce)), as it stands in Cred/Data; `nonce` is octets. [DM-SEC 5.3.2] */
export function md5Credential(hasher: Hasher, name: string, secret: string, nonce: Uint8Array): string {
  return toBase64(hasher.md5(concat([hashedName(hasher, name, secret), colon, nonce])));
}

/**
 * B64(H(B64(H(name ":" secret)) ":" nonce ":" B64(H(body)))), as it stands in the `mac` of x-syncml-hmac; `body` is
 * the whole message as it crosses the wire. [DM-SEC 5.4.2]
 */
export function hmac(hasher: Hasher, name: string, secret: string, nonce: Uint8Array, body: Uint8Array): string {
  return toBase64(digestOver(hasher, name, secret, nonce, body));
}

/** H(B64(H(name ":" secret)) ":" nonce ":" B64(H(body))): 16 octets, also what package #0 begins with. [DM-NOTI 6.2.2] */
export function digestOver(hasher: Hasher, name: string, secret: string, nonce: Uint8Array, body: Uint8Array): Uint8Array {
  return hasher.md5(concat([hashedName(hasher, name, secret), colon, nonce, colon, utf8(toBase64(hasher.md5(body)))]));
}

function hashedName(hasher: Hasher, name: string, secret: string): Uint8Array {
  return utf8(toBase64(hasher.md5(utf8(`${name}:${secret}`))));
}

/** The Cred of a header, ready to be written. */
export function writeCred(
  hasher: Hasher,
  type: 'basic' | 'md5',
  credentials: { readonly name: string; readonly secret: string; readonly nonce: Uint8Array },
): Cred {
  const { name, secret, nonce } = credentials;
  return {
    // [RepPro 6.1.6] b64 is said once, also for basic: the data isn't encoded twice.
    meta: { format: 'b64', type: authTypes[type] },
    data: type === 'basic' ? basicCredential(name, secret) : md5Credential(hasher, name, secret, nonce),
  };
}

export type CredentialCheck =
  | 'accepted'
  /** No credentials were given. */
  | 'missing'
  /** Of another type than the account wants. */
  | 'other-type'
  | 'wrong';

/**
 * Checks what a header presents. `wanted` is the type that the account demands. A credential without a type is basic.
 * [RepPro 6.1.6] Octets are taken both as the digest itself and as its base64 text. [RepPro 5.3]
 */
export function checkCredential(
  hasher: Hasher,
  cred: Cred | undefined,
  wanted: 'basic' | 'md5',
  credentials: { readonly name: string; readonly secret: string; readonly nonce: Uint8Array },
): CredentialCheck {
  if (cred === undefined) return 'missing';
  const type = cred.meta?.type ?? authTypes.basic;
  if (type.toLowerCase() !== authTypes[wanted].toLowerCase()) return 'other-type';
  const expected = writeCred(hasher, wanted, credentials).data;
  const octets = fromBase64(typeof expected === 'string' ? expected : '') ?? new Uint8Array();
  return presented(cred.data).some((candidate) => sameBytes(candidate, octets)) ? 'accepted' : 'wrong';
}

function presented(data: string | Uint8Array): readonly Uint8Array[] {
  if (typeof data === 'string') {
    const decoded = fromBase64(data);
    return decoded === undefined ? [] : [decoded];
  }
  let asText = '';
  for (const byte of data) asText += String.fromCharCode(byte);
  const decoded = fromBase64(asText);
  return decoded === undefined ? [data] : [data, decoded];
}

/** The transport header x-syncml-hmac. [DM-SEC 5.4.3] */
export interface HmacHeader {
  /** MD5 where the header names none. */
  readonly algorithm: string;
  readonly username: string;
  /** Base64. */
  readonly mac: string;
}

export function writeHmacHeader(header: HmacHeader): string {
  return `algorithm=${header.algorithm}, username="${header.username.replace(/["\\]/g, '\\$&')}", mac=${header.mac}`;
}

/** `undefined` where `username` or `mac` is missing. Any order, any case of the names, blanks anywhere between. */
export function readHmacHeader(value: string): HmacHeader | undefined {
  const fields = new Map<string, string>();
  for (const match of value.matchAll(/([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    const [, name, quoted, bare] = match;
    if (name !== undefined) fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  const username = fields.get('username');
  const mac = fields.get('mac');
  if (username === undefined || mac === undefined) return undefined;
  return { algorithm: fields.get('algorithm') ?? 'MD5', username, mac };
}
