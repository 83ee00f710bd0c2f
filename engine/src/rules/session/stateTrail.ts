// How the State of firmware objects was seen to move, with what was ordered meanwhile. [FUMO 6, figure]
import type { State } from '../../fumo/states';
import { transition, type StateEvent } from '../../fumo/transitions';
import type { FirmwareEvent } from '../sessionFacts';

/** What a device does without being told. */
const own: readonly StateEvent[] = ['package-discarded', 'download-failed', 'download-complete', 'package-ready', 'update-failed', 'update-successful', 'cleaned-up', 'settled'];

export interface StateStep {
  /** The State that was read before. */
  readonly from: number;
  /** What the server's commands may have led to since the last report. */
  readonly orders: ReadonlySet<StateEvent>;
  /** The end of an operation was reported in between. */
  readonly isReported: boolean;
}

interface Seen {
  state: number | undefined;
  readonly orders: Set<StateEvent>;
  isReported: boolean;
}

export class StateTrail {
  private readonly seen = new Map<string, Seen>();

  /** Takes in what comes next; the step that it completes, where it is a State read after another. */
  follow(event: FirmwareEvent): StateStep | undefined {
    if (event.kind === 'version' || event.x === undefined) return undefined;
    const key = `${event.device} ${event.x}`;
    const seen = this.seen.get(key) ?? { state: undefined, orders: new Set<StateEvent>(), isReported: false };
    this.seen.set(key, seen);
    switch (event.kind) {
      case 'package':
        if (event.how === 'data') seen.orders.add('package-replaced');
        return undefined;
      case 'order':
        if (event.operation !== 'update') seen.orders.add('download-ordered');
        if (event.operation !== 'download') seen.orders.add('update-ordered');
        return undefined;
      case 'report':
        seen.isReported = true;
        return undefined;
      case 'state': {
        const { state, isReported } = seen;
        const step = state === undefined ? undefined : { from: state, orders: new Set(seen.orders), isReported };
        // What has been reported on has led to where it leads.
        if (isReported) seen.orders.clear();
        seen.state = event.value;
        seen.isReported = false;
        return step;
      }
    }
  }
}

/** Whether the device can have come from one State to the other; deployed devices take an order as an implicit clean-up. */
export function isReachable(from: State, to: State, orders: ReadonlySet<StateEvent>): boolean {
  const events = [...own, ...orders];
  const reached = new Set<State>([from]);
  for (const state of reached) {
    if (state === to) return true;
    for (const event of events) {
      const next = transition(state, event, 'lenient');
      if (next !== undefined) reached.add(next);
    }
  }
  return false;
}
