// A tree back to the text that it was read from: what hasn't been changed comes out exactly as it stands there.
import type { Range } from '../base/problem';
import type { Element, XmlDocument, XmlNode } from './element';
import { sourceOf } from './views';
import { writeNode } from './write';

/**
 * Writes a tree that was read from `text`. Nodes that were read are copied from it, quotes, references, CDATA and white
 * space as they are there. Of elements made by `withChildren` the tags are copied and the children written; everything
 * else is new and written as the wire has it. An untouched document comes out as `text`, whatever that is.
 */
export function writeAsRead(of: XmlDocument | Element, text: string): string {
  const writer = new Copier(text);
  if ('kind' in of) return writer.node(of);
  return writer.nodes(of.children, { start: 0, end: text.length });
}

class Copier {
  constructor(private readonly text: string) {}

  node(node: XmlNode): string {
    if (sourceOf(node) === this.text) return this.slice(node.range);
    if (node.kind !== 'element' || node.startTag.end === 0) return writeNode(node);
    const { startTag, endTag, range } = node;
    const inside = this.nodes(node.children, { start: startTag.end, end: endTag?.start ?? range.end });
    const start = this.slice(startTag);
    const closed = start.endsWith('/>');
    if (inside === '') return start + (endTag === undefined ? '' : this.slice(endTag));
    if (endTag !== undefined) return start + inside + this.slice(endTag);
    return (closed ? `${start.slice(0, -2).trimEnd()}>` : start) + inside + (closed ? `</${node.name}>` : '');
  }

  /** The nodes that stand in `range`, with what is between them that no node stands for. */
  nodes(nodes: readonly XmlNode[], range: Range): string {
    let out = '';
    let at: number | undefined = range.start;
    for (const node of nodes) {
      const read = sourceOf(node) === this.text || (node.kind === 'element' && node.startTag.end > 0);
      if (read && at !== undefined) out += this.between(at, node.range.start);
      out += this.node(node);
      at = read ? node.range.end : undefined;
    }
    return at === undefined ? out : out + this.between(at, range.end);
  }

  /** A byte order mark, and end tags that close nothing; whatever else stood there has been taken away. */
  private between(start: number, end: number): string {
    const gap = start < end ? this.text.slice(start, end) : '';
    return /^\ufeff?(?:<\/[^<>]*>?)*$/.test(gap) ? gap : '';
  }

  private slice({ start, end }: Range): string {
    return this.text.slice(start, end);
  }
}
