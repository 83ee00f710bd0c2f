// The codes that stand in a stretch of a document: statuses, alerts, firmware states and results.
import type { Range } from '#engine/base/problem';
import type { Element } from '#engine/xml/element';
import { codeKindOf, codeKindOfAttribute, type CodeKind } from './codeKind';
import type { DocumentModel } from './documentModel';

export interface PlacedCode {
  readonly kind: CodeKind;
  /** Digits. */
  readonly value: string;
  readonly range: Range;
  /** Where something may be shown behind it: of the only code of an attribute, behind the attribute. */
  readonly end: number;
}

const mayHold: ReadonlySet<string> = new Set(['Data', 'Value', 'DefaultValue', 'expect']);

/** In the order of their places. */
export function codesIn(model: DocumentModel, within: Range): readonly PlacedCode[] {
  const found: PlacedCode[] = [];
  walkElements(model, within, (path, element) => {
    if (!mayHold.has(element.local)) return;
    if (element.local === 'expect') {
      if (model.kind !== 'flow') return;
      for (const { name, valueRange, range: whole } of element.attributes) {
        const kind = codeKindOfAttribute(element, name);
        const numbers = kind === undefined ? [] : numbersIn(model.text, valueRange);
        for (const range of numbers) if (kind !== undefined) found.push({ kind, value: model.text.slice(range.start, range.end), range, end: numbers.length > 1 ? range.end : whole.end });
      }
      return;
    }
    const range = textRange(element, model.text);
    const value = range === undefined ? '' : model.text.slice(range.start, range.end);
    const kind = /^\d{1,5}$/.test(value) ? codeKindOf(path) : undefined;
    if (range !== undefined && kind !== undefined) found.push({ kind, value, range, end: range.end });
  });
  return found;
}

function numbersIn(text: string, { start, end }: Range): readonly Range[] {
  return [...text.slice(start, end).matchAll(/(?<!\S)\d{1,5}(?!\S)/g)].map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
}

/** The stretch of an element that holds one plain text, without the white space around it. */
export function textRange(element: Element, text: string): Range | undefined {
  const [only, more] = element.children;
  if (only?.kind !== 'text' || only.cdata || more !== undefined) return undefined;
  const written = text.slice(only.range.start, only.range.end);
  const value = written.trim();
  if (value === '') return undefined;
  const start = only.range.start + written.length - written.trimStart().length;
  return { start, end: start + value.length };
}

/** Elements that touch a stretch of the document; `path` ends in the element, and is good while it is visited. */
export function walkElements({ document }: DocumentModel, { start, end }: Range, visit: (path: readonly Element[], element: Element) => void): void {
  const path: Element[] = [];
  const enter = (element: Element): void => {
    if (element.range.start > end || element.range.end < start) return;
    path.push(element);
    visit(path, element);
    for (const inner of element.children) if (inner.kind === 'element') enter(inner);
    path.pop();
  };
  if (document.root !== undefined) enter(document.root);
}
