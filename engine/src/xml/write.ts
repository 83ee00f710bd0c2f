// An element tree to text: compact for the wire, or laid out for reading.
import { toBase64 } from '../base/bytes';
import type { Attribute, Element, XmlDocument, XmlNode } from './element';
import { initialPrefixes, prefixOf, withDeclarations, type Prefixes } from './namespaces';

export interface WriteOptions {
  /** What one level is indented by; without it nothing is added between tags. */
  readonly indent?: string;
  /** Begins with `<?xml version="1.0" encoding="UTF-8"?>`. Default false. */
  readonly declaration?: boolean;
  /** What each line but the first begins with, before its own indentation. */
  readonly prefix?: string;
  /** Default `\n`. */
  readonly lineEnd?: string;
  /** Namespaces in force where the element will stand. */
  readonly namespaces?: Prefixes;
}

/**
 * Writes a document or an element. Where an element's namespace isn't the one in force, `xmlns` is added, unless its
 * attributes already declare it. Laying out adds white space only between the elements of elements that hold no text,
 * so no leaf's value changes. Octets are written as base64.
 */
export function writeXml(node: XmlDocument | Element, options: WriteOptions = {}): string {
  const writer = new Writer(options);
  const nodes: readonly XmlNode[] = 'kind' in node ? [node] : node.children;
  const declared = nodes.some((child) => child.kind === 'declaration');
  const parts: string[] = options.declaration === true && !declared ? ['<?xml version="1.0" encoding="UTF-8"?>'] : [];
  for (const child of nodes) {
    if (child.kind === 'text' && options.indent !== undefined) continue;
    writer.out = '';
    writer.write(child, options.namespaces ?? initialPrefixes, 0);
    parts.push(writer.out);
  }
  return parts.join(options.indent === undefined ? '' : '\n') + (options.indent === undefined ? '' : '\n');
}

/** One node as `writeXml` writes it, without a line end after it. */
export function writeNode(node: XmlNode, options: WriteOptions = {}): string {
  const writer = new Writer(options);
  writer.write(node, options.namespaces ?? initialPrefixes, 0);
  return writer.out;
}

class Writer {
  out = '';
  private readonly indent: string | undefined;
  private readonly line: string;

  constructor({ indent, lineEnd = '\n', prefix = '' }: WriteOptions) {
    this.indent = indent;
    this.line = lineEnd + prefix;
  }

  write(node: XmlNode, outer: Prefixes, depth: number): void {
    switch (node.kind) {
      case 'text':
        this.out += node.cdata ? cdataSection(node.value) : escapeText(node.value);
        return;
      case 'opaque':
        this.out += toBase64(node.value);
        return;
      case 'comment':
        this.out += `<!--${node.value.replace(/-(?=-)/g, '- ').replace(/-$/, '- ')}-->`;
        return;
      case 'instruction':
      case 'declaration':
        this.out += `<?${node.value}?>`;
        return;
      case 'doctype':
        this.out += `<!DOCTYPE${node.value}>`;
        return;
      case 'element':
        this.writeElement(node, outer, depth);
    }
  }

  private writeElement(element: Element, outer: Prefixes, depth: number): void {
    const { name, children } = element;
    this.out += `<${name}`;
    let namespaces = outer;
    // Most elements say nothing in their start tag, and need say nothing.
    if (element.attributes.length > 0 || outer.get(prefixOf(name)) !== element.namespace) {
      const declared = declare(element, outer);
      ({ namespaces } = declared);
      for (const attribute of declared.attributes) this.out += ` ${attribute.name}="${escapeAttribute(attribute.value)}"`;
    }
    if (children.length === 0) {
      this.out += '/>';
      return;
    }
    this.out += '>';
    const laidOut = this.indent !== undefined && mayLayOut(element);
    for (const child of children) {
      if (laidOut) {
        if (child.kind === 'text') continue;
        this.newLine(depth + 1);
      }
      this.write(child, namespaces, depth + 1);
    }
    if (laidOut) this.newLine(depth);
    this.out += `</${name}>`;
  }

  private newLine(depth: number): void {
    this.out += this.line + (this.indent ?? '').repeat(depth);
  }
}

/** An element with elements inside and nothing but white space between them. */
function mayLayOut(element: Element): boolean {
  let elements = false;
  for (const child of element.children) {
    if (child.kind === 'element') elements = true;
    else if (child.kind === 'opaque' || (child.kind === 'text' && (child.cdata || /[^ \t\r\n]/.test(child.value)))) return false;
  }
  return elements;
}

function declare(element: Element, outer: Prefixes): { attributes: readonly Pick<Attribute, 'name' | 'value'>[]; namespaces: Prefixes } {
  const namespaces = withDeclarations(outer, element.attributes);
  const prefix = prefixOf(element.name);
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  const said = element.attributes.some(({ name }) => name === declaration);
  if (namespaces.get(prefix) === element.namespace || said || (prefix !== '' && element.namespace === '')) {
    return { attributes: element.attributes, namespaces };
  }
  const attributes = [{ name: declaration, value: element.namespace }, ...element.attributes];
  return { attributes, namespaces: withDeclarations(outer, attributes) };
}

/** A carriage return written as it is would be read back as a line feed. */
export function escapeText(value: string): string {
  return /[&<>\r]/.test(value)
    ? value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')
    : value;
}

export function escapeAttribute(value: string): string {
  return /[&<>"\t\n\r]/.test(value)
    ? value
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/\t/g, '&#9;')
        .replace(/\n/g, '&#10;')
        .replace(/\r/g, '&#13;')
    : value;
}

/** A section can't hold its own end, and no reference is read in it. */
export function cdataSection(value: string): string {
  return `<![CDATA[${value.replace(/\]\]>/g, ']]]]><![CDATA[>')}]]>`;
}
