// A file, or what is made like one, as it is answered over HTTP: whole, in part, or not at all because the peer has it.
import { concat } from '../base/bytes';
import type { Headers, HttpRequest, HttpResponse } from '../net/exchange';
import { readRanges, type ByteRange } from './byteRanges';
import { endedByCondition, rangeHolds, type Validators } from './conditions';
import { writeHttpDate } from './headerFields';
import { writeMultipart } from './multipart';

/** What a GET of one name gives. */
export interface Representation extends Validators {
  readonly mediaType: string;
  readonly length: number;
  /** The octets of a stretch; the only door to them. */
  octets(range: ByteRange): Uint8Array;
  /** Whether parts of it can be asked for. */
  readonly ranges: boolean;
}

const empty = new Uint8Array();

/** Answers a GET or HEAD. [RFC 9110 9.3.1, 9.3.2, 13, 14] */
export function answerWith(request: HttpRequest, shown: Representation): HttpResponse {
  const fields: Headers = {
    ...(shown.etag === undefined ? {} : { etag: shown.etag }),
    ...(shown.modified === undefined ? {} : { 'last-modified': writeHttpDate(shown.modified) }),
    'accept-ranges': shown.ranges ? 'bytes' : 'none',
    // Lengths in a descriptor are lengths of the octets as they are stored: nobody on the way may pack them.
    'cache-control': 'no-transform',
  };
  const ended = endedByCondition(request.headers, shown);
  if (ended === 304) return { status: 304, headers: fields, body: empty };
  if (ended === 412) return { status: 412, headers: { ...fields, 'content-length': '0' }, body: empty };
  const ranges = rangesOf(request, shown);
  if (ranges === 'none') {
    // [RFC 9110 15.5.17] The peer learns the length that it has missed.
    return { status: 416, headers: { ...fields, 'content-range': `bytes */${shown.length}`, 'content-length': '0' }, body: empty };
  }
  const [single] = ranges;
  if (single === undefined) return whole(request, shown, fields);
  if (ranges.length > 1) return inParts(shown, fields, ranges);
  const headers = {
    ...fields,
    'content-type': shown.mediaType,
    'content-range': contentRange(single, shown.length),
    'content-length': String(single.last - single.first + 1),
  };
  return { status: 206, headers, body: shown.octets(single) };
}

/** The stretches that are to be sent; none of them: the whole. */
function rangesOf({ method, headers }: HttpRequest, shown: Representation): readonly ByteRange[] | 'none' {
  // [RFC 9110 14.2] Range means something for GET only.
  if (method !== 'GET' || !shown.ranges || headers.range === undefined) return [];
  if (!rangeHolds(headers['if-range'], shown)) return [];
  return readRanges(headers.range, shown.length) ?? [];
}

function whole({ method }: HttpRequest, shown: Representation, fields: Headers): HttpResponse {
  const headers = { ...fields, 'content-type': shown.mediaType, 'content-length': String(shown.length) };
  const body = method === 'HEAD' || shown.length === 0 ? empty : shown.octets({ first: 0, last: shown.length - 1 });
  return { status: 200, headers, body };
}

/** [RFC 9110 14.6] */
function inParts(shown: Representation, fields: Headers, ranges: readonly ByteRange[]): HttpResponse {
  const bodies = ranges.map((range) => shown.octets(range));
  const boundary = boundaryFor(concat(bodies));
  const parts = ranges.map((range, i) => ({
    headers: { 'content-type': shown.mediaType, 'content-range': contentRange(range, shown.length) },
    body: bodies[i] ?? empty,
  }));
  const body = writeMultipart(parts, boundary);
  const headers = { ...fields, 'content-type': `multipart/byteranges; boundary=${boundary}`, 'content-length': String(body.length) };
  return { status: 206, headers, body };
}

function contentRange({ first, last }: ByteRange, length: number): string {
  return `bytes ${first}-${last}/${length}`;
}

/** A boundary that doesn't stand in the content; the same content gets the same one. */
export function boundaryFor(content: Uint8Array): string {
  let sum = 2166136261;
  for (const byte of content) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  for (let next = sum; ; next = (next + 1) >>> 0) {
    const boundary = `part-${next.toString(16).padStart(8, '0')}`;
    if (!holds(content, boundary)) return boundary;
  }
}

function holds(content: Uint8Array, ascii: string): boolean {
  const first = ascii.charCodeAt(0);
  for (let at = content.indexOf(first); at >= 0; at = content.indexOf(first, at + 1)) {
    let i = 1;
    while (i < ascii.length && content[at + i] === ascii.charCodeAt(i)) i++;
    if (i === ascii.length) return true;
  }
  return false;
}
