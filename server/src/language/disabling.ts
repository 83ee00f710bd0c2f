// The comment by which a person switches a rule off, where it is to be written.
import type { TextEdit } from '#engine/xml/edit';
import { pathAt } from '#engine/xml/locate';
import { lineEndOf } from '#engine/xml/layout';
import type { DocumentModel } from './documentModel';
import { isBlankText } from './formatting';

/** Above the line of an offset; undefined where that would change a value, or stand in a tag. */
export function disabledForLine(model: DocumentModel, offset: number, rule: string): TextEdit | undefined {
  const { text, lines, document } = model;
  const start = lines.offset(lines.position(offset).line, 0);
  const path = pathAt(document, start).filter(({ range }) => range.start < start && start < range.end);
  const around = path.at(-1);
  if (around === undefined && (document.root === undefined || start > document.root.range.start)) return undefined;
  // In a tag of its own element, or before the content begins.
  if (around !== undefined && (start < around.startTag.end || (around.endTag !== undefined && start > around.endTag.start))) return undefined;
  const siblings = (around ?? document).children;
  const within = siblings.find(({ range }) => range.start < start && start < range.end);
  if (within !== undefined && (within.kind !== 'text' || within.cdata)) return undefined;
  // Between elements a comment changes nothing; beside a text it would part it.
  const holdsText = siblings.some((node) => node.kind === 'opaque' || (node.kind === 'text' && (node.cdata || !isBlankText(text, node.range))));
  if (around !== undefined && (holdsText || !siblings.some(({ kind }) => kind === 'element'))) return undefined;
  // The declaration stands at the very start.
  if (start === 0 && document.children.some(({ kind }) => kind === 'declaration')) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const at = start === 0 && text.startsWith('\ufeff') ? 1 : start;
  return { range: { start: at, end: at }, newText: `${indent}<!-- fumo-disable-next-line ${rule} -->${lineEndOf(text)}` };
}

/** Before the root element. */
export function disabledForFile({ text, document }: DocumentModel, rule: string): TextEdit | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  const at = root.range.start;
  return { range: { start: at, end: at }, newText: `<!-- fumo-disable ${rule} -->${lineEndOf(text)}` };
}
