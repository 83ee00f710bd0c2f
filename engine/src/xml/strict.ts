// A text to an element tree, or not at all: the wire's door. Whatever could be read in two ways is read in two ways, the
// second time by fast-xml-parser.
import { XMLParser } from 'fast-xml-parser';
import { sentenceOf } from '../base/failure';
import type { Problem } from '../base/problem';
import { nowhere, type Attribute, type Element, type XmlDocument, type XmlNode } from './element';
import { initialPrefixes, localOf, prefixOf, withDeclarations, type Prefixes } from './namespaces';
import { elementRow, instructionRow, type NodeTable } from './nodeTable';
import { readTable } from './parse';
import { decode } from './references';
import { scanStartTag } from './tagScanner';
import { nodesIn } from './views';

export interface StrictLimits {
  /** Levels of elements. Default 128. */
  readonly maxDepth?: number;
  /** UTF-16 units of text. Default 10 million. */
  readonly maxSize?: number;
}

export type StrictlyRead = { readonly document: XmlDocument } | { readonly problem: Problem };

/**
 * Reads a well-formed text. Text, white space inside the root, CDATA sections, comments and the order of everything
 * are kept; ranges are `nowhere`, processing instructions and a DOCTYPE are left out. Anything that isn't well-formed
 * is refused, and so are entity declarations (`entity-declaration`), too much (`too-big`), too deep
 * (`nesting-too-deep`). Never throws.
 */
export function readStrictly(text: string, limits: StrictLimits = {}): StrictlyRead {
  const { maxDepth = 128, maxSize = 10_000_000 } = limits;
  if (text.length > maxSize) return refuse('too-big', `The document is ${text.length} characters long; ${maxSize} are allowed.`, maxSize, text.length);
  const { table, root: rootRow, problems } = readTable(text, { maxDepth });
  for (const node of nodesIn(table, 0, table.end)) {
    if (node.kind === 'doctype' && /<!ENTITY/.test(node.value)) {
      return refuse('entity-declaration', 'A message may not declare entities.', node.range.start, node.range.end);
    }
  }
  // Our own reading comes first: it says where the fault is, and sees what fast-xml-parser lets pass.
  const fault = problems.find(({ severity }) => severity === 'error');
  if (fault !== undefined) return { problem: fault };
  if (rootRow < 0) return refuse('no-root-element', 'The document has no element.', 0, text.length);
  try {
    const parsed = parserOf(maxDepth).parse(withoutMarkup(table)) as readonly ParsedNode[];
    const second = new SecondReading(table);
    const children = second.nodesOf(parsed, initialPrefixes, false);
    const root = children.find((node): node is Element => node.kind === 'element');
    if (!second.agrees || second.next() >= 0) return refuse('not-well-formed', 'The document can be read in two ways.', 0, text.length);
    return root === undefined ? refuse('no-root-element', 'The document has no element.', 0, text.length) : { document: { children, root } };
  } catch (thrown) {
    return refuse('not-well-formed', sentenceOf(thrown), 0, 0);
  }
}

const parsers = new Map<number, XMLParser>();

/** Made once for each depth. */
function parserOf(maxDepth: number): XMLParser {
  let parser = parsers.get(maxDepth);
  if (parser === undefined) {
    parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: attributeMark,
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      // References are decoded by our own table, so that nothing is ever expanded.
      processEntities: false,
      cdataPropName: '#cdata',
      commentPropName: '#comment',
      maxNestedTags: maxDepth + 1,
      onDangerousProperty: (name) => name,
      // Nobody asks for the path of a node.
      jPath: false,
    });
    parsers.set(maxDepth, parser);
  }
  return parser;
}

/** Keeps names such as `toString` from meaning anything to the objects that attributes are collected in. */
const attributeMark = '@';

/** What fast-xml-parser gives with `preserveOrder`: one key that names the node, and attributes under `:@`. */
type ParsedNode = Readonly<Record<string, unknown>>;

