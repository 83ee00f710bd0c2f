// Assembler: a large object as its chunks come in. [DM-PRO 7]
import { concat, utf8 } from '../base/bytes';
import type { Item } from '../syncml/message';
import { dataOctets } from './wireForm';
import { without } from './without';

/** An object of which some chunks have come; a value. */
export interface Assembly {
  /** The command's name and the node, as its Items name it: what the next chunk must repeat. */
  readonly verb: string;
  readonly target?: string;
  readonly source?: string;
  /** What the first chunk declared. [DM-PRO 7] */
  readonly size: number;
  readonly received: number;
  readonly chunks: Chunks;
  /** The first chunk's Item, without data. */
  readonly item: Item;
}

/** The chunks so far, latest first: a list that grows without being copied. */
type Chunks = { readonly data: string | Uint8Array; readonly before: Chunks } | undefined;

export type Taken =
  /** The Item as it came, or put together. */
  | { readonly kind: 'whole'; readonly item: Item }
  | { readonly kind: 'chunk'; readonly assembly: Assembly }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string };

export interface AssemblyLimits {
  readonly maxObjSize: number;
  /** A Size that counts the decoded octets, or characters, is let pass; some peers count so. */
  readonly decodedSizeToo: boolean;
}

/** True where the Item is the next chunk of the object under way. */
export function continues(assembly: Assembly | undefined, verb: string, item: Item): boolean {
  return assembly !== undefined && assembly.verb === verb && assembly.target === item.target && assembly.source === item.source;
}

/** True where the Item begins or continues a large object. */
export function isChunk(assembly: Assembly | undefined, verb: string, item: Item): boolean {
  return item.moreData === true || continues(assembly, verb, item);
}

/** Takes in an Item. `assembly` is the object under way that this Item continues, if any. */
export function take(assembly: Assembly | undefined, verb: string, item: Item, limits: AssemblyLimits): Taken {
  const { data } = item;
  if (assembly === undefined) return begin(verb, item, limits);
  if (Array.isArray(data)) return refused(415, 'A chunk is character data or octets, not mark-up. [DM-PRO 7]');
  const base64 = assembly.item.meta?.format === 'b64';
  const received = assembly.received + chunkOctets(data, base64);
  const chunks: Chunks = { data: (data ?? '') as string | Uint8Array, before: assembly.chunks };
  if (item.moreData === true) {
    const most = limits.decodedSizeToo && base64 ? Math.ceil(assembly.size / 3) * 4 : assembly.size;
    if (received > most) return wrongTotal(assembly.size, String(received));
    return { kind: 'chunk', assembly: { ...assembly, received, chunks } };
  }
  const whole = join(chunks);
  // [DM-PRO 7] 424: the chunks don't add up to what the first one declared.
  if (!isOfSize(whole, assembly.size, base64, limits)) return wrongTotal(assembly.size, String(received));
  const meta = without({ ...assembly.item.meta, ...item.meta }, 'size');
  return { kind: 'whole', item: { ...assembly.item, ...without(item, 'moreData'), meta, data: whole } };
}

function begin(verb: string, item: Item, limits: AssemblyLimits): Taken {
  const octets = dataOctets(item.data);
  const size = item.meta?.size;
  if (octets > limits.maxObjSize || (size ?? 0) > limits.maxObjSize) {
    return refused(413, `The object has ${Math.max(octets, size ?? 0)} octets; MaxObjSize allows ${limits.maxObjSize}. [DM-PRO 7]`);
  }
  if (item.moreData !== true) {
    // [DM-PRO 7] 424: an object that comes whole and says another size has lost the rest of itself.
    return size === undefined || isOfSize(item.data, size, item.meta?.format === 'b64', limits) ? { kind: 'whole', item } : wrongTotal(size, String(octets));
  }
  if (size === undefined) return refused(411, 'The first chunk of a large object declares no Size. [DM-PRO 7]');
  if (Array.isArray(item.data)) return refused(415, 'A chunk is character data or octets, not mark-up. [DM-PRO 7]');
  const { data } = item;
  const chunks: Chunks = { data: (data ?? '') as string | Uint8Array, before: undefined };
  const address = {
    ...(item.target === undefined ? {} : { target: item.target }),
    ...(item.source === undefined ? {} : { source: item.source }),
  };
  const received = chunkOctets(data, item.meta?.format === 'b64');
  return { kind: 'chunk', assembly: { verb, ...address, size, received, chunks, item: without(without(item, 'moreData'), 'data') } };
}

/** Octets of a chunk; line ends within base64 aren't counted. */
function chunkOctets(data: Item['data'], base64: boolean): number {
  return dataOctets(base64 && typeof data === 'string' ? packed(data) : data);
}

function packed(base64: string): string {
  return base64.replace(/[ \t\r\n]+/g, '');
}

function join(chunks: Chunks): string | Uint8Array {
  const parts: (string | Uint8Array)[] = [];
  for (let at = chunks; at !== undefined; at = at.before) parts.push(at.data);
  parts.reverse();
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === parts.length ? texts.join('') : concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : part)));
}

function isOfSize(whole: Item['data'], size: number, base64: boolean, limits: AssemblyLimits): boolean {
  // How many octets mark-up had can't be told any more where it came as tokens.
  if (Array.isArray(whole)) return true;
  if (dataOctets(whole) === size) return true;
  // Some clients count characters.
  if (limits.decodedSizeToo && typeof whole === 'string' && whole.length === size) return true;
  if (typeof whole !== 'string' || !base64) return false;
  const text = packed(whole);
  if (text.length === size) return true;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return limits.decodedSizeToo && (text.length / 4) * 3 - padding === size;
}

function wrongTotal(size: number, found: string): Taken {
  return refused(424, `The chunks have ${found} octets; Size declared ${size}. [DM-PRO 7]`);
}

function refused(status: number, reason: string): Taken {
  return { kind: 'refused', status, reason };
}
