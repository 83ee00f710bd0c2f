// The nodes of a table as the objects that everybody else sees, each made when it is first asked for.
import type { Range } from '../base/problem';
import { nameEnd } from './characters';
import type { Attribute, Comment, Element, Markup, Text, XmlNode } from './element';
import {
  cdataRow,
  commentRow,
  declarationRow,
  declaringOnly,
  doctypeRow,
  elementRow,
  encoded,
  instructionRow,
  selfClosing,
  solid,
  textRow,
  unterminated,
  type NodeTable,
} from './nodeTable';
import { declaredPrefix } from './namespaces';
import { decode } from './references';
import { scanStartTag } from './tagScanner';

const noNodes: readonly XmlNode[] = [];
const noAttributes: readonly Attribute[] = [];
const elementKind = 'element';
const textKind = 'text';
const commentKind = 'comment';

/** The nodes from one row to another that aren't inside each other. */
export function nodesIn(table: NodeTable, from: number, to: number): readonly XmlNode[] {
  if (from >= to) return noNodes;
  let count = 0;
  for (let row = from; row < to; row = table.next(row)) count++;
  // Told its length beforehand, an array takes no more room than it needs.
  const nodes = new Array<XmlNode>(count);
  let place = 0;
  for (let row = from; row < to; row = table.next(row)) nodes[place++] = nodeAt(table, row);
  return nodes;
}

export function nodeAt(table: NodeTable, row: number): XmlNode {
  switch (table.kind(row)) {
    case elementRow:
      return new ElementView(table, row);
    case textRow:
    case cdataRow:
      return new TextView(table, row);
    case commentRow:
      return new CommentView(table, row);
    default:
      return new MarkupView(table, row);
  }
}

/** The element of a row that is one. Made anew at each call: not the object that its parent holds. */
export function elementAt(table: NodeTable, row: number): Element {
  return new ElementView(table, row);
}

/** The table and the row that an element is a view of; undefined where it wasn't read from a text. */
export function rowOf(element: Element): { readonly table: NodeTable; readonly row: number } | undefined {
  return element instanceof ElementView ? element : undefined;
}

/**
 * The elements from `root`, a view of a table, down to the one of a row inside it: the very objects that hold each
 * other as children. Undefined where `root` is no view.
 */
export function pathToRow(root: Element, row: number): Element[] | undefined {
  if (!(root instanceof ElementView)) return undefined;
  const path: Element[] = [root];
  for (let at: ElementView = root; at.row !== row; ) {
    const { children } = at;
    let low = 0;
    let high = children.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (rowOfView(children[middle]) <= row) low = middle;
      else high = middle - 1;
    }
    const inner = children[low];
    if (!(inner instanceof ElementView) || inner.row > row || row >= inner.table.next(inner.row)) return undefined;
    path.push(inner);
    at = inner;
  }
  return path;
}

function rowOfView(node: XmlNode | undefined): number {
  return node instanceof ElementView || node instanceof LeafView ? node.row : -1;
}

/** The text that a node was read from; undefined where it was made otherwise, or made anew of one that was read. */
export function sourceOf(node: XmlNode): string | undefined {
  return node instanceof ElementView || node instanceof LeafView ? node.table.text : undefined;
}

/** Whether an element has attributes other than declarations of namespaces. */
export function hasAttributesOfItsOwn(element: Element): boolean {
  if (element instanceof ElementView) {
    const { table, row } = element;
    if (table.has(row, declaringOnly) || !hasAttributes(table, row)) return false;
  }
  return element.attributes.some(({ name }) => declaredPrefix(name) === undefined);
}

/** Whether a text is white space alone, or nothing at all. */
export function isWhiteSpace(text: Text): boolean {
  if (text instanceof TextView && !text.cdata) {
    const { table, row } = text;
    if (!table.has(row, solid)) return true;
    if (!table.has(row, encoded)) return false;
  }
  return !/[^ \t\r\n]/.test(text.value);
}

