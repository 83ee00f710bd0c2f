// Formatting: white space between the elements of elements that hold no text, and between the parts of tags. No value
// changes: texts, CDATA, comments and attribute values stay as they are, character by character.
import type { Range } from '#engine/base/problem';
import type { TextEdit } from '#engine/xml/edit';
import { attribute, childElements, type Element, type XmlNode } from '#engine/xml/element';
import { lineEndOf } from '#engine/xml/layout';
import { schemas } from '#engine/schema/recognise';
import type { DocumentModel } from './documentModel';
import { schemaAt } from './place';

export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
  readonly trimFinalNewlines?: boolean;
}

/** What a level is indented by. */
export function unitOf({ tabSize, insertSpaces }: FormattingOptions): string {
  return insertSpaces ? ' '.repeat(Math.max(1, tabSize)) : '\t';
}

/**
 * The edits that lay the document out, in the order of their places; with `within`, those that touch one of these ranges. None
 * where the text isn't well-formed: what stands in what is then a guess.
 */
export function formattingEdits(model: DocumentModel, options: FormattingOptions, within?: readonly Range[]): readonly TextEdit[] {
  if (model.kind === 'unknown' || model.faults.some(({ severity }) => severity === 'error')) return [];
  const formatter = new Formatter(model, options);
  formatter.document();
  const touches = ({ range }: TextEdit): boolean => within === undefined || within.some(({ start, end }) => range.start <= end && start <= range.end);
  return formatter.edits.filter(({ range, newText }) => model.text.slice(range.start, range.end) !== newText).filter(touches);
}

/** Whether white space between the children of an element means nothing: there are elements among them, and no text. */
export function isElementContent(model: DocumentModel, path: readonly Element[]): boolean {
  const element = path.at(-1);
  if (element === undefined) return true;
  let elements = false;
  for (const node of element.children) {
    if (node.kind === 'element') elements = true;
    else if (node.kind === 'opaque' || (node.kind === 'text' && (node.cdata || !isBlankText(model.text, node.range)))) return false;
  }
  return elements && !keepsSpace(path) && !isValue(model, path, element);
}

/** Mark-up that is some node's value is kept as it is, unless it is a document of a kind that is known. */
function isValue(model: DocumentModel, path: readonly Element[], element: Element): boolean {
  const content = schemaAt(model.schema, path)?.elements.get(element.local)?.content.kind;
  if (content === 'text') return true;
  return content === 'any' && element.local !== 'Meta' && !childElements(element).every((inner) => schemas.some(({ roots }) => roots.includes(inner.local)));
}

/** As written: a reference to a blank is no white space. */
export function isBlankText(text: string, { start, end }: Range): boolean {
  return /^[ \t\r\n]*$/.test(text.slice(start, end));
}

/** xml:space, the innermost that is said. */
function keepsSpace(path: readonly Element[]): boolean {
  const said = path.findLast((element) => attribute(element, 'xml:space') !== undefined);
  return said !== undefined && attribute(said, 'xml:space')?.value.trim() === 'preserve';
}

class Formatter {
  readonly edits: TextEdit[] = [];
  private readonly unit: string;
  private readonly lineEnd: string;
  private readonly text: string;

  constructor(
    private readonly model: DocumentModel,
    private readonly options: FormattingOptions,
  ) {
    this.text = model.text;
    this.unit = unitOf(options);
    this.lineEnd = lineEndOf(model.text);
  }

  document(): void {
    const { children } = this.model.document;
    let previous: XmlNode | undefined;
    for (const node of children) {
      if (node.kind === 'text') continue;
      if (previous !== undefined) this.gap(previous, node, { start: previous.range.end, end: node.range.start }, 0);
      if (node.kind === 'element') this.element([node], 0);
      previous = node;
    }
    if (previous !== undefined) this.end({ start: previous.range.end, end: this.text.length });
  }

