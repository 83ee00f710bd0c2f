// Octets and elements: which element an octet belongs to, and which octets an element has.
import type { Range } from '../base/problem';
import type { Element, XmlDocument, XmlNode } from '../xml/element';
import { lastStartingAt } from '../xml/locate';

/** Where a node stands in a tree: the index among the element children, from the root (0) down. */
export type ElementPath = readonly number[];

/** The innermost element that an octet of the document belongs to. */
export interface ElementAtByte {
  /** Outermost first; empty in the header and behind the root. */
  readonly elements: readonly Element[];
  readonly path: ElementPath;
  /** The text or the octets within the innermost element that the octet belongs to. */
  readonly content?: XmlNode;
}

/** `document` is what `decodeWbxml` made; in time that grows with the depth and the siblings' logarithm. */
export function elementAtByte(document: XmlDocument, offset: number): ElementAtByte {
  const elements: Element[] = [];
  const path: number[] = [];
  let children = document.children;
  for (;;) {
    const at = lastStartingAt(children, offset);
    const node = children[at];
    if (node === undefined || offset >= node.range.end) return { elements, path };
    if (node.kind !== 'element') return { elements, path, content: node };
    path.push(elementIndex(children, at));
    elements.push(node);
    children = node.children;
  }
}

/** The element at a path. */
export function elementAtPath(document: XmlDocument, path: ElementPath): Element | undefined {
  let children: readonly XmlNode[] = document.children;
  let found: Element | undefined;
  for (const index of path) {
    found = nthElement(children, index);
    if (found === undefined) return undefined;
    children = found.children;
  }
  return found;
}

/** The octets of the element at a path, from its tag to its END. */
export function bytesOfPath(document: XmlDocument, path: ElementPath): Range | undefined {
  return elementAtPath(document, path)?.range;
}

/** The path as text, such as `/SyncML/SyncBody/Get[2]/Item`. */
export function pathText(elements: readonly Element[], document: XmlDocument): string {
  let siblings: readonly XmlNode[] = document.children;
  let text = '';
  for (const element of elements) {
    const same = siblings.filter((node) => node.kind === 'element' && node.name === element.name);
    text += `/${element.name}${same.length > 1 ? `[${same.indexOf(element) + 1}]` : ''}`;
    siblings = element.children;
  }
  return text;
}

function elementIndex(nodes: readonly XmlNode[], at: number): number {
  let index = -1;
  for (let i = 0; i <= at; i++) if (nodes[i]?.kind === 'element') index++;
  return index;
}

function nthElement(nodes: readonly XmlNode[], index: number): Element | undefined {
  let left = index;
  for (const node of nodes) if (node.kind === 'element' && left-- === 0) return node;
  return undefined;
}
