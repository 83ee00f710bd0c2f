// What an answer brings to an object that is being fetched: more of it, all of it anew, or nothing.
import { concat } from '../base/bytes';
import type { Headers, HttpResponse } from '../net/exchange';
import type { PartialObject } from './downloadState';
import { readContentRange, readHttpDate, readLength, readUnsatisfiedRange } from './headerFields';
import type { HttpOutcome } from './statusCodes';

/** `unusable`: an answer of success that carries nothing to be used. */
export type FetchOutcome = HttpOutcome | 'unusable';

export type Taken =
  /** `anew`: what was there before has been given up for it. */
  | { readonly kind: 'part'; readonly part: PartialObject; readonly whole: boolean; readonly anew: boolean }
  /** What is there belongs to something else: it must be given up, and all of it asked for. */
  | { readonly kind: 'stale' }
  /** The same may be asked again later. */
  | { readonly kind: 'busy'; readonly outcome: HttpOutcome }
  | { readonly kind: 'refused'; readonly outcome: FetchOutcome };

/** Statuses that may be gone the next time. */
const passing: readonly number[] = [408, 429, 500, 502, 503, 504];

/** Takes in an answer to a request for what is missing after `part`. `cut`: its body ends too soon. */
export function takeIn(part: PartialObject | undefined, { status, headers, body }: HttpResponse, cut: boolean): Taken {
  if (status === 200 || status === 203) {
    if (isPacked(headers)) return { kind: 'refused', outcome: 'unusable' };
    // [RFC 9110 13.1.5, 14.2] Ranges are refused, or the entity is another by now: this is all of it.
    return { kind: 'part', part: newPart(headers, body, readLength(headers['content-length'])), whole: !cut, anew: part !== undefined };
  }
  if (status === 206) return takeRange(part, headers, body, cut);
  if (status === 416 && part !== undefined) {
    // [RFC 9110 15.5.17] Nothing lies after what is there: it is all.
    const complete = part.validator !== undefined && readUnsatisfiedRange(headers['content-range']) === part.received.length;
    return complete ? { kind: 'part', part: { ...part, total: part.received.length }, whole: true, anew: false } : { kind: 'stale' };
  }
  if (status === 412 && part !== undefined) return { kind: 'stale' };
  if (passing.includes(status)) return { kind: 'busy', outcome: status };
  return { kind: 'refused', outcome: status >= 200 && status <= 299 ? 'unusable' : status };
}

/** [RFC 9110 15.3.7.3] */
function takeRange(part: PartialObject | undefined, headers: Headers, body: Uint8Array, cut: boolean): Taken {
  const range = readContentRange(headers['content-range']);
  const before = part?.received ?? new Uint8Array();
  const total = range?.total ?? part?.total;
  const fits =
    range?.first === before.length &&
    (part?.total === undefined || part.total === total) &&
    body.length <= range.last - range.first + 1 &&
    !isPacked(headers) &&
    !isAnother(part, headers);
  if (!fits) return part === undefined ? { kind: 'refused', outcome: 'unusable' } : { kind: 'stale' };
  const received = concat([before, body]);
  const next = part === undefined ? newPart(headers, received, total) : { ...part, received, ...(total === undefined ? {} : { total }) };
  const whole = total === undefined ? !cut && body.length === range.last - range.first + 1 : received.length === total;
  return { kind: 'part', part: next, whole, anew: false };
}

function newPart(headers: Headers, received: Uint8Array, total: number | undefined): PartialObject {
  const validator = strongValidator(headers);
  const contentType = headers['content-type'];
  return {
    received,
    ...(validator === undefined ? {} : { validator }),
    ...(total === undefined ? {} : { total }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** What If-Range may say: a strong ETag, or a date long enough ago. [RFC 9110 8.8.2.2, 13.1.5] */
export function strongValidator(headers: Headers): string | undefined {
  // Whoever says that there are no ranges isn't asked for any. [RFC 9110 14.3]
  if (headers['accept-ranges']?.trim().toLowerCase() === 'none') return undefined;
  const etag = headers.etag?.trim();
  if (etag?.startsWith('"') === true) return etag;
  if (etag !== undefined) return undefined;
  const modified = readHttpDate(headers['last-modified'] ?? '');
  const date = readHttpDate(headers.date ?? '');
  return modified !== undefined && date !== undefined && date - modified >= 1000 ? headers['last-modified']?.trim() : undefined;
}

/** A server that overlooks If-Range is found out by the validators of its answer. */
function isAnother(part: PartialObject | undefined, headers: Headers): boolean {
  if (part?.validator === undefined) return false;
  const now = part.validator.startsWith('"') ? headers.etag : headers['last-modified'];
  return now !== undefined && now.trim() !== part.validator;
}

function isPacked(headers: Headers): boolean {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  return coding !== '' && coding !== 'identity';
}
