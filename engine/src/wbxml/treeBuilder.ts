// The decoder's fold: tokens to an element tree.
import { toBase64 } from '../base/bytes';
import type { Range, Severity } from '../base/problem';
import { isXmlCodePoint, nameEnd } from '../xml/characters';
import { textOf, type Attribute, type Element, type XmlDocument, type XmlNode } from '../xml/element';
import { declaredPrefix, initialPrefixes, localOf, prefixOf, withDeclarations, type Prefixes } from '../xml/namespaces';
import { AttributeList } from './attributeList';
import type { CharacterReader } from './characterReader';
import { EmbeddedTypes, holdsDocument } from './embedded';
import { FormatScope, isOctetFormat } from './formatScope';
import type { WbxmlHeader } from './header';
import { contentOfOpaque } from './opaqueContent';
import { unheard, wbxmlProblem, type FirstProblems, type WbxmlProblemCode } from './problems';
import type { TokenReader } from './readTokens';
import { TagNames } from './tagNames';

/** Opens what stands from `start` to `end` as a document of its own, where it is one. */
export type OpenDocument = (
  start: number,
  end: number,
) => { readonly document: XmlDocument; readonly problems: FirstProblems } | undefined;

/** An element whose end hasn't come. */
interface OpenElement {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly Attribute[];
  readonly children: XmlNode[];
  /** The page of its tag; -1 for a name from the string table. */
  readonly page: number;
  readonly range: Range;
  readonly nameRange: Range;
  /** Of its children, by declarations; the default one is that of the tag. */
  readonly prefixes: Prefixes;
}

const noAttributes: readonly Attribute[] = [];

export class WbxmlTreeBuilder {
  private readonly names: TagNames;
  private readonly formats = new FormatScope();
  private readonly top: XmlNode[] = [];
  private readonly stack: OpenElement[] = [];
  private current: OpenElement | undefined;
  /** Open elements that are too deep to hold anything. */
  private flattened = 0;
  private root: Element | undefined;
  private pending = '';
  private pendingStart = -1;
  private pendingEnd = 0;
  private tooDeep = false;
  private readonly types = new EmbeddedTypes();
  private saidVersion = false;
  private saidTooMuch = false;

  constructor(
    private readonly tokens: TokenReader,
    private readonly header: WbxmlHeader,
    private readonly characters: CharacterReader,
    private readonly openDocument: OpenDocument,
    private readonly maxDepth: number,
    private readonly problems: FirstProblems,
  ) {
    this.names = new TagNames(header.type);
  }

  build(): XmlDocument {
    const { tokens } = this;
    let unclosed = 0;
    while (tokens.next()) {
      switch (tokens.kind) {
        case 'tag':
        case 'literal':
          this.flush();
          this.startElement();
          break;
        case 'end':
          this.flush();
          if (this.flattened > 0) this.flattened--;
          else this.close(tokens.start, tokens.end);
          break;
        case 'string':
          this.addText(this.characters.text(tokens.contentStart, tokens.contentEnd));
          break;
        case 'table-string':
          this.addText(this.characters.tableText(tokens.value, tokens.start, tokens.end) ?? '');
          if (this.characters.exhausted && !this.saidTooMuch) {
            this.saidTooMuch = true;
            this.note('wbxml-too-much-text', 'The references to the string table come to too much text; what follows of them is left out.');
          }
          break;
        case 'entity':
          this.addText(this.entity());
          break;
        case 'opaque':
          this.flush();
          this.addOpaque();
          break;
        case 'stray-end':
          this.note('wbxml-stray-end', 'END closes nothing: no element is open.');
          break;
        case 'extension':
          this.note('wbxml-extension', 'SyncML defines no extension tokens.');
          break;
        case 'instruction':
          this.flush();
          this.note('wbxml-instruction', 'A processing instruction says nothing to SyncML and is left out.', 'warning');
          new AttributeList(tokens, this.characters, unheard).read();
          break;
        case 'switch-page':
          if (this.names.page(tokens.page) === undefined && this.header.type !== undefined) {
            this.note('wbxml-unknown-page', `${this.header.type.name} has no code page ${tokens.page}.`);
          }
          break;
        default:
          // Attribute tokens come through AttributeList alone.
          break;
      }
    }
    this.flush();
    for (; this.current !== undefined; unclosed++) this.close(tokens.limit, tokens.limit);
    if (unclosed + this.flattened > 0) {
      const count = unclosed + this.flattened;
      const message = `The document ends while ${count === 1 ? 'an element is' : `${count} elements are`} open.`;
      this.problems.push(wbxmlProblem('wbxml-unclosed', message, tokens.limit, tokens.limit));
    }
    if (this.root === undefined) {
      this.problems.push(wbxmlProblem('wbxml-no-root', 'The document has no element.', tokens.limit, tokens.limit));
      return { children: this.top };
    }
    return { children: this.top, root: this.root };
  }

