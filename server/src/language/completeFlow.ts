// Completion of what stands between quotes in a flow: actors, steps, names, codes, answers.
import type { Range } from '#engine/base/problem';
import { faultCard } from '#engine/flow/faults/describe';
import { placesOf } from '#engine/flow/faults/places';
import { settingForms } from '#engine/flow/faults/preset';
import { faultPreset, faultPresets } from '#engine/flow/faults/presets';
import type { Flow } from '#engine/flow/model';
import { personalities, personalityCard } from '#engine/flow/personalities';
import { answers, compareStepNumbers, isStepNumber } from '#engine/flow/values';
import { fumoIdentifiers } from '#engine/fumo/firmwareObject';
import type { AttributeRule } from '#engine/schema/schema';
import { childElements, type Attribute, type Element } from '#engine/xml/element';
import { codeKindOfAttribute } from './codeKind';
import { literally, type Completion } from './completion';
import { codeCompletions } from './completeCodes';
import type { DocumentModel } from './documentModel';
import { namesOf } from './flowNames';
import { valueIn } from './place';

/** The names that may stand in the `${` before the caret; undefined where the caret isn't in one. */
export function nameCompletions({ text }: DocumentModel, within: Range, offset: number, flow: Flow | undefined): readonly Completion[] | undefined {
  const before = /\$(\{?)\s*([\w.]*)$/.exec(text.slice(within.start, offset));
  if (before === null) return undefined;
  const rest = /^[\w.]*/.exec(text.slice(offset, within.end))?.[0] ?? '';
  const word = before[2] ?? '';
  const range: Range = { start: offset - word.length, end: offset + rest.length };
  const closed = text.charAt(range.end) === '}';
  return (flow === undefined ? [] : namesOf(flow)).map(({ name, kind, doc }) => ({
    kind: 'name',
    label: name,
    detail: kind,
    doc,
    insert: `${before[1] === '{' ? '' : '{'}${literally(name)}${closed ? '' : '\\}'}`,
    range,
  }));
}

/** What may stand in an attribute beyond the values that its rule lists. `path` holds the elements around `element`. */
export function flowValueCompletions(
  model: DocumentModel,
  path: readonly Element[],
  element: Element,
  { name, valueRange }: Attribute,
  offset: number,
  flow: Flow | undefined,
): readonly Completion[] {
  const word = (value: string, detail?: string): Completion => ({ kind: 'value', label: value, insert: literally(value), range: valueRange, ...(detail === undefined ? {} : { detail }) });
  const kind = codeKindOfAttribute(element, name);
  if (kind !== undefined) return codeCompletions(kind, name === 'passes' ? wordRange(model.text, valueRange, offset) : valueRange);
  switch (`${element.local}/${name}`) {
    case 'skip/to':
      return stepCompletions(flow, valueRange, valueIn(path.at(-1), 'n'), 1);
    case 'step/after':
      return stepCompletions(flow, valueRange, valueIn(element, 'n'), -1);
    case 'at/step':
      return stepCompletions(flow, valueRange, '', 0);
    case 'answer/give':
      return [...answers.map((answer) => word(answer)), ...(flow?.parameters ?? []).filter(({ values }) => values.includes('accept')).map((one) => word(`\${${one.name}}`, 'parameter'))];
    case 'answer/into':
    case 'read/into':
      return (flow?.captures ?? []).map((capture) => word(capture, 'capture'));
    case 'set/param':
      return (flow?.parameters ?? []).map((parameter) => word(parameter.name, 'parameter'));
    case 'set/to':
      return (flow?.parameters.find((parameter) => parameter.name === valueIn(element, 'param'))?.values ?? []).map((value) => word(value));
    case 'param/default':
      return valueIn(element, 'values').split(/\s+/).filter((value) => value !== '').map((value) => word(value));
    case 'emulate/personality':
      return personalityCompletions(valueIn(element, name), wordRange(model.text, valueRange, offset));
    case 'fault/name':
      return faultCompletions(flow, path, element, valueRange);
    case 'let/find':
      return fumoIdentifiers.map((identifier) => word(identifier, 'firmware update object'));
    case 'expect/of':
      return [...new Set(childElements(path.at(-1) ?? element).map(({ local }) => local).filter((local) => /^[A-Z]/.test(local)))].map((command) => word(command));
    case 'expect/node':
    case 'read/node':
      return firmwareObjectsOf(flow).map((object) => word(`\${${object}}/State`, 'firmware state'));
    default:
      return name === 'when' || name === 'unless' || name === 'that' ? expressionCompletions(model, valueRange, offset, flow) : [];
  }
}

/** Those that the list does not hold yet. */
function personalityCompletions(held: string, range: Range): readonly Completion[] {
  const there = held.split(/\s+/);
  return personalities
    .filter(({ id }) => !there.includes(id))
    .map((personality): Completion => ({ kind: 'value', label: personality.id, detail: personality.says, doc: personalityCard(personality), insert: literally(personality.id), range }));
}

/** The faults that can come about in the step, the others after them; all where the step isn't known. */
function faultCompletions(flow: Flow | undefined, path: readonly Element[], element: Element, range: Range): readonly Completion[] {
  const parent = path.at(-1);
  const n = parent?.local === 'at' ? valueIn(parent, 'step') : valueIn(parent, 'n');
  const at = flow?.steps.findIndex((step) => step.n === n) ?? -1;
  const step = flow?.steps[at];
  const places = step === undefined ? undefined : placesOf(step, flow?.steps[at + 1]);
  return faultPresets
    .filter((preset) => preset.name === valueIn(element, 'name') || places === undefined || preset.places.some((place) => places.includes(place)))
    .map((preset): Completion => ({ kind: 'value', label: preset.name, detail: preset.says, doc: faultCard(preset), insert: literally(preset.name), range }));
}

/** The attributes that mean something at an element: of the settings of all faults those of this one, each with its default. */
export function fittingAttributes(element: Element, rules: readonly AttributeRule[]): readonly AttributeRule[] {
  const preset = element.local === 'fault' ? faultPreset(valueIn(element, 'name')) : undefined;
  if (preset === undefined) return rules;
  return rules.flatMap((rule) => {
    if (rule.required || rule.name === 'when' || rule.name === 'unless') return [rule];
    const setting = preset.settings.find(({ name }) => name === rule.name);
    return setting === undefined ? [] : [{ ...rule, doc: `${setting.says} It is ${settingForms[setting.form]}.`, values: [setting.value] }];
  });
}

function firmwareObjectsOf(flow: Flow | undefined): readonly string[] {
  return (flow?.lets ?? []).filter(({ find }) => (fumoIdentifiers as readonly (string | undefined)[]).includes(find)).map(({ name }) => name);
}

/** Steps behind (1) or before (-1) the step `from`, or all. */
function stepCompletions(flow: Flow | undefined, range: Range, from: string, direction: -1 | 0 | 1): readonly Completion[] {
  const fits = (n: string): boolean => direction === 0 || !isStepNumber(from) || !isStepNumber(n) || compareStepNumbers(n, from) * direction > 0;
  return (flow?.steps ?? []).filter(({ n }) => fits(n)).map(({ n, title }) => ({ kind: 'step', label: n, detail: title, insert: literally(n), range }));
}

function wordRange(text: string, within: Range, offset: number): Range {
  const before = /\S*$/.exec(text.slice(within.start, offset))?.[0] ?? '';
  const after = /^\S*/.exec(text.slice(offset, within.end))?.[0] ?? '';
  return { start: offset - before.length, end: offset + after.length };
}

/** Names in an expression, with how it is written. */
function expressionCompletions({ text }: DocumentModel, within: Range, offset: number, flow: Flow | undefined): readonly Completion[] {
  const before = /[\w.]*$/.exec(text.slice(within.start, offset))?.[0] ?? '';
  const after = /^[\w.]*/.exec(text.slice(offset, within.end))?.[0] ?? '';
  const range: Range = { start: offset - before.length, end: offset + after.length };
  const names = (flow === undefined ? [] : namesOf(flow)).filter(({ name }) => name !== 'package.bytes');
  const words = ['and', 'or', 'not', 'in', 'starts', 'ends', 'contains', 'true', 'false'];
  return [
    ...names.map(({ name, kind, doc }): Completion => ({ kind: 'name', label: name, detail: kind, doc, insert: literally(name), range })),
    ...words.map((word): Completion => ({ kind: 'value', label: word, insert: word, range })),
  ];
}
