// Octets and texts: UTF-8, base64 and hexadecimal.
import { toByteArray } from 'base64-js';

const encoder = new TextEncoder();
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The number of octets that `utf8` gives. */
export function utf8Length(text: string): number {
  const { length } = text;
  if (length > longestCounted) return encoder.encode(text).length;
  let octets = length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    octets += code < 0x800 ? 1 : 2;
    // A pair has four octets in all.
    if (code >= 0xd800 && code <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at++;
  }
  return octets;
}

/** Units of text from which on encoding is quicker than counting. */
const longestCounted = 1024;

/** The text of UTF-8 octets; what isn't UTF-8 becomes U+FFFD. */
export function fromUtf8(bytes: Uint8Array): string {
  return lenientDecoder.decode(bytes);
}

/** The text of UTF-8 octets, or `undefined` where they aren't UTF-8. */
export function fromUtf8Strictly(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const base64Digits = encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const padding = 61;

/** Written as octets and decoded once: packages go out so, thousands of chunks of them. */
export function toBase64(bytes: Uint8Array): string {
  const { length } = bytes;
  const text = new Uint8Array(4 * Math.ceil(length / 3));
  let to = 0;
  for (let at = 0; at < length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text[to++] = base64Digits[group >> 18] ?? 0;
    text[to++] = base64Digits[(group >> 12) & 63] ?? 0;
    text[to++] = base64Digits[(group >> 6) & 63] ?? 0;
    text[to++] = base64Digits[group & 63] ?? 0;
  }
  if (length % 3 !== 0) text[to - 1] = padding;
  if (length % 3 === 1) text[to - 2] = padding;
  return lenientDecoder.decode(text);
}

/** The octets of a base64 text, white space between its characters allowed; `undefined` where it isn't base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/[ \t\r\n]+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return toByteArray(packed);
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The octets of a hexadecimal text; `undefined` where it isn't one. */
export function fromHex(text: string): Uint8Array | undefined {
  const packed = text.replace(/\s+/g, '');
  if (packed.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(packed)) return undefined;
  const bytes = new Uint8Array(packed.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(packed.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
