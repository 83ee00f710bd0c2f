// The Range field of a request, against the length of what is asked for.

/** One stretch of octets, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** More stretches than these in one request are not worth the answer. [RFC 9110 14.2, 17.15] */
const maxRanges = 8;

/**
 * The stretches that are asked for, cut to the length; `none` where none of them is within it (416); undefined where
 * the field is to be overlooked: another unit, bad syntax, too many stretches or stretches out of order. [RFC 9110 14.2]
 */
export function readRanges(field: string, length: number): readonly ByteRange[] | 'none' | undefined {
  const listed = /^bytes[ \t]*=(.*)$/i.exec(field.trim())?.[1];
  if (listed === undefined) return undefined;
  const ranges: ByteRange[] = [];
  const entries = listed.split(',', maxRanges + 1).map((entry) => entry.trim());
  if (entries.length > maxRanges) return undefined;
  for (const entry of entries) {
    // [RFC 9110 5.6.1.2] Empty elements of a list are overlooked.
    if (entry === '') continue;
    const range = readRange(entry, length);
    if (range === undefined) return undefined;
    if (range !== 'beyond') ranges.push(range);
  }
  if (ranges.length === 0) return entries.every((entry) => entry === '') ? undefined : 'none';
  const ascending = ranges.every(({ first }, i) => i === 0 || first > (ranges[i - 1]?.last ?? 0));
  return ascending ? ranges : undefined;
}

function readRange(entry: string, length: number): ByteRange | 'beyond' | undefined {
  const match = /^(\d*)-(\d*)$/.exec(entry);
  if (match === null || entry === '-') return undefined;
  const [, from = '', to = ''] = match;
  // Positions beyond what a number holds are beyond every file as well: they need no exactness.
  if (from === '') {
    const count = Math.min(Number(to), length);
    return count === 0 ? 'beyond' : { first: length - count, last: length - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  if (first >= length) return 'beyond';
  return { first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) };
}
