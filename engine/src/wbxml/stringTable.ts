// The string table of a document being written.
import type { Element, XmlDocument, XmlNode } from '../xml/element';
import { isWhiteSpace } from '../xml/views';
import { ByteWriter } from './byteWriter';

/** Strings, each once, at the offsets that they are referred to by. */
export class StringTable {
  private readonly offsets = new Map<string, number>();
  /** Most documents have no string table. */
  private made: ByteWriter | undefined;

  constructor(private readonly charset: number) {}

  get size(): number {
    return this.made?.size ?? 0;
  }

  bytes(): Uint8Array {
    return this.made?.bytes() ?? new Uint8Array();
  }

  has(text: string): boolean {
    return this.made !== undefined && this.offsets.has(text);
  }

  /** The offset of a string, in octets; undefined where the character set lacks one of its characters. */
  offset(text: string): number | undefined {
    const known = this.offsets.get(text);
    if (known !== undefined) return known;
    const writer = (this.made ??= new ByteWriter(this.charset));
    if (text.includes('\0') || !writer.canWrite(text)) return undefined;
    const offset = writer.size;
    writer.characters(text);
    writer.zero();
    this.offsets.set(text, offset);
    return offset;
  }
}

/** White space alone, beside elements and no other text: there for the reader's eye. */
export function isLayout(element: Element): boolean {
  let elements = false;
  for (const node of element.children) {
    if (node.kind === 'element') elements = true;
    else if (node.kind === 'opaque' || (node.kind === 'text' && (node.cdata || !isWhiteSpace(node)))) return false;
  }
  return elements;
}

/** The texts of a document that take less room in a string table, in the order in which they first come. */
export function countTexts(document: XmlDocument, keepLayout: boolean): readonly string[] {
  const counts = new Map<string, number>();
  const waiting: XmlNode[] = [...document.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'element') {
      const layout = !keepLayout && isLayout(node);
      for (let at = node.children.length - 1; at >= 0; at--) {
        const child = node.children[at];
        if (child !== undefined && !(layout && child.kind === 'text')) waiting.push(child);
      }
    } else if (node.kind === 'text' && !node.cdata) {
      const { value } = node;
      if (value.length >= shortest) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const worthwhile: string[] = [];
  for (const [text, count] of counts) {
    if (count * (text.length + 2) > text.length + 1 + count * reference) worthwhile.push(text);
  }
  return worthwhile;
}

/** What a reference takes at most in tables of up to 16 KB. */
const reference = 3;
/** A string of fewer characters is no longer than a reference. */
const shortest = 2;
