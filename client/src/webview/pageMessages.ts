// What the call flow page and the extension say to each other: one union each way. The texts of the messages stay with
// the extension, which shows them in an editor.
import type { AnswerArguments, CallFlowSnapshot, MessageView, PromptBody, RowView, VerdictBody } from '#server/messages';

/** A message that carried a step, without its text. */
export type PageCarrier = Omit<MessageView, 'text'>;

export type PageRow = Omit<RowView, 'messages'> & { readonly messages: readonly PageCarrier[] };

/** A call flow as the page draws it. `live`: the run still goes. */
export interface PageCallFlow {
  readonly title: string;
  readonly actors: CallFlowSnapshot['actors'];
  readonly rows: readonly PageRow[];
  readonly stoppedAt?: string;
  readonly prompt?: PromptBody;
  readonly verdict?: VerdictBody;
  readonly live: boolean;
}

/** The words that the page shows, in the editor's language. `{0}`, `{1}` ... stand for what is filled in. */
export interface PageLabels {
  readonly empty: string;
  readonly list: string;
  readonly running: string;
  readonly stoppedAt: string;
  readonly asking: string;
  readonly ended: string;
  readonly stepOf: string;
  readonly revealLine: string;
  readonly openMessage: string;
  readonly carriedWith: string;
  readonly octets: string;
  readonly more: string;
  readonly fewer: string;
  readonly accept: string;
  readonly reject: string;
  readonly cancel: string;
  readonly secondsLeft: string;
  readonly success: string;
  readonly failed: string;
  readonly endedWith: string;
  readonly atStep: string;
  readonly result: string;
  readonly firmware: string;
  readonly states: Readonly<Record<RowView['state'], string>>;
  readonly inferred: string;
}

/** Extension to page. */
export type ToPage =
  /** Everything anew; without `callFlow` the page keeps what it restored, or says that there is nothing yet. */
  | { readonly type: 'whole'; readonly labels: PageLabels; readonly callFlow?: PageCallFlow }
  /** A row that is new or has changed. */
  | { readonly type: 'row'; readonly row: PageRow }
  /** The step that the run stands at; `null` when it goes on. */
  | { readonly type: 'stoppedAt'; readonly step: string | null }
  /** The question that waits; `null` when none does. */
  | { readonly type: 'prompt'; readonly prompt: PromptBody | null }
  | { readonly type: 'verdict'; readonly verdict: VerdictBody }
  | { readonly type: 'live'; readonly live: boolean };

/** Page to extension. */
export type FromPage =
  /** The page is there and wants the whole. */
  | { readonly type: 'ready' }
  /** The steps that are on the page now, by their ids. */
  | { readonly type: 'drawn'; readonly steps: readonly string[] }
  | { readonly type: 'openMessage'; readonly message: string }
  | { readonly type: 'revealStep'; readonly uri: string; readonly line: number }
  | { readonly type: 'answer'; readonly id: string; readonly answer: AnswerArguments['answer'] };

/** What the page keeps by itself over a reload of the window. */
export interface PageState {
  readonly labels: PageLabels;
  readonly callFlow: PageCallFlow;
}
