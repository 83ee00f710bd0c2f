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
import type { CommandTarget } from '../session/commandTarget';
import type { Encoding } from '../session/encoding';
import type { CommandAct } from '../session/sessionAct';
import type { Trace } from '../session/trace';
import type { Tree } from '../tree/tree';

export interface DeviceSetup {
  /** What the device holds when it leaves the factory. */
  readonly tree: Tree;
  readonly maxMsgSize: number;
  readonly maxObjSize: number;
  /** How its messages are written. Default XML. */
  readonly encoding?: Encoding;
  /** What it does otherwise than the specifications ask, by the ids of the table of personalities. */
  readonly personality?: readonly string[];
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
  /** What an Exec is refused with where its State forbids it, or what it needs is missing. Default 405. [FUMO 6.1] */
  readonly refusalStatus?: number;
  /** Results that are reported whatever happens; those of success let the update go on. [FUMO 6.2.4] */
  readonly results?: { readonly download?: number; readonly update?: number };
  /** How its Download User Agent downloads. */
  readonly download: Omit<DownloadSetup, 'packageUrl'>;
  /** The version of packages that don't say theirs. */
  readonly packageVersion?: string;
  /** Raw Ed25519 public key: with one, only signed packages are installed. */
  readonly trustedKey?: Uint8Array;
  /** Whether an alert's Type carries `Reversed-Domain-Name: `. [DM-PRO 8.7.1.6 against FUMO 6.2.2] */
  readonly prefixedAlertType: boolean;
}

/** How the device finds itself: what it can't change, and has to bear. */
export interface Circumstances {
  /** Octets that there is room for: a package that comes in. */
  readonly freeMemory: number;
  /** Octets that an installation may take. */
  readonly workMemory: number;
  /** From 0, empty, to 1. */
  readonly battery: number;
  /** How a firmware that has just been written starts: at all, only after the old one has been put back, or never again. */
  readonly start: 'well' | 'rolled-back' | 'never';
  /** What the installation fails with, whatever the package; undefined: with nothing. [FUMO 6.2.4] */
  readonly failsWith?: number;
  /** Raw Ed25519 public key: with one, only signed packages are installed. */
  readonly trustedKey?: Uint8Array;
}

export const goodCircumstances: Circumstances = { freeMemory: Infinity, workMemory: Infinity, battery: 1, start: 'well' };

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
  /** How far the installation is: under way, or over and waiting for the new firmware's first start. */
  readonly phase?: 'installing' | 'starting';
  /** The version that a roll-back brings back. */
  readonly before?: string;
  /** What is reported when the new firmware starts. */
  readonly result?: number;
  /** What the download of the package leaves to be told. [DLOTA installNotifyURI] */
  readonly notice?: DueReport;
}

/** A report that its server has not yet acknowledged. Outlasts power cycles. */
export interface PendingReport extends Omit<PendingOperation, 'phase' | 'before' | 'result'> {
  readonly result: number;
  /** The Firmware Update Client has tried to install: the outcome is its own. */
  readonly attempted: boolean;
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
    | 'start-failed'
    | 'rolled-back'
    | 'power-cycle'
    | 'dead'
    | 'reported'
    | 'requested';
  readonly text: string;
  /** One end of the session did not believe the other. */
  readonly unauthorized?: true;
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
  /** Stands between a session and the device that it works on; where it is missing nothing does. */
  readonly between?: (target: CommandTarget) => CommandTarget;
  /** Asked whenever it matters; where it is missing all is well. */
  readonly circumstances?: () => Circumstances;
  tell(event: DeviceEvent): void;
}
