// An end tag as it stands in a text, whole or in part.
import type { Range } from '../base/problem';
import { nameEnd, skipSpace } from './characters';

export interface EndTag {
  readonly name: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly terminated: boolean;
  /** Whether the same end tag stands right before it. */
  doubled(): boolean;
  /** The local name of the element that starts next, if the next tag is a start tag. */
  next(): string | undefined;
}

/** The end tag whose `</` stands at `start`. */
export function scanEndTag(text: string, start: number): EndTag {
  const nameStop = nameEnd(text, start + 2);
  const name = text.slice(start + 2, nameStop);
  const close = skipSpace(text, nameStop);
  const terminated = text.charCodeAt(close) === 62;
  const end = terminated ? close + 1 : nameStop;
  return {
    name,
    range: { start, end },
    nameRange: { start: start + 2, end: nameStop },
    terminated,
    doubled: () => text.startsWith(text.slice(start, end), start - (end - start)),
    next: () => nextElement(text, end),
  };
}

/** The local name of the element that starts after `at`, white space between, if one does. */
function nextElement(text: string, at: number): string | undefined {
  const next = skipSpace(text, at);
  if (text.charCodeAt(next) !== 60) return undefined;
  const end = nameEnd(text, next + 1);
  if (end === next + 1) return undefined;
  const name = text.slice(next + 1, end);
  return name.slice(name.indexOf(':') + 1);
}
