// The string table of a document being written.
import type { Element, XmlDocument, XmlNode } from '../xml/element';
import { ByteWriter } from './byteWriter';

/** Strings, each once, at the offsets that they are referred to by. */
export class StringTable {
  private readonly offsets = new Map<string, number>();
  private readonly writer: ByteWriter;

  constructor(charset: number) {
    this.writer = new ByteWriter(charset);
  }

  get size(): number {
    return this.writer.size;
  }

  bytes(): Uint8Array {
    return this.writer.bytes();
  }

  has(text: string): boolean {
    return this.offsets.has(text);
  }

  /** The offset of a string, in octets; undefined where the character set lacks one of its characters. */
  offset(text: string): number | undefined {
    const known = this.offsets.get(text);
    if (known !== undefined) return known;
    if (text.includes('\0') || !this.writer.canWrite(text)) return undefined;
    const offset = this.writer.size;
    this.writer.characters(text);
    this.writer.byte(0);
    this.offsets.set(text, offset);
    return offset;
  }
}

/** White space alone, beside elements and no other text: there for the reader's eye. */
export function isLayout(element: Element): boolean {
  let elements = false;
  for (const node of element.children) {
    if (node.kind === 'element') elements = true;
    else if (node.kind === 'opaque' || (node.kind === 'text' && (node.cdata || /[^ \t\r\n]/.test(node.value)))) return false;
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
    } else if (node.kind === 'text' && !node.cdata && node.value.length >= shortest) {
      counts.set(node.value, (counts.get(node.value) ?? 0) + 1);
    }
  }
  return [...counts].flatMap(([text, count]) => (count * (text.length + 2) > text.length + 1 + count * reference ? [text] : []));
}

/** What a reference takes at most in tables of up to 16 KB. */
const reference = 3;
/** A string of fewer characters is no longer than a reference. */
const shortest = 2;
