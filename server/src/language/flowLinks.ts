// How flows hang together: which one declares a name or a number that another uses.
import type { FileFacts } from './facts';
import type { NameFact, StepFact } from './flowFacts';
import type { WorkspaceIndex } from './workspaceIndex';

/** Flows that are followed from one to the next. */
const mostFlows = 256;

function includesOf(facts: FileFacts, index: WorkspaceIndex): readonly FileFacts[] {
  return facts.files.flatMap(({ role, uri }) => {
    const found = role === 'flow' && uri !== undefined ? index.get(uri) : undefined;
    return found === undefined ? [] : [found];
  });
}

/** The flow, and what it includes, however far. */
export function includedBy(facts: FileFacts, index: WorkspaceIndex): readonly FileFacts[] {
  const found = new Set([facts]);
  for (const one of found) if (found.size < mostFlows) for (const next of includesOf(one, index)) found.add(next);
  return [...found];
}

/** The flow, and what includes it, however far. */
function includingOf(facts: FileFacts, index: WorkspaceIndex): readonly FileFacts[] {
  const flows = index.files().filter(({ kind }) => kind === 'flow');
  const found = new Set([facts]);
  for (const one of found) {
    if (found.size >= mostFlows) break;
    for (const flow of flows) if (!found.has(flow) && includesOf(flow, index).includes(one)) found.add(flow);
  }
  return [...found];
}

export interface NameUse {
  readonly facts: FileFacts;
  readonly fact: NameFact;
}

/** Every place of the name that a name means: its declarations, overriding ones among them, and its uses. */
export function usesOfName(facts: FileFacts, { name, within }: NameFact, index: WorkspaceIndex): readonly NameUse[] {
  const from = (within === undefined ? undefined : index.get(within)) ?? facts;
  const declares = (one: FileFacts): boolean => one.names.some((fact) => fact.name === name && fact.declares !== undefined);
  const concerned = new Set<FileFacts>([from, facts]);
  // A declaration in an including flow takes the place of the included one: both are the same name.
  for (const one of concerned) {
    if (!declares(one) && one !== from && one !== facts) continue;
    const next = declares(one) ? [...includedBy(one, index).filter(declares), ...includingOf(one, index)] : includedBy(one, index).filter(declares);
    for (const more of next) concerned.add(more);
  }
  return [...concerned].flatMap((one) => one.names.flatMap((fact) => (fact.name === name ? [{ facts: one, fact }] : [])));
}

/** The text that a name stands for in a flow, where it is a let or a parameter. */
export function valueOfName(facts: FileFacts, name: string, index: WorkspaceIndex): string | undefined {
  for (const one of includedBy(facts, index)) {
    const found = one.names.find((fact) => fact.name === name && fact.declares === 'let');
    if (found?.value !== undefined) return found.value;
  }
  return undefined;
}

export interface StepUse {
  readonly facts: FileFacts;
  readonly fact: StepFact;
}

/** The step that a number means in a flow: its own, else one that is included. */
export function stepNumbered(facts: FileFacts, { n, within }: Pick<StepFact, 'n' | 'within'>, index: WorkspaceIndex): StepUse | undefined {
  const from = (within === undefined ? undefined : index.get(within)) ?? facts;
  for (const one of includedBy(from, index)) {
    const fact = one.steps.find((step) => step.declares && step.n === n);
    if (fact !== undefined) return { facts: one, fact };
  }
  return undefined;
}

/** The step itself and every place that means it. */
export function usesOfStep(facts: FileFacts, fact: StepFact, index: WorkspaceIndex): readonly StepUse[] {
  const step = stepNumbered(facts, fact, index);
  if (step === undefined) return facts.steps.flatMap((one) => (one.n === fact.n ? [{ facts, fact: one }] : []));
  return includingOf(step.facts, index).flatMap((flow) =>
    flow.steps.flatMap((one) => (one.n === fact.n && stepNumbered(flow, one, index)?.fact === step.fact ? [{ facts: flow, fact: one }] : [])),
  );
}
