// An update flow as it is run: what the document says, includes resolved, every part with its place.
import type { Actor } from '../base/actor';
import type { Range } from '../base/problem';
import type { Strictness } from '../fumo/transitions';
import type { Element } from '../xml/element';

/** Where a part stands: an included step stands in the document that it was included from. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
  /** Of the start of `range`, counted from 0. */
  readonly line: number;
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** The values that it may take; empty where any will do. */
  readonly values: readonly string[];
  readonly at: Place;
}

/** A name for a value: `value` a text with `${}`; or found in the device's tree by its MO identifier. */
export interface Let {
  readonly name: string;
  readonly value?: string;
  readonly find?: string;
  readonly otherwise?: string;
  readonly at: Place;
}

/** A file that the flow names, resolved against the document that names it. */
export interface FileReference {
  readonly uri: string;
  readonly written: string;
  readonly at: Place;
}

/** `when` and `unless` hold expressions; a part without either always counts. */
export interface Condition {
  readonly when?: string;
  readonly unless?: string;
}

/** What stands in a step. Texts and attribute values may hold `${}`. */
export type Part = { readonly at: Place } & (
  | { readonly kind: 'command'; readonly name: string; readonly element: Element }
  | { readonly kind: 'job'; readonly device: string; readonly correlator?: string; readonly within?: number }
  | { readonly kind: 'request'; readonly object?: string; readonly data?: string }
  | { readonly kind: 'notification'; readonly uiMode: UiMode; readonly initiator: 'server' | 'user' }
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'answer'; readonly give: string; readonly into?: string }
  | { readonly kind: 'expect-status'; readonly status: string; readonly of: string }
  | { readonly kind: 'expect-node'; readonly node: string; readonly is?: string; readonly passes?: readonly string[] }
  | { readonly kind: 'expect-that'; readonly that: string }
  | ({ readonly kind: 'end'; readonly verdict: string } & Condition)
  | ({ readonly kind: 'skip'; readonly to: string } & Condition)
  | { readonly kind: 'close' }
  | { readonly kind: 'seen'; readonly events: readonly string[] }
  | { readonly kind: 'read'; readonly node: string; readonly into: string }
  | ({ readonly kind: 'fault'; readonly name: string; readonly settings: Readonly<Record<string, string>> } & Condition)
  | {
      readonly kind: 'http';
      readonly method?: string;
      readonly url?: string;
      readonly status?: string;
      readonly type?: string;
      readonly content: readonly Element[];
    }
);

export type UiMode = 'not-specified' | 'background' | 'informative' | 'user-interaction';

export type PartOf<K extends Part['kind']> = Extract<Part, { readonly kind: K }>;

/** Steps whose commands go in one message; `as` wraps them. Steps of the same group share the object. */
export interface MessageGroup {
  readonly as?: 'Sequence' | 'Atomic';
}

export interface Step {
  /** How it is reported: `8.1.1/3`, by the flow that is run, also for steps included from another. */
  readonly id: string;
  readonly n: string;
  readonly from: Actor;
  readonly to: Actor;
  readonly title: string;
  /** Milliseconds of the clock that the step may take from the end of the one before. */
  readonly within: number;
  /** The number of the step after which this one may come, in any order with those between. */
  readonly after?: string;
  readonly group?: MessageGroup;
  readonly parts: readonly Part[];
  /** The start tag. */
  readonly at: Place;
}

export interface ExpectedOutcome {
  readonly verdict: string;
  readonly result?: number;
  /** The number of the step at which the run ends. */
  readonly step?: string;
  readonly at: Place;
}

export interface Flow {
  readonly uri: string;
  readonly id: string;
  readonly title: string;
  readonly clause?: string;
  readonly parameters: readonly Parameter[];
  readonly emulate?: {
    readonly ddf: FileReference;
    readonly tree: FileReference;
    /** Octets that the device takes in one message, and in one object. */
    readonly maxMsgSize?: number;
    readonly maxObjSize?: number;
    /** How it writes its messages. */
    readonly encoding?: 'xml' | 'wbxml';
    /** What it does otherwise than the specifications ask, by the ids of the table. */
    readonly personality?: readonly string[];
    /** The firmware maker's Ed25519 public key, 32 octets: with one, the device installs signed packages only. */
    readonly trustedKey?: Uint8Array;
    readonly transitions?: Strictness;
    /** What the device refuses an Exec with that it can't carry out now. */
    readonly refusalStatus?: number;
    /** Result codes that are reported whatever happens. [FUMO 6.2.4] */
    readonly results?: { readonly download?: number; readonly update?: number };
  };
  readonly server?: { readonly id: string; readonly accounts: FileReference };
  readonly package?: FileReference & { readonly version?: string };
  /** What the run is expected to end with; a success where this is missing. */
  readonly outcome?: ExpectedOutcome;
  readonly downloadServer?: { readonly store: string; readonly log?: string; readonly at: Place };
  /** The flows that this one includes itself, not those that they include. */
  readonly includes: readonly FileReference[];
  readonly lets: readonly Let[];
  readonly captures: readonly string[];
  readonly steps: readonly Step[];
}