  private note(code: WbxmlProblemCode, message: string, severity?: Severity): void {
    this.problems.push(wbxmlProblem(code, message, this.tokens.start, this.tokens.end, severity));
  }

  private startElement(): void {
    const { tokens } = this;
    const { start, page, kind, hasContent, hasAttributes } = tokens;
    const nameRange = { start, end: tokens.end };
    const name = kind === 'tag' ? this.tagName() : this.literalName();
    let attributes = noAttributes;
    let prefixes = this.current?.prefixes ?? initialPrefixes;
    if (hasAttributes) {
      if (kind === 'tag') this.note('wbxml-attribute', 'SyncML tags have no attributes; not every decoder reads them.', 'warning');
      attributes = new AttributeList(tokens, this.characters, this.problems).read();
      prefixes = withDeclarations(prefixes, attributes);
    }
    const tag = kind === 'tag' ? { page, namespace: this.names.namespace(page) } : this.literalTag(name, prefixes, attributes);
    const opened: OpenElement = {
      name,
      local: localOf(name),
      namespace: tag.namespace,
      // The page says the namespace: a declaration of it is no part of the tree.
      attributes: tag.page < 0 || !hasAttributes ? attributes : attributes.filter((attribute) => declaredPrefix(attribute.name) === undefined),
      children: [],
      page: tag.page,
      range: { start, end: tokens.end },
      nameRange,
      prefixes,
    };
    if (this.current === undefined && this.root !== undefined) {
      this.problems.push(wbxmlProblem('wbxml-trailing', 'A document has one root element; this is another.', start, tokens.end));
    }
    if (this.stack.length >= this.maxDepth) {
      if (!this.tooDeep) this.note('wbxml-nesting-too-deep', `Elements deeper than ${this.maxDepth} levels are laid flat.`);
      this.tooDeep = true;
      this.formats.open(opened.page, opened.local);
      this.formats.close('');
      this.finish(opened, opened.range, undefined);
      if (hasContent) this.flattened++;
      return;
    }
    this.formats.open(opened.page, opened.local);
    if (!hasContent) {
      this.formats.close('');
      this.finish(opened, opened.range, undefined);
      return;
    }
    this.stack.push(opened);
    this.current = opened;
  }

  private tagName(): string {
    const { page, number } = this.tokens;
    const { name, unknown } = this.names.get(page, number);
    if (unknown) {
      const known = this.header.type !== undefined;
      if (known) this.note('wbxml-unknown-token', `Page ${page} of ${this.header.type?.name ?? 'the document'} has no tag 0x${number.toString(16).toUpperCase().padStart(2, '0')}.`);
      return name;
    }
    const since = this.names.newerThanDocument(page, name);
    if (since !== undefined) {
      this.note('wbxml-newer-token', `${name} came with version 1.${since - 10}; the document says that it is ${this.header.type?.name ?? 'older'}.`, 'warning');
    }
    return name;
  }

  private literalName(): string {
    const { tokens } = this;
    const name = this.characters.tableText(tokens.value, tokens.start, tokens.end) ?? '';
    if (isName(name)) return name;
    this.note('wbxml-literal-name', `"${name.slice(0, 40)}" can't be the name of an element.`);
    return `literal-${tokens.value.toString(16).toUpperCase()}`;
  }

  /**
   * As in XML, a name has the namespace that its own declarations give it, else, without a prefix, the one around it;
   * where the tables have the name, it is as good as their tag.
   */
  private literalTag(name: string, prefixes: Prefixes, attributes: readonly Attribute[]): { readonly page: number; readonly namespace: string } {
    const prefix = prefixOf(name);
    if (prefix !== '') return { page: -1, namespace: prefixes.get(prefix) ?? '' };
    const declared = attributes.find((attribute) => attribute.name === 'xmlns');
    const namespace = declared?.value ?? this.current?.namespace ?? '';
    const tag = this.names.find(namespace, name, this.current);
    return tag === undefined ? { page: -1, namespace } : { page: tag.page, namespace: this.names.namespace(tag.page) };
  }

  private close(start: number, end: number): void {
    const open = this.stack.pop();
    if (open === undefined) return;
    this.current = this.stack[this.stack.length - 1];
    const endTag = end > start ? { start, end } : undefined;
    const element = this.finish(open, { start: open.range.start, end }, endTag);
    this.formats.close(open.page === 1 && open.local === 'Format' ? textOf(element) : '');
    if (open.page === 0) {
      if (open.name === 'VerDTD') this.checkVersion(element);
      else if (open.name === 'Data' && holdsDocument(open.children)) this.nameEmbeddedType(false);
    }
  }

