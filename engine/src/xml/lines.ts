// Offsets of a text as lines and characters, and back.

/** Both counted from 0; `character` in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Line starts of one text. A line ends at CRLF, LF or CR. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (code === 10 || code === 13) this.starts.push(at + 1);
    }
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Offsets outside the text count as its ends. */
  position(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: bounded - this.start(low) };
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
