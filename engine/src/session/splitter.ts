// Splitter: a large object as it is sent in chunks. [DM-PRO 7]
import type { Change, Item, Results, Unnumbered } from '../syncml/message';
import type { Encoding } from './encoding';
import { dataOctets } from './wireForm';
import { without } from './without';

type Splittable = Unnumbered<Change | Results>;

/** An object of which some chunks have gone out; a value. */
export interface Splitting {
  /** The whole command, with the one Item that is split. */
  readonly command: Splittable;
  readonly item: Item;
  readonly data: string | Uint8Array;
  /** Where the next chunk begins in `data`. */
  readonly at: number;
}

/** Begins to split a command, or says that it can't be split: only one Item of character data or octets can. */
export function split(command: Splittable): Splitting | undefined {
  const [item, ...others] = command.items;
  if (item === undefined || others.length > 0) return undefined;
  const { data } = item;
  return typeof data === 'string' || data instanceof Uint8Array ? { command, item, data, at: 0 } : undefined;
}

/**
 * The next chunk. `room`: octets that a command may take; `measure` counts them. `next` is absent after the last
 * chunk. Undefined where not even a small chunk fits.
 */
export function chunk(
  splitting: Splitting,
  room: number,
  encoding: Encoding,
  measure: (command: Splittable) => number,
): { readonly command: Splittable; readonly next?: Splitting } | undefined {
  const { data, at } = splitting;
  // An empty element closes itself: one octet of data is counted, then taken off again.
  const sample = typeof data === 'string' ? 'A' : Uint8Array.of(0);
  const end = reach(splitting, room - (measure(asChunk(splitting, sample, true)) - 1), encoding);
  if (at > 0 && end >= data.length) return { command: asChunk(splitting, data.slice(at), false) };
  if (end <= at) return undefined;
  // [DM-PRO 7] Only an object that doesn't fit is split: the first chunk is never the last.
  const stop = end >= data.length ? lastStop(splitting) : end;
  if (stop <= at) return undefined;
  return { command: asChunk(splitting, data.slice(at, stop), true), next: { ...splitting, at: stop } };
}

function asChunk(splitting: Splitting, data: string | Uint8Array, more: boolean): Splittable {
  const { meta, ...item } = splitting.item;
  const plain = without(meta ?? {}, 'size');
  // [DM-PRO 7] Size stands in the first chunk only; what else Meta says is repeated.
  const said = splitting.at === 0 ? { ...plain, size: dataOctets(splitting.data) } : plain;
  return { ...splitting.command, items: [{ ...item, meta: said, data, ...(more ? { moreData: true } : {}) }] };
}

/** Where a chunk of at most `octets` octets, as they are written, ends. */
function reach(splitting: Splitting, octets: number, encoding: Encoding): number {
  const { data: text, at, item } = splitting;
  if (typeof text !== 'string') return Math.min(text.length, at + Math.max(0, octets - lengthOfLength));
  if (item.meta?.format === 'b64') {
    // Whole groups of four, so that each chunk is base64 by itself.
    return Math.min(text.length, at + Math.max(0, Math.floor(octets / 4)) * 4);
  }
  let end = at;
  let used = 0;
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    used += encoding === 'xml' ? octetsInXml(code) : octetsInWbxml(code);
    if (used > octets) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

/** The last place before the end where the text may be cut. */
function lastStop(splitting: Splitting): number {
  const { data: text, item } = splitting;
  if (typeof text !== 'string') return text.length - 1;
  if (item.meta?.format === 'b64') return Math.max(0, Math.ceil(text.length / 4) - 1) * 4;
  const last = text.charCodeAt(text.length - 1);
  return text.length - (last >= 0xdc00 && last <= 0xdfff ? 2 : 1);
}

/** Octets of a character in the text of an element. */
function octetsInXml(code: number): number {
  if (code === 38 || code === 13) return 5; // &amp; and &#13;
  if (code === 60 || code === 62) return 4;
  return octetsInUtf8(code);
}

/** Octets of a character in a string; a zero would end it, so U+FFFD takes its place. */
function octetsInWbxml(code: number): number {
  return code === 0 ? 3 : octetsInUtf8(code);
}

function octetsInUtf8(code: number): number {
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** The length of an OPAQUE takes up to five octets; one was counted with the sample. */
const lengthOfLength = 4;
