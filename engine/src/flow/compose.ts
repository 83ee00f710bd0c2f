// Several documents to one flow: what is included takes its place, what the including flow says itself wins, and
// amendments come last.
import type { Amendment, Declarations, DraftFlow, DraftPart, DraftStep, Include } from './draft';
import { oneOf, type Tell } from './flowRules';
import type { FileReference, Parameter } from './model';
import { compareStepNumbers } from './values';

/** A flow with everything that it includes, steps in the order in which they come. */
export interface ComposedFlow extends Omit<DraftFlow, 'sequence' | 'amendments'> {
  readonly steps: readonly DraftStep[];
  readonly includes: readonly FileReference[];
}

/** `included` gives what an include of this document stands for; `undefined` where that couldn't be read. */
export function compose(draft: DraftFlow, included: (include: Include) => ComposedFlow | undefined, tell: Tell, maxSteps: number): ComposedFlow {
  let declarations: Declarations = { parameters: [], lets: [], captures: [] };
  const steps: DraftStep[] = [];
  const includes: FileReference[] = [];
  for (const entry of draft.sequence) {
    if (steps.length > maxSteps) {
      tell('flow-too-large', draft.at, `The flow has more than ${maxSteps} steps.`);
      steps.length = maxSteps;
      break;
    }
    if ('step' in entry) {
      steps.push(entry.step);
      continue;
    }
    includes.push(entry.include.file);
    const flow = included(entry.include);
    if (flow === undefined) continue;
    steps.push(...chosenSteps(entry.include, flow, tell));
    declarations = overlay(declarations, { ...flow.declarations, parameters: setParameters(entry.include, flow.declarations.parameters, tell) });
  }
  return {
    id: draft.id,
    title: draft.title,
    ...(draft.clause === undefined ? {} : { clause: draft.clause }),
    at: draft.at,
    declarations: overlay(declarations, draft.declarations),
    steps: amend(steps, draft.amendments, tell),
    includes,
  };
}

function chosenSteps({ steps, stepsAt, file }: Include, flow: ComposedFlow, tell: Tell): readonly DraftStep[] {
  if (steps === undefined) return flow.steps;
  const { first, last } = steps;
  for (const end of first === last ? [first] : [first, last]) {
    if (!flow.steps.some(({ step }) => step.n === end)) tell('flow-step-unknown', stepsAt, `${file.written} has no step ${end}.`);
  }
  return flow.steps.filter(({ step }) => compareStepNumbers(first, step.n) <= 0 && compareStepNumbers(step.n, last) <= 0);
}

function setParameters(include: Include, parameters: readonly Parameter[], tell: Tell): readonly Parameter[] {
  let result = parameters;
  for (const { param, to, at } of include.sets) {
    const found = parameters.find(({ name }) => name === param);
    if (found === undefined) {
      tell('flow-param-unknown', at, `${include.file.written} has no parameter "${param}".`);
    } else if (found.values.length > 0 && !found.values.includes(to)) {
      tell('flow-param-value', at, `"${to}" is not among the values of "${param}": ${oneOf(found.values)}.`);
    } else {
      result = result.map((each) => (each.name === param ? { ...each, value: to } : each));
    }
  }
  return result;
}

/** A name that is declared above hides the one below, whatever kind either is. */
function overlay(below: Declarations, above: Declarations): Declarations {
  const names = new Set([...above.parameters, ...above.lets, ...above.captures].map(({ name }) => name));
  const visible = <T extends { readonly name: string }>(entries: readonly T[]): readonly T[] => entries.filter(({ name }) => !names.has(name));
  return {
    ...below,
    ...above,
    parameters: [...visible(below.parameters), ...above.parameters],
    lets: replaced(below.lets, above.lets, visible),
    captures: [...visible(below.captures), ...above.captures],
  };
}

/** A let that takes the place of another stands where that stood, so that lets after it still see its value. */
function replaced<T extends { readonly name: string }>(below: readonly T[], above: readonly T[], visible: (entries: readonly T[]) => readonly T[]): readonly T[] {
  const stays = new Set(visible(below));
  const kept = below.flatMap((entry) => (stays.has(entry) ? [entry] : above.filter(({ name }) => name === entry.name)));
  return [...kept, ...above.filter((entry) => !kept.includes(entry))];
}

function amend(steps: readonly DraftStep[], amendments: readonly Amendment[], tell: Tell): readonly DraftStep[] {
  let result = steps;
  for (const { n, at, parts } of amendments) {
    if (!result.some(({ step }) => step.n === n)) tell('flow-step-unknown', at, `There is no step ${n} to amend.`);
    result = result.map((each) => (each.step.n === n ? { ...each, parts: [...amended(each.parts, parts), ...parts] } : each));
  }
  return result;
}

function amended(parts: readonly DraftPart[], additions: readonly DraftPart[]): readonly DraftPart[] {
  const isExpectation = ({ part }: DraftPart): boolean => part.kind.startsWith('expect-');
  const isSeen = ({ part }: DraftPart): boolean => part.kind === 'seen';
  return [isExpectation, isSeen].reduce((kept, kind) => (additions.some(kind) ? kept.filter((part) => !kind(part)) : kept), parts);
}
