// What a flow asks for and a run can't do: said before anything starts, never passed over.
import type { Problem } from '../base/problem';
import type { Flow, Part, Step } from '../flow/model';
import type { Variables } from './variables';

/** Problems of severity error; empty where every step of the flow can be run. */
export function unrunnable(flow: Flow, variables: Variables): readonly Problem[] {
  return flow.steps.flatMap((step) => [...unknownEnds(step), ...step.parts.flatMap((part) => unknownPart(part, variables))]);
}

const knownEnds: ReadonlySet<string> = new Set([
  'authority server',
  'server client',
  'client server',
  'client user',
  'user client',
  'client update-client',
  'update-client update-client',
]);

function unknownEnds(step: Step): readonly Problem[] {
  if (knownEnds.has(`${step.from} ${step.to}`)) return [];
  return [problem(step.at, `Nothing that is emulated goes from ${step.from} to ${step.to}: step ${step.id} can't be run.`)];
}

function unknownPart(part: Part, variables: Variables): readonly Problem[] {
  switch (part.kind) {
    case 'http':
      return [problem(part.at, 'A download over HTTP is not emulated: this step can be read and checked, not run.')];
    case 'skip':
      return [problem(part.at, 'A run goes through the steps in their order: <skip> can be read and checked, not run.')];
    case 'expect-node':
      return part.passes === undefined ? [] : [problem(part.at, 'A run looks at a node when the step is over: "passes" can be read and checked, not run.')];
    case 'fault':
      return applies(part, variables) ? [problem(part.at, `The fault "${part.name}" can't be brought about.`)] : [];
    default:
      return [];
  }
}

function applies(part: Extract<Part, { kind: 'fault' }>, variables: Variables): boolean {
  try {
    return variables.applies(part);
  } catch {
    return true;
  }
}

function problem(at: Part['at'], message: string): Problem {
  return { code: 'flow-not-runnable', severity: 'error', message, range: at.range, uri: at.uri };
}
