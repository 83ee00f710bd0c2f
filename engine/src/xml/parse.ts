// A text to an element tree, whatever the text: the editor's door. Strict reading for the wire stands in strict.ts.
import type { Problem } from '../base/problem';
import { indentAt, isNameStart, isSpace, nameEnd, skipSpace } from './characters';
import type { ContentGuide } from './contentGuide';
import type { XmlDocument } from './element';
import { scanDoctype, MarkupScanner } from './markupScanner';
import { problem } from './problems';
import { decode } from './references';
import { scanStartTag } from './tagScanner';
import { TreeBuilder, type EndTag, type Recovery } from './treeBuilder';

export interface ParseOptions {
  /** Helps to tell where an element that was left open ends. */
  readonly guide?: ContentGuide;
  /** Elements deeper than this are laid flat. Default 256. */
  readonly maxDepth?: number;
}

export interface Parsed {
  readonly document: XmlDocument;
  /** In the order of their places. */
  readonly problems: readonly Problem[];
}

/**
 * Reads any text, in time linear in its length, and never throws. A text whose tags don't match is read again, knowing
 * from the first time which start and end tags have no partner; only those are mended, so that a well-formed element
 * keeps its place however the guide sees it. White space at the top level is kept as texts.
 */
export function parseXml(text: string, options: ParseOptions = {}): Parsed {
  const { guide, maxDepth = 256 } = options;
  let first = build(text, maxDepth, undefined, false);
  if (!first.broken) return result(first);
  // Where elements nest in others of their own name, only the layout can tell which of them lacks a tag.
  const laidOut = build(text, maxDepth, undefined, true);
  const byIndent = laidOut.mistakes <= first.mistakes;
  if (byIndent) first = laidOut;
  const mending = { unmatched: first.unmatched, strays: first.strays };
  return result(build(text, maxDepth, guide === undefined ? mending : { ...mending, guide }, byIndent));
}

function result(builder: TreeBuilder): Parsed {
  const { children, root } = builder;
  const problems = builder.problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return { document: root === undefined ? { children } : { children, root }, problems };
}

function build(text: string, maxDepth: number, recovery: Recovery | undefined, byIndent: boolean): TreeBuilder {
  const problems: Problem[] = [];
  const builder = new TreeBuilder(problems, maxDepth, recovery, byIndent);
  const markup = new MarkupScanner(text, problems, recovery !== undefined);
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let at = first;
  let doctype = false;
  while (at < text.length) {
    if (text.charCodeAt(at) !== 60 || isBare(text, at)) {
      at = readText(text, at, builder, problems);
      continue;
    }
    const next = text.charCodeAt(at + 1);
    if (next === 47) {
      const tag = readEndTag(text, at);
      builder.close(tag);
      at = tag.range.end;
    } else if (next === 63) {
      const node = markup.instruction(at);
      if (node.kind === 'declaration' && at > first) {
        problems.push(problem('misplaced-declaration', 'The XML declaration stands at the very start of a document.', at, node.range.end));
      }
      builder.add(node);
      at = node.range.end;
    } else if (next !== 33) {
      const tag = scanStartTag(text, at, problems);
      builder.open(tag);
      at = tag.end;
    } else if (text.startsWith('--', at + 2)) {
      const node = markup.comment(at);
      builder.add(node);
      at = node.range.end;
    } else if (text.startsWith('[CDATA[', at + 2)) {
      const node = markup.cdata(at, builder.current?.name);
      if (!builder.insideRoot) problems.push(problem('text-outside-root', 'Text may only stand inside the root element.', at, node.range.end));
      builder.add(node);
      at = node.range.end;
    } else {
      const inPlace = !builder.insideRoot && builder.root === undefined && !doctype;
      const node = scanDoctype(text, at, inPlace, problems);
      doctype = true;
      if (!inPlace) {
        problems.push(problem('misplaced-doctype', 'One DOCTYPE may stand, before the root element.', at, node.range.end));
      }
      builder.add(node);
      at = node.range.end;
    }
  }
  builder.end(text.length);
  return builder;
}

/** Whether the `<` at `at` begins nothing and is meant as a character. */
function isBare(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  if (next === 47) {
    const after = text.charCodeAt(at + 2);
    return !isNameStart(after) && after !== 62;
  }
  if (next === 63) return !isNameStart(text.charCodeAt(at + 2));
  if (next === 33) return !text.startsWith('--', at + 2) && !text.startsWith('[CDATA[', at + 2) && !text.startsWith('DOCTYPE', at + 2);
  return !isNameStart(next);
}

function readText(text: string, start: number, builder: TreeBuilder, problems: Problem[]): number {
  let at = start;
  let plain = true;
  let blank = true;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 0xd800) {
      if (code === 60) {
        if (!isBare(text, at)) break;
        const from = at;
        while (text.charCodeAt(at + 1) === 60 && isBare(text, at + 1)) at++;
        problems.push(problem('bare-less-than', 'In text, < is written &lt;.', from, at + 1));
      } else if (code === 38 || code === 93) {
        plain = false;
      }
      blank = false;
    } else if (code !== 32 && code !== 10 && code !== 9) {
      plain = false;
      if (code !== 13) blank = false;
    }
  }
  const value = plain ? text.slice(start, at) : decode(text, start, at, 'text', problems);
  if (!blank && !builder.insideRoot) {
    let from = start;
    while (isSpace(text.charCodeAt(from))) from++;
    let to = at;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    problems.push(problem('text-outside-root', 'Text may only stand inside the root element.', from, to));
  }
  builder.add({ kind: 'text', value, cdata: false, range: { start, end: at } });
  return at;
}

function readEndTag(text: string, start: number): EndTag {
  const nameStop = nameEnd(text, start + 2);
  const name = text.slice(start + 2, nameStop);
  const close = skipSpace(text, nameStop);
  const terminated = text.charCodeAt(close) === 62;
  const end = terminated ? close + 1 : nameStop;
  return {
    name,
    range: { start, end },
    nameRange: { start: start + 2, end: nameStop },
    indent: indentAt(text, start),
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