function refuse(code: string, message: string, start: number, end: number): StrictlyRead {
  return { problem: { code, severity: 'error', message, range: { start, end } } };
}

/** The text without byte order mark, DOCTYPE and processing instructions: nothing that follows acts on them. */
function withoutMarkup(table: NodeTable): string {
  const { text } = table;
  let rest = '';
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let row = 0; row < table.end; row = table.following(row)) {
    if (table.kind(row) < instructionRow) continue;
    rest += text.slice(from, table.start(row));
    from = table.endOf(row);
  }
  return (rest + text.slice(from)).trimStart();
}

/** What fast-xml-parser has read, made into our nodes, and whether both readings have the same elements. */
class SecondReading {
  /** False where an element that was read isn't the one that we have read there. */
  agrees = true;
  private row = 0;
  private readonly hasOddBlanks: boolean;

  constructor(private readonly table: NodeTable) {
    this.hasOddBlanks = oddBlanks.test(table.text);
  }

  /** The row of the next element that we have read, or -1. */
  next(): number {
    const { table } = this;
    while (this.row < table.end && table.kind(this.row) !== elementRow) this.row = table.following(this.row);
    if (this.row >= table.end) return -1;
    const found = this.row;
    this.row = table.following(found);
    return found;
  }

  nodesOf(parsed: readonly ParsedNode[], outer: Prefixes, inside: boolean): XmlNode[] {
    const nodes: XmlNode[] = [];
    for (const node of parsed) {
      for (const name in node) {
        if (name === ':@') continue;
        const content = node[name];
        if (name === '#text') {
          const value = String(content);
          if (inside && value !== '') nodes.push({ kind: 'text', value: value.includes('&') ? decode(value, 0, value.length, 'text', []) : value, cdata: false, range: nowhere });
        } else if (name === '#cdata') {
          nodes.push({ kind: 'text', value: innerText(content), cdata: true, range: nowhere });
        } else if (name === '#comment') {
          nodes.push({ kind: 'comment', value: innerText(content), range: nowhere });
        } else {
          nodes.push(this.elementOf(name, content as readonly ParsedNode[], node[':@'] as ParsedNode | undefined, outer));
        }
      }
    }
    return nodes;
  }

  private elementOf(name: string, content: readonly ParsedNode[], own: ParsedNode | undefined, outer: Prefixes): Element {
    const row = this.next();
    if (row < 0 || this.table.names.name(this.table.name(row)) !== name) this.agrees = false;
    const attributes = own === undefined ? none : Object.entries(own).map(([key, value]) => attributeOf(key, String(value)));
    if (this.hasOddBlanks && row >= 0 && !this.hasThese(row, attributes)) this.agrees = false;
    const prefixes = own === undefined ? outer : withDeclarations(outer, attributes);
    const children = this.nodesOf(content, prefixes, true);
    return {
      kind: 'element',
      name,
      local: localOf(name),
      namespace: prefixes.get(prefixOf(name)) ?? '',
      attributes,
      children,
      range: nowhere,
      startTag: nowhere,
      nameRange: nowhere,
      selfClosing: children.length === 0,
    };
  }

  private hasThese(row: number, attributes: readonly Attribute[]): boolean {
    const { attributes: own } = scanStartTag(this.table.text, this.table.start(row), []);
    return own.length === attributes.length && own.every(({ name }, i) => name === attributes[i]?.name);
  }
}

const none: readonly Attribute[] = [];

/** A name may hold them [XML 1.0 4], but fast-xml-parser takes them for white space and leaves them out of an attribute's name. */
const oddBlanks = /[\u1680\ufeff]/;

function attributeOf(key: string, raw: string): Attribute {
  const value = decode(raw, 0, raw.length, 'attribute', []);
  return { name: key.slice(attributeMark.length), value, range: nowhere, nameRange: nowhere, valueRange: nowhere };
}

function innerText(content: unknown): string {
  let value = '';
  for (const { '#text': text } of content as readonly ParsedNode[]) if (typeof text === 'string') value += text;
  return value;
}
