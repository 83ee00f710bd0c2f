// A table that holds nothing but elements and character data, made into nodes that no text stands behind.
import { nowhere, type Attribute, type Element, type XmlDocument, type XmlNode } from './element';
import { declarationRow, declaringOnly, elementRow, encoded, textRow, type NodeTable } from './nodeTable';
import { decode } from './references';
import { hasAttributes } from './views';
import { scanStartTag } from './tagScanner';

const noAttributes: readonly Attribute[] = [];
const noNodes: readonly XmlNode[] = [];

/**
 * The document of a text that has been read without errors, or undefined where the text holds more than its
 * declaration, elements, namespace declarations and character data.
 */
export function plainDocument(table: NodeTable, rootRow: number): XmlDocument | undefined {
  if (rootRow < 0) return undefined;
  for (let row = 0; row < table.end; row = table.following(row)) {
    const kind = table.kind(row);
    if (kind === elementRow) {
      if (hasAttributes(table, row) && !table.has(row, declaringOnly)) return undefined;
    } else if (kind !== textRow && (kind !== declarationRow || row > rootRow)) return undefined;
  }
  const root = elementOf(table, rootRow);
  return { children: [root], root };
}

function elementOf(table: NodeTable, row: number): Element {
  const name = table.name(row);
  const children = nodesIn(table, table.following(row), table.next(row));
  return {
    kind: 'element',
    name: table.names.name(name),
    local: table.names.local(name),
    namespace: table.namespace(table.scope(row), table.names.prefix(name)) ?? '',
    attributes: hasAttributes(table, row) ? attributesOf(table, row) : noAttributes,
    children,
    range: nowhere,
    startTag: nowhere,
    nameRange: nowhere,
    selfClosing: children.length === 0,
  };
}

function nodesIn(table: NodeTable, from: number, to: number): readonly XmlNode[] {
  if (from >= to) return noNodes;
  const nodes: XmlNode[] = [];
  for (let row = from; row < to; row = table.next(row)) {
    nodes.push(table.kind(row) === elementRow ? elementOf(table, row) : { kind: 'text', value: valueOf(table, row), cdata: false, range: nowhere });
  }
  return nodes;
}

function valueOf(table: NodeTable, row: number): string {
  const { text } = table;
  const start = table.start(row);
  const end = table.endOf(row);
  return table.has(row, encoded) ? decode(text, start, end, 'text', []) : text.slice(start, end);
}

function attributesOf(table: NodeTable, row: number): readonly Attribute[] {
  const { attributes } = scanStartTag(table.text, table.start(row), []);
  return attributes.map(({ name, value }) => ({ name, value, range: nowhere, nameRange: nowhere, valueRange: nowhere }));
}
