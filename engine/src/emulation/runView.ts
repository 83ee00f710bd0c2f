// What can be looked at in a run, put together.
import { actors, type Actor } from '../base/actor';
import type { PendingReport } from '../device/deviceSetup';
import { packageOf, stateOf } from '../device/firmwareObjects';
import type { Flow } from '../flow/model';
import { stateName } from '../fumo/states';
import { nodeAt, textAt, type Tree } from '../tree/tree';
import type { Stop } from './flowStepper';
import type { Masking } from './masking';
import { viewOf } from './nodeView';
import type { RunView } from './run';
import type { StepRecords } from './stepRecords';

export function runView(run: {
  readonly flow: Flow;
  readonly records: StepRecords;
  readonly tree: Tree;
  readonly masking: Masking;
  readonly firmware?: string;
  readonly reports: readonly PendingReport[];
  readonly variables: Readonly<Record<string, string>>;
  readonly stop?: Stop;
}): RunView {
  const { records, tree, stop } = run;
  const latest = records.latest;
  const message = latest?.messages.at(-1);
  const involved = new Set<Actor>(run.flow.steps.flatMap((step) => [step.from, step.to]));
  return {
    ...(stop !== undefined && { stoppedAt: { step: stop.step, actor: stop.actor } }),
    ...(latest !== undefined && { step: latest.step }),
    ...(message !== undefined && { message }),
    tree: viewOf(tree.root, '.', run.masking),
    firmware: firmwareView(run),
    variables: run.variables,
    actors: actors
      .filter((actor) => involved.has(actor))
      .map((actor) => ({ actor, doing: doing(actor, records, stop) })),
  };
}

function firmwareView(run: { readonly tree: Tree; readonly firmware?: string; readonly reports: readonly PendingReport[] }): RunView['firmware'] {
  const { tree, firmware: uri } = run;
  const version = textAt(tree, './DevDetail/FwV');
  const [report] = run.reports;
  const shared = {
    ...(version !== undefined && { version }),
    ...(report !== undefined && { pendingReport: `${report.operation}: ${report.result}` }),
  };
  if (uri === undefined || nodeAt(tree, uri) === undefined) return shared;
  const state = stateOf(tree, uri);
  const name = stateName(state);
  return { uri, state, ...(name !== undefined && { stateName: name }), packageSize: packageOf(tree, uri).length, ...shared };
}

function doing(actor: Actor, records: StepRecords, stop: Stop | undefined): string {
  if (stop?.actor === actor) return `${stop.step.id} ${stop.step.title}`;
  const { latest } = records;
  return latest !== undefined && (latest.step.from === actor || latest.step.to === actor) ? `${latest.step.id} ${latest.step.title}` : 'waits';
}
