// What stands in a step: each element to a part, with the names that it uses.
import type { Actor } from '../base/actor';
import { attribute, childElements, type Element } from '../xml/element';
import { checkCommand } from './checkCommand';
import { place, usesInAttribute, usesInElement, usesInExpression, valueOf, type DraftPart, type NameUse, type Source } from './draft';
import { faultsOfFault } from './faults/checkFault';
import { allPlaces } from './faults/places';
import { oneOf } from './flowRules';
import type { Condition, Part, UiMode } from './model';
import { answers, faultOfNodeUri, readDuration, readWords } from './values';

/** Between whom the step goes; unknown in an `<at>`, and where the document names an actor that there isn't. */
export interface Ends {
  readonly from?: Actor;
  readonly to?: Actor;
}

type Read = (element: Element, source: Source, ends: Ends) => { readonly part: Unplaced<Part>; readonly uses: readonly NameUse[] } | undefined;
type Unplaced<P> = P extends Part ? Omit<P, 'at'> : never;

/** Whose steps are driven: what stands in them is said, not matched. */
const driven: ReadonlySet<Actor | undefined> = new Set(['authority', 'server', 'download-server']);

export function readParts(parent: Element, source: Source, ends: Ends): readonly DraftPart[] {
  return childElements(parent).flatMap((element) => {
    const read = element.namespace !== parent.namespace ? undefined : /^[A-Z]/.test(element.local) ? readCommand : readers[element.local];
    const found = read?.(element, source, ends);
    if (found === undefined) return [];
    checkActors(element, source, ends);
    return [{ part: { ...found.part, at: place(source, element.startTag) }, uses: found.uses }];
  });
}

const readCommand: Read = (element, source, ends) => {
  checkCommand(element, source, ends);
  return { part: { kind: 'command', name: element.local, element }, uses: usesInElement(source, element, driven.has(ends.from) ? 'read' : 'match') };
};

const readers: Readonly<Record<string, Read>> = {
  job: (element, source) => {
    const correlator = valueOf(element, 'correlator');
    const within = readLimit(element, source);
    return {
      part: { kind: 'job', device: valueOf(element, 'device') ?? '', ...(correlator === undefined ? {} : { correlator }), ...(within === undefined ? {} : { within }) },
      uses: [...usesInAttribute(source, element, 'device'), ...usesInAttribute(source, element, 'correlator')],
    };
  },
  request: (element, source) => {
    const [object, data] = [valueOf(element, 'object'), valueOf(element, 'data')];
    return {
      part: { kind: 'request', ...(object === undefined ? {} : { object }), ...(data === undefined ? {} : { data }) },
      uses: [...usesInAttribute(source, element, 'object'), ...usesInAttribute(source, element, 'data')],
    };
  },
  notification: (element) => ({
    part: {
      kind: 'notification',
      uiMode: (valueOf(element, 'ui-mode') ?? 'background') as UiMode,
      initiator: valueOf(element, 'initiator') === 'user' ? 'user' : 'server',
    },
    uses: [],
  }),
  prompt: (element, source) => ({
    part: { kind: 'prompt', text: valueOf(element, 'text') ?? '' },
    uses: usesInAttribute(source, element, 'text', 'match'),
  }),
  answer: readAnswer,
  expect: readExpect,
  end: (element, source) => ({
    part: { kind: 'end', verdict: valueOf(element, 'verdict') ?? '', ...readCondition(element) },
    uses: usesInCondition(element, source),
  }),
  skip: (element, source) => ({
    part: { kind: 'skip', to: valueOf(element, 'to') ?? '', ...readCondition(element) },
    uses: usesInCondition(element, source),
  }),
  close: () => ({ part: { kind: 'close' }, uses: [] }),
  seen: (element) => ({ part: { kind: 'seen', events: readWords(valueOf(element, 'event') ?? '') }, uses: [] }),
  read: (element, source) => {
    const node = valueOf(element, 'node') ?? '';
    checkNode(element, source);
    return { part: { kind: 'read', node, into: valueOf(element, 'into') ?? '' }, uses: [...usesInAttribute(source, element, 'node'), ...fills(element, source)] };
  },
  fault: (element, source) => {
    const settings = Object.fromEntries(
      element.attributes.filter(({ name }) => !['name', 'when', 'unless'].includes(name) && !name.startsWith('xmlns')).map(({ name, value }) => [name, value.trim()]),
    );
    const uses = Object.keys(settings).flatMap((name) => usesInAttribute(source, element, name));
    const name = valueOf(element, 'name') ?? '';
    for (const { rule, about, message } of faultsOfFault(name, settings, allPlaces)) {
      const found = attribute(element, about);
      if (found !== undefined) source.tell(rule, place(source, found.valueRange), message);
    }
    return { part: { kind: 'fault', name, settings, ...readCondition(element) }, uses: [...uses, ...usesInCondition(element, source)] };
  },
  http: readHttp,
};

function readLimit(element: Element, source: Source): number | undefined {
  const found = attribute(element, 'within');
  const ms = found === undefined ? undefined : readDuration(found.value);
  if (found !== undefined && ms === undefined) source.tell('flow-duration', place(source, found.valueRange), `"${found.value}" is not a duration: those are written like 500ms, 60s, 10min or 2h, up to 7 days.`);
  return ms;
}

