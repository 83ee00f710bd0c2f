// One reading of a text, or of a stretch of it: its characters to tags, texts and sections, which the builder makes a tree of.
import type { Problem, Range } from '../base/problem';
import { isNamePart, isNameStart, isSpace } from './characters';
import { scanEndTag } from './endTag';
import { scanDoctype, MarkupScanner } from './markupScanner';
import { declarationRow, encoded, selfClosing, solid, textRow, type NodeTable } from './nodeTable';
import { PlainTagScanner } from './plainTagScanner';
import { problem, ProblemList } from './problems';
import { inspect } from './references';
import type { Recovery } from './tagMender';
import { scanStartTag } from './tagScanner';
import { TreeBuilder } from './treeBuilder';

/** How much of a text is read. */
export interface ReadingLimits {
  /** Elements deeper than this are laid flat. */
  readonly maxDepth: number;
  /** Problems beyond these are only counted. */
  readonly maxProblems: number;
}

/** Adds the rows of what it reads to a table. */
export class Reading {
  readonly builder: TreeBuilder;
  private readonly text: string;
  private readonly problems: ProblemList;
  private readonly markup: MarkupScanner;
  private readonly plainTag = new PlainTagScanner();
  /** The first offset that isn't a byte order mark. */
  private readonly first: number;
  private doctype = false;

  constructor(
    private readonly table: NodeTable,
    { maxDepth, maxProblems }: ReadingLimits,
    recovery: Recovery | undefined,
    byIndent: boolean,
  ) {
    const { text } = table;
    this.text = text;
    this.problems = new ProblemList(maxProblems);
    this.builder = new TreeBuilder(table, this.problems, maxDepth, recovery, byIndent);
    this.markup = new MarkupScanner(table, this.problems, recovery !== undefined);
    this.first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** From the start of the text to its end. */
  readAll(): this {
    const { text } = this;
    this.readFrom(this.first, text.length);
    this.builder.end(text.length);
    return this;
  }

  /** Returns where it stopped: at `end`, or after it where something that began before `end` goes on. */
  readFrom(start: number, end: number): number {
    const { text } = this;
    let at = start;
    while (at < end) at = text.charCodeAt(at) === 60 ? this.readMarkup(at) : this.readText(at);
    return at;
  }

  /** In the order of their places. */
  problemsInOrder(): readonly Problem[] {
    const { text, builder } = this;
    const problems = inOrder(builder.keptOf(this.problems.kept));
    const { lost } = this.problems;
    if (lost > 0) problems.push(problem('too-many-problems', `${lost} more problems are not listed.`, text.length, text.length, 'information'));
    return problems;
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
      const { end, closesItself, declared, declaresOnly } = plainTag;
      if (declared === undefined && builder.openPlainly(name, start, end, closesItself ? selfClosing : 0)) return end;
      builder.open({ name, start, end, selfClosing: closesItself, terminated: true, declared, declaresOnly });
      return end;
    }
    const tag = scanStartTag(text, start, problems, false);
    const { end, terminated } = tag;
    builder.open({ name, start, end, selfClosing: tag.selfClosing, terminated, declared: tag.declared, declaresOnly: false });
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
