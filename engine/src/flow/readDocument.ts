// One flow document as it stands: declarations, includes, steps and amendments, nothing resolved yet.
import { actors, isActor, type Actor } from '../base/actor';
import { attribute, childElements, textOf, type Element } from '../xml/element';
import { checkInAtomic } from './checkCommand';
import { readDeclarations } from './readDeclarations';
import { place, valueOf, type Amendment, type DraftFlow, type DraftStep, type Include, type Source } from './draft';
import { oneOf } from './flowRules';
import type { MessageGroup, Step } from './model';
import { readParts } from './readParts';
import { isStepNumber, readDuration, readStepRange } from './values';

/** What a step may take where neither it nor its flow says so, in milliseconds. */
const defaultWithin = 60_000;

/** Reads the root element `<flow>`. What is wrong goes to the source's `tell`; what can be read is returned. */
export function readDocument(root: Element, source: Source): DraftFlow {
  const id = valueOf(root, 'id') ?? fileName(source.uri);
  const clause = valueOf(root, 'clause');
  const within = readWithin(root, source) ?? defaultWithin;
  const sequence: (DraftFlow['sequence'][number])[] = [];
  const amendments: Amendment[] = [];
  for (const element of childElements(root)) {
    if (element.namespace !== root.namespace) continue;
    if (element.local === 'step') {
      const step = readStep(element, source, within, undefined);
      if (step !== undefined) sequence.push({ step });
    } else if (element.local === 'message') {
      sequence.push(...readMessage(element, source, within).map((step) => ({ step })));
    } else if (element.local === 'include') {
      const include = readInclude(element, source);
      if (include !== undefined) sequence.push({ include });
    } else if (element.local === 'at') {
      const step = attribute(element, 'step');
      if (step !== undefined) amendments.push({ n: step.value.trim(), at: place(source, step.valueRange), parts: readParts(element, source, {}) });
    }
  }
  return {
    id,
    title: valueOf(root, 'title') ?? id,
    ...(clause === undefined ? {} : { clause }),
    at: place(source, root.startTag),
    declarations: readDeclarations(root, source),
    sequence,
    amendments,
  };
}

function fileName(uri: string): string {
  const name = uri.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? uri;
  return name.replace(/(\.flow)?\.xml$/, '');
}

function readWithin(element: Element, source: Source): number | undefined {
  const found = attribute(element, 'within');
  if (found === undefined) return undefined;
  const ms = readDuration(found.value);
  if (ms === undefined) source.tell('flow-duration', place(source, found.valueRange), `"${found.value}" is not a duration: those are written like 500ms, 60s, 10min or 2h, up to 7 days.`);
  return ms;
}

function readStep(element: Element, source: Source, within: number, group: MessageGroup | undefined): DraftStep | undefined {
  const number = attribute(element, 'n');
  const n = number?.value.trim() ?? '';
  if (number !== undefined && !isStepNumber(n)) {
    source.tell('flow-step-number', place(source, number.valueRange), `"${n}" is not a step's number: those are digits, perhaps with a letter after them, like 7 or 7b.`);
  }
  const from = readActor(element, 'from', source);
  const to = readActor(element, 'to', source);
  const parts = readParts(element, source, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  const limit = readWithin(element, source) ?? within;
  if (number === undefined || from === undefined || to === undefined) return undefined;
  const after = attribute(element, 'after');
  const step: DraftStep['step'] = {
    n,
    from,
    to,
    title: valueOf(element, 'title') ?? '',
    within: limit,
    ...(after === undefined ? {} : { after: after.value.trim() }),
    ...(group === undefined ? {} : { group }),
    at: place(source, element.startTag),
  } satisfies Partial<Step>;
  return { step, parts, ...(after === undefined ? {} : { afterAt: place(source, after.valueRange) }) };
}

function readActor(element: Element, name: 'from' | 'to', source: Source): Actor | undefined {
  const found = attribute(element, name);
  if (found === undefined) return undefined;
  const actor = found.value.trim();
  if (isActor(actor)) return actor;
  // A wrong word is the schema's to tell, but to the schema ${} may be anything.
  if (actor.includes('${')) source.tell('flow-actor-unknown', place(source, found.valueRange), `An actor is said outright: ${oneOf(actors)}.`);
  return undefined;
}

function readMessage(element: Element, source: Source, within: number): readonly DraftStep[] {
  const as = attribute(element, 'as');
  const group: MessageGroup = as?.value === 'Sequence' || as?.value === 'Atomic' ? { as: as.value } : {};
  const elements = childElements(element).filter(({ local, namespace }) => local === 'step' && namespace === element.namespace);
  const steps = elements.flatMap((each) => readStep(each, source, within, group) ?? []);
  const first = steps[0];
  for (const { step } of steps) {
    if (first !== undefined && (step.from !== first.step.from || step.to !== first.step.to)) {
      source.tell('flow-message-ends', step.at, `A message goes from one end to the other: step ${first.step.n} goes from ${first.step.from} to ${first.step.to}, step ${step.n} from ${step.from} to ${step.to}.`);
    }
  }
  if (group.as !== undefined && as !== undefined && first !== undefined && first.step.from !== 'server') {
    source.tell('flow-container-sender', place(source, as.valueRange), `Only the server sends a ${group.as}; step ${first.step.n} comes from ${first.step.from}.`);
  }
  if (group.as === 'Atomic') {
    for (const step of elements) for (const command of childElements(step)) checkInAtomic(command, source);
  }
  return steps;
}

function readInclude(element: Element, source: Source): Include | undefined {
  const href = attribute(element, 'href');
  if (href === undefined) return undefined;
  const steps = attribute(element, 'steps');
  const range = steps === undefined ? undefined : readStepRange(steps.value);
  if (steps !== undefined && range === undefined) {
    source.tell('flow-include-steps', place(source, steps.valueRange), `"${steps.value}" is not a range of steps: those are written like 0-9, or 3 for one alone.`);
  }
  const written = href.value.trim();
  return {
    file: { uri: source.resolve(written), written, at: place(source, href.valueRange) },
    ...(range === undefined ? {} : { steps: range }),
    stepsAt: place(source, (steps ?? href).valueRange),
    sets: childElements(element)
      .filter(({ local, namespace }) => local === 'set' && namespace === element.namespace)
      .map((set) => ({ param: valueOf(set, 'param') ?? '', to: attribute(set, 'to')?.value ?? textOf(set), at: place(source, set.startTag) })),
  };
}
