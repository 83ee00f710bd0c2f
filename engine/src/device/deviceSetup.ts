// What an emulated device is made of, what it tells, and the acts of its own that pass the Gate.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { Store } from '../base/store';
import type { AgentAct } from '../download/downloadAct';
import type { DownloadSetup, DueReport } from '../download/downloadSetup';
import type { Operation } from '../fumo/firmwareObject';
import type { Strictness } from '../fumo/transitions';
import type { Exchange } from '../net/exchange';
import type { CommandAct } from '../session/sessionAct';
import type { Trace } from '../session/trace';
import type { Tree } from '../tree/tree';

export interface DeviceSetup {
  /** What the device holds when it leaves the factory. */
  readonly tree: Tree;
  readonly maxMsgSize: number;
  readonly maxObjSize: number;
  /** Milliseconds of the clock that an installation takes. */
  readonly installTime: number;
  /** Milliseconds of the clock that a server has to answer a message. */
  readonly answerWithin: number;
  /** Seconds that the user has where the server's alert doesn't say. [DM-PRO 10.3 MAXDT] */
  readonly answerSeconds: number;
  /** How often a report that couldn't be delivered is tried again, and the first pause in milliseconds; pauses double. */
  readonly reportRetries: number;
  readonly reportPause: number;
  readonly strictness: Strictness;
  /** How its Download User Agent downloads. */
  readonly download: Omit<DownloadSetup, 'packageUrl'>;
  /** The version of packages that don't say theirs. */
  readonly packageVersion?: string;
  /** Raw Ed25519 public key: with one, only signed packages are installed. */
  readonly trustedKey?: Uint8Array;
  /** Whether an alert's Type carries `Reversed-Domain-Name: `. [DM-PRO 8.7.1.6 against FUMO 6.2.2] */
  readonly prefixedAlertType: boolean;
}

export type UserAnswer = 'accept' | 'reject' | 'cancel' | 'silent';

export interface Question {
  readonly text: string;
  /** How long the question stands, on the clock. */
  readonly seconds: number;
}

/** The person at the device. Silence is a promise that never resolves. */
export interface User {
  answer(question: Question): Promise<UserAnswer>;
}

/** An accepted Exec: what must be done, and for whom. Outlasts power cycles. */
export interface PendingOperation {
  readonly operation: Operation;
  /** The URI of the FUMO object, x. */
  readonly object: string;
  readonly serverId: string;
  readonly correlator?: string;
}

/** A report that its server has not yet acknowledged. Outlasts power cycles. */
export interface PendingReport extends PendingOperation {
  readonly result: number;
  /** The Firmware Update Client has tried to install: the outcome is its own. */
  readonly attempted: boolean;
  /** What the Download User Agent has yet to tell the download server. [DLOTA installNotifyURI] */
  readonly notice?: DueReport;
}

export type DeviceAct =
  | CommandAct
  | { readonly actor: 'client'; readonly kind: 'prompt'; readonly question: Question }
  | { readonly actor: 'user'; readonly kind: 'answer'; readonly answer: UserAnswer }
  | AgentAct
  | HandOver
  | { readonly actor: 'update-client'; readonly kind: 'install'; readonly operation: PendingOperation }
  | { readonly actor: 'update-client'; readonly kind: 'outcome'; readonly to: 'download-agent' | 'client'; readonly report: PendingReport };

/** One part of the device lets another go on. */
export interface HandOver {
  readonly actor: 'client' | 'download-agent';
  readonly kind: 'hand-over';
  readonly to: 'download-agent' | 'update-client';
  readonly operation: PendingOperation;
}

/** What happens inside the device. `text` is a sentence for a person. */
export interface DeviceEvent {
  readonly kind:
    | 'notification-accepted'
    | 'notification-refused'
    | 'session-ended'
    | 'state'
    | 'download-ended'
    | 'package-checked'
    | 'installed'
    | 'install-failed'
    | 'power-cycle'
    | 'reported';
  readonly text: string;
}

export interface DevicePorts {
  readonly exchange: Exchange;
  readonly gate: Gate<DeviceAct>;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly store: Store;
  readonly user: User;
  readonly trace: Trace;
  tell(event: DeviceEvent): void;
}
