// What a run tells as it goes: the numbered deltas that panels, adapters and terminals live on.
import type { Actor } from '../base/actor';

export type StepState = 'waiting' | 'current' | 'done' | 'skipped' | 'failed';

/** Whether a step can be seen: on a wire, inside a part that we emulate, or only deduced. */
export type Visibility = 'wire' | 'ours' | 'inferred';

/** A message that carried a step, or part of one. */
export interface CallFlowMessage {
  /** Unique in the run: `m7`. */
  readonly id: string;
  readonly from: Actor;
  readonly to: Actor;
  /** The package it belongs to, 0 to 4. */
  readonly packageNumber?: number;
  /** `#1 Alert 1200, Replace ./DevInfo/DevId …`. */
  readonly summary: string;
  readonly sessionId: string;
  /** The message as it crossed the wire, laid out for reading. */
  readonly text: string;
  /** Octets on the wire. */
  readonly size: number;
  readonly remarks: readonly string[];
}

/** A numbered step of the call flow with what has carried it so far. */
export interface CallFlowRow {
  readonly step: string;
  readonly n: string;
  readonly from: Actor;
  readonly to: Actor;
  readonly title: string;
  readonly state: StepState;
  readonly visibility: Visibility;
  readonly uri: string;
  /** Counted from 0. */
  readonly line: number;
  readonly messages: readonly CallFlowMessage[];
  /** Why it failed or was skipped; what of its expectations isn't visible. */
  readonly note?: string;
}

export interface CallFlow {
  readonly flow: string;
  readonly title: string;
  /** In the order of their lifelines. */
  readonly actors: readonly Actor[];
  readonly rows: readonly CallFlowRow[];
}

export type Answer = 'accept' | 'reject' | 'cancel' | 'silent';

/** A question that waits for a person. */
export interface Prompt {
  readonly id: string;
  readonly text: string;
  readonly step: string;
  /** Seconds until it counts as silence, on the run's clock. */
  readonly seconds: number;
}

export interface Verdict {
  /** `success`, `failed`, or the verdict of an `<end>` such as `declined` or `up-to-date`. */
  readonly verdict: string;
  readonly result?: number;
  readonly versionBefore?: string;
  readonly versionAfter?: string;
  /** One sentence: for a failure what was expected, what was seen, at which step. */
  readonly reason?: string;
  /** The step at which it was reached. */
  readonly step?: string;
  /** Whether this is what the flow's `<outcome>` says; absent where the flow has none. */
  readonly expected?: boolean;
}

export type StopReason = 'entry' | 'breakpoint' | 'step' | 'pause';

export type RunEvent = { readonly seq: number } & (
  | { readonly type: 'row'; readonly row: CallFlowRow }
  | { readonly type: 'stopped'; readonly reason: StopReason; readonly step: string; readonly actor: Actor }
  | { readonly type: 'continued' }
  | { readonly type: 'prompt'; readonly prompt: Prompt }
  | { readonly type: 'prompt-closed'; readonly id: string; readonly answer: Answer }
  | { readonly type: 'output'; readonly category: 'console' | 'important'; readonly text: string }
  | { readonly type: 'ended'; readonly verdict: Verdict }
);
