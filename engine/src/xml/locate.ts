// What stands at an offset of a document: the elements around it, and what is being written there.
import type { Range } from '../base/problem';
import { isNamePart, isSpace } from './characters';
import type { Attribute, Element, XmlDocument, XmlNode } from './element';

/**
 * The elements that `offset` stands in, outermost first. An offset on a tag counts as in its element, the ends of
 * `range` included where no neighbour claims them.
 */
export function pathAt(document: XmlDocument, offset: number): readonly Element[] {
  const path: Element[] = [];
  for (let inner = elementIn(document.children, offset); inner !== undefined; inner = elementIn(inner.children, offset)) path.push(inner);
  return path;
}

/** Of nodes in the order of their places, the element that the offset stands in; else the one that ends there. */
function elementIn(nodes: readonly XmlNode[], offset: number): Element | undefined {
  let ending: Element | undefined;
  for (let at = lastStartingAt(nodes, offset); at >= 0; at--) {
    const node = nodes[at];
    const end = node?.range.end ?? 0;
    if (node === undefined || end < offset) break;
    if (node.kind !== 'element') continue;
    if (offset < end) return node;
    ending = node;
  }
  return ending;
}

/** Of nodes in the order of their places, the index of the last one that begins at `offset` or before it; -1 where none does. */
export function lastStartingAt(nodes: readonly XmlNode[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.range.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export type XmlPlaceKind =
  /** In the name of a start tag, or right after a `<`. */
  | 'tag-name'
  | 'end-tag-name'
  /** In the name of an attribute, or in white space where one may begin. */
  | 'attribute-name'
  | 'attribute-value'
  /** Between tags, where text and elements may stand. */
  | 'text'
  /** In a comment, a CDATA section, a processing instruction or a DOCTYPE. */
  | 'other';

export interface XmlPlace {
  readonly kind: XmlPlaceKind;
  /** The elements around the place, outermost first; the one whose tag is being written is not among them. */
  readonly path: readonly Element[];
  /** The element whose tag the place is in. */
  readonly element?: Element;
  readonly attribute?: Attribute;
  /** Local names of the elements before the place in the innermost element of `path`. */
  readonly before: readonly string[];
  /** The whole name or value that the place is in; empty at the offset where there is none yet. */
  readonly word: Range;
}

/** `text` is what `document` was read from. */
export function placeAt(document: XmlDocument, text: string, offset: number): XmlPlace {
  const around = pathAt(document, offset).filter(({ range }) => range.start < offset);
  const inner = around[around.length - 1];
  if (inner !== undefined) {
    const outer = around.slice(0, -1);
    if (isInTag(inner.startTag, offset, text)) return inStartTag(document, outer, inner, text, offset);
    if (inner.endTag !== undefined && offset > inner.endTag.start + 1 && offset < inner.endTag.end) {
      const word = inner.endNameRange ?? { start: offset, end: offset };
      return { kind: 'end-tag-name', path: outer, element: inner, before: namesBefore(document, outer, inner.range.start), word };
    }
    if (offset >= inner.range.end && text.charCodeAt(offset - 1) === 62) return between(document, outer, text, offset);
  }
  return between(document, around, text, offset);
}

/** Whether the offset is inside the tag; the end of a tag without `>` counts as inside it. */
function isInTag(tag: Range, offset: number, text: string): boolean {
  return offset > tag.start && (offset < tag.end || (offset === tag.end && text.charCodeAt(tag.end - 1) !== 62));
}

function inStartTag(document: XmlDocument, path: readonly Element[], element: Element, text: string, offset: number): XmlPlace {
  const before = namesBefore(document, path, element.range.start);
  if (offset <= element.nameRange.end) return { kind: 'tag-name', path, element, before, word: element.nameRange };
  for (const attribute of element.attributes) {
    const { nameRange, valueRange } = attribute;
    if (offset >= nameRange.start && offset <= nameRange.end) {
      return { kind: 'attribute-name', path, element, attribute, before, word: nameRange };
    }
    if (valueRange.start > nameRange.end && offset >= valueRange.start && offset <= valueRange.end) {
      return { kind: 'attribute-value', path, element, attribute, before, word: valueRange };
    }
  }
  const word = wordAround(text, offset);
  const free = isSpace(text.charCodeAt(word.start - 1));
  return { kind: free ? 'attribute-name' : 'other', path, element, before, word };
}

function between(document: XmlDocument, path: readonly Element[], text: string, offset: number): XmlPlace {
  const inner = path[path.length - 1];
  const before = namesBefore(document, path, offset);
  const word = wordAround(text, offset);
  const node = (inner ?? document).children.find(({ range }) => range.start < offset && offset < range.end);
  if (node !== undefined && (node.kind !== 'text' || node.cdata)) return { kind: 'other', path, before, word };
  if (text.charCodeAt(word.start - 1) === 60) return { kind: 'tag-name', path, before, word };
  if (text.startsWith('</', word.start - 2)) {
    return { kind: 'end-tag-name', path, before, word, ...(inner === undefined ? {} : { element: inner }) };
  }
  return { kind: 'text', path, before, word: { start: offset, end: offset } };
}

function namesBefore(document: XmlDocument, path: readonly Element[], offset: number): readonly string[] {
  const names: string[] = [];
  for (const node of (path[path.length - 1] ?? document).children) {
    if (node.kind === 'element' && node.range.end <= offset) names.push(node.local);
  }
  return names;
}

function wordAround(text: string, offset: number): Range {
  let start = offset;
  let end = offset;
  while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start--;
  while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
  return { start, end };
}
