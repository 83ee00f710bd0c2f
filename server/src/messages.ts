// The contract between client and server: launch attributes, custom requests and events of the debug adapter, custom
// requests of the language server. Imports nothing.

/** What a launch configuration of type `fumo` says. */
export interface LaunchAttributes {
  /** The update flow: an absolute path. */
  readonly flow: string;
  /** Values for the flow's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  /** Stop at the first step. */
  readonly stopOnEntry?: boolean;
  /** Milliseconds that an emulated installation takes. */
  readonly installTime?: number;
  /** Ports; 0, the default, lets the system choose. */
  readonly serverPort?: number;
  readonly devicePort?: number;
  readonly noDebug?: boolean;
}

/** Custom requests of the debug adapter: client to adapter. */
export const debugRequests = {
  /** No arguments; answers a `CallFlowSnapshot`. */
  snapshot: 'fumo/snapshot',
  /** `AnswerArguments`; answers nothing, fails where no such question waits. */
  answer: 'fumo/answer',
} as const;

/** Custom events of the debug adapter: adapter to client. Bodies beside them. */
export const debugEvents = {
  /** `CallFlowDelta` */
  callFlow: 'fumo/callFlow',
  /** `PromptBody` */
  prompt: 'fumo/prompt',
  /** `PromptClosedBody` */
  promptClosed: 'fumo/promptClosed',
  /** `VerdictBody` */
  verdict: 'fumo/verdict',
} as const;

export interface MessageView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly packageNumber?: number;
  readonly summary: string;
  readonly sessionId: string;
  readonly text: string;
  readonly size: number;
  readonly remarks: readonly string[];
}

export interface RowView {
  readonly step: string;
  readonly n: string;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly state: 'waiting' | 'current' | 'done' | 'skipped' | 'failed';
  readonly visibility: 'wire' | 'ours' | 'inferred';
  readonly uri: string;
  readonly line: number;
  readonly messages: readonly MessageView[];
  readonly note?: string;
}

/** The whole; deltas with a `seq` above its own come after it. */
export interface CallFlowSnapshot {
  readonly seq: number;
  readonly flow: string;
  readonly title: string;
  readonly actors: readonly { readonly id: string; readonly title: string }[];
  readonly rows: readonly RowView[];
  /** The step that the run stands at, where it is stopped. */
  readonly stoppedAt?: string;
  readonly prompt?: PromptBody;
  readonly verdict?: VerdictBody;
}

export interface CallFlowDelta {
  readonly seq: number;
  /** A row that is new or has changed: replaces the one of the same step. */
  readonly row?: RowView;
  /** The step that the run now stands at; `null` when it goes on. */
  readonly stoppedAt?: string | null;
  /** Another run begins: what was drawn is void, a snapshot gives the new whole. */
  readonly reset?: true;
}

export interface PromptBody {
  readonly id: string;
  readonly text: string;
  readonly step: string;
  readonly seconds: number;
}

export interface PromptClosedBody {
  readonly id: string;
  readonly answer: string;
}

export interface AnswerArguments {
  readonly id: string;
  readonly answer: 'accept' | 'reject' | 'cancel' | 'silent';
}

export interface VerdictBody {
  readonly verdict: string;
  readonly result?: number;
  readonly versionBefore?: string;
  readonly versionAfter?: string;
  readonly reason?: string;
  readonly step?: string;
}
