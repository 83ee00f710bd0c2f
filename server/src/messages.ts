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
  /** How the device writes its messages, instead of what the flow says. */
  readonly encoding?: 'xml' | 'wbxml';
  /** Shows credentials, nonces and secrets in messages and logs, where they are masked otherwise. */
  readonly showSecrets?: boolean;
  /** Milliseconds that an emulated installation takes. */
  readonly installTime?: number;
  /** Ports; 0, the default, lets the system choose. */
  readonly serverPort?: number;
  readonly devicePort?: number;
  readonly downloadPort?: number;
  /** The interface that everything of ours listens on; loopback where it is missing. */
  readonly host?: string;
  /** The device is somebody else's: the address where it takes notifications, `udp://HOST:PORT`, or `real` where nobody notifies it. */
  readonly realDevice?: string;
  /** The servers are somebody else's: the URL of the Management Server. */
  readonly realServer?: string;
  /** What the device does otherwise than the specifications ask: names of the table of personalities. */
  readonly personality?: readonly string[];
  /** What goes wrong: `NAME@STEP`, settings after it, as in `power-cut@13,at=40%`. */
  readonly faults?: readonly string[];
  /** Whoever starts the run is told whether it ended as its flow says by `<outcome>`, instead of whether it was a success. */
  readonly expect?: boolean;
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

/** Custom requests of the language server: client to server. */
export const wbxmlRequests = {
  /** `WbxmlDecodeArguments`; answers `WbxmlAsText`. */
  decode: 'fumo/decodeWbxml',
  /** `WbxmlEncodeArguments`; answers `WbxmlEncodeAnswer`. */
  encode: 'fumo/encodeWbxml',
  /** `WbxmlDecodeArguments`; answers the octets as a listing, each with what it says: WBXML, or a notification and what is wrong with it. */
  list: 'fumo/listWbxml',
} as const;

export interface WbxmlDecodeArguments {
  /** Of the binary file, or of the text whose octets they are. */
  readonly uri: string;
  /** In base64. */
  readonly octets: string;
}

export interface WbxmlAsText {
  readonly text: string;
  readonly problems: readonly WbxmlProblemView[];
}

export interface WbxmlProblemView {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly clause?: string;
  /** In octets. */
  readonly offset: number;
  readonly length: number;
  /** Where it stands in the text. */
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface WbxmlEncodeArguments {
  readonly text: string;
  /** What the text was decoded from, in base64; empty for a new document. */
  readonly before: string;
}

/** `octets` in base64, or a sentence that says why there are none. */
export type WbxmlEncodeAnswer = { readonly octets: string } | { readonly refusal: string };

/** Custom requests of the language server: client to server. */
export const statusRequests = {
  /** `DocumentStatusArguments`; answers `DocumentStatus`, or null for a document that is none of ours. */
  document: 'fumo/documentStatus',
} as const;

export interface DocumentStatusArguments {
  readonly uri: string;
}

export interface DocumentStatus {
  /** What the document is taken for: `SyncML 1.2 message`. */
  readonly title: string;
  /** `rules`: it is so large that it is checked for well-formedness alone. */
  readonly leftOut?: 'rules';
}

/** Custom requests of the language server: client to server. */
export const tagRequests = {
  /** `CloseTagArguments`; answers `CloseTagAnswer`, or null where no end tag is due. */
  close: 'fumo/closeTag',
} as const;

export interface CloseTagArguments {
  readonly textDocument: { readonly uri: string };
  /** Right behind a `>`. */
  readonly position: { readonly line: number; readonly character: number };
}

export interface CloseTagAnswer {
  /** To be inserted at the position, the caret staying before it. */
  readonly text: string;
}

/** Notifications of the language server, server to client: sent where the client's initializationOptions say `takesRuleFailures`. */
export const ruleNotices = {
  /** `RuleFailure`, once for each rule. */
  failed: 'fumo/ruleFailed',
} as const;

/** A rule of the checks threw; nothing of the document that it looked at is in here. */
export interface RuleFailure {
  /** The rule's id. */
  readonly rule: string;
  /** The version of the server. */
  readonly version: string;
  /** The name of what was thrown, and where. */
  readonly thrown: string;
}
