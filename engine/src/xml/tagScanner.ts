// One start tag of a text: its name, its attributes, and where it ends, however it is broken.
import type { Problem, Range } from '../base/problem';
import { isNameStart, isSpace, nameEnd, skipSpace } from './characters';
import type { Attribute } from './element';
import { NameSet } from './nameSet';
import { declarationsIn } from './namespaces';
import { problem, type ProblemSink } from './problems';
import { decode, inspect } from './references';

/** An attribute as a view of its text: documents have many. */
class AttributeView implements Attribute {
  constructor(
    private readonly text: string,
    private readonly start: number,
    readonly nameEnd: number,
    private readonly valueStart: number,
    private readonly valueEnd: number,
    readonly end: number,
  ) {}

  get name(): string {
    return this.text.slice(this.start, this.nameEnd);
  }

  get value(): string {
    return decode(this.text, this.valueStart, this.valueEnd, 'attribute', []);
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  get nameRange(): Range {
    return { start: this.start, end: this.nameEnd };
  }

  get valueRange(): Range {
    return { start: this.valueStart, end: this.valueEnd };
  }
}

export interface ScannedTag {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly nameEnd: number;
  readonly attributes: readonly Attribute[];
  /** Namespaces by prefix; undefined where it declares none. */
  readonly declared: ReadonlyMap<string, string> | undefined;
  readonly selfClosing: boolean;
  /** False where the tag's `>` is missing. */
  readonly terminated: boolean;
}

const none: readonly Attribute[] = [];
/** How far a closing quote is looked for on the other side of a `<`. */
const lookAhead = 1000;

/**
 * Scans the start tag whose `<` stands at `start` and whose name begins right after it. Without `keep`, its attributes
 * are looked through and not given.
 */
export function scanStartTag(text: string, start: number, problems: ProblemSink, keep = true): ScannedTag {
  const nameStop = nameEnd(text, start + 1);
  const name = text.slice(start + 1, nameStop);
  const code = text.charCodeAt(nameStop);
  if (code === 62) return { name, start, end: nameStop + 1, nameEnd: nameStop, attributes: none, declared: undefined, selfClosing: false, terminated: true };
  const attributes: AttributeView[] = [];
  const declaring: AttributeView[] = [];
  const found: Problem[] = [];
  const names = new NameSet(text);
  let at = nameStop;
  let lastEnd = nameStop;
  let selfClosing = false;
  let terminated = false;
  for (;;) {
    const before = at;
    at = skipSpace(text, at);
    const next = text.charCodeAt(at);
    if (at >= text.length || next === 60) break;
    if (next === 62 || (next === 47 && text.charCodeAt(at + 1) === 62)) {
      selfClosing = next === 47;
      at += selfClosing ? 2 : 1;
      terminated = true;
      break;
    }
    if (isNameStart(next)) {
      const from = at;
      const attribute = scanAttribute(text, from, found);
      const named = (): string => text.slice(from, attribute.nameEnd);
      if (before === from) found.push(problem('missing-space', `White space is missing before the attribute ${named()}.`, from, attribute.nameEnd));
      if (!names.add(from, attribute.nameEnd)) found.push(problem('duplicate-attribute', `The attribute ${named()} is given twice.`, from, attribute.nameEnd));
      if (keep) attributes.push(attribute);
      if (text.startsWith('xmlns', from)) declaring.push(attribute);
      at = attribute.end;
    } else {
      const from = at;
      while (at < text.length && !isStop(text.charCodeAt(at))) at++;
      if (at === from) at++;
      found.push(problem('stray-character', `${text.slice(from, at)} may not stand in a tag.`, from, at));
    }
    lastEnd = at;
  }
  if (terminated) {
    for (const one of found) problems.push(one);
    return { name, start, end: at, nameEnd: nameStop, attributes, declared: declarationsIn(declaring), selfClosing, terminated };
  }
  // What follows the name of a half tag is text that was there before it more often than attributes: one problem will do.
  problems.push(problem('unterminated-tag', `The tag <${name} lacks its >.`, start, lastEnd));
  const whole = attributes.filter(isWhole);
  return { name, start, end: lastEnd, nameEnd: nameStop, attributes: whole, declared: declarationsIn(declaring.filter(isWhole)), selfClosing, terminated };
}

function isWhole({ nameRange, valueRange }: Attribute): boolean {
  return valueRange.start > nameRange.end;
}

/** Where a run of characters that mean nothing in a tag ends: white space, `/`, `<`, `>`. */
function isStop(code: number): boolean {
  return isSpace(code) || code === 47 || code === 60 || code === 62;
}

function scanAttribute(text: string, start: number, problems: ProblemSink): AttributeView {
  const nameStop = nameEnd(text, start);
  const equals = skipSpace(text, nameStop);
  const named = (): string => text.slice(start, nameStop);
  if (text.charCodeAt(equals) !== 61) {
    problems.push(problem('attribute-without-value', `The attribute ${named()} has no value.`, start, nameStop));
    return new AttributeView(text, start, nameStop, nameStop, nameStop, nameStop);
  }
  const valueAt = skipSpace(text, equals + 1);
  const quote = text.charCodeAt(valueAt);
  if (quote === 34 || quote === 39) return scanQuoted(text, start, nameStop, valueAt, problems);
  let end = valueAt;
  while (end < text.length && !isUnquotedStop(text, end)) end++;
  if (end === valueAt) {
    problems.push(problem('attribute-without-value', `The attribute ${named()} has no value.`, start, equals + 1));
    return new AttributeView(text, start, nameStop, equals + 1, equals + 1, equals + 1);
  }
  problems.push(problem('unquoted-attribute', `The value of ${named()} needs quotes.`, valueAt, end));
  inspect(text, valueAt, end, 'attribute', problems);
  return new AttributeView(text, start, nameStop, valueAt, end, end);
}

function isUnquotedStop(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isSpace(code) || code === 62 || code === 60 || (code === 47 && text.charCodeAt(at + 1) === 62);
}

function scanQuoted(text: string, start: number, nameStop: number, open: number, problems: ProblemSink): AttributeView {
  const quote = text.charCodeAt(open);
  let at = open + 1;
  let plain = true;
  let terminated = true;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) break;
    if (at >= text.length) {
      terminated = false;
      break;
    }
    if (code === 60) {
      if (!quoteFollows(text, at, quote)) {
        terminated = false;
        break;
      }
      problems.push(problem('bare-less-than', 'In the value of an attribute, < is written &lt;.', at, at + 1));
    } else if (code === 38 || code < 32 || code >= 0xd800) {
      plain = false;
    }
  }
  const from = open + 1;
  let end = at;
  let after = at + 1;
  if (!terminated) {
    end = after = cutUnterminated(text, from, at);
  } else {
    const cut = swallowedAttribute(text, from, at);
    if (cut >= 0) {
      terminated = false;
      end = after = cut;
    }
  }
  if (!terminated) problems.push(problem('unterminated-attribute', `The value of ${text.slice(start, nameStop)} lacks its closing quote.`, open, end));
  if (!plain) inspect(text, from, end, 'attribute', problems);
  return new AttributeView(text, start, nameStop, from, end, after);
}

