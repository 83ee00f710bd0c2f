// Character data as written to character data as meant: references, line ends, and what may not stand there.
import { illegalCharacterIn, isXmlCodePoint } from './characters';
import { problem, type ProblemSink } from './problems';

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const reference = /&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([\p{L}_:][-\p{L}\p{N}_:.]*));/uy;

/** Text between tags, or what stands between an attribute's quotes. */
export type Where = 'text' | 'attribute';

/**
 * Decodes `text` from `from` to `to` and tells what is wrong with it. Only the five predefined entities and character
 * references are replaced; any other reference stays as it is written, whatever a DTD says about it.
 */
export function decode(text: string, from: number, to: number, where: Where, problems: ProblemSink): string {
  return scan(text, from, to, where, problems, true);
}

/** Tells what is wrong with the text, and no more. */
export function inspect(text: string, from: number, to: number, where: Where, problems: ProblemSink): void {
  scan(text, from, to, where, problems, false);
}

function scan(text: string, from: number, to: number, where: Where, problems: ProblemSink, keep: boolean): string {
  let value = '';
  let copied = from;
  let illegal = illegalCharacterIn(text, from, to);
  while (illegal >= 0) {
    let end = illegal + 1;
    while (end < to && illegalCharacterIn(text, end, end + 1) === end && !isPair(text, end)) end++;
    problems.push(problem('illegal-character', `U+${hex(text.charCodeAt(illegal))} may not stand in an XML document.`, illegal, end));
    illegal = illegalCharacterIn(text, end, to);
  }
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 38) {
      const found = readReference(text, at, to, problems);
      if (keep) value += text.slice(copied, at) + found.value;
      at = found.end - 1;
      copied = found.end;
    } else if (code === 13) {
      const end = text.charCodeAt(at + 1) === 10 && at + 1 < to ? at + 2 : at + 1;
      if (keep) value += text.slice(copied, at) + (where === 'text' ? '\n' : ' ');
      at = end - 1;
      copied = end;
    } else if (where === 'attribute' && (code === 10 || code === 9)) {
      if (keep) value += text.slice(copied, at) + ' ';
      copied = at + 1;
    } else if (where === 'text' && code === 93 && text.startsWith(']]>', at) && at + 3 <= to) {
      problems.push(problem('bare-cdata-end', 'In text, ]]> is written ]]&gt;.', at, at + 3));
      at += 2;
    }
  }
  if (!keep) return '';
  return copied === from ? text.slice(from, to) : value + text.slice(copied, to);
}

function readReference(text: string, at: number, to: number, problems: ProblemSink): { value: string; end: number } {
  reference.lastIndex = at;
  const match = reference.exec(text);
  if (match === null || at + match[0].length > to) {
    problems.push(problem('bare-ampersand', 'An ampersand is written &amp;.', at, at + 1));
    return { value: '&', end: at + 1 };
  }
  const end = at + match[0].length;
  const [whole, decimal, hexadecimal, name] = match;
  if (name !== undefined) {
    const value = predefined[name];
    if (value !== undefined) return { value, end };
    problems.push(problem('undefined-entity', `${whole} is not one of the entities &lt; &gt; &amp; &apos; &quot;; it stays as it is written.`, at, end));
    return { value: whole, end };
  }
  const code = decimal !== undefined ? parseInt(decimal, 10) : parseInt(hexadecimal ?? '', 16);
  if (isXmlCodePoint(code)) return { value: String.fromCodePoint(code), end };
  problems.push(problem('illegal-character', `${whole} stands for a character that no XML document may hold.`, at, end));
  return { value: whole, end };
}

function isPair(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) <= 0xdbff && text.charCodeAt(at + 1) >= 0xdc00 && text.charCodeAt(at + 1) <= 0xdfff;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
