// What the index keeps of a download descriptor: the package that it leads to.
import { childElements, textOf, type Element } from '#engine/xml/element';
import type { NamedFile } from './namedFile';

/** objectURI, wherever it stands. [DLOTA 6] */
export function descriptorFiles(root: Element, text: string): readonly NamedFile[] {
  const found: NamedFile[] = [];
  const waiting = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    for (const inner of childElements(element)) waiting.push(inner);
    const file = element.local === 'objectURI' ? namedIn(element, text, 'package') : undefined;
    if (file !== undefined) found.push(file);
  }
  return found.reverse();
}

/** The address that is an element's whole text. */
export function namedIn(element: Element, text: string, role: NamedFile['role']): NamedFile | undefined {
  const node = element.children.find(({ kind }) => kind === 'text');
  const written = textOf(element).trim();
  if (node === undefined || written === '') return undefined;
  const raw = text.slice(node.range.start, node.range.end);
  const start = node.range.start + (raw.length - raw.trimStart().length);
  return { role, written, range: { start, end: start + raw.trim().length } };
}
