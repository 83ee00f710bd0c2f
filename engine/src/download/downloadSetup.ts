// What a Download User Agent is made of, and what comes of a download.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Exchange } from '../net/exchange';
import type { DownloadDescriptor } from './descriptor';
import type { AgentAct, AnswerAct, DownloadAnswer, DownloadQuestion } from './downloadAct';
import type { BasicCredentials } from './downloadServerSetup';
import type { DownloadState } from './downloadState';
import type { DownloadStatusCode } from './statusCodes';

export interface DownloadSetup {
  /** PkgURL: where the descriptor is, or the package itself. [FUMO 5.1.5] */
  readonly packageUrl: string;
  /** Media types that the device installs; `type/*` stands for many. */
  readonly acceptedTypes: readonly string[];
  /** Octets that there is room for. */
  readonly freeMemory: number;
  /** For the origin of packageUrl, and for no other. */
  readonly credentials?: BasicCredentials;
  readonly userAgent: string;
  /** Octets of a descriptor that are taken in. */
  readonly maxDescriptor: number;
  /** Octets of a package that are taken in, whatever the memory. */
  readonly maxPackage: number;
  /** Milliseconds without an octet after which an exchange is given up. */
  readonly within: number;
  /** Milliseconds for all requests of one object together, pauses included. */
  readonly wholeWithin: number;
  /** How often in a row a request may fail without bringing anything, and how often an object may be begun anew. */
  readonly retries: number;
  /** All requests for one object together, redirects aside. */
  readonly maxRequests: number;
  /** Redirects of one request. */
  readonly maxRedirects: number;
  /** Milliseconds before the first repetition; pauses double up to `maxPause`. A server that asks for more is left. */
  readonly pause: number;
  readonly maxPause: number;
  /** How often the status report is sent again. */
  readonly reportRetries: number;
  /** Seconds that the user has. */
  readonly answerSeconds: number;
}

/** All that doesn't differ from device to device. */
export const downloadDefaults = {
  acceptedTypes: ['application/*'],
  freeMemory: 64 * 2 ** 20,
  userAgent: 'FUMO-Tools OMA-Download/1.0',
  maxDescriptor: 65_536,
  maxPackage: 64 * 2 ** 20,
  within: 30_000,
  wholeWithin: 3_600_000,
  retries: 4,
  maxRequests: 64,
  maxRedirects: 5,
  pause: 1000,
  maxPause: 60_000,
  reportRetries: 3,
  answerSeconds: 60,
} as const satisfies Omit<DownloadSetup, 'packageUrl'>;

/** The person who is asked. Silence is a promise that never resolves. */
export interface DownloadUser {
  answer(question: DownloadQuestion): Promise<DownloadAnswer>;
}

export interface DownloadPorts {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly gate: Gate<AgentAct | AnswerAct>;
  readonly user: DownloadUser;
  /** Told as octets come in; `total` is absent where nobody has said it. */
  progress?(received: number, total: number | undefined): void;
  /** Told whenever the state has changed: what is kept here is what `runDownload` goes on from after a power cut. */
  keep?(state: DownloadState): void;
}

/** The report that is due when all is over: see `reportInstallation`. Plain data. */
export interface DueReport {
  readonly url: string;
  readonly code: number;
}

export interface DownloadResult {
  /** [DLOTA status codes] 900: the object is there and is what the descriptor says. */
  readonly status: DownloadStatusCode;
  /** What FUMO reports of the download: 200 where it went well. [FUMO 6.2.4] */
  readonly result: number;
  /** One sentence. */
  readonly reason: string;
  /** There exactly where the status is 900. */
  readonly object?: { readonly bytes: Uint8Array; readonly mediaType: string };
  /** Absent where the package came straight away, or no descriptor could be read. */
  readonly descriptor?: DownloadDescriptor;
  /**
   * Where a report is due. Its code is that of the download; after an installation `statusAfterInstalling` gives
   * another.
   */
  readonly report?: DueReport;
}
