// Comments, CDATA sections, processing instructions and DOCTYPEs of a text, closed or not.
import { isSpace, isXmlCodePoint, illegalCharacterIn, nameEnd } from './characters';
import {
  cdataRow,
  commentRow,
  declarationRow,
  doctypeRow,
  instructionRow,
  unterminated,
  type NodeTable,
} from './nodeTable';
import { checkDeclaration } from './declaration';
import { problem, type ProblemSink } from './problems';

/** Looks for a delimiter from ever later places, reading the text once however often it is asked. */
class Finder {
  private found = 0;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
  ) {}

  /** The first place from `at` on, or -1. */
  from(at: number): number {
    if (this.found >= 0 && this.found < at) this.found = this.text.indexOf(this.delimiter, at);
    return this.found;
  }
}

/** Each scan adds its section to the table and returns where the section ends. */
export class MarkupScanner {
  private readonly text: string;
  private readonly commentEnds: Finder;
  private readonly commentStarts: Finder;
  private readonly cdataEnds: Finder;
  private readonly cdataStarts: Finder;
  private readonly instructionEnds: Finder;
  private readonly endTags: Finder;

  /** `mending`: the tags of the text don't match, so that a section may well have swallowed some. */
  constructor(
    private readonly table: NodeTable,
    private readonly problems: ProblemSink,
    private readonly mending: boolean,
  ) {
    const { text } = table;
    this.text = text;
    this.commentEnds = new Finder(text, '-->');
    this.commentStarts = new Finder(text, '<!--');
    this.cdataEnds = new Finder(text, ']]>');
    this.cdataStarts = new Finder(text, '<![CDATA[');
    this.instructionEnds = new Finder(text, '?>');
    this.endTags = new Finder(text, '</');
  }

  comment(start: number): number {
    const from = start + 4;
    const close = this.commentEnds.from(from);
    const another = this.commentStarts.from(from);
    // No comment may hold `--`, so another start shows that this one was never closed.
    if (close < 0 || (another >= 0 && another < close)) {
      const end = this.giveUp(from);
      this.problems.push(problem('unterminated-comment', 'The comment lacks its -->.', start, end));
      this.check(from, end);
      return this.add(commentRow | unterminated, start, end);
    }
    const hyphens = this.text.indexOf('--', from);
    if (hyphens < close) this.problems.push(problem('double-hyphen-in-comment', 'A comment may not hold --.', hyphens, hyphens + 2));
    else if (close > from && this.text.charCodeAt(close - 1) === 45) {
      this.problems.push(problem('double-hyphen-in-comment', 'A comment may not end in --->.', close - 1, close + 3));
    }
    this.check(from, close);
    return this.add(commentRow, start, close + 3);
  }

  /** `parent` is the name of the element that the section stands in. */
  cdata(start: number, parent: string | undefined): number {
    const from = start + 9;
    const close = this.cdataEnds.from(from);
    const another = this.mending ? this.cdataStarts.from(from) : -1;
    if (close < 0 || (another >= 0 && another < close)) {
      const endTag = this.endTags.from(from);
      const ours = parent !== undefined && endTag >= 0 && (close < 0 || endTag < close) && this.text.startsWith(parent, endTag + 2);
      const end = ours ? endTag : this.giveUp(from);
      if (ours || close < 0) {
        this.problems.push(problem('unterminated-cdata', 'The CDATA section lacks its ]]>.', start, end));
        this.check(from, end);
        return this.add(cdataRow | unterminated, start, end);
      }
    }
    this.check(from, close);
    return this.add(cdataRow, start, close + 3);
  }

  instruction(start: number): number {
    const from = start + 2;
    const targetEnd = nameEnd(this.text, from);
    const target = this.text.slice(from, targetEnd);
    const kind = target === 'xml' ? declarationRow : instructionRow;
    const close = this.instructionEnds.from(from);
    if (close < 0) {
      let end = this.giveUp(from);
      const bracket = this.text.slice(from, end).indexOf('>');
      if (bracket >= 0) end = from + bracket + 1;
      this.problems.push(problem('unterminated-instruction', `<?${target} lacks its ?>.`, start, end));
      return this.add(kind | unterminated, start, end);
    }
    if (targetEnd < close && !isSpace(this.text.charCodeAt(targetEnd))) {
      this.problems.push(problem('stray-character', `White space is missing after <?${target}.`, targetEnd, targetEnd + 1));
    } else if (kind === declarationRow) {
      const malformed = checkDeclaration(this.text, targetEnd, close);
      if (malformed !== undefined) this.problems.push(malformed);
    }
    this.check(from, close);
    return this.add(kind, start, close + 2);
  }

  /** Where a section that was never closed is taken to end: its line's end or the next `<`, whichever is first. */
  private giveUp(from: number): number {
    let end = from;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (code === 60 || code === 10 || code === 13) break;
      end++;
    }
    return end;
  }

  /** Says where the section holds what no document may. */
  private check(from: number, to: number): void {
    const illegal = illegalCharacterIn(this.text, from, to);
    if (illegal < 0) return;
    let end = illegal + 1;
    while (end < to && !isXmlCodePoint(this.text.charCodeAt(end))) end++;
    this.problems.push(problem('illegal-character', 'A character stands here that no XML document may hold.', illegal, end));
  }

  private add(kind: number, start: number, end: number): number {
    this.table.addLeaf(kind, start, end);
    return end;
  }
}

/**
 * Scans the DOCTYPE at `start`; with its internal subset if it may have one. It is kept as written: nothing in it is
 * acted upon. Returns where it ends.
 */
export function scanDoctype(table: NodeTable, start: number, maySubset: boolean, problems: ProblemSink): number {
  const { text } = table;
  const from = start + 9;
  const close = maySubset ? doctypeEnd(text, from) : -1;
  if (close >= 0) {
    table.addLeaf(doctypeRow, start, close + 1);
    return close + 1;
  }
  let end = from;
  while (end < text.length && !'<>\n\r'.includes(text.charAt(end))) end++;
  if (text.charCodeAt(end) === 62) {
    end++;
    table.addLeaf(doctypeRow, start, end);
  } else {
    problems.push(problem('unterminated-doctype', 'The DOCTYPE lacks its >.', start, end));
    table.addLeaf(doctypeRow | unterminated, start, end);
  }
  return end;
}

/** Where the `>` stands that closes the DOCTYPE; quotes, comments and instructions may hold others. -1 if nowhere. */
function doctypeEnd(text: string, from: number): number {
  let inside = false;
  for (let at = from; at >= 0 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 62 && !inside) return at;
    if (code === 60 && !inside) return -1;
    if (code === 91) inside = true;
    else if (code === 93) inside = false;
    else if (code === 34 || code === 39) at = text.indexOf(text.charAt(at), at + 1);
    else if (code === 60 && text.startsWith('!--', at + 1)) at = text.indexOf('-->', at + 4);
    else if (code === 60 && text.charCodeAt(at + 1) === 63) at = text.indexOf('?>', at + 2);
    if (at < 0) return -1;
  }
  return -1;
}
