// Hover: what stands under the pointer, explained.
import { isActor } from '#engine/base/actor';
import type { Range } from '#engine/base/problem';
import { isNodeFormat } from '#engine/ddf/nodeFormat';
import { faultCard } from '#engine/flow/faults/describe';
import { personalityCard, personalityNamed } from '#engine/flow/personalities';
import { settingForms } from '#engine/flow/faults/preset';
import { faultPreset } from '#engine/flow/faults/presets';
import type { Flow } from '#engine/flow/model';
import { ddf12 } from '#engine/schema/ddf';
import type { Attribute, Element } from '#engine/xml/element';
import { placeAt } from '#engine/xml/locate';
import { firmwareAlertTypes, bareAlertType } from '#engine/syncml/genericAlert';
import { actorCard, attributeCard, codeCard, elementCard } from './cards';
import { codeKindOf, codeKindOfAttribute } from './codeKind';
import type { DocumentModel } from './documentModel';
import { codeKindsOf, comparedWith, namesOf } from './flowNames';
import { addressHover, attributeAddressHover } from './hoverAddress';
import { dataHover } from './hoverData';
import type { HoverText } from './hoverText';
import type { Knowledge } from './knowledge';
import { ruleAt, textAround, valueIn, wordAt } from './place';

export function hoverAt(model: DocumentModel, offset: number, context: Knowledge = {}): HoverText | undefined {
  const place = placeAt(model.document, model.text, offset);
  const { element, attribute, path } = place;
  switch (place.kind) {
    case 'tag-name':
    case 'end-tag-name':
      return element === undefined ? undefined : ofElement(model, [...path, element], place.word);
    case 'attribute-name':
      return element === undefined || attribute === undefined ? undefined : ofAttribute(model, [...path, element], attribute, attribute.nameRange);
    case 'attribute-value':
      if (element === undefined || attribute === undefined) return undefined;
      return ofValue(model, element, attribute, offset, context) ?? ofAttribute(model, [...path, element], attribute, attribute.valueRange);
    default:
      return ofText(model, path, offset, context);
  }
}

function ofElement(model: DocumentModel, path: readonly Element[], range: Range): HoverText | undefined {
  const found = ruleAt(model.schema, path);
  return found && { markdown: elementCard(found.rule, found.schema), range };
}

function ofAttribute(model: DocumentModel, path: readonly Element[], { name }: Attribute, range: Range): HoverText | undefined {
  const fault = model.kind === 'flow' && path.at(-1)?.local === 'fault' ? faultPreset(valueIn(path.at(-1), 'name')) : undefined;
  const setting = fault?.settings.find((candidate) => candidate.name === name);
  if (setting !== undefined) return { markdown: `**${name}** of ${fault?.name ?? ''}\n\n${setting.says} It is ${settingForms[setting.form]}; ${setting.value} where it is missing.`, range };
  const rule = ruleAt(model.schema, path)?.rule;
  const attribute = rule?.attributes.find((candidate) => candidate.name === name);
  return rule && attribute && { markdown: attributeCard(attribute, rule), range };
}

function ofText(model: DocumentModel, path: readonly Element[], offset: number, context: Knowledge): HoverText | undefined {
  const element = path.at(-1);
  const range = element === undefined ? undefined : textAround(element, model.text, offset);
  if (element === undefined || range === undefined) return element?.local === 'NodeName' ? addressHover(model, path, offset, context) : undefined;
  const special = ofName(model, range, offset, context) ?? addressHover(model, path, offset, context) ?? dataHover(model, path, offset, context);
  if (special !== undefined) return special;
  const value = model.text.slice(range.start, range.end);
  const kind = codeKindOf(path);
  const markdown = (kind === undefined ? undefined : codeCard(kind, value)) ?? (element.local === 'Type' ? alertTypeCard(value) : undefined) ?? referredCard(model, path, value);
  return markdown === undefined ? ofElement(model, path, range) : { markdown, range };
}

