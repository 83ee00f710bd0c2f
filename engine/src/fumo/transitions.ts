// The state diagram of a FUMO object as a table: what may happen in which state, and where it leads. [FUMO 6, figure]
import type { State } from './states';

/** What moves a FUMO object from state to state. */
export const stateEvents = [
  'package-replaced',
  'package-discarded',
  'download-ordered',
  'download-failed',
  'download-complete',
  'package-ready',
  'update-ordered',
  'update-failed',
  'update-successful',
  'cleaned-up',
  'settled',
] as const;

export type StateEvent = (typeof stateEvents)[number];

/** `strict` is the figure alone; `lenient` adds what deployed devices accept: a new order as an implicit clean-up. */
export type Strictness = 'strict' | 'lenient';

type Edges = Readonly<Partial<Record<StateEvent, State>>>;

const figure: Readonly<Record<State, Edges>> = {
  10: { 'package-replaced': 50, 'download-ordered': 30 },
  20: { settled: 10 },
  30: { 'download-failed': 20, 'download-complete': 40 },
  40: { 'package-ready': 50 },
  50: { 'update-ordered': 60, 'package-replaced': 50, 'package-discarded': 10 },
  60: { 'update-failed': 70, 'update-successful': 90 },
  70: { 'cleaned-up': 80 },
  80: { settled: 10 },
  90: { 'cleaned-up': 100, settled: 10 },
  100: { settled: 10 },
};

const tolerated: Readonly<Partial<Record<State, Edges>>> = {
  20: { 'package-replaced': 50, 'download-ordered': 30 },
  50: { 'download-ordered': 30 },
  70: { 'package-replaced': 50, 'download-ordered': 30, 'update-ordered': 60 },
  80: { 'package-replaced': 50, 'download-ordered': 30 },
  90: { 'package-replaced': 50, 'download-ordered': 30, 'update-ordered': 60 },
  100: { 'package-replaced': 50, 'download-ordered': 30 },
};

/** Where `event` leads from `state`, or undefined where it may not happen there. */
export function transition(state: State, event: StateEvent, strictness: Strictness = 'strict'): State | undefined {
  return figure[state][event] ?? (strictness === 'lenient' ? tolerated[state]?.[event] : undefined);
}
