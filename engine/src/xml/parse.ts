// A text to an element tree, whatever the text: the editor's door. Strict reading for the wire stands in strict.ts.
import type { Problem, Range } from '../base/problem';
import { isNamePart, isNameStart, isSpace, nameEnd, skipSpace } from './characters';
import type { ContentGuide } from './contentGuide';
import type { Element, XmlDocument } from './element';
import { scanDoctype, MarkupScanner } from './markupScanner';
import { declarationRow, encoded, NodeTable, selfClosing, solid, textRow } from './nodeTable';
import { PlainTagScanner } from './plainTagScanner';
import { problem, ProblemList } from './problems';
import { inspect } from './references';
import { scanStartTag } from './tagScanner';
import { TreeBuilder, type EndTag, type Recovery } from './treeBuilder';
import { nodesIn, rowOf } from './views';

export interface ParseOptions {
  /** Helps to tell where an element that was left open ends. */
  readonly guide?: ContentGuide;
  /** Elements deeper than this are laid flat. Default 256. */
  readonly maxDepth?: number;
  /** Problems beyond these are only counted. Default 10,000. */
  readonly maxProblems?: number;
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
  const { table, root: rootRow, problems } = readTable(text, options);
  const children = nodesIn(table, 0, table.end);
  const root = children.find((node): node is Element => node.kind === 'element' && rowOf(node)?.row === rootRow);
  return { document: root === undefined ? { children } : { children, root }, problems };
}

/** What `parseXml` reads, as the table that its nodes are views of. */
export interface ReadTable {
  readonly table: NodeTable;
  /** The row of the root element, or -1. */
  readonly root: number;
  readonly problems: readonly Problem[];
}

export function readTable(text: string, options: ParseOptions = {}): ReadTable {
  const { guide } = options;
  let first = new Reading(text, options, undefined, false);
  if (!first.builder.broken) return first.result();
  // Where elements nest in others of their own name, only the layout can tell which of them lacks a tag.
  const laidOut = new Reading(text, options, undefined, true);
  const byIndent = laidOut.builder.mistakes <= first.builder.mistakes;
  if (byIndent) first = laidOut;
  const { unmatched, strays } = first.builder;
  return new Reading(text, options, { unmatched, strays, ...(guide === undefined ? {} : { guide }) }, byIndent).result();
}

/** One reading of a text from its start to its end. */
class Reading {
  readonly builder: TreeBuilder;
  private readonly table: NodeTable;
  private readonly problems: ProblemList;
  private readonly markup: MarkupScanner;
  private readonly plainTag = new PlainTagScanner();
  /** The first offset that isn't a byte order mark. */
  private readonly first: number;
  private doctype = false;

  constructor(
    private readonly text: string,
    { maxDepth = 256, maxProblems = 10_000 }: ParseOptions,
    recovery: Recovery | undefined,
    byIndent: boolean,
  ) {
    this.problems = new ProblemList(maxProblems);
    this.table = new NodeTable(text);
    this.builder = new TreeBuilder(this.table, this.problems, maxDepth, recovery, byIndent);
    this.markup = new MarkupScanner(this.table, this.problems, recovery !== undefined);
    this.first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (let at = this.first; at < text.length; ) at = text.charCodeAt(at) === 60 ? this.readMarkup(at) : this.readText(at);
    this.builder.end(text.length);
  }

  result(): ReadTable {
    const { table, builder } = this;
    table.seal();
    const problems = inOrder(builder.keptOf(this.problems.kept));
    const { lost } = this.problems;
    if (lost > 0) problems.push(problem('too-many-problems', `${lost} more problems are not listed.`, table.text.length, table.text.length, 'information'));
    return { table, root: builder.root, problems };
  }

