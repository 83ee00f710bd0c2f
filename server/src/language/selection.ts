// Selection that grows: a word, the value, the attribute, the tag, what an element holds, the element, and so on up.
import type { Range } from '#engine/base/problem';
import type { Element } from '#engine/xml/element';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';

/** Each range holds the one before it; the last is the whole document. */
export function selectionsAt({ document, text }: DocumentModel, offset: number): readonly Range[] {
  const found: Range[] = [{ start: 0, end: text.length }];
  const add = (range: Range): void => {
    const outer = found.at(-1);
    const holds = range.start <= offset && offset <= range.end && outer !== undefined && outer.start <= range.start && range.end <= outer.end;
    if (holds && (outer.start !== range.start || outer.end !== range.end)) found.push(range);
  };
  const path = pathAt(document, offset);
  for (const element of path) {
    add(element.range);
    addWithin(element, offset, add);
  }
  const inner = path.at(-1) ?? document;
  for (const node of inner.children) {
    if (node.kind === 'element') continue;
    add(node.range);
    if (node.kind === 'text') add(trimmed(text, node.range));
  }
  const word = wordAround(text, offset);
  if (word.end > word.start) add(word);
  return found.reverse();
}

function addWithin({ startTag, endTag, attributes, nameRange, endNameRange }: Element, offset: number, add: (range: Range) => void): void {
  const inStart = offset >= startTag.start && offset < startTag.end;
  if (!inStart && endTag !== undefined && offset < endTag.start + 1) add({ start: startTag.end, end: endTag.start });
  if (inStart) add(startTag);
  if (endTag !== undefined && offset > endTag.start) add(endTag);
  add(nameRange);
  if (endNameRange !== undefined) add(endNameRange);
  for (const { range, nameRange: name, valueRange } of attributes) {
    add(range);
    add(name);
    add(valueRange);
  }
}

function trimmed(text: string, { start, end }: Range): Range {
  const written = text.slice(start, end);
  const lead = written.length - written.trimStart().length;
  const value = written.trim();
  return value === '' ? { start, end } : { start: start + lead, end: start + lead + value.length };
}

function wordAround(text: string, offset: number): Range {
  let [start, end] = [offset, offset];
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start--;
  while (/[\w-]/.test(text.charAt(end))) end++;
  return { start, end };
}
