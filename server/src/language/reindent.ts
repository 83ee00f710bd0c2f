// The indentation of a line while it is written: a tag that begins a line stands below what it belongs to.
import type { TextEdit } from '#engine/xml/edit';
import type { Element } from '#engine/xml/element';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';
import { isBlankText, unitOf, type FormattingOptions } from './formatting';
import { schemaAt } from './place';

/** Whatever is typed after these may end or begin a line. */
export const typed = ['>', '\n'] as const;

/** `offset` is behind what was typed. Nothing where a value stands on the line, or could. */
export function reindentEdits(model: DocumentModel, offset: number, options: FormattingOptions): readonly TextEdit[] {
  const { text } = model;
  if (model.kind === 'unknown') return [];
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  if (start === 0) return [];
  const closes = text.startsWith('</', end);
  const opens = text[end] === '<' && !closes;
  // A new line that nothing stands on yet is indented for what will.
  if (!closes && !opens && !/^$|[\r\n]/.test(text.charAt(end))) return [];
  const path = pathAt(model.document, closes ? end + 1 : end).filter((element) => element.range.start < end && (closes || (element.endTag?.end ?? text.length + 1) > end) && !(element.selfClosing && element.range.end <= end));
  const parent = path.at(-1);
  if (parent === undefined || parent.startTag.end > start || !mayIndentIn(model, path)) return [];
  const gap = parent.children.find(({ range }) => range.start < end && end <= range.end);
  if (gap !== undefined && (gap.kind !== 'text' || gap.cdata)) return [];
  const own = indentOfLine(text, parent.range.start);
  const newText = closes ? own : own + unitOf(options);
  return text.slice(start, end) === newText ? [] : [{ range: { start, end }, newText }];
}

/** Elements stand there, by what the document is written by, or by what stands there already; and no text does. */
function mayIndentIn(model: DocumentModel, path: readonly Element[]): boolean {
  const parent = path.at(-1);
  if (parent === undefined || path.some(({ attributes }) => attributes.some(({ name, value }) => name === 'xml:space' && value === 'preserve'))) return false;
  const content = schemaAt(model.schema, path)?.elements.get(parent.local)?.content.kind;
  if (content === 'text' || content === 'empty') return false;
  const sound = parent.children.every((node) => node.kind !== 'text' || (!node.cdata && isBlankText(model.text, node.range)));
  return sound && (content === 'elements' || content === 'unordered' || parent.children.some(({ kind }) => kind === 'element'));
}

/** The white space that the line of a place begins with. */
function indentOfLine(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