  private readMarkup(at: number): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (isNameStart(next)) return this.readStartTag(at);
    if (next === 47) {
      const end = this.builder.closePlainly(at);
      if (end >= 0) return end;
    }
    return isBare(text, at) ? this.readText(at) : next === 47 ? this.readEndTag(at) : this.readSection(at, next);
  }

  private readStartTag(start: number): number {
    const { text, builder, problems } = this;
    let nameStop = start + 1;
    let hash = 0;
    for (let code = text.charCodeAt(nameStop); isNamePart(code); code = text.charCodeAt(++nameStop)) hash = (Math.imul(hash, 31) + code) | 0;
    const name = this.table.names.numberOf(text, start + 1, nameStop, hash);
    const code = text.charCodeAt(nameStop);
    if (code === 62 && builder.openPlainly(name, start, nameStop + 1, 0)) return nameStop + 1;
    const { plainTag } = this;
    if (plainTag.scan(text, nameStop)) {
      const { end, closesItself, declared } = plainTag;
      if (declared === undefined && builder.openPlainly(name, start, end, closesItself ? selfClosing : 0)) return end;
      builder.open({ name, start, end, selfClosing: closesItself, terminated: true, declared });
      return end;
    }
    const tag = scanStartTag(text, start, problems, false);
    const { end, terminated } = tag;
    builder.open({ name, start, end, selfClosing: tag.selfClosing, terminated, declared: tag.declared });
    return end;
  }

  private readEndTag(at: number): number {
    const tag = scanEndTag(this.text, at);
    this.builder.close(tag);
    return tag.range.end;
  }

  private readSection(at: number, next: number): number {
    const { text, builder, problems } = this;
    if (next === 63) {
      const row = this.table.end;
      const end = this.markup.instruction(at);
      if (at > this.first && this.table.kind(row) === declarationRow) {
        problems.push(problem('misplaced-declaration', 'The XML declaration stands at the very start of a document.', at, end));
      }
      return end;
    }
    if (text.startsWith('--', at + 2)) return this.markup.comment(at);
    if (text.startsWith('[CDATA[', at + 2)) {
      const end = this.markup.cdata(at, builder.current);
      if (!builder.insideRoot) problems.push(problem('text-outside-root', 'Text may only stand inside the root element.', at, end));
      return end;
    }
    const inPlace = !builder.insideRoot && builder.root < 0 && !this.doctype;
    const end = scanDoctype(this.table, at, inPlace, problems);
    this.doctype = true;
    if (!inPlace) problems.push(problem('misplaced-doctype', 'One DOCTYPE may stand, before the root element.', at, end));
    return end;
  }

  private readText(start: number): number {
    const { text, problems } = this;
    let at = start;
    let flags = 0;
    let suspect = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 32 && code < 0xd800) {
        if (code === 60) {
          if (!isBare(text, at)) break;
          const from = at;
          while (text.charCodeAt(at + 1) === 60 && isBare(text, at + 1)) at++;
          problems.push(problem('bare-less-than', 'In text, < is written &lt;.', from, at + 1));
        } else if (code === 38 || (code === 93 && text.charCodeAt(at + 1) === 93)) {
          suspect = true;
        }
        flags |= solid;
      } else if (code === 13) {
        flags |= encoded;
      } else if (code !== 32 && code !== 10 && code !== 9) {
        suspect = true;
        flags |= solid;
      }
    }
    if (suspect) {
      flags |= encoded;
      inspect(text, start, at, 'text', problems);
    }
    if ((flags & solid) !== 0 && !this.builder.insideRoot) {
      let from = start;
      while (isSpace(text.charCodeAt(from))) from++;
      let to = at;
      while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
      problems.push(problem('text-outside-root', 'Text may only stand inside the root element.', from, to));
    }
    this.table.addLeaf(textRow | flags, start, at);
    return at;
  }
}

/** Most texts' problems are found in their order, and there may be many. */
function inOrder(problems: Problem[]): Problem[] {
  const sorted = problems.every(({ range }, i) => i === 0 || comesBefore(problems[i - 1]?.range ?? range, range) <= 0);
  return sorted ? problems : problems.sort((a, b) => comesBefore(a.range, b.range));
}

function comesBefore(a: Range, b: Range): number {
  return a.start - b.start || a.end - b.end;
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

function scanEndTag(text: string, start: number): EndTag {
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