function readAnswer(element: Element, source: Source): ReturnType<Read> {
  const give = attribute(element, 'give');
  const written = give?.value.trim() ?? '';
  if (give !== undefined && !written.includes('${') && !(answers as readonly string[]).includes(written)) {
    source.tell('flow-answer-value', place(source, give.valueRange), `"${written}" is not an answer: it is ${oneOf(answers)}, or a parameter that is one of these.`);
  }
  const into = valueOf(element, 'into');
  return {
    part: { kind: 'answer', give: written, ...(into === undefined ? {} : { into }) },
    uses: [...usesInAttribute(source, element, 'give'), ...fills(element, source)],
  };
}

function readExpect(element: Element, source: Source): ReturnType<Read> {
  const [status, of, node, is, passes, that] = ['status', 'of', 'node', 'is', 'passes', 'that'].map((name) => valueOf(element, name));
  const told = (message: string): undefined => {
    source.tell('flow-expect-form', place(source, element.startTag), message);
  };
  if ([status, node, that].filter((each) => each !== undefined).length !== 1) {
    return told('An expectation says one of status, node and that.');
  }
  if (that !== undefined) return { part: { kind: 'expect-that', that }, uses: usesInExpression(source, attribute(element, 'that')) };
  const uses = ['status', 'of', 'node', 'is', 'passes'].flatMap((name) => usesInAttribute(source, element, name));
  if (status !== undefined) {
    const found = attribute(element, 'status');
    if (found !== undefined && !/^\d{3}$/.test(status) && !status.includes('${')) {
      source.tell('flow-status-value', place(source, found.valueRange), `"${status}" is not a status code: those have three digits.`);
    }
    return of === undefined ? told('An expected status says of which command it is.') : { part: { kind: 'expect-status', status, of }, uses };
  }
  checkNode(element, source);
  if ((is === undefined) === (passes === undefined)) return told('An expectation about a node says either what it is or what it passes.');
  const values = passes === undefined ? { ...(is === undefined ? {} : { is }) } : { passes: readWords(passes) };
  return { part: { kind: 'expect-node', node: node ?? '', ...values }, uses };
}

function readHttp(element: Element, source: Source, ends: Ends): ReturnType<Read> {
  const texts = Object.fromEntries(
    ['method', 'url', 'status', 'type'].flatMap((name) => {
      const value = valueOf(element, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    part: { kind: 'http', ...texts, content: childElements(element) },
    uses: usesInElement(source, element, driven.has(ends.from) ? 'read' : 'match'),
  };
}

function readCondition(element: Element): Condition {
  const when = valueOf(element, 'when');
  const unless = valueOf(element, 'unless');
  return { ...(when === undefined ? {} : { when }), ...(unless === undefined ? {} : { unless }) };
}

function usesInCondition(element: Element, source: Source): readonly NameUse[] {
  return [...usesInExpression(source, attribute(element, 'when')), ...usesInExpression(source, attribute(element, 'unless'))];
}

function fills(element: Element, source: Source): readonly NameUse[] {
  const into = attribute(element, 'into');
  return into === undefined ? [] : [{ name: into.value.trim(), at: place(source, into.valueRange), how: 'fill' }];
}

function checkNode(element: Element, source: Source): void {
  const node = attribute(element, 'node');
  const fault = node === undefined ? undefined : faultOfNodeUri(node.value);
  if (node !== undefined && fault !== undefined) source.tell('flow-node-uri', place(source, node.valueRange), `The address of a node ${fault}.`);
}

type Pairs = readonly (readonly [Actor, Actor])[];

/** Between whom a part may stand; parts that aren't here may stand anywhere. */
const actorsOfParts: Readonly<Record<string, Pairs>> = {
  job: [['authority', 'server']],
  // [FUMO 7.1.2] Who asks is told by where the step comes from.
  request: [
    ['user', 'client'],
    ['update-client', 'client'],
  ],
  notification: [['server', 'client']],
  prompt: [
    ['client', 'user'],
    ['download-agent', 'user'],
  ],
  answer: [
    ['user', 'client'],
    ['user', 'download-agent'],
  ],
  http: [
    ['download-agent', 'download-server'],
    ['download-server', 'download-agent'],
  ],
  read: [
    ['client', 'server'],
    ['server', 'client'],
  ],
};

function checkActors(element: Element, source: Source, { from, to }: Ends): void {
  if (from === undefined || to === undefined) return;
  const pairs = actorsOfParts[element.local];
  const at = place(source, element.nameRange);
  if (pairs?.some(([a, b]) => a === from && b === to) === false) {
    const places = oneOf(pairs.map(([a, b]) => `from ${a} to ${b}`));
    source.tell('flow-part-actors', at, `<${element.local}> stands in a step ${places}, not from ${from} to ${to}.`);
  } else if (element.local === 'http' && (valueOf(element, 'status') !== undefined) !== (from === 'download-server')) {
    source.tell('flow-part-actors', at, 'An HTTP request has a method and goes to the download-server; a response has a status and comes from it.');
  }
}
