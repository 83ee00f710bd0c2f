// Conditional requests: what the validators of a request mean for the answer. [RFC 9110 13]
import type { Headers } from '../net/exchange';
import { readHttpDate } from './headerFields';

/** How a representation is told from another of the same name. Either may be absent. */
export interface Validators {
  /** Strong, quotes included. [RFC 9110 8.8.3] */
  readonly etag?: string;
  /** Milliseconds since 1970. [RFC 9110 8.8.2] */
  readonly modified?: number;
}

/** 412 or 304 where the conditions of a GET or HEAD end it; undefined where it goes on. [RFC 9110 13.2.2] */
export function endedByCondition(headers: Headers, validators: Validators): 304 | 412 | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-unmodified-since': unmodified, 'if-modified-since': modified } = headers;
  if (match !== undefined) {
    if (!names(match, validators, 'strongly')) return 412;
  } else if (unmodified !== undefined && isLater(validators, unmodified)) {
    return 412;
  }
  if (noneMatch !== undefined) return names(noneMatch, validators, 'weakly') ? 304 : undefined;
  // [RFC 9110 13.1.3] A date that can't be read is overlooked.
  const since = modified === undefined ? undefined : readHttpDate(modified);
  return since !== undefined && validators.modified !== undefined && seconds(validators.modified) <= seconds(since) ? 304 : undefined;
}

/** Whether a Range counts: If-Range is absent, or names what we have. [RFC 9110 13.1.5] */
export function rangeHolds(ifRange: string | undefined, { etag, modified }: Validators): boolean {
  if (ifRange === undefined) return true;
  const value = ifRange.trim();
  if (value.startsWith('"') || value.startsWith('W/')) return value === etag;
  const date = readHttpDate(value);
  return date !== undefined && modified !== undefined && seconds(date) === seconds(modified);
}

function names(field: string, { etag }: Validators, how: 'strongly' | 'weakly'): boolean {
  if (field.trim() === '*') return true;
  for (const [, weak, opaque = ''] of field.matchAll(/(W\/)?("[^"]*")/g)) {
    if (opaque === etag && (how === 'weakly' || weak === undefined)) return true;
  }
  return false;
}

function isLater({ modified }: Validators, field: string): boolean {
  const date = readHttpDate(field);
  return date !== undefined && modified !== undefined && seconds(modified) > seconds(date);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
