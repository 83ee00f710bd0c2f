// What stands at a place of a document, as the features ask for it: the rule of an element, the word under the caret.
import { attribute, child, textOf, type Element } from '#engine/xml/element';
import type { Range } from '#engine/base/problem';
import { schemas } from '#engine/schema/recognise';
import { speaksOf, type ElementRule, type Schema } from '#engine/schema/schema';

/**
 * The schema that speaks of the innermost element of `path` (outermost first): a document of another kind may be
 * embedded, such as a tree in the Data of a message.
 */
export function schemaAt(schema: Schema | undefined, path: readonly Element[]): Schema | undefined {
  let current = schema;
  for (const element of path) {
    const known = current !== undefined && speaksOf(current, element.namespace) && current.elements.has(element.local);
    if (known) continue;
    current = schemas.find((other) => other.roots.includes(element.local) && speaksOf(other, element.namespace));
  }
  return current;
}

/** The rule of the innermost element of `path`. */
export function ruleAt(schema: Schema | undefined, path: readonly Element[]): { readonly rule: ElementRule; readonly schema: Schema } | undefined {
  const found = schemaAt(schema, path);
  const element = path.at(-1);
  const rule = element === undefined ? undefined : found?.elements.get(element.local);
  return found === undefined || rule === undefined ? undefined : { rule, schema: found };
}

/** The match of a global pattern in `range` of `text` that `offset` stands in or touches. */
export function wordAt(text: string, range: Range, offset: number, pattern: RegExp): { readonly match: RegExpExecArray; readonly range: Range } | undefined {
  for (const match of text.slice(range.start, range.end).matchAll(pattern)) {
    const start = range.start + match.index;
    const end = start + match[0].length;
    if (start <= offset && offset <= end) return { match, range: { start, end } };
  }
  return undefined;
}

/** The stretch of text around `offset` in an element, white space at its ends left out; where there is none, nothing. */
export function textAround(element: Element, text: string, offset: number): Range | undefined {
  const node = element.children.find(({ kind, range }) => kind === 'text' && range.start <= offset && offset <= range.end);
  if (node === undefined) return undefined;
  const raw = text.slice(node.range.start, node.range.end);
  const start = node.range.start + (raw.length - raw.trimStart().length);
  const end = node.range.end - (raw.length - raw.trimEnd().length);
  return start < end && start <= offset && offset <= end ? { start, end } : undefined;
}

/** The trimmed text of a child; empty where there is none. */
export function childText(element: Element | undefined, local: string): string {
  const found = element === undefined ? undefined : child(element, local);
  return found === undefined ? '' : textOf(found).trim();
}

/** The trimmed value of an attribute; empty where there is none. */
export function valueIn(element: Element | undefined, name: string): string {
  return element === undefined ? '' : (attribute(element, name)?.value.trim() ?? '');
}
