// A step of the flow as variables.
import { actorTitles } from '#engine/base/actor';
import type { Part, Step } from '#engine/flow/model';
import { elementVariables } from './elementVariables';
import { optional, variable, type Variable } from './variable';

export function stepVariables(step: Step): readonly Variable[] {
  const commands = step.parts.filter((part) => part.kind === 'command');
  const others = step.parts.filter((part) => part.kind !== 'command');
  return [
    variable('number', step.id),
    variable('from', actorTitles[step.from]),
    variable('to', actorTitles[step.to]),
    variable('title', step.title),
    variable('within', `${step.within / 1000} s`),
    ...optional('after', step.after),
    ...elementVariables(commands.map((part) => part.element)),
    ...others.map(partVariable),
  ];
}

/** `expect-node` with all that is said of it. */
function partVariable(part: Exclude<Part, { kind: 'command' }>): Variable {
  const said = Object.entries(part).filter(([name]) => name !== 'kind' && name !== 'at');
  return { name: part.kind, value: said.map(([name, value]) => `${name}: ${shown(value)}`).join(', ') };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
