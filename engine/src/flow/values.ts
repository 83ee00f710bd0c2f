// The small written forms in a flow: durations, step numbers and their ranges, node addresses, the user's answers.
import type { Place } from './model';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `60s`, `10min`, `2h`; `undefined` for anything else, and for no time at all. */
export function readDuration(text: string): number | undefined {
  const read = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|min|h)$/.exec(text.trim());
  const ms = Number(read?.[1]) * (units[read?.[2] ?? ''] ?? Number.NaN);
  return ms > 0 && ms <= 7 * 24 * 3_600_000 ? ms : undefined;
}

/** A step's number: digits, perhaps a letter after them, as in `7` or `7b`. */
export function isStepNumber(text: string): boolean {
  return /^\d{1,6}[a-z]?$/.test(text);
}

/** Below 0 where `a` comes before `b`; both step numbers. */
export function compareStepNumbers(a: string, b: string): number {
  const difference = parseInt(a, 10) - parseInt(b, 10);
  if (difference !== 0) return difference;
  return a.replace(/^\d+/, '') < b.replace(/^\d+/, '') ? -1 : Number(a.replace(/^\d+/, '') !== b.replace(/^\d+/, ''));
}

/** The ends of `0-9` or of `3`; `undefined` where it is neither, or runs backwards. */
export function readStepRange(text: string): { readonly first: string; readonly last: string } | undefined {
  const [first = '', last = first, ...more] = text.trim().split(/\s*-\s*/);
  if (more.length > 0 || !isStepNumber(first) || !isStepNumber(last) || compareStepNumbers(first, last) > 0) return undefined;
  return { first, last };
}

/** The words of an attribute that holds several. */
export function readWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What a `<answer give>` may be. */
export const answers = ['ask', 'accept', 'reject', 'cancel', 'silent'] as const;

const reserved = new Set(['and', 'or', 'not', 'in', 'starts', 'ends', 'contains', 'true', 'false', 'this']);

/** What a parameter, a let or a capture may be called. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]\w{0,63}$/.test(text) && !reserved.has(text) && text !== '__proto__';
}

/**
 * What is wrong with the address of a node, as the second half of a sentence; `undefined` where it is well formed.
 * `${}` stands for any well-formed stretch. [TND 5]
 */
export function faultOfNodeUri(written: string): string | undefined {
  const uri = written.replace(/^\$\{[^}]*\}/, './x').replace(/\$\{[^}]*\}/g, 'x');
  const path = uri.split('?', 1)[0] ?? '';
  if (path === '.') return undefined;
  if (path.trim() !== path || /\s/.test(path)) return 'holds white space';
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'begins with a slash; addresses begin at the root, "./"';
  if (path.endsWith('/')) return 'ends in a slash';
  const segments = (path.startsWith('./') ? path.slice(2) : path).split('/');
  if (segments.includes('')) return 'holds an empty segment';
  if (segments.includes('.') || segments.includes('..')) return 'holds "." or ".." beyond its beginning';
  return undefined;
}

/** The place of one word in an attribute's value. */
export function wordIn(value: string, word: string, at: Place): Place {
  const start = value.search(new RegExp(`(?<!\\S)${word}(?!\\S)`));
  const exact = at.range.end - at.range.start === value.length && start >= 0;
  return exact ? { ...at, range: { start: at.range.start + start, end: at.range.start + start + word.length } } : at;
}
