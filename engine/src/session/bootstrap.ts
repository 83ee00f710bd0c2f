// A bootstrap message's protection: which secret it is signed with, and the content type that says so. [DM-SEC 5.7.2]
import { concat, fromHex, sameBytes, toHex, utf8 } from '../base/bytes';
import { Failure } from '../base/failure';
import type { Hasher } from '../base/hasher';

/** What both sides know before there is an account. [DM-SEC 5.7.2.3] */
export interface BootstrapSecrets {
  /** What device and network share, such as an IMSI or an ESN, as a text or as octets; which, the network says. */
  readonly network?: string | Uint8Array;
  /** What the user was told by another way. */
  readonly pin?: string;
}

/** NETWORKID and USERPIN every device knows, USERPIN_NETWORKID not every one. */
export const bootstrapMethods = ['NETWORKID', 'USERPIN', 'USERPIN_NETWORKID'] as const;
export type BootstrapMethod = (typeof bootstrapMethods)[number];

/** XML is not for bootstrapping. [DM-SEC 5.7.2.1] */
export const bootstrapMediaType = 'application/vnd.syncml.dm+wbxml';

/** HMAC-SHA1 over the WBXML document, in capitals. Throws a Failure where the method's secret is missing. [DM-SEC 5.7.2.1] */
export function bootstrapMac(hasher: Hasher, document: Uint8Array, method: BootstrapMethod, secrets: BootstrapSecrets): string {
  const key = keyOf(method, secrets);
  if (key === undefined) throw new Failure('bootstrap-secret', `${method} takes ${needs[method]}.`);
  return toHex(hasher.hmacSha1(key, document)).toUpperCase();
}

const needs: Readonly<Record<BootstrapMethod, string>> = {
  NETWORKID: 'a secret of the network',
  USERPIN: 'a PIN',
  USERPIN_NETWORKID: 'a PIN and a secret of the network',
};

function keyOf(method: BootstrapMethod, { network, pin }: BootstrapSecrets): Uint8Array | undefined {
  const secret = typeof network === 'string' ? utf8(network) : network;
  switch (method) {
    // [DM-SEC 5.7.2.3.1]
    case 'NETWORKID':
      return secret;
    // [DM-SEC 5.7.2.3.2]
    case 'USERPIN':
      return pin === undefined ? undefined : utf8(pin);
    // [DM-SEC 5.7.2.3.3] PIN ":" secret
    case 'USERPIN_NETWORKID':
      return pin === undefined || secret === undefined ? undefined : concat([utf8(`${pin}:`), secret]);
  }
}

export type BootstrapCheck =
  | 'accepted'
  /** The MAC is not that of the document under these secrets, or no MAC at all. */
  | 'wrong'
  /** The content type has no SEC or no MAC. */
  | 'unprotected'
  /** A SEC that isn't one of the three. */
  | 'unknown-method'
  /** The secret that SEC asks for isn't known. */
  | 'no-secret'
  /** The media type is another. */
  | 'other-type';

/** Whether a bootstrap message may be believed; the letters of the MAC in either case. [DM-SEC 5.7.2.1] */
export function checkBootstrap(hasher: Hasher, document: Uint8Array, contentType: string, secrets: BootstrapSecrets): BootstrapCheck {
  const { mediaType, sec, mac } = readBootstrapType(contentType);
  if (mediaType !== bootstrapMediaType) return 'other-type';
  if (sec === undefined || mac === undefined) return 'unprotected';
  const method = bootstrapMethods.find((known) => known === sec.toUpperCase());
  if (method === undefined) return 'unknown-method';
  const key = keyOf(method, secrets);
  if (key === undefined) return 'no-secret';
  return sameBytes(fromHex(mac) ?? new Uint8Array(), hasher.hmacSha1(key, document)) ? 'accepted' : 'wrong';
}

export interface BootstrapType {
  /** In small letters. */
  readonly mediaType: string;
  /** As it was sent. */
  readonly sec?: string;
  /** Hexadecimal, as it was sent. */
  readonly mac?: string;
}

/** The content type of a bootstrap message. [DM-SEC 5.7.2.1] */
export function writeBootstrapType(method: BootstrapMethod, mac: string): string {
  return `${bootstrapMediaType}; SEC=${method}; MAC=${mac}`;
}

/** Parameters in any order and case, in quotes or not, blanks anywhere between; of two of one name the first counts. */
export function readBootstrapType(contentType: string): BootstrapType {
  const [mediaType = '', ...parameters] = contentType.split(/[;,]/);
  let sec: string | undefined;
  let mac: string | undefined;
  for (const parameter of parameters) {
    const [, name = '', value = ''] = /^\s*(SEC|MAC)\s*=\s*"?([^"\s]*)"?\s*$/i.exec(parameter) ?? [];
    if (name.toUpperCase() === 'SEC') sec ??= value;
    else if (name.toUpperCase() === 'MAC') mac ??= value;
  }
  return { mediaType: mediaType.trim().toLowerCase(), ...(sec !== undefined && { sec }), ...(mac !== undefined && { mac }) };
}

/**
 * An IMSI as a SIM keeps it, where the network takes that for its secret: a semi-octet that tells whether the digits are
 * odd in number, then the digits, two an octet, the first one low. [TS 31.102 4.2.2] Throws a Failure for anything but 6 to 15 digits.
 */
export function imsiSecret(imsi: string): Uint8Array {
  if (!/^\d{6,15}$/.test(imsi)) throw new Failure('bootstrap-secret', 'An IMSI has 6 to 15 digits.');
  const semiOctets = imsi.length % 2 === 1 ? `9${imsi}` : `1${imsi}F`;
  return Uint8Array.from({ length: semiOctets.length / 2 }, (_, at) => parseInt(`${semiOctets[2 * at + 1] ?? ''}${semiOctets[2 * at] ?? ''}`, 16));
}