/** Whether the `<` at `at` stands inside a value all the same: its closing quote comes on the same line, before any tag. */
function quoteFollows(text: string, at: number, quote: number): boolean {
  const limit = Math.min(text.length, at + lookAhead);
  for (let next = at + 1; next < limit; next++) {
    const code = text.charCodeAt(next);
    if (code === 10 || code === 13 || code === 60) return false;
    if (code !== quote) continue;
    const after = text.charCodeAt(next + 1);
    return text.charCodeAt(next - 1) !== 61 && (isSpace(after) || after === 62 || after === 47 || after === 63);
  }
  return false;
}

/** The end of a value that runs into a tag or the end of the text: its tag's `>` if there is one, else its line's end. */
function cutUnterminated(text: string, from: number, to: number): number {
  let line = to;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return text.charCodeAt(at - 1) === 47 && at - 1 >= from ? at - 1 : at;
    if (line === to && (code === 10 || code === 13)) line = at;
  }
  return line;
}

/**
 * In `a="x b="y"`, the quote that closes the value of `a` is the one that opens that of `b`: then what stands before
 * it reads like another attribute, and what stands after it doesn't read like the rest of a tag. Returns where the
 * value is to be cut, or -1.
 */
function swallowedAttribute(text: string, from: number, close: number): number {
  if (text.charCodeAt(close - 1) !== 61 || close - 1 < from) return -1;
  const after = text.charCodeAt(close + 1);
  if (isSpace(after) || after === 62 || after === 47) return -1;
  let at = close - 2;
  while (at >= from && !isSpace(text.charCodeAt(at))) at--;
  if (at < from || nameEnd(text, at + 1) !== close - 1) return -1;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
