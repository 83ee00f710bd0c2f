// A firmware package: any octets, or octets after the small header that says what they are for.
//
//     FUMO-PACKAGE/1
//     model: EX-1
//     from: 1.0.3
//     to: 1.1.0
//     sha256: <64 hexadecimal digits, of all that follows the empty line>
//     signature: <base64, Ed25519 over all octets before this line>        (optional, last)
//
// Lines end in LF. An empty line ends the header.
import { fromBase64, fromHex, fromUtf8, sameBytes } from '../base/bytes';
import type { Hasher } from '../base/hasher';

export interface FirmwarePackage {
  readonly header?: PackageHeader;
  /** What is installed: everything after the header, or everything. */
  readonly payload: Uint8Array;
}

export interface PackageHeader {
  readonly model?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sha256?: string;
  readonly signature?: string;
  /** The octets that the signature is over. */
  readonly signed: Uint8Array;
  /** Lines that aren't understood. */
  readonly unknown: readonly string[];
}

/** The device that a package is checked against. */
export interface PackageHost {
  readonly model: string;
  readonly version: string;
  /** Raw Ed25519 public key of the firmware's maker; with one, a package must be signed. */
  readonly trustedKey?: Uint8Array;
}

const magic = 'FUMO-PACKAGE/1\n';
const maxHeader = 4096;
const fields = ['model', 'from', 'to', 'sha256', 'signature'] as const;

/** Reads a package. Never fails: octets without our header are a payload. */
export function readPackage(bytes: Uint8Array): FirmwarePackage {
  const head = fromUtf8(bytes.subarray(0, maxHeader));
  const end = head.indexOf('\n\n');
  if (!head.startsWith(magic) || end < 0) return { payload: bytes };
  const values: Partial<Record<(typeof fields)[number], string>> = {};
  const unknown: string[] = [];
  let signedLength = end + 1;
  let at = magic.length;
  for (const line of head.slice(magic.length, end).split('\n')) {
    const colon = line.indexOf(':');
    const name = fields.find((field) => field === line.slice(0, colon).trim().toLowerCase());
    if (name === undefined) unknown.push(line);
    else values[name] = line.slice(colon + 1).trim();
    if (name === 'signature') signedLength = at;
    at += line.length + 1;
  }
  // The header is ASCII by definition, so that lengths in characters are lengths in octets.
  return { header: { ...values, unknown, signed: bytes.subarray(0, signedLength) }, payload: bytes.subarray(end + 2) };
}

/** What speaks against installing a package on a device: a FUMO result code and a sentence. Undefined: nothing. */
export function objectionTo(
  firmware: FirmwarePackage,
  host: PackageHost,
  hasher: Hasher,
): { readonly result: 402 | 403 | 404; readonly reason: string } | undefined {
  const { header } = firmware;
  if (header === undefined) return undefined;
  const digest = fromHex(header.sha256 ?? '');
  if (digest === undefined || !sameBytes(digest, hasher.sha256(firmware.payload))) {
    return { result: 402, reason: "The package's SHA-256 is not that of its content." };
  }
  if (header.model !== undefined && header.model !== host.model) {
    return { result: 403, reason: `The package is for model ${header.model}; this is ${host.model}.` };
  }
  if (header.from !== undefined && header.from !== host.version) {
    return { result: 403, reason: `The package updates version ${header.from}; this device runs ${host.version}.` };
  }
  if (host.trustedKey !== undefined) {
    const signature = fromBase64(header.signature ?? '');
    if (signature?.length !== 64 || !hasher.verifyEd25519(host.trustedKey, header.signed, signature)) {
      return { result: 404, reason: "The package's signature doesn't hold." };
    }
  }
  return undefined;
}
