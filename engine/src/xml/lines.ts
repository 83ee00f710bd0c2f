// Offsets of a text as lines and characters, and back.
import type { TextChange } from './textChange';

/** Both counted from 0; `character` in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where the lines of a text begin, without the text: for what is known of files that aren't kept. */
export interface LineStarts {
  readonly starts: ArrayLike<number>;
  /** UTF-16 units of the whole text. */
  readonly length: number;
}

/** Offsets outside the text count as its ends. */
export function positionIn({ starts, length }: LineStarts, offset: number): Position {
  const bounded = Math.max(0, Math.min(offset, length));
  const line = countUpTo(starts, bounded) - 1;
  return { line, character: bounded - (starts[line] ?? 0) };
}

/** How many lines begin at `offset` or before it. */
function countUpTo(starts: ArrayLike<number>, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Line starts of one text. A line ends at CRLF, LF or CR. */
export class LineIndex {
  private readonly starts: Uint32Array;

  /** `before`: the lines of another text, and what was changed in it to make this one; then only that is looked through. */
  constructor(
    private readonly text: string,
    before?: { readonly lines: LineIndex; readonly change: TextChange },
  ) {
    this.starts = before === undefined ? Uint32Array.from(startsIn(text, 0, text.length)) : changedStarts(text, before.lines, before.change);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Offsets outside the text count as its ends. */
  position(offset: number): Position {
    return positionIn(this.kept(), offset);
  }

  /** The same without the text, which isn't kept in memory then. */
  kept(): LineStarts & { readonly starts: Uint32Array } {
    return { starts: this.starts, length: this.text.length };
  }

  /** A character beyond its line counts as the line's end. */
  offset(line: number, character: number): number {
    if (line < 0) return 0;
    if (line >= this.starts.length) return this.text.length;
    let end = line + 1 < this.starts.length ? this.start(line + 1) : this.text.length;
    while (end > this.start(line) && isLineEnd(this.text.charCodeAt(end - 1))) end--;
    return Math.min(this.start(line) + Math.max(0, character), end);
  }

  private start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }
}

/** Of a text that was made of the one with these lines. */
function changedStarts(text: string, lines: LineIndex, { from, to, by }: TextChange): Uint32Array {
  const { starts: before } = lines.kept();
  // The start of a line hangs on the two characters before it and the one after.
  const kept = countUpTo(before, from - 1);
  const after = countUpTo(before, to + 1);
  const found = startsIn(text, kept === 0 ? 0 : (before[kept - 1] ?? 0), to + by + 1);
  // The last line that is kept is found again.
  const own = Math.max(0, kept - 1);
  const starts = new Uint32Array(own + found.length + before.length - after);
  starts.set(before.subarray(0, own));
  starts.set(found, own);
  for (let line = after, at = own + found.length; line < before.length; line++, at++) starts[at] = (before[line] ?? 0) + by;
  return starts;
}

/** `from`, which is a start, and those after it, up to `most`. */
function startsIn(text: string, from: number, most: number): number[] {
  const starts = [from];
  const end = Math.min(text.length, most);
  // Searching is several times as fast as looking at each character.
  let feed = indexFrom(text, '\n', from);
  let carriage = indexFrom(text, '\r', from);
  for (;;) {
    let at = Math.min(feed, carriage);
    if (at >= end) return starts;
    if (at === carriage && feed === at + 1) at = feed;
    if (at + 1 <= most) starts.push(at + 1);
    if (feed <= at) feed = indexFrom(text, '\n', at + 1);
    if (carriage <= at) carriage = indexFrom(text, '\r', at + 1);
  }
}

/** Infinite where there is none. */
function indexFrom(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? Infinity : found;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
