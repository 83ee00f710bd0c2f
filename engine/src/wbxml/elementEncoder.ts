// The body of a document being written: elements, attributes, texts and octets as tokens.
import type { Problem, Severity } from '../base/problem';
import { textOf, type Element, type Text, type XmlDocument, type XmlNode } from '../xml/element';
import { declaredPrefix, initialPrefixes, prefixOf, withDeclarations, type Prefixes } from '../xml/namespaces';
import { hasAttributesOfItsOwn, isWhiteSpace } from '../xml/views';
import type { ByteWriter } from './byteWriter';
import type { DocumentType } from './documentTypes';
import { embeddableType, itemEmbeds, maxEmbedding, metaValue, withType, wbxmlType } from './embedded';
import { FormatScope, isOctetFormat } from './formatScope';
import { attributesBit, contentBit, globalTokens } from './globalTokens';
import { contentOfOpaque } from './opaqueContent';
import { wbxmlProblem, type WbxmlProblemCode } from './problems';
import type { StringTable } from './stringTable';
import { TagFinder } from './tagFinder';
import type { TagParent } from './tagNames';

export interface ElementRules {
  readonly keepLayout: boolean;
  readonly maxDepth: number;
  /** Of documents within documents; 0 for the outermost. */
  readonly level: number;
  readonly writeEmbedded: (document: XmlDocument, type: DocumentType, prefixes: Prefixes) => Uint8Array;
}

/** What holds around an element. */
interface Around {
  readonly parent: TagParent | undefined;
  readonly scope: SourceScope;
  /** Declared in what is written, as its reader will know them. */
  readonly written: Prefixes;
  readonly depth: number;
}

/** What is declared in the tree, told when somebody asks: hardly anybody does. */
class SourceScope {
  private known: Prefixes | undefined;

  constructor(
    private readonly outer: SourceScope | Prefixes,
    /** Declares what holds inside it. */
    private readonly element?: Element,
  ) {}

  get prefixes(): Prefixes {
    if (this.known === undefined) {
      const outer = this.outer instanceof SourceScope ? this.outer.prefixes : this.outer;
      this.known = this.element === undefined ? outer : withDeclarations(outer, this.element.attributes);
    }
    return this.known;
  }
}

/** The children of an element, as far as they are written. */
interface Content {
  readonly nodes: readonly XmlNode[];
  readonly elements: boolean;
  /** Whether any of them is written. */
  readonly written: boolean;
  /** Texts are white space between elements, and left out. */
  readonly layout: boolean;
}

interface Named {
  readonly name: string;
  readonly value: string;
}

export class ElementEncoder {
  private readonly tags: TagFinder;
  private readonly formats = new FormatScope();
  private page = 0;
  private tooDeep = false;

  constructor(
    private readonly body: ByteWriter,
    private readonly table: StringTable,
    private readonly type: DocumentType | undefined,
    private readonly rules: ElementRules,
    private readonly problems: Problem[],
  ) {
    this.tags = new TagFinder(type);
  }

  /** A node of the document itself; `prefixes` are those that the tree declares around it. */
  topLevel(node: XmlNode, prefixes: Prefixes): void {
    if (node.kind === 'element') this.element(node, { parent: undefined, scope: new SourceScope(prefixes), written: initialPrefixes, depth: 1 });
    else if (node.kind !== 'declaration' && !(node.kind === 'text' && node.value.trim() === '')) this.leftOut(node);
  }

  private element(element: Element, around: Around): void {
    if (around.depth > this.rules.maxDepth) {
      if (!this.tooDeep) this.note('wbxml-nesting-too-deep', element, `Elements deeper than ${this.rules.maxDepth} levels are left out.`, 'error');
      this.tooDeep = true;
      return;
    }
    const { local, namespace } = element;
    const { tag, newerSince } = this.tags.find(element, local, namespace, around.parent);
    const pageNumber = tag?.page ?? -1;
    this.formats.open(pageNumber, local);
    const attributes = tag !== undefined && !hasAttributesOfItsOwn(element) ? noAttributes : this.attributesOf(element, tag !== undefined, around);
    const content = this.contentOf(element, pageNumber);
    const bits = (content.written ? contentBit : 0) | (attributes.length > 0 ? attributesBit : 0);
    if (tag !== undefined) {
      this.switchTo(tag.page);
      this.body.byte(tag.number | bits);
      if (newerSince !== undefined) this.noteNewer(element, local, newerSince);
    } else {
      this.note('wbxml-literal', element, `${element.name} has no token: its name goes into the string table.`, 'information');
      this.body.byte(globalTokens.literal | bits);
      this.body.multiByte(this.table.offset(element.name) ?? 0);
    }
    this.writeAttributes(element, attributes);
    if (content.written) {
      if (content.elements) this.mixed(element, content, local, namespace, pageNumber, attributes, around);
      else for (const node of content.nodes) this.leaf(node, element, local, pageNumber);
      this.body.byte(globalTokens.end);
    }
    this.formats.close(pageNumber === 1 && local === 'Format' ? textOf(element) : '');
  }

