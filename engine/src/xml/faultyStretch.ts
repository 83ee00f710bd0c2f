// Where the tags of a text are that don't match, as far as the layout of the text tells: all others are paired, on the
// rows of a first reading and without looking at more than the tags.
import { indentAt } from './characters';
import { scanEndTag } from './endTag';
import { cdataRow, elementRow, NodeTable, selfClosing, solid, textRow } from './nodeTable';
import { scanStartTag } from './tagScanner';
import type { TextChange } from './textChange';
import { hasAttributes } from './views';

export interface Paired {
  /** With what stands outside of the stretch as it is. */
  readonly table: NodeTable;
  /** The row of the root element. */
  readonly root: number;
  /** All that doesn't match is in it. */
  readonly stretch: TextChange;
}

/** `read` is what reading the text without its layout came to. Undefined where the layout doesn't tell. */
export function pairedByLayout(read: NodeTable): Paired | undefined {
  return new Pairing(read).paired();
}

class Pairing {
  private readonly table: NodeTable;
  private readonly text: string;
  /** The elements that are open, outermost first, how far in each begins, and the namespaces in it. */
  private readonly rows: number[] = [];
  private readonly indents: (number | undefined)[] = [];
  private readonly scopes: number[] = [];
  /** How many are open by name and how far in they begin: an end tag that closes none of them isn't looked for among all. */
  private readonly openBy = new Map<number, number>();
  private root = -1;
  private from = Infinity;
  private to = -1;

  constructor(read: NodeTable) {
    this.text = read.text;
    this.table = new NodeTable(read.text, read.end, read);
    this.table.beginWith(read, read.end);
  }

  paired(): Paired | undefined {
    const { table, text, rows } = this;
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (let row = 0; row < table.end; row = table.following(row)) {
      this.closeUntil(at, table.start(row), row);
      const isElement = table.kind(row) === elementRow;
      at = isElement ? table.tagEnd(row) : table.endOf(row);
      if (isElement ? !this.open(row) : rows.length === 0 && this.isContent(row)) return undefined;
    }
    this.closeUntil(at, text.length, table.end);
    if (rows.length > 0 || this.root < 0 || this.to < 0) return undefined;
    return { table, root: this.root, stretch: { from: this.from, to: this.to, by: 0 } };
  }

  /** False for a second root. */
  private open(row: number): boolean {
    const { table, text, rows } = this;
    const indent = indentAt(text, table.start(row));
    if (indent !== undefined) this.closeFartherIn(indent, table.start(row), row);
    const depth = rows.length;
    if (depth === 0) {
      if (this.root >= 0) return false;
      this.root = row;
    }
    const start = table.start(row);
    const outer = this.scopes[depth - 1] ?? 0;
    const declares = hasAttributes(table, row) && text.slice(start, table.tagEnd(row)).includes('xmlns');
    const declared = declares ? scanStartTag(text, start, [], false).declared : undefined;
    const scope = declared === undefined ? outer : table.declare(outer, declared);
    table.settle(row, table.tagEnd(row), 0, table.following(row), scope);
    if (table.has(row, selfClosing)) return true;
    rows.push(row);
    this.count(row, indent, 1);
    this.indents.push(indent);
    this.scopes.push(scope);
    return true;
  }

  private isContent(row: number): boolean {
    const kind = this.table.kind(row);
    return kind === cdataRow || (kind === textRow && this.table.has(row, solid));
  }

  /** Between rows there are end tags alone. */
  private closeUntil(from: number, to: number, next: number): void {
    const { table, text, rows } = this;
    for (let at = from; at < to; ) {
      const top = rows[rows.length - 1];
      const name = top === undefined ? '' : table.names.name(table.name(top));
      const end = at + 2 + name.length;
      const indent = indentAt(text, at);
      const own = this.indents[rows.length - 1];
      if (top !== undefined && text.charCodeAt(end) === 62 && text.startsWith(name, at + 2) && (indent === undefined || own === undefined || indent === own)) {
        this.pop(end + 1, at, next);
        at = end + 1;
      } else {
        at = this.closeOther(at, indent, next);
      }
    }
  }

  /** An end tag that isn't just that of the innermost element; returns where it ends. */
  private closeOther(at: number, indent: number | undefined, next: number): number {
    const { table, rows } = this;
    const { name, range, terminated } = scanEndTag(this.text, at);
    let depth = this.openBy.has(keyOf(table.names.numberOfName(name), indent)) ? rows.length - 1 : -1;
    while (depth >= 0 && (table.names.name(table.name(rows[depth] ?? 0)) !== name || this.indents[depth] !== indent)) depth--;
    if (depth < 0 || !terminated) this.note(at, range.end);
    if (depth < 0) return range.end;
    while (rows.length > depth + 1) this.giveUp(at, next);
    this.pop(range.end, at, next);
    return range.end;
  }

  /** What begins as far in as the tag at `at`, or farther, isn't around it. */
  private closeFartherIn(indent: number, at: number, next: number): void {
    const { indents } = this;
    for (let own = indents[indents.length - 1]; own !== undefined && own >= indent; own = indents[indents.length - 1]) this.giveUp(at, next);
  }

  private giveUp(at: number, next: number): void {
    const start = this.table.start(this.rows[this.rows.length - 1] ?? 0);
    this.note(start, start + 1);
    this.pop(at, 0, next);
  }

  private pop(end: number, endTag: number, next: number): void {
    const row = this.rows.pop();
    const indent = this.indents.pop();
    const scope = this.scopes.pop();
    if (row === undefined) return;
    this.count(row, indent, -1);
    this.table.settle(row, end, endTag, next, scope ?? 0);
  }

  private count(row: number, indent: number | undefined, by: 1 | -1): void {
    const key = keyOf(this.table.name(row), indent);
    const now = (this.openBy.get(key) ?? 0) + by;
    if (now > 0) this.openBy.set(key, now);
    else this.openBy.delete(key);
  }

  private note(start: number, end: number): void {
    this.from = Math.min(this.from, start);
    this.to = Math.max(this.to, end);
  }
}

const farthest = 4095;

/** Of a name's number and an indent; indents beyond the farthest share one. */
function keyOf(name: number, indent: number | undefined): number {
  return name * (farthest + 1) + (indent === undefined ? 0 : Math.min(indent + 1, farthest));
}
