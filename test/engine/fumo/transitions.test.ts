import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firmwareStates, isState, type State } from '#engine/fumo/states';
import { stateEvents, transition, type StateEvent } from '#engine/fumo/transitions';

// [FUMO 6] The figure, read a second time and written the other way round: every edge, by where it leads.
const strictEdges: readonly [State, StateEvent, State][] = [
  [10, 'download-ordered', 30],
  [10, 'package-replaced', 50],
  [30, 'download-failed', 20],
  [30, 'download-complete', 40],
  [40, 'package-ready', 50],
  [50, 'update-ordered', 60],
  [50, 'package-replaced', 50],
  [50, 'package-discarded', 10],
  [60, 'update-failed', 70],
  [60, 'update-successful', 90],
  [70, 'cleaned-up', 80],
  [90, 'cleaned-up', 100],
  [90, 'settled', 10],
  [20, 'settled', 10],
  [80, 'settled', 10],
  [100, 'settled', 10],
];

const lenientEdges: readonly [State, StateEvent, State][] = [
  ...([20, 50, 70, 80, 90, 100] as const).map((state) => [state, 'download-ordered', 30] as [State, StateEvent, State]),
  ...([20, 70, 80, 90, 100] as const).map((state) => [state, 'package-replaced', 50] as [State, StateEvent, State]),
  [70, 'update-ordered', 60],
  [90, 'update-ordered', 60],
];

const states = firmwareStates.map((row) => row.value).filter(isState);

function expected(edges: readonly [State, StateEvent, State][], state: State, event: StateEvent): State | undefined {
  return edges.find(([from, what]) => from === state && what === event)?.[2];
}

test('every pair of state and event leads where the figure says, and nowhere else', () => {
  assert.equal(states.length, 10);
  for (const state of states) {
    for (const event of stateEvents) {
      assert.equal(transition(state, event), expected(strictEdges, state, event), `${state} ${event}`);
    }
  }
});

test('the lenient table adds implicit clean-ups and changes nothing of the figure', () => {
  for (const state of states) {
    for (const event of stateEvents) {
      const want = expected(strictEdges, state, event) ?? expected(lenientEdges, state, event);
      assert.equal(transition(state, event, 'lenient'), want, `${state} ${event}`);
    }
  }
});

test('a state machine never gets stuck: from every state Idle can be reached', () => {
  for (const start of states) {
    const reached = new Set<State>([start]);
    for (const state of reached) {
      for (const event of stateEvents) {
        const next = transition(state, event);
        if (next !== undefined) reached.add(next);
      }
    }
    assert.ok(reached.has(10), `from ${start}`);
  }
});
