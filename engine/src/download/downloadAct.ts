// The acts of the Download User Agent, of the user it asks and of the Download Server that pass the Gate.
import type { HttpRequest, HttpResponse } from '../net/exchange';
import type { DownloadDescriptor } from './descriptor';
import type { StatusReport } from './statusReport';

export type DownloadAnswer = 'accept' | 'reject' | 'cancel' | 'silent';

/** What the user is shown before the object is fetched. */
export interface DownloadQuestion extends Pick<DownloadDescriptor, 'name' | 'vendor' | 'description' | 'size' | 'types' | 'infoUrl' | 'iconUri'> {
  /** All of it in a sentence or two. */
  readonly text: string;
  /** How long the question stands, on the clock. */
  readonly seconds: number;
}

/** Each is announced before it is done. */
export type AgentAct =
  /** `from`: octets of the object that are there already; 0 begins anew. */
  | { readonly actor: 'download-agent'; readonly kind: 'request'; readonly method: string; readonly url: string; readonly of: 'descriptor' | 'object'; readonly from: number }
  /** `document`: the descriptor as it came. */
  | { readonly actor: 'download-agent'; readonly kind: 'check-descriptor'; readonly url: string; readonly document: string }
  | { readonly actor: 'download-agent'; readonly kind: 'ask'; readonly url: string; readonly question: DownloadQuestion }
  /** What has come of an object is about to be kept; `total` is absent where nobody has said it. */
  | { readonly actor: 'download-agent'; readonly kind: 'progress'; readonly url: string; readonly received: number; readonly total?: number }
  /** The object is there and has passed its checks: it is about to be handed over. */
  | { readonly actor: 'download-agent'; readonly kind: 'complete'; readonly url: string; readonly size: number; readonly mediaType: string }
  | { readonly actor: 'download-agent'; readonly kind: 'report'; readonly method: 'POST'; readonly url: string; readonly report: StatusReport; readonly attempt: number };

export interface AnswerAct {
  readonly actor: 'user';
  readonly kind: 'answer';
  readonly answer: DownloadAnswer;
}

/** The server knows its answer and is about to give it. */
export interface RespondAct {
  readonly actor: 'download-server';
  readonly kind: 'respond';
  readonly method: string;
  /** Path and query, as they were asked for. */
  readonly url: string;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

export type DownloadAct = AgentAct | AnswerAct | RespondAct;
