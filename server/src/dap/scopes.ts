// The scopes of a frame: the step, its message, the device's tree, the firmware, the flow's variables.
import type { Run, RunView } from '#engine/emulation/run';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { messageVariables } from './messageVariables';
import { stepVariables } from './stepVariables';
import { nodesBelow } from './treeVariables';
import { optional, pageFrom, variable, type Variable, type VariableStore } from './variable';

export function scopesOf(run: Run, store: VariableStore): DebugProtocol.Scope[] {
  const view = run.view();
  const step = view.stoppedAt?.step ?? view.step;
  const message = view.message;
  const nodes = view.tree.children?.length ?? 0;
  return [
    ...(step === undefined ? [] : [scope('Step', store.reference(() => stepVariables(step)))]),
    ...(message === undefined ? [] : [scope('Message', store.reference(() => messageVariables(message)))]),
    { ...scope('Device Tree', store.reference(() => nodesBelow(run, view.tree.uri))), ...(nodes > pageFrom && { indexedVariables: nodes }) },
    scope('Firmware', store.reference(() => firmwareVariables(run.view()))),
    scope('Variables', store.reference(() => flowVariables(run.view()))),
  ];
}

function scope(name: string, variablesReference: number): DebugProtocol.Scope {
  return { name, variablesReference, expensive: false };
}

function firmwareVariables({ firmware }: RunView): readonly Variable[] {
  return [
    ...optional('object', firmware.uri),
    ...optional('State', firmware.state),
    ...optional('state name', firmware.stateName),
    ...optional('FwV', firmware.version),
    ...optional('package size', firmware.packageSize),
    ...optional('pending report', firmware.pendingReport),
  ];
}

function flowVariables({ variables }: RunView): readonly Variable[] {
  return Object.entries(variables).map(([name, value]) => ({ ...variable(name, value), evaluateName: name }));
}
