// LineStarts: where the lines of a text begin, without the text: for files that are known but not kept.
import type { Position } from '#engine/xml/lines';

export interface LineStarts {
  readonly starts: Uint32Array;
  /** UTF-16 units of the whole text. */
  readonly length: number;
}

/** A line ends at CRLF, LF or CR, as in LineIndex. */
export function lineStartsOf(text: string): LineStarts {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return { starts: Uint32Array.from(starts), length: text.length };
}

/** Offsets outside the text count as its ends. */
export function positionIn({ starts, length }: LineStarts, offset: number): Position {
  const bounded = Math.max(0, Math.min(offset, length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= bounded) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: bounded - (starts[low] ?? 0) };
}