  /** The content of an element that has elements inside. */
  private mixed(element: Element, { nodes, layout }: Content, local: string, namespace: string, pageNumber: number, attributes: readonly Named[], around: Around): void {
    const scope = new SourceScope(around.scope, element);
    const embeds = pageNumber === 0 && local === 'Data' && this.mayEmbed && !isOctetFormat(this.formats.inForce);
    const written = withDeclarations(around.written, attributes);
    const seen = pageNumber < 0 ? namespaceSeen(element, attributes, written, around.parent) : namespace;
    const inside: Around = { parent: { local, namespace: seen, page: pageNumber }, scope, written, depth: around.depth + 1 };
    for (const node of nodes) {
      if (node.kind === 'element') {
        const type = embeds ? embeddableType(node) : undefined;
        if (type !== undefined) this.opaque(this.rules.writeEmbedded({ children: [node], root: node }, type, scope.prefixes));
        else this.element(node, inside);
      } else if (!(layout && node.kind === 'text')) this.leaf(node, element, local, pageNumber);
    }
  }

  private leaf(node: XmlNode, within: Element, local: string, pageNumber: number): void {
    if (node.kind === 'text') this.text(node, within, local, pageNumber);
    else if (node.kind === 'opaque') this.opaque(node.value);
  }

  private get mayEmbed(): boolean {
    return this.type?.family === 'syncml' && this.rules.level < maxEmbedding;
  }

  /** What of the children is written, the Type of a document within renamed. */
  private contentOf(element: Element, pageNumber: number): Content {
    const { children } = element;
    let elements = false;
    let solid = false;
    for (const node of children) {
      if (node.kind === 'element') elements = true;
      else if (node.kind === 'opaque') solid = true;
      else if (node.kind !== 'text') this.leftOut(node);
      else if (!solid) solid = node.cdata || !isWhiteSpace(node);
    }
    if (elements) {
      const nodes = pageNumber === 0 && this.mayEmbed ? this.withEmbeddedType(element, children) : children;
      return { nodes, elements, written: true, layout: !this.rules.keepLayout && !solid };
    }
    const written = solid || children.some((node) => node.kind === 'text' && node.value !== '');
    return { nodes: children, elements, written, layout: false };
  }

  private withEmbeddedType(element: Element, children: readonly XmlNode[]): readonly XmlNode[] {
    const meta = children.find((node): node is Element => node.kind === 'element' && node.local === 'Meta');
    if (meta === undefined) return children;
    const outer = this.formats.inForce;
    const embeds =
      element.local === 'Item'
        ? itemEmbeds(element, outer)
        : children.some((node) => node.kind === 'element' && node.local === 'Item' && itemEmbeds(node, metaValue(meta, 'Format') ?? outer) && !saysType(node));
    if (!embeds) return children;
    const renamed = withType(meta, wbxmlType);
    return renamed === meta ? children : children.map((node) => (node === meta ? renamed : node));
  }

  /** A CDATA section goes out as octets where the decoder makes a CDATA section of them. */
  private text(node: Text, within: Element, local: string, pageNumber: number): void {
    if (node.cdata) {
      const read = this.body.canWrite(node.value) && contentOfOpaque(node.value, pageNumber, local, this.formats.inForce);
      if (read === 'text') {
        this.body.byte(globalTokens.opaque);
        this.body.multiByte(this.body.lengthOf(node.value));
        this.body.characters(node.value);
        return;
      }
      this.note('wbxml-left-out', node, `The text of ${within.name} goes out as a string: that it was a CDATA section isn't carried.`, 'information');
    }
    const { value } = node;
    if (value !== '') this.string(value, node);
  }

