// TreeRows: the rows of a text's table that are elements of a description or a serialised tree, told from those of
// other languages among them. A row of -1 is one that isn't there.
import type { Range } from '../base/problem';
import { textOf, type Element } from '../xml/element';
import { elementRow, encoded, textRow, type NodeTable } from '../xml/nodeTable';
import { elementAt } from '../xml/views';
import { isOurNamespace } from './parts';

export class TreeRows {
  private readonly scope: number;
  private readonly namespace: string;
  private readonly isPrefixed: boolean;
  /** By the number of a name, for what stands in the scope of the root: most of a document. */
  private readonly known: (boolean | undefined)[] = [];

  constructor(
    readonly table: NodeTable,
    /** The row of MgmtTree. */
    readonly root: number,
    /** Whether the text is another than the one that the document was read from: its places are nowhere then. */
    private readonly rewritten = false,
  ) {
    this.scope = table.scope(root);
    const prefix = table.names.prefix(table.name(root));
    this.isPrefixed = prefix !== '';
    this.namespace = table.namespace(this.scope, prefix) ?? '';
  }

  /** The local name of an element. */
  local(row: number): string {
    return this.table.names.local(this.table.name(row));
  }

  /** Whether a row is an element of the language. */
  speaks(row: number): boolean {
    const { table } = this;
    if (table.kind(row) !== elementRow) return false;
    const name = table.name(row);
    const scope = table.scope(row);
    if (scope !== this.scope) return this.isOurs(name, scope);
    return (this.known[name] ??= this.isOurs(name, scope));
  }

  /** The first element inside that belongs to the language. */
  first(row: number): number {
    if (row < 0) return -1;
    const { table } = this;
    const end = table.next(row);
    for (let child = table.following(row); child < end; child = table.next(child)) if (this.speaks(child)) return child;
    return -1;
  }

  /** The name of that element; `''` where there is none. */
  firstName(row: number): string {
    const first = this.first(row);
    return first < 0 ? '' : this.local(first);
  }

  /** All elements inside that belong to the language. */
  partsOf(row: number): readonly number[] {
    const { table } = this;
    const parts: number[] = [];
    const end = row < 0 ? row : table.next(row);
    for (let child = row < 0 ? row : table.following(row); child < end; child = table.next(child)) if (this.speaks(child)) parts.push(child);
    return parts;
  }

  /** The character data directly in an element, joined. */
  textOf(row: number): string {
    if (row < 0) return '';
    const { table } = this;
    const first = table.following(row);
    const end = table.next(row);
    if (first >= end) return '';
    if (table.next(first) >= end && table.kind(first) === textRow && !table.has(first, encoded)) return table.text.slice(table.start(first), table.endOf(first));
    return textOf(elementAt(table, row));
  }

  /** The same without white space around. */
  wordOf(row: number): string {
    return this.textOf(row).trim();
  }

  /** Where the name of an element stands in its start tag. */
  nameRange(row: number): Range {
    return this.rewritten ? nowhere : { start: this.table.start(row) + 1, end: this.table.nameEnd(row) };
  }

  /** From the start tag of an element to its end tag. */
  range(row: number): Range {
    return this.rewritten ? nowhere : { start: this.table.start(row), end: this.table.endOf(row) };
  }

  /** Made anew at each call. */
  elementAt(row: number): Element {
    return elementAt(this.table, row);
  }

  private isOurs(name: number, scope: number): boolean {
    const { table } = this;
    const prefix = table.names.prefix(name);
    const namespace = table.namespace(scope, prefix) ?? '';
    if (namespace === '') return prefix === '' || this.isPrefixed;
    return namespace === this.namespace || isOurNamespace(namespace);
  }
}

const nowhere: Range = { start: 0, end: 0 };
