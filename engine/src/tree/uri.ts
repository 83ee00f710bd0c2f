// URIs of the management tree: segments, properties, lists, limits. [TND 5, 6, 7.3, 8]
import { Refusal } from '../syncml/refusal';

/** The limits of `./DevDetail/URI`; 0 means none. [STD 5.3.3] */
export interface UriLimits {
  readonly maxDepth: number;
  readonly maxTotLen: number;
  readonly maxSegLen: number;
}

export const noUriLimits: UriLimits = { maxDepth: 0, maxTotLen: 0, maxSegLen: 0 };

export const propertyNames = ['ACL', 'Format', 'Name', 'Size', 'Title', 'TStamp', 'Type', 'VerNo'] as const;

export type PropertyName = (typeof propertyNames)[number];

/** What may follow the sign in `?list=TNDS+…`: the run-time properties, and the value. [TND 8.2] */
export type ListPart = PropertyName | 'Value';

/** What is asked of a node, where it isn't its value. */
export type UriQuery =
  | { readonly kind: 'property'; readonly name: PropertyName }
  | { readonly kind: 'list'; readonly list: 'Struct' | 'StructData' }
  | { readonly kind: 'list'; readonly list: 'TNDS'; readonly parts: ReadonlySet<ListPart> };

export interface NodeUri {
  /** From the root down; empty: the root. As written, percent signs and all. */
  readonly segments: readonly string[];
  readonly query?: UriQuery;
}

const allParts: readonly ListPart[] = [...propertyNames, 'Value'];

/**
 * The parts of a URI. Throws a Refusal: 404 where no node can have it, 406 for a property or list that we don't
 * know, 414 where it is longer or deeper than the limits.
 */
export function readUri(text: string, limits: UriLimits = noUriLimits): NodeUri {
  const mark = text.indexOf('?');
  const address = mark < 0 ? text : text.slice(0, mark);
  const segments = readSegments(address, text);
  keepLimits(address, segments, limits);
  return mark < 0 ? { segments } : { segments, query: readQuery(text.slice(mark + 1), text) };
}

/** The URI in the form that this product uses: `.`, `./A`, `./A/B`. */
export function writeUri(segments: readonly string[]): string {
  return segments.length === 0 ? '.' : `./${segments.join('/')}`;
}

/** The segments of a URI, or `undefined` where no node can have it; a query is left out of account. */
export function segmentsOf(text: string): readonly string[] | undefined {
  const mark = text.indexOf('?');
  try {
    return readSegments(mark < 0 ? text : text.slice(0, mark), text);
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
}

/** The same node's URI in the product's form; `text` itself where no node can have it. */
export function normaliseUri(text: string): string {
  const segments = segmentsOf(text);
  return segments === undefined ? text : writeUri(segments);
}

function readSegments(address: string, text: string): readonly string[] {
  if (address === '.') return [];
  // [TND 5] `./A` and `A` are the same.
  const segments = (address.startsWith('./') ? address.slice(2) : address).split('/');
  // [TND 5] No slash at the end, none twice, `.` only at the start, `..` nowhere.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new Refusal(404, `No node can have the URI “${text}”.`);
  }
  return segments;
}

function keepLimits(address: string, segments: readonly string[], limits: UriLimits): void {
  const over = (most: number, is: number): boolean => most > 0 && is > most;
  // [STD 5.3.3, DM-REP 6.6.1]
  if (over(limits.maxTotLen, address.length)) throw new Refusal(414, `The URI is longer than ${limits.maxTotLen} characters.`);
  if (over(limits.maxDepth, segments.length)) throw new Refusal(414, `The URI has more than ${limits.maxDepth} segments.`);
  if (segments.some((segment) => over(limits.maxSegLen, segment.length))) {
    throw new Refusal(414, `A segment of the URI is longer than ${limits.maxSegLen} characters.`);
  }
}

function readQuery(query: string, text: string): UriQuery {
  const [key, value = ''] = [query.slice(0, query.indexOf('=')), query.slice(query.indexOf('=') + 1)];
  if (key === 'prop') {
    const name = propertyNames.find((candidate) => candidate === value);
    // [TND 7.3]
    if (name === undefined) throw new Refusal(406, `“${value}” isn't a property of a node.`);
    return { kind: 'property', name };
  }
  if (key === 'list') {
    if (value === 'Struct' || value === 'StructData') return { kind: 'list', list: value };
    const parts = readListParts(value);
    if (parts !== undefined) return { kind: 'list', list: 'TNDS', parts };
  }
  // [TND 8]
  throw new Refusal(406, `“?${query}” in “${text}” can't be asked of a node.`);
}

/** `TNDS`, `TNDS+A+B` (only these), `TNDS-A-B` (all but these); the signs can't be mixed. [TND 8.2] */
function readListParts(value: string): ReadonlySet<ListPart> | undefined {
  const match = /^TNDS((?:\+[A-Za-z]+)*|(?:-[A-Za-z]+)*)$/.exec(value);
  if (match === null) return undefined;
  const signed = match[1] ?? '';
  const names = signed.split(/[+-]/).slice(1);
  const parts = allParts.filter((part) => names.includes(part));
  if (parts.length !== new Set(names).size) return undefined;
  if (signed === '') return new Set(allParts);
  return new Set(signed.startsWith('+') ? parts : allParts.filter((part) => !parts.includes(part)));
}
