// An HTTP request or response as it stands in a file: its first line, its fields, its body.
import { fromUtf8 } from '../../base/bytes';
import type { Range } from '../../base/problem';

interface Field {
  readonly value: string;
  /** The line. */
  readonly range: Range;
}

export interface Exchange {
  /** Of a request. */
  readonly method?: string;
  /** The first line. */
  readonly start: Range;
  /** By the name in lower case; the first of each. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly body: Uint8Array;
  readonly bodyStart: number;
}

/** Octets of a head that are looked at. */
const longestHead = 65_536;

/** A request or a response. Lines end in CR LF, or in LF alone, as in a file; an empty one ends the head. */
export function readExchange(bytes: Uint8Array): Exchange {
  const fields = new Map<string, Field>();
  const start = lineAt(bytes, 0);
  const [, method] = /^([!#$%&'*+.^_`|~\w-]+) \S/.exec(start.text) ?? [];
  let at = start.next;
  while (at < bytes.length && at < longestHead) {
    const line = lineAt(bytes, at);
    at = line.next;
    if (line.text === '') break;
    const [, name = '', value = ''] = /^([^\s:]+)[ \t]*:[ \t]*(.*?)[ \t]*$/.exec(line.text) ?? [];
    const key = name.toLowerCase();
    if (key !== '' && !fields.has(key)) fields.set(key, { value, range: line.range });
  }
  const isResponse = start.text.startsWith('HTTP/');
  return { start: start.range, fields, body: bytes.subarray(at), bodyStart: at, ...(!isResponse && method !== undefined && { method }) };
}

function lineAt(bytes: Uint8Array, start: number): { readonly text: string; readonly range: Range; readonly next: number } {
  const feed = bytes.indexOf(0x0a, start);
  const next = feed < 0 ? bytes.length : feed + 1;
  const ending = feed < 0 ? next : feed;
  const end = ending > start && bytes[ending - 1] === 0x0d ? ending - 1 : ending;
  return { text: fromUtf8(bytes.subarray(start, Math.min(end, start + longestHead))), range: { start, end }, next };
}
