// Splitter: a large object as it is sent in chunks. [DM-PRO 7]
import type { Change, Item, Results, Unnumbered } from '../syncml/message';
import { dataOctets } from './wireForm';
import { without } from './without';

type Splittable = Unnumbered<Change | Results>;

/** An object of which some chunks have gone out; a value. */
export interface Splitting {
  /** The whole command, with the one Item that is split. */
  readonly command: Splittable;
  readonly item: Item;
  readonly text: string;
  /** Where the next chunk begins in `text`. */
  readonly at: number;
}

/** Begins to split a command, or says that it can't be split: only one Item of character data can. */
export function split(command: Splittable): Splitting | undefined {
  const [item, ...others] = command.items;
  if (item === undefined || others.length > 0 || typeof item.data !== 'string') return undefined;
  return { command, item, text: item.data, at: 0 };
}

/**
 * The next chunk. `room`: octets that a command may take; `measure` counts them. `next` is absent after the last
 * chunk. Undefined where not even a small chunk fits.
 */
export function chunk(
  splitting: Splitting,
  room: number,
  measure: (command: Splittable) => number,
): { readonly command: Splittable; readonly next?: Splitting } | undefined {
  const { text, at } = splitting;
  // An empty element closes itself: one octet of data is counted, then taken off again.
  const left = room - (measure(asChunk(splitting, 'A', true)) - 1);
  const end = reach(splitting, left);
  if (at > 0 && end >= text.length) return { command: asChunk(splitting, text.slice(at), false) };
  if (end <= at) return undefined;
  // [DM-PRO 7] Only an object that doesn't fit is split: the first chunk is never the last.
  const stop = end >= text.length ? lastStop(splitting) : end;
  if (stop <= at) return undefined;
  return { command: asChunk(splitting, text.slice(at, stop), true), next: { ...splitting, at: stop } };
}

function asChunk(splitting: Splitting, data: string, more: boolean): Splittable {
  const { meta, ...item } = splitting.item;
  const plain = without(meta ?? {}, 'size');
  // [DM-PRO 7] Size stands in the first chunk only; what else Meta says is repeated.
  const said = splitting.at === 0 ? { ...plain, size: dataOctets(splitting.text) } : plain;
  return { ...splitting.command, items: [{ ...item, meta: said, data, ...(more ? { moreData: true } : {}) }] };
}

/** Where a chunk of at most `octets` octets, written as XML, ends. */
function reach(splitting: Splitting, octets: number): number {
  const { text, at, item } = splitting;
  if (item.meta?.format === 'b64') {
    // Whole groups of four, so that each chunk is base64 by itself.
    return Math.min(text.length, at + Math.max(0, Math.floor(octets / 4)) * 4);
  }
  let end = at;
  let used = 0;
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    used += writtenOctets(code);
    if (used > octets) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

/** The last place before the end where the text may be cut. */
function lastStop(splitting: Splitting): number {
  const { text, item } = splitting;
  if (item.meta?.format === 'b64') return Math.max(0, Math.ceil(text.length / 4) - 1) * 4;
  const last = text.charCodeAt(text.length - 1);
  return text.length - (last >= 0xdc00 && last <= 0xdfff ? 2 : 1);
}

/** Octets of a character in the text of an element. */
function writtenOctets(code: number): number {
  if (code === 38 || code === 13) return 5; // &amp; and &#13;
  if (code === 60 || code === 62) return 4;
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
