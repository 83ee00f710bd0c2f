// The element tree: what texts, wire messages and WBXML documents all become.
import type { Range } from '../base/problem';

export interface Attribute {
  /** As written, prefix included. */
  readonly name: string;
  /** Decoded: references replaced. */
  readonly value: string;
  readonly range: Range;
  readonly nameRange: Range;
  /** What stands between the quotes; empty at the end of the name where there is no value. */
  readonly valueRange: Range;
}

export interface Element {
  readonly kind: 'element';
  /** As written, prefix included. */
  readonly name: string;
  /** Without prefix. */
  readonly local: string;
  /** The namespace in force, `''` where there is none. */
  readonly namespace: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly XmlNode[];
  /** From the start tag's `<` to the end of the end tag, or to where the element was given up. */
  readonly range: Range;
  readonly startTag: Range;
  /** Absent where the element closes itself or was never closed. */
  readonly endTag?: Range | undefined;
  readonly nameRange: Range;
  /** The name in the end tag. */
  readonly endNameRange?: Range | undefined;
  readonly selfClosing: boolean;
}

/** Character data. `value` is decoded; CDATA sections are texts of their own. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly cdata: boolean;
  readonly range: Range;
}

/** Octets that stand where character data would: WBXML's OPAQUE. Never in a tree that was read from text. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly value: Uint8Array;
  readonly range: Range;
}

export interface Comment {
  readonly kind: 'comment';
  readonly value: string;
  readonly range: Range;
}

/** A processing instruction, the XML declaration or a DOCTYPE: kept as written, never acted upon. */
export interface Markup {
  readonly kind: 'instruction' | 'declaration' | 'doctype';
  readonly value: string;
  readonly range: Range;
}

export type XmlNode = Element | Text | Opaque | Comment | Markup;

/** A whole document. `root` is the first element of `children`. */
export interface XmlDocument {
  readonly children: readonly XmlNode[];
  readonly root?: Element;
}

/** The range of nodes that no text stands behind. */
export const nowhere: Range = { start: 0, end: 0 };

/** A new element that no text stands behind. */
export function element(
  name: string,
  children: readonly XmlNode[] = [],
  options: { readonly namespace?: string; readonly attributes?: Readonly<Record<string, string>> } = {},
): Element {
  const colon = name.indexOf(':');
  return {
    kind: 'element',
    name,
    local: colon < 0 ? name : name.slice(colon + 1),
    namespace: options.namespace ?? '',
    attributes: Object.entries(options.attributes ?? {}).map(([key, value]) => ({
      name: key,
      value,
      range: nowhere,
      nameRange: nowhere,
      valueRange: nowhere,
    })),
    children,
    range: nowhere,
    startTag: nowhere,
    nameRange: nowhere,
    selfClosing: children.length === 0,
  };
}

/**
 * The element with other children; the rest of it, places included, stays as it is. Elements that were read from a
 * text are views of it, which `{ ...element }` doesn't copy.
 */
export function withChildren(of: Element, children: readonly XmlNode[]): Element {
  const { kind, name, local, namespace, attributes, range, startTag, endTag, nameRange, endNameRange } = of;
  const selfClosing = of.selfClosing && children.length === 0;
  const end = { ...(endTag === undefined ? {} : { endTag }), ...(endNameRange === undefined ? {} : { endNameRange }) };
  return { kind, name, local, namespace, attributes, children, range, startTag, nameRange, selfClosing, ...end };
}

/**
 * The node with all that is in it as plain objects: what is read from a text is a view of it and keeps it in memory,
 * and can't be cloned or compared member by member.
 */
export function detached<T extends XmlNode>(node: T): T;
export function detached(node: XmlNode): XmlNode {
  switch (node.kind) {
    case 'element':
      return { ...withChildren(node, node.children.map((inner) => detached(inner))), attributes: node.attributes.map(detachedAttribute) };
    case 'text':
      return withValue(node, node.value);
    case 'opaque':
      return node;
    case 'comment':
      return { kind: 'comment', value: node.value, range: node.range };
    default:
      return { kind: node.kind, value: node.value, range: node.range };
  }
}

function detachedAttribute({ name, value, range, nameRange, valueRange }: Attribute): Attribute {
  return { name, value, range, nameRange, valueRange };
}

/** The text with another value, at the same place. */
export function withValue({ kind, cdata, range }: Text, value: string): Text {
  return { kind, value, cdata, range };
}

/** A new text that no source stands behind. */
export function text(value: string, cdata = false): Text {
  return { kind: 'text', value, cdata, range: nowhere };
}

export function childElements(parent: { readonly children: readonly XmlNode[] }): readonly Element[] {
  return parent.children.filter((child): child is Element => child.kind === 'element');
}

/** The first child element of that local name. */
export function child(parent: Element, local: string): Element | undefined {
  return parent.children.find((node): node is Element => node.kind === 'element' && node.local === local);
}

/** The character data directly inside, joined; white space as it is. */
export function textOf(parent: Element): string {
  let value = '';
  for (const node of parent.children) if (node.kind === 'text') value += node.value;
  return value;
}

export function attribute(of: Element, name: string): Attribute | undefined {
  return of.attributes.find((candidate) => candidate.name === name);
}