  private finish(open: OpenElement, range: Range, endTag: Range | undefined): Element {
    const { name, local, namespace, attributes, children, nameRange } = open;
    const startTag = open.range;
    const element: Element =
      endTag === undefined
        ? { kind: 'element', name, local, namespace, attributes, children, range, startTag, nameRange, selfClosing: children.length === 0 }
        : { kind: 'element', name, local, namespace, attributes, children, range, startTag, endTag, nameRange, selfClosing: false };
    this.add(element);
    return element;
  }

  private add(node: XmlNode): void {
    if (this.current !== undefined) {
      this.current.children.push(node);
      return;
    }
    if (node.kind === 'element') {
      this.root ??= node;
      this.top.push(node);
    }
  }

  private addText(value: string): void {
    const { tokens } = this;
    if (this.current === undefined) {
      this.note('wbxml-trailing', 'Text may only stand inside the root element; it is left out.');
      return;
    }
    if (this.pendingStart < 0) this.pendingStart = tokens.start;
    this.pending += value;
    this.pendingEnd = tokens.end;
  }

  private flush(): void {
    if (this.pendingStart < 0) return;
    if (this.pending !== '') {
      this.add({ kind: 'text', value: this.pending, cdata: false, range: { start: this.pendingStart, end: this.pendingEnd } });
    }
    this.pending = '';
    this.pendingStart = -1;
  }

  private entity(): string {
    const { value } = this.tokens;
    if (isXmlCodePoint(value)) return String.fromCodePoint(value);
    this.note('wbxml-entity', `No document may hold the character ${value}.`);
    return '\ufffd';
  }

  private addOpaque(): void {
    const { tokens, current, formats } = this;
    const { start, end, contentStart, contentEnd } = tokens;
    if (current === undefined) {
      this.note('wbxml-trailing', 'Octets may only stand inside the root element; they are left out.');
      return;
    }
    const range = { start, end };
    const { local } = current;
    const format = formats.inForce;
    if (current.page === 0 && local === 'Data' && !isOctetFormat(format)) {
      const inner = this.openDocument(contentStart, contentEnd);
      if (inner !== undefined) {
        this.problems.add(inner.problems);
        for (const node of inner.document.children) this.add(node);
        this.nameEmbeddedType(true);
        return;
      }
    }
    const text = format === 'bin' && current.page === 0 ? undefined : this.characters.textOrNothing(contentStart, contentEnd);
    const content = contentOfOpaque(text, current.page, local, format);
    if (content === 'text') {
      this.add({ kind: 'text', value: text ?? '', cdata: true, range });
      return;
    }
    const octets = tokens.bytes.slice(contentStart, contentEnd);
    if (content === 'nonce') {
      this.add({ kind: 'text', value: toBase64(octets), cdata: false, range });
      return;
    }
    if (content === 'not-base64') this.note('wbxml-opaque-not-base64', 'Format says b64, but the octets aren\'t base64: they are kept as they are.', 'warning');
    else if (content === 'not-text') this.note('wbxml-not-text', `${local} holds octets that are no text.`, 'warning');
    this.add({ kind: 'opaque', value: octets, range });
  }

  /** The Type of a document that was opened is that of its XML, as the tree holds it. */
  private nameEmbeddedType(warn: boolean): void {
    const { stack } = this;
    const data = this.current?.local === 'Data' ? stack.length - 1 : stack.length;
    const type = this.types.rename([stack[data - 1]?.children, stack[data - 2]?.children]);
    if (warn && type !== undefined && /\+xml$/i.test(type)) {
      this.note('wbxml-embedded-type', `The document is in WBXML, but its Type is ${type.slice(0, 60)}.`, 'warning');
    }
  }

  private checkVersion(said: Element): void {
    const { type } = this.header;
    if (this.saidVersion || type === undefined) return;
    this.saidVersion = true;
    const version = `1.${type.version - 10}`;
    const value = textOf(said).trim();
    if (value !== version) {
      const message = `VerDTD is ${value.slice(0, 20)}, but the public id is that of ${type.name}.`;
      this.problems.push(wbxmlProblem('wbxml-version-mismatch', message, said.range.start, said.range.end, 'warning'));
    }
  }
}

/** Whether XML could have it as a name, with one colon at most. */
function isName(name: string): boolean {
  return name !== '' && nameEnd(name, 0) === name.length && /^[^:]+(:[^:]+)?$/.test(name);
}
