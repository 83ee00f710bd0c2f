// What the header of a WBXML document holds, and how integers and strings are laid out. [WBXML 5]
import type { Range } from '../base/problem';
import type { DocumentType } from './documentTypes';

export interface WbxmlHeader {
  /** Like `1.2`. */
  readonly version: string;
  readonly publicId: PublicId;
  /** What the public id declares, or, where it says nothing that is known, what the first tag gives away. */
  readonly type?: DocumentType;
  /** IANA MIBenum; 0 where the sender doesn't know. */
  readonly charset: number;
  /** The octets of the string table. */
  readonly stringTable: Range;
  /** Where each field stands; `charset` is empty in WBXML 1.0, which has none. */
  readonly fields: Readonly<Record<'version' | 'publicId' | 'charset' | 'tableLength', Range>>;
}

export interface PublicId {
  /** 0 where a text in the string table is meant. */
  readonly numeric: number;
  /** Where the text begins, in octets from the start of the table. */
  readonly index?: number;
  readonly text?: string;
}

/** A number of at most 32 bits, 7 an octet. */
export interface MultiByte {
  readonly value: number;
  /** After the last octet. */
  readonly end: number;
  readonly fault?: 'truncated' | 'overflow';
}

/** [WBXML 5.1] Takes five octets at most. */
export function readMultiByte(bytes: Uint8Array, at: number, limit: number): MultiByte {
  let value = 0;
  let next = at;
  while (next < limit && next < at + 5) {
    const octet = bytes[next++] ?? 0;
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) return value > 0xffffffff ? { value: 0xffffffff, end: next, fault: 'overflow' } : { value, end: next };
  }
  return next < at + 5 ? { value, end: next, fault: 'truncated' } : { value: 0xffffffff, end: next, fault: 'overflow' };
}

/** Where the zero stands that ends the string at `at`, or `limit`; a zero has as many octets as a character, `unit`. */
export function stringEnd(bytes: Uint8Array, at: number, limit: number, unit: 1 | 2 = 1): number {
  if (unit === 2) {
    let end = at;
    while (end + 1 < limit && (bytes[end] !== 0 || bytes[end + 1] !== 0)) end += 2;
    return end + 1 < limit ? end : limit;
  }
  // Most strings are so short that looking for oneself is quicker.
  const near = Math.min(limit, at + 32);
  let end = at;
  while (end < near && bytes[end] !== 0) end++;
  if (end < near || end === limit) return end;
  const zero = bytes.indexOf(0, end);
  return zero < 0 || zero > limit ? limit : zero;
}