/** [FUMO 6.2.2, 7.1.2] */
function alertTypeCard(value: string): string | undefined {
  const found = firmwareAlertTypes.find(({ type }) => type === bareAlertType(value));
  return found && `**${found.type}**\n\n${found.meaning}\n\n*${found.clause}*`;
}

/** Cmd holds the name of a command, Format in Meta that of a format. */
function referredCard(model: DocumentModel, path: readonly Element[], value: string): string | undefined {
  if (path.at(-1)?.local === 'Format') {
    const format = isNodeFormat(value) ? ddf12.elements.get(value) : undefined;
    return format && `**${value}**\n\n${format.doc}`;
  }
  const found = path.at(-1)?.local === 'Cmd' ? ruleAt(model.schema, path) : undefined;
  const rule = found?.schema.elements.get(value);
  return found && rule && elementCard(rule, found.schema);
}

function ofValue(model: DocumentModel, element: Element, attribute: Attribute, offset: number, context: Knowledge): HoverText | undefined {
  if (model.kind !== 'flow') return undefined;
  const { name, valueRange: range } = attribute;
  if (name === 'when' || name === 'unless' || name === 'that') return ofExpression(model, range, offset, context);
  const named = ofName(model, range, offset, context) ?? (name === 'node' || name === 'else' || name === 'value' ? attributeAddressHover(model, range, offset, context) : undefined);
  if (named !== undefined) return named;
  const word = wordAt(model.text, range, offset, /[^\s]+/g);
  if (word === undefined) return undefined;
  const [value] = word.match;
  const markdown = markdownOfWord(element, name, value, context);
  return markdown === undefined ? undefined : { markdown, range: word.range };
}

function markdownOfWord(element: Element, name: string, value: string, { flow }: Knowledge): string | undefined {
  if ((name === 'from' || name === 'to') && isActor(value)) return actorCard(value);
  const kind = codeKindOfAttribute(element, name);
  if (kind !== undefined) return codeCard(kind, value);
  const { local } = element;
  if ((local === 'skip' && name === 'to') || (local === 'step' && name === 'after') || (local === 'at' && name === 'step')) {
    const step = flow?.steps.find(({ n }) => n === value);
    return step && `**Step ${step.n}**\n\n${step.title}`;
  }
  if (name === 'into') return nameCard(value, flow);
  if (local === 'emulate' && name === 'personality') {
    const personality = personalityNamed(value);
    return personality && personalityCard(personality);
  }
  if (local === 'fault' && name === 'name') {
    const preset = faultPreset(value);
    return preset && faultCard(preset);
  }
  return undefined;
}

function ofName(model: DocumentModel, range: Range, offset: number, { flow }: Knowledge): HoverText | undefined {
  if (model.kind !== 'flow') return undefined;
  const word = wordAt(model.text, range, offset, /\$\{\s*([\w.]+)\s*\}/g);
  const markdown = nameCard(word?.match[1], flow);
  return word === undefined || markdown === undefined ? undefined : { markdown, range: word.range };
}

function nameCard(name: string | undefined, flow: Flow | undefined): string | undefined {
  const found = flow === undefined ? undefined : namesOf(flow).find((one) => one.name === name);
  return found && `**${found.name}**\n\n${found.doc}`;
}

function ofExpression(model: DocumentModel, range: Range, offset: number, { flow }: Knowledge): HoverText | undefined {
  const word = wordAt(model.text, range, offset, /'[^']*'|&\w+;|[A-Za-z_][\w.]*|\d+/g);
  if (word === undefined || flow === undefined) return undefined;
  const [token] = word.match;
  if (/^[A-Za-z_]/.test(token)) {
    const markdown = nameCard(token, flow);
    return markdown === undefined ? undefined : { markdown, range: word.range };
  }
  const name = /^\d/.test(token) ? comparedWith(model.text.slice(range.start, range.end), word.match.index) : undefined;
  const kind = name === undefined ? undefined : codeKindsOf(flow).get(name);
  const markdown = kind === undefined ? undefined : codeCard(kind, token);
  return markdown === undefined ? undefined : { markdown, range: word.range };
}
