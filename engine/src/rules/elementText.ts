// What elements say as texts, for rules: the text itself, its place, and how it is quoted in a sentence.
import type { Range } from '../base/problem';
import type { Element, Text } from '../xml/element';

/** The text directly inside, as it stands; undefined where elements or octets stand there too. */
export function plainText(of: Element): string | undefined {
  let value = '';
  for (const node of of.children) {
    if (node.kind === 'text') value += node.value;
    else if (node.kind === 'element' || node.kind === 'opaque') return undefined;
  }
  return value;
}

/** True where nothing but white space and comments stands inside. */
export function saysNothing(of: Element): boolean {
  return plainText(of)?.trim() === '';
}

/** Where the value stands, without white space around it; the name of an element that has none. */
export function valueRange(of: Element, source: string): Range {
  const [first, last] = [of.children[0], of.children.at(-1)];
  if (first === undefined || last === undefined) return of.nameRange;
  const range = trimmed({ start: first.range.start, end: last.range.end }, source);
  return range.start === range.end ? of.nameRange : range;
}

function trimmed({ start, end }: Range, source: string): Range {
  let [from, to] = [start, end];
  while (from < to && isSpace(source, from)) from++;
  while (from < to && isSpace(source, to - 1)) to--;
  return { start: from, end: to };
}

/** A stretch of the text that an element says, as one of the document; the whole value where the text is in pieces. */
export function rangeInValue(of: Element, { start, end }: Range, source: string): Range {
  const texts = of.children.filter((node): node is Text => node.kind === 'text');
  const [only, ...others] = texts;
  if (only === undefined || others.length > 0) return valueRange(of, source);
  const from = only.range.start + (only.cdata ? '<![CDATA['.length : 0);
  const range = only.cdata ? { start: from + start, end: from + end } : { start: written(source, from, only.range.end, start), end: written(source, from, only.range.end, end) };
  const found = trimmed(range, source);
  return found.start < found.end ? found : valueRange(of, source);
}

/** Where the `count`th character of a text stands in what was written for it. */
function written(source: string, from: number, to: number, count: number): number {
  const piece = /&(?:#(\d+)|#x([0-9A-Fa-f]+)|(?:lt|gt|amp|apos|quot));|\r\n|[^]/gy;
  piece.lastIndex = from;
  for (let said = 0; said < count && piece.lastIndex < to; ) {
    const [, decimal, hexadecimal] = piece.exec(source) ?? [];
    const code = decimal !== undefined ? Number(decimal) : parseInt(hexadecimal ?? '0', 16);
    said += code > 0xffff ? 2 : 1;
  }
  return Math.min(piece.lastIndex, to);
}

/** A value within a sentence, cut where it is long. */
export function quoted(value: string): string {
  const short = value.trim().replace(/\s+/g, ' ');
  return `"${short.length > 80 ? `${short.slice(0, 79)}…` : short}"`;
}

function isSpace(source: string, at: number): boolean {
  return /\s/.test(source[at] ?? 'x');
}
