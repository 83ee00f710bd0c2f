// A run of an update flow, as debuggers, terminals and panels hold it.
import type { Actor } from '../base/actor';
import type { Clock } from '../base/clock';
import type { Files } from '../base/files';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { DeviceMemory } from '../device/deviceMemory';
import type { Scope } from '../flow/expression';
import type { DownloadFiles } from '../download/downloadServerSetup';
import type { Flow, Step } from '../flow/model';
import type { ManagementServerState } from '../management/serverMemory';
import type { Datagrams } from '../net/datagrams';
import type { Exchange, HttpHost } from '../net/exchange';
import type { Encoding } from '../session/encoding';
import type { Answer, CallFlow, CallFlowMessage, Prompt, RunEvent, Verdict } from './runEvent';

/** What a run uses of the machine. */
export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly host: HttpHost;
  readonly exchange: Exchange;
  readonly datagrams: Datagrams;
  /** The folder that a download server serves, by its URI; where this is missing, it is read through Files. */
  readonly downloads?: (folder: string) => DownloadFiles;
  /** The log of installation reports: files below this folder and nowhere else, by their URIs. */
  readonly reportLog?: (folder: string) => { appendLine(file: string, line: string): Promise<void> };
}

export interface RunSetup {
  /** Read, and without errors. */
  readonly flow: Flow;
  readonly files: Files;
  readonly machine: Machine;
  /** Values for the flow's parameters; the defaults stand for what is missing. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Faults beside those of the flow: each at a step, by its number. */
  readonly faults?: readonly { readonly name: string; readonly step: string; readonly settings: Readonly<Record<string, string>> }[];
  /** How the device writes its messages, and so how it is answered. Default: what the flow says, else XML. */
  readonly encoding?: Encoding;
  /** What the device does otherwise than the specifications ask, beside what the flow says: ids of personalities. */
  readonly personality?: readonly string[];
  /** Credentials, nonces and secrets are shown as they are in whatever people see. Default false. */
  readonly showSecrets?: boolean;
  /** Milliseconds that an emulated installation takes. Default 2000. */
  readonly installTime?: number;
  /** Default 0: the system chooses. */
  readonly serverPort?: number;
  readonly devicePort?: number;
  readonly downloadPort?: number;
  /** The interface that our servers and our device listen on; the machine's loopback where it is missing. */
  readonly host?: string;
  /** The device is somebody else's: only our servers run. `notify`: where it takes notifications, `udp://127.0.0.1:2948`. */
  readonly realDevice?: { readonly notify?: string };
  /** The servers are somebody else's, the Management Server at this URL: only our device runs. */
  readonly realServer?: { readonly url: string };
}

/** A node of the device's tree, for reading. */
export interface NodeView {
  readonly name: string;
  /** `./DevDetail/FwV` */
  readonly uri: string;
  readonly format: string;
  readonly type?: string;
  readonly acl?: string;
  /** Of a leaf, as text; binary as base64, shortened to 64 octets with its length after it. */
  readonly value?: string;
  readonly children?: readonly NodeView[];
}

/** What can be looked at while a run stands still, and also while it goes. */
export interface RunView {
  /** Where it stands, when it is stopped. */
  readonly stoppedAt?: { readonly step: Step; readonly actor: Actor };
  /** The step under way. */
  readonly step?: Step;
  /** The message that the step under way is carried by, as sent or received; absent before there is one. */
  readonly message?: CallFlowMessage;
  /** The device's management tree, from its root. */
  readonly tree: NodeView;
  /** The FUMO object: its URI, its State, and what the Firmware Update Client holds. */
  readonly firmware: {
    readonly uri?: string;
    readonly state?: number;
    readonly stateName?: string;
    readonly version?: string;
    readonly packageSize?: number;
    readonly pendingReport?: string;
  };
  /** Parameters, lets and captures by name, as far as they have a value. */
  readonly variables: Readonly<Record<string, string>>;
  /** The actors of the flow, in the order of their lifelines, and what each is doing. */
  readonly actors: readonly { readonly actor: Actor; readonly doing: string }[];
}

/** Everything that a run has come to, as a value: what comes later does not change it. */
export interface RunSnapshot {
  readonly device: DeviceMemory;
  /** The device's Store, by key. */
  readonly store: ReadonlyMap<string, string>;
  readonly server: ManagementServerState;
  readonly variables: Scope;
  readonly callFlow: CallFlow;
}

/** Where a run halts. Steps are named by their ids, `8.1.1/10`. */
export interface Stepper {
  /** Replaces the set of steps that the run stops before. */
  stopAt(steps: readonly string[]): void;
  /** Stops before the first step; to be said before `start`. */
  stopOnEntry(): void;
  /** Goes on to the next breakpoint. */
  proceed(): void;
  /** Goes on to the next step. */
  next(): void;
  /** Stops before the next act of whatever kind. */
  pause(): void;
}

export interface Run {
  readonly flow: Flow;
  readonly stepper: Stepper;
  /** Calls back for every event from now on; the function returned ends that. */
  listen(listener: (event: RunEvent) => void): () => void;
  /** Opens the servers, runs to the verdict, closes everything. To be called once. Throws a Failure where the machine fails. */
  start(): Promise<Verdict>;
  /** Ends the run early: everything is released, `start` resolves with the verdict `stopped`. */
  stop(): Promise<void>;
  view(): RunView;
  callFlow(): { readonly seq: number; readonly callFlow: CallFlow };
  /** Throws a Failure before the run has started. */
  snapshot(): RunSnapshot;
  /** The question that waits, where one does. */
  prompt(): Prompt | undefined;
  /** Answers it; false where no such question waits. */
  answer(id: string, answer: Answer): boolean;
  /** Changes a leaf of the device's tree from outside. Throws a Refusal (404, 405, 415) where that can't be. */
  setLeaf(uri: string, value: string): void;
  /**
   * A node's URI, a variable or an expression of the flow's language; what it is worth now, as text, and for a node
   * of the tree the node. Throws a Failure with code `expression-…` where it means nothing.
   */
  evaluate(expression: string): { readonly text: string; readonly node?: NodeView };
}
