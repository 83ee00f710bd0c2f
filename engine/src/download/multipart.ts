// Bodies of several parts: a descriptor with its object, and several ranges of one file. [RFC 2046 5.1, RFC 2387]
import { concat, fromBase64, fromUtf8, utf8 } from '../base/bytes';
import type { Headers } from '../net/exchange';

/** Names of header fields are in lower case, as those of a message are. */
export interface Part {
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Writes parts between boundaries. The caller chooses a boundary that stands in none of the bodies. */
export function writeMultipart(parts: readonly Part[], boundary: string): Uint8Array {
  const pieces = parts.flatMap(({ headers, body }) => {
    const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return [utf8(`\r\n--${boundary}\r\n${fields.join('')}\r\n`), body];
  });
  return concat([...pieces, utf8(`\r\n--${boundary}--\r\n`)]);
}

export interface MultipartLimits {
  /** Default 16. */
  readonly maxParts?: number;
  /** Octets of the header fields of one part. Default 8,192. */
  readonly maxHeader?: number;
}

/**
 * Reads the parts of a body; undefined where it isn't one, or is beyond the limits. base64 is decoded. What stands
 * before the first boundary and after the last is left out. Never throws.
 */
export function readMultipart(bytes: Uint8Array, boundary: string, limits: MultipartLimits = {}): readonly Part[] | undefined {
  const { maxParts = 16, maxHeader = 8192 } = limits;
  if (!/^[\x20-\x7e]{1,70}$/.test(boundary)) return undefined;
  const delimiter = utf8(`--${boundary}`);
  const parts: Part[] = [];
  let mark = findMark(bytes, delimiter, 0);
  while (mark !== undefined && !mark.last) {
    const next = findMark(bytes, delimiter, mark.end);
    if (next === undefined || parts.length === maxParts) return undefined;
    const part = readPart(bytes.subarray(mark.end, Math.max(mark.end, next.start)), maxHeader);
    if (part === undefined) return undefined;
    parts.push(part);
    mark = next;
  }
  return mark === undefined ? undefined : parts;
}

interface Mark {
  /** Where the line break before the boundary begins: it belongs to the boundary. */
  readonly start: number;
  readonly end: number;
  readonly last: boolean;
}

const [lf, cr, dash, blank, tab] = [10, 13, 45, 32, 9];

function findMark(bytes: Uint8Array, delimiter: Uint8Array, from: number): Mark | undefined {
  for (let at = bytes.indexOf(dash, from); at >= 0; at = bytes.indexOf(dash, at + 1)) {
    const atLineStart = at === 0 || bytes[at - 1] === lf;
    if (!atLineStart || !delimiter.every((byte, i) => bytes[at + i] === byte)) continue;
    let end = at + delimiter.length;
    const last = bytes[end] === dash && bytes[end + 1] === dash;
    if (last) end += 2;
    while (bytes[end] === blank || bytes[end] === tab) end++;
    if (bytes[end] === cr) end++;
    if (bytes[end] === lf) end++;
    else if (!(last && end >= bytes.length)) continue;
    return { start: at - (at === 0 ? 0 : bytes[at - 2] === cr ? 2 : 1), end, last };
  }
  return undefined;
}

function readPart(bytes: Uint8Array, maxHeader: number): Part | undefined {
  const headers: Record<string, string> = {};
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(lf, at);
    if (end < 0 || end > maxHeader) return undefined;
    const line = fromUtf8(bytes.subarray(at, end)).trimEnd();
    at = end + 1;
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon <= 0) return undefined;
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  const body = bytes.subarray(at);
  if (headers['content-transfer-encoding']?.toLowerCase() !== 'base64') return { headers, body };
  const plain = fromBase64(fromUtf8(body));
  return plain && { headers, body: plain };
}