  private end(range: Range): void {
    const written = this.text.slice(range.start, range.end);
    if (!isBlankText(this.text, range)) return;
    const ends = written.match(/\r\n|\r|\n/g) ?? [];
    const kept = this.options.trimFinalNewlines === true ? ends.slice(0, 1) : ends;
    const wanted = kept.length === 0 && this.options.insertFinalNewline === true ? [this.lineEnd] : kept;
    this.edits.push({ range, newText: wanted.join('') });
  }

  private element(path: readonly Element[], depth: number): void {
    const element = path.at(-1);
    if (element === undefined) return;
    this.startTag(element, depth);
    const { endTag, endNameRange, children } = element;
    if (isElementContent(this.model, path)) this.content(path, element, depth);
    else if (!isValue(this.model, path, element)) for (const node of children) if (node.kind === 'element') this.element([...path, node], depth + 1);
    if (endTag !== undefined && endNameRange !== undefined) this.edits.push({ range: { start: endNameRange.end, end: endTag.end - 1 }, newText: '' });
  }

  private content(path: readonly Element[], element: Element, depth: number): void {
    const { startTag, endTag } = element;
    const nodes = element.children.filter(({ kind }) => kind !== 'text');
    const oneLine = this.fitsOneLine(element);
    let previous: XmlNode | undefined;
    for (const node of nodes) {
      const range = { start: previous?.range.end ?? startTag.end, end: node.range.start };
      if (oneLine) this.edits.push({ range, newText: '' });
      else this.gap(previous, node, range, depth + 1);
      if (node.kind === 'element') this.element([...path, node], depth + 1);
      previous = node;
    }
    if (previous === undefined || endTag === undefined) return;
    const range = { start: previous.range.end, end: endTag.start };
    if (oneLine) this.edits.push({ range, newText: '' });
    else this.edits.push({ range, newText: this.lineEnd + this.unit.repeat(depth) });
  }

  /** One element within another, or marks without content, are left on one line where they stand on one. */
  private fitsOneLine(element: Element): boolean {
    if (/[\r\n]/.test(this.text.slice(element.range.start, element.range.end))) return false;
    let inner: Element = element;
    for (;;) {
      const elements = inner.children.filter((node): node is Element => node.kind === 'element');
      if (inner.children.some(({ kind }) => kind !== 'element' && kind !== 'text')) return false;
      const [only] = elements;
      if (elements.every(({ children }) => children.length === 0)) return true;
      if (elements.length !== 1 || only === undefined) return false;
      inner = only;
    }
  }

  /** What stands before a node. A comment stays on the line of what it stands beside: it may be about that line. */
  private gap(previous: XmlNode | undefined, node: XmlNode, range: Range, depth: number): void {
    const written = this.text.slice(range.start, range.end);
    const ends = written.match(/\r\n|\r|\n/g)?.length ?? 0;
    const isComment = node.kind === 'comment' || previous?.kind === 'comment';
    if (ends === 0 && isComment) return;
    const blankLine = ends > 1 && previous !== undefined ? this.lineEnd : '';
    this.edits.push({ range, newText: blankLine + this.lineEnd + this.unit.repeat(depth) });
  }

  /** Attributes stay on the lines that they stand on. */
  private startTag({ nameRange, attributes, startTag, selfClosing }: Element, depth: number): void {
    const { text } = this;
    let end = nameRange.end;
    for (const { range, nameRange: name, valueRange } of attributes) {
      const before = { start: end, end: range.start };
      const breaks = /[\r\n]/.test(text.slice(before.start, before.end));
      this.edits.push({ range: before, newText: breaks ? this.lineEnd + this.unit.repeat(depth + 2) : ' ' });
      const quote = valueRange.start - 1;
      if (quote > name.end && /^\s*=\s*$/.test(text.slice(name.end, quote))) this.edits.push({ range: { start: name.end, end: quote }, newText: '=' });
      end = range.end;
    }
    this.edits.push({ range: { start: end, end: startTag.end - (selfClosing ? 2 : 1) }, newText: '' });
  }
}
