// What can be judged only of a whole flow, everything included: names, numbers, targets, and what it needs to run.
import type { ComposedFlow } from './compose';
import type { DraftStep, NameUse } from './draft';
import { faultsOfFault } from './faults/checkFault';
import { placesOf } from './faults/places';
import { oneOf, type Tell } from './flowRules';
import { namesInText } from './interpolate';
import { answers, compareStepNumbers, isStepNumber } from './values';

/** Names that the run gives, by the element that they need. */
export const runNames: Readonly<Record<'package' | 'download-server', readonly string[]>> = {
  package: ['package.bytes', 'package.size', 'package.sha256', 'package.version'],
  'download-server': ['download.base'],
};

/** `mainUri` is the document that is being read: only its own captures must be filled. */
export function checkFlow(flow: ComposedFlow, mainUri: string, tell: Tell): void {
  checkNeeds(flow, tell);
  checkNumbers(flow.steps, tell);
  checkTargets(flow.steps, tell);
  checkNames(flow, tell);
  checkCaptures(flow, mainUri, tell);
  checkAnswers(flow, tell);
  checkFaults(flow.steps, tell);
}

/** A fault stands where what it is about happens. */
function checkFaults(steps: readonly DraftStep[], tell: Tell): void {
  const whole = steps.map(({ step, parts }) => ({ ...step, parts: parts.map(({ part }) => part) }));
  whole.forEach((step, i) => {
    for (const part of step.parts) {
      if (part.kind !== 'fault') continue;
      for (const { rule, message } of faultsOfFault(part.name, part.settings, placesOf(step, whole[i + 1]))) {
        if (rule === 'flow-fault-place') tell(rule, part.at, message);
      }
    }
  });
}

function checkNeeds({ declarations, steps, at }: ComposedFlow, tell: Tell): void {
  const involves = (actor: string): boolean => steps.some(({ step }) => step.from === actor || step.to === actor);
  const missing = (element: string, why: string): void => {
    tell('flow-declaration-missing', at, `The flow needs <${element}>: ${why}.`);
  };
  if (declarations.server === undefined && involves('server')) missing('server', 'it has steps of the server');
  if (declarations.emulate === undefined && involves('client')) missing('emulate', 'it has steps of the client');
  if (declarations.downloadServer === undefined && involves('download-server')) missing('download-server', 'it has steps of the download-server');
}

function checkNumbers(steps: readonly DraftStep[], tell: Tell): void {
  const seen = new Set<string>();
  let last: string | undefined;
  for (const { step } of steps) {
    if (!isStepNumber(step.n)) continue;
    if (seen.has(step.n)) tell('flow-step-duplicate', step.at, `There are two steps ${step.n}.`);
    else if (last !== undefined && compareStepNumbers(step.n, last) < 0) tell('flow-step-order', step.at, `Step ${step.n} stands after step ${last}; steps come in the order in which they stand.`);
    seen.add(step.n);
    last = step.n;
  }
}

function checkTargets(steps: readonly DraftStep[], tell: Tell): void {
  const positions = new Map(steps.map(({ step }, i) => [step.n, i]));
  steps.forEach(({ step, parts, afterAt }, i) => {
    if (step.after !== undefined && afterAt !== undefined) {
      const target = positions.get(step.after);
      if (target === undefined) tell('flow-step-unknown', afterAt, `There is no step ${step.after} for step ${step.n} to come after.`);
      else if (target >= i) tell('flow-step-direction', afterAt, `Step ${step.n} can't wait for step ${step.after}, which doesn't stand before it.`);
    }
    for (const { part } of parts) {
      if (part.kind !== 'skip') continue;
      const target = positions.get(part.to);
      if (target === undefined) tell('flow-step-unknown', part.at, `There is no step ${part.to} to skip to.`);
      else if (target <= i) tell('flow-step-direction', part.at, `A skip goes forward; step ${part.to} doesn't stand after step ${step.n}.`);
    }
  });
}

function usesOf(flow: ComposedFlow): readonly NameUse[] {
  return flow.steps.flatMap(({ parts }) => parts.flatMap(({ uses }) => uses));
}

function checkNames({ declarations, ...flow }: ComposedFlow, tell: Tell): void {
  const { parameters, lets, captures } = declarations;
  const given = new Map(Object.entries(runNames).flatMap(([element, names]) => names.map((name) => [name, element] as const)));
  const declared = new Set<string>(parameters.map(({ name }) => name));
  const unknown = ({ name, at }: NameUse, why = `"${name}" is no parameter, let or capture of this flow.`): void => {
    tell('flow-name-unknown', at, why);
  };
  const check = (use: NameUse): void => {
    const element = given.get(use.name);
    if (element !== undefined) {
      const present = element === 'package' ? declarations.package : declarations.downloadServer;
      if (present === undefined) unknown(use, `"${use.name}" has a value only in a flow with <${element}>.`);
    } else if (use.name.includes('.')) {
      unknown(use, `"${use.name}" is not a name that a run gives: those are ${oneOf([...given.keys()])}.`);
    } else if (!declared.has(use.name)) unknown(use);
  };
  for (const each of lets) {
    for (const use of each.uses) {
      if (captures.some(({ name }) => name === use.name)) unknown(use, `"${use.name}" is a capture: it has no value yet when the flow begins.`);
      else if (!declared.has(use.name) && lets.some(({ name }) => name === use.name)) unknown(use, `"${use.name}" is declared after "${each.name}".`);
      else check(use);
    }
    declared.add(each.name);
  }
  for (const { name } of captures) declared.add(name);
  usesOf({ declarations, ...flow }).forEach((use) => {
    if (use.how !== 'fill') check(use);
    else if (!captures.some(({ name }) => name === use.name)) {
      tell('flow-capture-unknown', use.at, `"${use.name}" is not declared: what is filled stands in <capture names>.`);
    }
  });
}

function checkCaptures(flow: ComposedFlow, mainUri: string, tell: Tell): void {
  const captures = new Set(flow.declarations.captures.map(({ name }) => name));
  const filled = new Set<string>();
  const told = new Set<string>();
  const uses = usesOf(flow);
  const fillable = new Set(uses.flatMap(({ name, how }) => (how === 'read' ? [] : [name])));
  for (const { name, how, at } of uses) {
    if (!captures.has(name)) continue;
    if (how !== 'read') {
      filled.add(name);
    } else if (!filled.has(name) && !told.has(name)) {
      tell('flow-capture-early', at, fillable.has(name) ? `"${name}" has no value yet: it is filled only later.` : `"${name}" never gets a value.`);
      told.add(name);
    }
  }
  for (const { name, at } of flow.declarations.captures) {
    if (at.uri === mainUri && !fillable.has(name)) tell('flow-capture-unfilled', at, `Nothing fills "${name}".`);
  }
}

/** `<answer give="${user}">`: the parameter must be an answer, whatever value it takes. */
function checkAnswers(flow: ComposedFlow, tell: Tell): void {
  for (const { parts } of flow.steps) {
    for (const { part } of parts) {
      if (part.kind !== 'answer') continue;
      const only = namesInText(part.give).names[0]?.name;
      const parameter = flow.declarations.parameters.find(({ name }) => name === only && part.give === `\${${name}}`);
      if (parameter === undefined) continue;
      const wrong = (parameter.values.length > 0 ? parameter.values : [parameter.value]).find((value) => !(answers as readonly string[]).includes(value));
      if (wrong !== undefined) tell('flow-answer-value', part.at, `The parameter "${parameter.name}" may be "${wrong}", which is not an answer: ${oneOf(answers)}.`);
    }
  }
}
