// The call flow of a run, as it stands: its actors, in the order in which they are shown, and a row for each step.
import { actors, type Actor } from '../base/actor';
import type { Flow } from '../flow/model';
import type { CallFlow } from './runEvent';
import type { StepRecords } from './stepRecords';

export function callFlowOf(flow: Flow, records: StepRecords): CallFlow {
  const involved = new Set<Actor>(flow.steps.flatMap((step) => [step.from, step.to]));
  return { flow: flow.id, title: flow.title, actors: actors.filter((actor) => involved.has(actor)), rows: records.rows() };
}
