// Octets in an XML text: a decoded document as one that can be written as text, edited and encoded again, and lose
// nothing.
import { fromBase64, fromUtf8, toBase64, utf8 } from '../base/bytes';
import { illegalCharacterIn } from '../xml/characters';
import { text, withChildren, type Element, type XmlDocument, type XmlNode } from '../xml/element';

/** Before characters that went as OPAQUE, where a CDATA section can't keep them: it would lose a carriage return. */
export const opaqueText = 'wbxml opaque';
/** Before base64 of octets. */
export const opaqueBase64 = 'wbxml opaque base64';
/** Before base64 of a string that holds characters which no XML may hold. */
export const stringBase64 = 'wbxml string base64';
/** Behind any of these, where more text follows. */
export const markEnd = 'wbxml end';

/**
 * Octets become base64 behind `<?wbxml opaque base64?>`, so that they can't be taken for base64 that somebody sent.
 * Everything else stays as it is.
 */
export function toXmlForm(document: XmlDocument): XmlDocument {
  return mapped(document, writable);
}

/** The way back: whatever stands behind the instructions of `toXmlForm` becomes what it was. */
export function fromXmlForm(document: XmlDocument): XmlDocument {
  return mapped(document, readBack);
}

function mapped(document: XmlDocument, change: (nodes: readonly XmlNode[]) => readonly XmlNode[]): XmlDocument {
  const children = document.children.map((node) => (node.kind === 'element' ? changed(node, change) : node));
  const root = children.find((node): node is Element => node.kind === 'element');
  return root === undefined ? { children } : { children, root };
}

function changed(element: Element, change: (nodes: readonly XmlNode[]) => readonly XmlNode[]): Element {
  const { children } = element;
  let inner: XmlNode[] | undefined;
  for (let at = 0; at < children.length; at++) {
    const node = children[at];
    if (node?.kind !== 'element') continue;
    const next = changed(node, change);
    if (next !== node) (inner ??= [...children])[at] = next;
  }
  const made = change(inner ?? children);
  return made === children ? element : withChildren(element, made);
}

function writable(nodes: readonly XmlNode[]): readonly XmlNode[] {
  if (nodes.every((node) => node.kind !== 'opaque' && !(node.kind === 'text' && needsMark(node.value, node.cdata)))) return nodes;
  return nodes.flatMap((node, at): readonly XmlNode[] => {
    const marked = inMarks(node);
    const next = nodes[at + 1];
    return marked.length > 1 && next?.kind === 'text' && !next.cdata && !needsMark(next.value, false) ? [...marked, mark(markEnd, next)] : marked;
  });
}

function inMarks(node: XmlNode): readonly XmlNode[] {
  if (node.kind === 'opaque') return [mark(opaqueBase64, node), { ...text(toBase64(node.value)), range: node.range }];
  if (node.kind !== 'text' || !needsMark(node.value, node.cdata)) return [node];
  if (isLegal(node.value)) return [mark(opaqueText, node), { ...text(node.value), range: node.range }];
  return [mark(node.cdata ? opaqueBase64 : stringBase64, node), { ...text(toBase64(utf8(node.value))), range: node.range }];
}

function needsMark(value: string, cdata: boolean): boolean {
  return (cdata && value.includes('\r')) || !isLegal(value);
}

function isLegal(value: string): boolean {
  return illegalCharacterIn(value, 0, value.length) < 0;
}

function mark(value: string, node: XmlNode): XmlNode {
  return { kind: 'instruction', value, range: node.range };
}

function readBack(nodes: readonly XmlNode[]): readonly XmlNode[] {
  if (!nodes.some(({ kind }) => kind === 'instruction')) return nodes;
  const out: XmlNode[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || (node.kind === 'instruction' && node.value.trim() === markEnd)) continue;
    const restored = node.kind === 'instruction' ? restore(node.value.trim(), nodes[at + 1]) : undefined;
    if (restored === undefined) {
      out.push(node);
      continue;
    }
    out.push(restored);
    if (nodes[at + 1]?.kind === 'text') at++;
  }
  return out;
}

/** Without a text behind it, a mark stands for nothing at all: an OPAQUE of no octets. */
function restore(instruction: string, next: XmlNode | undefined): XmlNode | undefined {
  const value = next?.kind === 'text' ? next.value : '';
  const range = next?.range ?? { start: 0, end: 0 };
  if (instruction === opaqueText) return { kind: 'text', value, cdata: true, range };
  if (instruction !== opaqueBase64 && instruction !== stringBase64) return undefined;
  const octets = fromBase64(value);
  if (octets === undefined) return undefined;
  return instruction === opaqueBase64 ? { kind: 'opaque', value: octets, range } : { kind: 'text', value: fromUtf8(octets), cdata: false, range };
}
