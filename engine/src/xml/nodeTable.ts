// The nodes of one text as rows of numbers, in the order of their starts: what the parser fills and what nodes are
// views of. A tree kept so takes a few octets a node, and nothing is made of a node before somebody looks at it. A row is
// known by the place of its first cell.
import { NameTable } from './nameTable';
import { initialPrefixes, withPrefixes, type Prefixes } from './namespaces';

/** What a row stands for; in the low three bits of its first cell, with flags above. */
export const elementRow = 0;
export const textRow = 1;
export const cdataRow = 2;
export const commentRow = 3;
export const instructionRow = 4;
export const declarationRow = 5;
export const doctypeRow = 6;
const kindBits = 7;

/** An element that closes itself. */
export const selfClosing = 8;
/** A tag without its `>`, or a section without its end. */
export const unterminated = 16;
/** A text whose value isn't what is written. */
export const encoded = 32;
/** A text that holds more than white space. */
export const solid = 64;
/** An element that has attributes, each of which declares a namespace. */
export const declaringOnly = 128;

/** Cells of a row. */
const elementWidth = 8;
const leafWidth = 4;
const kindCell = 0;
const startCell = 1;
const endCell = 2;
/** The first row after the node and all that is in it. */
const nextCell = 3;
const tagEndCell = 4;
/** Where the end tag begins; 0 where there is none. */
const endTagCell = 5;
const nameCell = 6;
const scopeCell = 7;

/** Cells: of a short text, whatever room is left over is less than a copy costs. */
const leastSpared = 2048;

export class NodeTable {
  readonly names: NameTable;
  private cells: Int32Array;
  private used = 0;
  private readonly scopes: Prefixes[];
  private readonly scopeNumbers: Map<string, number>;
  private lastScope = { outer: -1, prefix: '', namespace: '', scope: 0 };

  /**
   * `room` is how many cells there will be, where that is known. What is known of names and namespaces is shared with
   * `before`, so that rows of the one mean the same in the other.
   */
  constructor(
    readonly text: string,
    room = text.length >> 1,
    before?: NodeTable,
  ) {
    this.names = before?.names ?? new NameTable(text.length);
    this.scopes = before?.scopes ?? [initialPrefixes];
    this.scopeNumbers = before?.scopeNumbers ?? new Map<string, number>();
    this.cells = new Int32Array(Math.max(128, room));
  }

  /** Takes over the rows of `before` up to one of them, as they stand there; forgets what it has itself from there on. */
  beginWith(before: NodeTable, end: number): void {
    if (this.used > end) this.used = end;
    if (this.used === end) return;
    this.cells.set(before.cells.subarray(this.used, end), this.used);
    this.used = end;
  }

  /** Takes over the rows of `before` from one of them on, whose places are `by` characters later here. */
  goOnWith(before: NodeTable, from: number, by: number): void {
    const rows = this.used - from;
    const size = before.used - from;
    while (this.cells.length < this.used + size) this.grow();
    this.cells.set(before.cells.subarray(from, before.used), this.used);
    const { cells } = this;
    const end = (this.used += size);
    for (let row = from + rows; row < end; ) {
      const isElement = ((cells[row] ?? 0) & kindBits) === elementRow;
      cells[row + startCell] = (cells[row + startCell] ?? 0) + by;
      cells[row + endCell] = (cells[row + endCell] ?? 0) + by;
      cells[row + nextCell] = (cells[row + nextCell] ?? 0) + rows;
      if (isElement) {
        cells[row + tagEndCell] = (cells[row + tagEndCell] ?? 0) + by;
        const endTag = cells[row + endTagCell] ?? 0;
        if (endTag !== 0) cells[row + endTagCell] = endTag + by;
      }
      row += isElement ? elementWidth : leafWidth;
    }
  }

  /** An element that was taken over of `before` ends `by` characters and `rows` cells later than it did there. */
  stretch(before: NodeTable, row: number, by: number, rows: number): void {
    const { cells } = this;
    const endTag = before.endTag(row);
    cells[row + endCell] = before.endOf(row) + by;
    cells[row + nextCell] = before.next(row) + rows;
    cells[row + endTagCell] = endTag === 0 ? 0 : endTag + by;
  }

  /** Where the next row will be: the end of all rows, the first of which is 0. */
  get end(): number {
    return this.used;
  }

