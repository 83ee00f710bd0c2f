// Completion: what may be written at the caret.
import type { Range } from '#engine/base/problem';
import type { Element } from '#engine/xml/element';
import { placeAt, type XmlPlace } from '#engine/xml/locate';
import { isNodeAddress } from './address';
import { choice, literally, type Completion } from './completion';
import { addressCompletions } from './completeAddress';
import { textCompletions } from './completeCodes';
import { elementCompletions, endTagCompletion } from './completeElements';
import { fittingAttributes, flowValueCompletions, nameCompletions } from './completeFlow';
import { referenceCompletions } from './completeReferences';
import type { DocumentModel } from './documentModel';
import type { Knowledge } from './knowledge';
import { ruleAt, schemaAt, textAround } from './place';

/** After one of these an editor may ask by itself. */
export const triggers = ['<', '/', '"', "'", ' ', '$', '{'] as const;

/** In the order in which they are best shown. `trigger` is the character whose typing asked for it. */
export function completionsAt(model: DocumentModel, offset: number, context: Knowledge = {}, trigger?: string): readonly Completion[] {
  const place = placeAt(model.document, model.text, offset);
  if (trigger !== undefined && !isWanted(trigger, place) && !(trigger === '/' && isInAddress(place))) return [];
  const { element, path, word } = place;
  switch (place.kind) {
    case 'tag-name':
      return inTag(model, place);
    case 'end-tag-name':
      return endTagCompletion(model, place, word, '</');
    case 'attribute-name':
      return element === undefined ? [] : attributes(model, path, element, place);
    case 'attribute-value':
      return values(model, place, offset, context);
    case 'text':
      return inText(model, path, place, offset, context);
    case 'other':
      return [];
  }
}

/** A slash or a question mark asks for the next part of an address. */
function isInAddress({ kind, path, element, attribute }: XmlPlace): boolean {
  return kind === 'text' ? isNodeAddress(path) : kind === 'attribute-value' && element !== undefined && holdsAddress(element, attribute?.name ?? '');
}

/** Attributes of a flow that hold the address of a node. */
function holdsAddress({ local }: Element, name: string): boolean {
  return (name === 'node' && (local === 'expect' || local === 'read')) || (name === 'else' && local === 'let');
}

/** What was typed must mean something where it stands: a blank in a text asks for nothing. */
function isWanted(trigger: string, { kind }: XmlPlace): boolean {
  switch (trigger) {
    case '<':
      return kind === 'tag-name';
    case '/':
      return kind === 'end-tag-name';
    case ' ':
      return kind === 'attribute-name';
    case '$':
    case '{':
      return kind === 'attribute-value' || kind === 'text';
    default:
      return kind === 'attribute-value';
  }
}

function inTag(model: DocumentModel, place: XmlPlace): readonly Completion[] {
  const { element, word } = place;
  const nameOnly = element !== undefined && model.text.charAt(element.startTag.end - 1) === '>';
  const found = elementCompletions(model, place, word, { opened: true, nameOnly });
  const inner = place.path.at(-1);
  return element !== undefined || inner === undefined ? found : [...found, ...endTagCompletion(model, place, word, '').map(withoutOpening)];
}

/** The `<` stands there already. */
function withoutOpening(completion: Completion): Completion {
  return { ...completion, insert: completion.insert.slice(1) };
}

function attributes(model: DocumentModel, path: readonly Element[], element: Element, { attribute, word }: XmlPlace): readonly Completion[] {
  const rule = ruleAt(model.schema, [...path, element])?.rule;
  if (rule === undefined) return [];
  const free = fittingAttributes(element, rule.attributes).filter(({ name }) => name === attribute?.name || !element.attributes.some((other) => other.name === name));
  const hasValue = /^\s*=/.test(model.text.slice(word.end, word.end + 20));
  return [...free].sort((a, b) => Number(b.required) - Number(a.required)).map(({ name, doc, values: words, required }) => ({
    kind: 'attribute',
    label: name,
    ...(required ? { detail: 'required' } : {}),
    doc,
    insert: hasValue ? name : `${name}="${choice(1, words)}"`,
    range: word,
  }));
}

function values(model: DocumentModel, { element, attribute, path }: XmlPlace, offset: number, knowledge: Knowledge): readonly Completion[] {
  if (element === undefined || attribute === undefined) return [];
  const { flow } = knowledge;
  if (model.kind === 'flow') {
    const names = nameCompletions(model, attribute.valueRange, offset, flow);
    if (names !== undefined) return names;
  }
  const rule = ruleAt(model.schema, [...path, element])?.rule;
  const listed = rule?.attributes.find(({ name }) => name === attribute.name)?.values ?? [];
  const fixed = listed.map((value): Completion => ({ kind: 'value', label: value, insert: literally(value), range: attribute.valueRange }));
  if (model.kind !== 'flow') return fixed;
  const nodes = holdsAddress(element, attribute.name) ? (addressCompletions(model, attribute.valueRange, offset, knowledge) ?? []) : [];
  return [...fixed, ...flowValueCompletions(model, path, element, attribute, offset, flow), ...nodes];
}

function inText(model: DocumentModel, path: readonly Element[], place: XmlPlace, offset: number, knowledge: Knowledge): readonly Completion[] {
  const { flow } = knowledge;
  const inner = path.at(-1);
  const around = inner === undefined ? undefined : textAround(inner, model.text, offset);
  if (model.kind === 'flow' && around !== undefined) {
    const names = nameCompletions(model, around, offset, flow);
    if (names !== undefined) return names;
  }
  const within = around ?? { start: offset, end: offset };
  const known = isNodeAddress(path) ? addressCompletions(model, within, offset, knowledge) : referenceCompletions(model.uri, path, within, knowledge);
  if (known !== undefined) return known;
  const content = ruleAt(model.schema, path)?.rule.content.kind;
  if (inner !== undefined && (content === 'text' || content === 'any')) {
    const found = textCompletions(path, schemaAt(model.schema, path), within);
    if (found.length > 0) return found;
  }
  const range = begunWord(model.text, offset);
  const unclosed = inner !== undefined && inner.endTag === undefined ? endTagCompletion(model, place, range, '') : [];
  return [...elementCompletions(model, place, range, { opened: false, nameOnly: false }), ...unclosed];
}

/** A name that was begun without its `<`. */
function begunWord(text: string, offset: number): Range {
  const begun = /(?<![\w<&;-])[A-Za-z][\w-]*$/.exec(text.slice(Math.max(0, offset - 64), offset))?.[0] ?? '';
  return { start: offset - begun.length, end: offset };
}
