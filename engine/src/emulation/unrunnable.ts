// What a flow asks for and a run can't do: said before anything starts, never passed over.
import type { Problem } from '../base/problem';
import { faultPreset } from '../flow/faults/presets';
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
  'client download-agent',
  'download-agent download-server',
  'download-server download-agent',
  'download-agent user',
  'user download-agent',
  'download-agent update-client',
  'update-client download-agent',
  'update-client client',
]);

function unknownEnds(step: Step): readonly Problem[] {
  if (knownEnds.has(`${step.from} ${step.to}`)) return [];
  return [problem(step.at, `Nothing that is emulated goes from ${step.from} to ${step.to}: step ${step.id} can't be run.`)];
}

function unknownPart(part: Part, variables: Variables): readonly Problem[] {
  switch (part.kind) {
    case 'fault':
      return faultPreset(part.name) === undefined && applies(part, variables) ? [problem(part.at, `The fault "${part.name}" can't be brought about.`)] : [];
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
