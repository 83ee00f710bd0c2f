// The elements that are open while a text is read, and which of them an end tag closes.
import { indentAt } from './characters';
import type { EndTag } from './endTag';
import { unterminated, type NodeTable } from './nodeTable';

/** An element that is open, or that the last end tag closed. */
export interface Frame {
  readonly row: number;
  readonly name: string;
  readonly local: string;
  readonly start: number;
  readonly nameEnd: number;
  readonly terminated: boolean;
  /** Blanks before its start tag, where that is the first thing on its line and somebody wants to know. */
  readonly indent: number | undefined;
}

/** A stack; depth 0 is the outermost. */
export class OpenElements {
  /** Outermost first. */
  readonly rows: number[] = [];
  /** The row of the root element, or -1: the first that was closed with none around it. */
  root = -1;
  /** By the number of a name: how many have it. */
  private readonly named: number[] = [];
  /** How many lack the end of their start tag. */
  private halves = 0;
  /** As many as there are rows, where the layout counts. */
  private readonly indents: (number | undefined)[] = [];

  constructor(
    private readonly table: NodeTable,
    /** Of elements with one name, an end tag closes the one that begins as far in as itself. */
    private readonly byIndent: boolean,
  ) {}

  get count(): number {
    return this.rows.length;
  }

  push(row: number, indent: number | undefined): void {
    this.rows.push(row);
    this.tally(row, 1);
    if (this.byIndent) this.indents.push(indent);
  }

  /** An element whose start tag is whole, where the layout doesn't count. */
  pushPlainly(row: number, name: number): void {
    this.rows.push(row);
    this.named[name] = (this.named[name] ?? 0) + 1;
  }

  /** The innermost ends at `end`; its end tag begins at `endTag`, which is 0 where it has none. */
  pop(end: number, endTag: number): void {
    const row = this.rows.pop();
    if (row === undefined) return;
    this.tally(row, -1);
    if (this.byIndent) this.indents.pop();
    this.table.close(row, end, endTag);
    if (this.rows.length === 0 && this.root < 0) this.root = row;
  }

  get top(): Frame | undefined {
    return this.frame(this.rows.length - 1);
  }

  framesFrom(depth: number): Frame[] {
    return this.rows.slice(depth).flatMap((_, above) => this.frame(depth + above) ?? []);
  }

  nameAt(depth: number): string {
    return this.table.names.name(this.table.name(this.rows[depth] ?? 0));
  }

  localAt(depth: number): string {
    return this.table.names.local(this.table.name(this.rows[depth] ?? 0));
  }

  indentOf(depth: number): number | undefined {
    return this.indents[depth];
  }

  /** Whether the element lacks its end tag, as far as a reading before could tell. */
  isUnmatched(depth: number, unmatched: ReadonlySet<number>): boolean {
    const row = this.rows[depth];
    return row !== undefined && unmatched.has(this.table.start(row));
  }

  /** The depth of the element that the end tag closes, or -1. */
  closedBy(tag: EndTag): number {
    const { name, terminated } = tag;
    const last = this.rows.length - 1;
    // `</Node` in a NodeName is half of its own end tag rather than an end tag of the Node around it.
    if (!terminated && last >= 0 && this.nameAt(last).startsWith(name)) return last;
    const number = this.table.names.numberOfName(name);
    let depth = (this.named[number] ?? 0) > 0 ? last : -1;
    while (depth >= 0 && this.table.name(this.rows[depth] ?? 0) !== number) depth--;
    if (this.byIndent) {
      const indent = indentAt(this.table.text, tag.range.start);
      const nearest = this.indents[depth];
      if (indent !== undefined && nearest !== undefined && nearest !== indent) {
        let other = depth - 1;
        while (other >= 0 && (this.indents[other] !== indent || this.nameAt(other) !== name)) other--;
        if (other >= 0) return other;
        // Farther in than the element that it would close: its own start tag is missing.
        if (nearest < indent) return -1;
      }
      // Where start tags have lines of their own, end tags do: the second on a line is one too many.
      if (indent === undefined && nearest !== undefined && tag.doubled()) return -1;
    }
    if (depth >= 0) return depth;
    let half = this.halves > 0 ? last : -1;
    while (half >= 0 && !this.isHalfOf(half, name)) half--;
    return half;
  }

  private frame(depth: number): Frame | undefined {
    const row = this.rows[depth];
    if (row === undefined) return undefined;
    const { table } = this;
    const number = table.name(row);
    return {
      row,
      name: table.names.name(number),
      local: table.names.local(number),
      start: table.start(row),
      nameEnd: table.nameEnd(row),
      terminated: !table.has(row, unterminated),
      indent: this.indents[depth],
    };
  }

  /** Whether of the element's start tag only a half is there that may be the beginning of `name`. */
  private isHalfOf(depth: number, name: string): boolean {
    if (!this.table.has(this.rows[depth] ?? 0, unterminated)) return false;
    const own = this.nameAt(depth);
    let common = 0;
    while (common < name.length && own[common] === name[common]) common++;
    return common >= Math.min(2, own.length);
  }

  private tally(row: number, by: 1 | -1): void {
    const name = this.table.name(row);
    this.named[name] = (this.named[name] ?? 0) + by;
    if (this.table.has(row, unterminated)) this.halves += by;
  }
}