  /** A node without children; returns its row. */
  addLeaf(kind: number, start: number, end: number): number {
    const row = this.take(leafWidth);
    const { cells } = this;
    cells[row + kindCell] = kind;
    cells[row + startCell] = start;
    cells[row + endCell] = end;
    cells[row + nextCell] = this.used;
    return row;
  }

  /** An element that ends with its start tag as long as nothing else is said; returns its row. */
  addElement(flags: number, start: number, tagEnd: number, name: number, scope: number): number {
    const row = this.take(elementWidth);
    const { cells } = this;
    cells[row + kindCell] = elementRow | flags;
    cells[row + startCell] = start;
    cells[row + endCell] = tagEnd;
    cells[row + nextCell] = this.used;
    cells[row + tagEndCell] = tagEnd;
    cells[row + endTagCell] = 0;
    cells[row + nameCell] = name;
    cells[row + scopeCell] = scope;
    return row;
  }

  /** All that was added since is in the element, and it ends at `end`. May be said again of an element. */
  close(row: number, end: number, endTag: number): void {
    const { cells } = this;
    cells[row + endCell] = end;
    cells[row + nextCell] = this.used;
    cells[row + endTagCell] = endTag;
  }

  /** What was added as an element with another place in the tree turns out to end with the row before `next`. */
  settle(row: number, end: number, endTag: number, next: number, scope: number): void {
    const { cells } = this;
    cells[row + endCell] = end;
    cells[row + endTagCell] = endTag;
    cells[row + nextCell] = next;
    cells[row + scopeCell] = scope;
  }

  /** Nothing more will be added: gives back the room that isn't needed, where that is worth a copy. */
  seal(): void {
    if (this.cells.length > this.used + Math.max(leastSpared, this.used >> 3)) this.cells = this.cells.slice(0, this.used);
  }

  /** The row that begins next in the text: the first one inside, where there is one. */
  following(row: number): number {
    return row + (this.kind(row) === elementRow ? elementWidth : leafWidth);
  }

  kind(row: number): number {
    return this.cell(row, kindCell) & kindBits;
  }

  has(row: number, flag: number): boolean {
    return (this.cell(row, kindCell) & flag) !== 0;
  }

  start(row: number): number {
    return this.cell(row, startCell);
  }

  endOf(row: number): number {
    return this.cell(row, endCell);
  }

  next(row: number): number {
    return this.cell(row, nextCell);
  }

  tagEnd(row: number): number {
    return this.cell(row, tagEndCell);
  }

  /** 0 where there is none. */
  endTag(row: number): number {
    return this.cell(row, endTagCell);
  }

  name(row: number): number {
    return this.cell(row, nameCell);
  }

  scope(row: number): number {
    return this.cell(row, scopeCell);
  }

  nameEnd(row: number): number {
    return this.start(row) + 1 + this.names.name(this.name(row)).length;
  }

  /** Undefined where the prefix of the element's name is not declared. */
  namespace(scope: number, prefix: string): string | undefined {
    return this.scopes[scope]?.get(prefix);
  }

  /** Namespaces in force where these are declared; the same number for the same declarations. */
  declare(outer: number, own: ReadonlyMap<string, string>): number {
    const [first] = own;
    if (first === undefined) return outer;
    if (own.size === 1) return this.declareOne(outer, first[0], first[1]);
    return this.scopes.push(withPrefixes(this.scopes[outer] ?? initialPrefixes, own)) - 1;
  }

  declareOne(outer: number, prefix: string, namespace: string): number {
    const last = this.lastScope;
    if (last.outer === outer && last.prefix === prefix && last.namespace === namespace) return last.scope;
    const key = `${outer} ${prefix} ${namespace}`;
    let scope = this.scopeNumbers.get(key);
    if (scope === undefined) {
      scope = this.scopes.push(withPrefixes(this.scopes[outer] ?? initialPrefixes, new Map([[prefix, namespace]]))) - 1;
      this.scopeNumbers.set(key, scope);
    }
    this.lastScope = { outer, prefix, namespace, scope };
    return scope;
  }

  private cell(row: number, cell: number): number {
    return this.cells[row + cell] ?? 0;
  }

  private take(width: number): number {
    const row = this.used;
    this.used += width;
    if (this.used > this.cells.length) this.grow();
    return row;
  }

  private grow(): void {
    const larger = new Int32Array(this.cells.length * 2);
    larger.set(this.cells);
    this.cells = larger;
  }
}