  private string(value: string, node: XmlNode): void {
    if (this.table.has(value)) {
      this.body.byte(globalTokens.tableString);
      this.body.multiByte(this.table.offset(value) ?? 0);
    } else if (!this.body.inline(value)) {
      this.note('wbxml-unencodable', node, 'A zero or half of a character can\'t be sent: U+FFFD takes its place.', 'warning');
    }
  }

  private opaque(octets: Uint8Array): void {
    this.body.byte(globalTokens.opaque);
    this.body.multiByte(octets.length);
    this.body.octets(octets);
  }

  private switchTo(pageNumber: number): void {
    if (pageNumber === this.page) return;
    this.page = pageNumber;
    this.body.byte(globalTokens.switchPage);
    this.body.byte(pageNumber);
  }

  /** Those that are written: declarations go by code pages, but names without a number need theirs. */
  private attributesOf(element: Element, hasTag: boolean, around: Around): readonly Named[] {
    const list: Named[] = [];
    const source = new SourceScope(around.scope, element);
    if (!hasTag) {
      const prefix = prefixOf(element.name);
      const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
      const before = prefix === '' ? (around.parent?.namespace ?? '') : around.written.get(prefix);
      const says = element.attributes.some((attribute) => attribute.name === name);
      if (!says && element.namespace !== '' && element.namespace !== before) list.push({ name, value: element.namespace });
    }
    for (const attribute of element.attributes) {
      if (!hasTag || declaredPrefix(attribute.name) === undefined) list.push(attribute);
    }
    for (const { name } of [...list]) {
      const prefix = declaredPrefix(name) === undefined ? prefixOf(name) : '';
      const uri = prefix === '' ? undefined : source.prefixes.get(prefix);
      if (uri === undefined || around.written.get(prefix) === uri || list.some((other) => other.name === `xmlns:${prefix}`)) continue;
      list.unshift({ name: `xmlns:${prefix}`, value: uri });
    }
    return list;
  }

  private writeAttributes(element: Element, attributes: readonly Named[]): void {
    if (attributes.length === 0) return;
    const told = attributes.find(({ name }) => declaredPrefix(name) === undefined);
    if (told !== undefined) {
      this.note('wbxml-attribute', element, `SyncML has no tokens for attributes: ${told.name} of ${element.name} goes into the string table, and not every decoder reads it.`, 'warning');
    }
    for (const { name, value } of attributes) {
      this.body.byte(globalTokens.literal);
      this.body.multiByte(this.table.offset(name) ?? 0);
      if (value !== '') this.string(value, element);
    }
    this.body.byte(globalTokens.end);
  }

  private noteNewer(element: Element, local: string, since: number): void {
    const message = `${local} came with version 1.${since - 10}; strict decoders don't know it in ${this.type?.name ?? 'this document'}.`;
    this.note('wbxml-newer-token', element, message, 'warning');
  }

  private leftOut(node: XmlNode): void {
    const { [node.kind]: what = node.kind } = leftOutNames;
    this.note('wbxml-left-out', node, `WBXML of SyncML doesn't carry ${what}.`, 'information');
  }

  private note(code: WbxmlProblemCode, node: XmlNode, message: string, severity: Severity): void {
    const { start, end } = node.kind === 'element' ? node.nameRange : node.range;
    this.problems.push(wbxmlProblem(code, message, start, end, severity));
  }
}

const noAttributes: readonly Named[] = [];

const leftOutNames: Readonly<Partial<Record<XmlNode['kind'], string>>> = {
  comment: 'comments',
  instruction: 'processing instructions',
  declaration: 'an XML declaration within a document',
  doctype: 'a DOCTYPE',
  text: 'text outside the root element',
  opaque: 'octets outside the root element',
};

/** The namespace that the decoder will see in a name from the string table. */
function namespaceSeen(element: Element, attributes: readonly Named[], written: Prefixes, parent: TagParent | undefined): string {
  const prefix = prefixOf(element.name);
  if (prefix !== '') return written.get(prefix) ?? '';
  return attributes.find(({ name }) => name === 'xmlns')?.value ?? parent?.namespace ?? '';
}

function saysType(item: Element): boolean {
  return item.children.some((node) => node.kind === 'element' && node.local === 'Meta' && metaValue(node, 'Type') !== undefined);
}