class ElementView implements Element {
  private inside: readonly XmlNode[] | undefined;
  private own: readonly Attribute[] | undefined;

  constructor(
    readonly table: NodeTable,
    readonly row: number,
  ) {}

  get kind(): 'element' {
    return elementKind;
  }

  get name(): string {
    return this.table.names.name(this.table.name(this.row));
  }

  get local(): string {
    return this.table.names.local(this.table.name(this.row));
  }

  get namespace(): string {
    const { table, row } = this;
    return table.namespace(table.scope(row), table.names.prefix(table.name(row))) ?? '';
  }

  get attributes(): readonly Attribute[] {
    return (this.own ??= attributesOf(this.table, this.row));
  }

  get children(): readonly XmlNode[] {
    return (this.inside ??= nodesIn(this.table, this.table.following(this.row), this.table.next(this.row)));
  }

  get range(): Range {
    return { start: this.table.start(this.row), end: this.table.endOf(this.row) };
  }

  get startTag(): Range {
    return { start: this.table.start(this.row), end: this.table.tagEnd(this.row) };
  }

  get endTag(): Range | undefined {
    const start = this.table.endTag(this.row);
    return start === 0 ? undefined : { start, end: this.table.endOf(this.row) };
  }

  get nameRange(): Range {
    return { start: this.table.start(this.row) + 1, end: this.table.nameEnd(this.row) };
  }

  get endNameRange(): Range | undefined {
    const start = this.table.endTag(this.row);
    return start === 0 ? undefined : { start: start + 2, end: nameEnd(this.table.text, start + 2) };
  }

  get selfClosing(): boolean {
    return this.table.has(this.row, selfClosing);
  }
}

/** Whether there is more in the element's start tag than its name. */
export function hasAttributes(table: NodeTable, row: number): boolean {
  const bare = table.has(row, unterminated) ? 0 : table.has(row, selfClosing) ? 2 : 1;
  return table.tagEnd(row) - table.nameEnd(row) > bare;
}

function attributesOf(table: NodeTable, row: number): readonly Attribute[] {
  return hasAttributes(table, row) ? scanStartTag(table.text, table.start(row), []).attributes : noAttributes;
}

class LeafView {
  constructor(
    readonly table: NodeTable,
    readonly row: number,
  ) {}

  get range(): Range {
    return { start: this.table.start(this.row), end: this.table.endOf(this.row) };
  }
}

class TextView extends LeafView implements Text {
  get kind(): 'text' {
    return textKind;
  }

  get cdata(): boolean {
    return this.table.kind(this.row) === cdataRow;
  }

  get value(): string {
    const { table, row } = this;
    if (this.cdata) return sectionValue(table, row, 9, 3);
    const { text } = table;
    return table.has(row, encoded) ? decode(text, table.start(row), table.endOf(row), 'text', []) : text.slice(table.start(row), table.endOf(row));
  }
}

class CommentView extends LeafView implements Comment {
  get kind(): 'comment' {
    return commentKind;
  }

  get value(): string {
    return sectionValue(this.table, this.row, 4, 3);
  }
}

const markupKinds = { [instructionRow]: 'instruction', [declarationRow]: 'declaration', [doctypeRow]: 'doctype' } as const;

class MarkupView extends LeafView implements Markup {
  get kind(): Markup['kind'] {
    return markupKinds[this.table.kind(this.row) as keyof typeof markupKinds];
  }

  get value(): string {
    const { table, row } = this;
    const { text } = table;
    if (table.kind(row) !== doctypeRow) return sectionValue(table, row, 2, 2);
    return text.slice(table.start(row) + 9, table.endOf(row) - (table.has(row, unterminated) ? 0 : 1));
  }
}

/** What stands between the delimiters of a section, line ends as `\n`. */
function sectionValue(table: NodeTable, row: number, before: number, after: number): string {
  const open = table.has(row, unterminated);
  const value = table.text.slice(table.start(row) + before, table.endOf(row) - (open ? 0 : after));
  return value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value;
}
