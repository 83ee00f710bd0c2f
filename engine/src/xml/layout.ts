// How a text is laid out: what its lines end with and are indented by.
import { isSpace } from './characters';

/** What the first line of the text ends with; `\n` where there is only one. */
export function lineEndOf(text: string): string {
  const end = text.search(/[\r\n]/);
  if (end < 0) return '\n';
  return text[end] === '\r' ? (text[end + 1] === '\n' ? '\r\n' : '\r') : '\n';
}

/** What a level is indented by: the white space before the first tag that is indented at all, else two blanks. */
export function indentOf(text: string): string {
  return /[\r\n]([ \t]+)</.exec(text)?.[1] ?? '  ';
}

/** The blanks and tabs before `at` on its line; undefined where something else stands there. */
export function blankBefore(text: string, at: number): string | undefined {
  let start = at;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r' ? text.slice(start, at) : undefined;
}

/** Where the line after `at` begins, if nothing but blanks and tabs follow on its own; undefined otherwise. */
export function nextLine(text: string, at: number): number | undefined {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') end++;
  if (end === text.length) return end;
  if (text[end] === '\r') return text[end + 1] === '\n' ? end + 2 : end + 1;
  return text[end] === '\n' ? end + 1 : undefined;
}

export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}
