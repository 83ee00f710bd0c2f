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
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? length) <= bounded) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: bounded - (starts[low] ?? length) };
}

/** Line starts of one text. A line ends at CRLF, LF or CR. */
export class LineIndex {
  private readonly starts: number[];

  /** `before`: the lines of another text, and what was changed in it to make this one; then only that is looked through. */
  constructor(
    private readonly text: string,
    before?: { readonly lines: LineIndex; readonly change: TextChange },
  ) {
    if (before === undefined) {
      this.starts = [0];
      this.take(0, text.length);
      return;
    }
    const { lines, change } = before;
    const { from, to, by } = change;
    // The start of a line hangs on the two characters before it and the one after.
    const kept = lines.startsUpTo(from - 1);
    this.starts = kept === 0 ? [0] : lines.starts.slice(0, kept);
    this.take(this.starts[this.starts.length - 1] ?? 0, to + by + 1);
    for (let line = lines.startsUpTo(to + 1); line < lines.starts.length; line++) this.starts.push((lines.starts[line] ?? 0) + by);
  }

  /** Adds the lines that begin after `from`, at `most` at the latest. */
  private take(from: number, most: number): void {
    const { text, starts } = this;
    const end = Math.min(text.length, most);
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      if ((code === 10 || code === 13) && at + 1 <= most) starts.push(at + 1);
    }
  }

  /** How many lines begin at `offset` or before it. */
  private startsUpTo(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Offsets outside the text count as its ends. */
  position(offset: number): Position {
    return positionIn({ starts: this.starts, length: this.text.length }, offset);
  }

  /** A copy that doesn't keep the text in memory. */
  kept(): LineStarts {
    return { starts: Uint32Array.from(this.starts), length: this.text.length };
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

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
