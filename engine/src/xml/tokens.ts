// A text cut into its tokens: every character of it stands in exactly one.
import type { Range } from '../base/problem';
import { isNameStart, isSpace, nameEnd, skipSpace } from './characters';
import {
  cdataRow,
  commentRow,
  declarationRow,
  doctypeRow,
  elementRow,
  instructionRow,
  selfClosing,
  textRow,
  unterminated,
  type NodeTable,
} from './nodeTable';
import { readTable, type ParseOptions } from './parse';
import { scanStartTag } from './tagScanner';

export type TokenKind =
  | 'byte-order-mark'
  /** Character data, white space between tags included. */
  | 'text'
  | 'cdata'
  | 'comment'
  | 'instruction'
  | 'declaration'
  | 'doctype'
  /** `<` of a start tag. */
  | 'start-tag-open'
  /** `</`. */
  | 'end-tag-open'
  | 'tag-name'
  /** `>`. */
  | 'tag-close'
  /** `/>`. */
  | 'empty-tag-close'
  | 'attribute-name'
  | 'equals'
  /** With its quotes, where it has them. */
  | 'attribute-value'
  /** White space inside a tag. */
  | 'space'
  /** What may not stand where it stands in a tag. */
  | 'stray';

export interface Token {
  readonly kind: TokenKind;
  readonly range: Range;
}

const leafKinds: Readonly<Record<number, TokenKind>> = {
  [textRow]: 'text',
  [cdataRow]: 'cdata',
  [commentRow]: 'comment',
  [instructionRow]: 'instruction',
  [declarationRow]: 'declaration',
  [doctypeRow]: 'doctype',
};

/** The tokens of any text, in their order and without gaps: as the tolerant parser reads it with these options. */
export function tokens(text: string, options: ParseOptions = {}): Token[] {
  const cutter = new Cutter(text);
  cutter.cut(readTable(text, options).table);
  return cutter.tokens;
}

class Cutter {
  readonly tokens: Token[] = [];
  /** Where the last token ends. */
  private at = 0;

  constructor(private readonly text: string) {}

  cut(table: NodeTable): void {
    const { text } = this;
    if (text.charCodeAt(0) === 0xfeff) this.to(1, 'byte-order-mark');
    for (let row = 0; row < table.end; row = table.following(row)) {
      this.endTags(table.start(row));
      if (table.kind(row) === elementRow) this.startTag(table, row);
      else this.to(table.endOf(row), leafKinds[table.kind(row)] ?? 'text');
    }
    this.endTags(text.length);
  }

  /** Between one node's start and the next there is nothing but end tags, those that close nothing included. */
  private endTags(until: number): void {
    while (this.at < until) {
      this.to(this.at + 2, 'end-tag-open');
      this.to(nameEnd(this.text, this.at), 'tag-name');
      const close = skipSpace(this.text, this.at);
      if (this.text.charCodeAt(close) !== 62) continue;
      this.to(close, 'space');
      this.to(close + 1, 'tag-close');
    }
  }

  private startTag(table: NodeTable, row: number): void {
    const { text } = this;
    const end = table.tagEnd(row);
    this.to(this.at + 1, 'start-tag-open');
    this.to(table.nameEnd(row), 'tag-name');
    // Of a half tag, only the attributes that are whole count; the rest means nothing.
    for (const { nameRange, valueRange, range } of scanStartTag(text, table.start(row), []).attributes) {
      this.between(nameRange.start);
      this.to(nameRange.end, 'attribute-name');
      if (valueRange.start === nameRange.end) {
        this.between(range.end);
        continue;
      }
      const quoted = text.charCodeAt(valueRange.start - 1);
      this.between(quoted === 34 || quoted === 39 ? valueRange.start - 1 : valueRange.start);
      this.to(range.end, 'attribute-value');
    }
    const closed = !table.has(row, unterminated);
    const close = !closed ? end : table.has(row, selfClosing) ? end - 2 : end - 1;
    this.between(close);
    if (closed) this.to(end, close === end - 2 ? 'empty-tag-close' : 'tag-close');
  }

  /** White space, equals signs and what means nothing, up to `until`. */
  private between(until: number): void {
    const { text } = this;
    while (this.at < until) {
      const code = text.charCodeAt(this.at);
      let end = this.at + 1;
      if (isSpace(code)) {
        this.to(Math.min(skipSpace(text, end), until), 'space');
      } else if (code === 61) {
        this.to(end, 'equals');
      } else {
        while (end < until && !isSpace(text.charCodeAt(end)) && !isNameStart(text.charCodeAt(end))) end++;
        this.to(end, 'stray');
      }
    }
  }

  private to(end: number, kind: TokenKind): void {
    if (end <= this.at) return;
    this.tokens.push({ kind, range: { start: this.at, end } });
    this.at = end;
  }
}
