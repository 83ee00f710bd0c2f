// SessionFacts: the messages of one or more sessions in their order, laid out for rules: who sent what, what answers
// what, objects in chunks, firmware updates. Read tolerantly; nothing is reported here.
import type { Hasher } from '../base/hasher';
import type { Operation } from '../fumo/firmwareObject';
import type { Element } from '../xml/element';
import type { CommandFacts, ItemFacts, MessageFacts } from './messageFacts';
import type { Sender } from './sender';
import type { Subject } from './subject';

export interface SessionMessage {
  readonly subject: Subject;
  readonly facts: MessageFacts;
  /** Octets as sent, where they are known; else the fewest that the text can have been sent in. */
  readonly size: number;
  /** The URL that it was posted to, where that is known. */
  readonly sentTo?: string;
}

/** What a log says: messages in the order in which they crossed the wire, and what is known besides. */
export interface SessionLog {
  readonly messages: readonly SessionMessage[];
  readonly notifications?: readonly LoggedNotification[];
  readonly secrets?: SessionSecrets;
}

export interface LoggedNotification {
  /** The index of the message that comes after it. */
  readonly before: number;
  readonly sessionId: number;
}

/** What digests are checked with. */
export interface SessionSecrets {
  readonly hasher: Hasher;
  /** Of the side that sends, in a session of the device; undefined where they aren't known. */
  readonly of: (sender: Sender, name: string | undefined, device: string) => KnownSecret | undefined;
}

export interface KnownSecret {
  readonly name: string;
  readonly secret: string;
  /** For the first digest of the log. */
  readonly nonce?: Uint8Array;
}

export interface SessionFacts extends SessionLog {
  readonly sessions: readonly OneSession[];
  /** What concerns firmware, over all sessions, in the order of its coming. */
  readonly firmware: readonly FirmwareEvent[];
}

/** The messages that belong together, of one device and one SessionID. */
export interface OneSession {
  /** As its first message says; empty where it says none. */
  readonly id: string;
  /** Address of the device; empty where no message says it. */
  readonly device: string;
  /** Without those that were sent again as they were. */
  readonly messages: readonly Exchanged[];
  /** The log holds its first message. */
  readonly begins: boolean;
  /** The log holds a later session of the same device. */
  readonly followed: boolean;
  readonly objects: readonly LargeObject[];
}

/** An element, and its text without white space around it. */
export interface Valued {
  readonly element: Element;
  readonly value: string;
}

export interface HeaderFacts {
  readonly sessionId?: Valued;
  readonly msgId?: Valued;
  readonly verDtd?: Valued;
  readonly verProto?: Valued;
  readonly target?: Valued;
  readonly source?: Valued;
  /** Source/LocName. */
  readonly name?: Valued;
  readonly respUri?: Valued;
  readonly cred?: { readonly element: Element; readonly type: string; readonly data?: Element };
  readonly maxMsgSize?: Valued;
  readonly maxObjSize?: Valued;
}

/** A message in its session. */
export interface Exchanged {
  /** Among the messages of the log. */
  readonly index: number;
  readonly facts: MessageFacts;
  readonly size: number;
  readonly sentTo?: string;
  readonly sender?: Sender;
  readonly header: HeaderFacts;
  /** The last message of the other side before this one. */
  readonly before?: Exchanged;
  /** Neither Status nor Results; containers before what they hold. */
  readonly commands: readonly Sent[];
  readonly statuses: readonly Answer[];
  readonly results: readonly Returned[];
  /** What the other side said to the header. */
  readonly headerAnswers: readonly Answer[];
  readonly final: boolean;
}

/** A command, and what came of it. */
export interface Sent {
  readonly message: number;
  /** Among the commands of its message. */
  readonly position: number;
  readonly command: CommandFacts;
  readonly answers: readonly Answer[];
  readonly results: readonly Returned[];
}

/** A Status. */
export interface Answer {
  readonly message: number;
  readonly command: CommandFacts;
  readonly code?: Valued;
  readonly cmd?: Valued;
  readonly msgRef?: Valued;
  readonly cmdRef?: Valued;
  /** TargetRef and SourceRef. */
  readonly refs: readonly Valued[];
  readonly chal?: { readonly element: Element; readonly type: string; readonly nonce?: Valued };
  /** Whether it is about the header. */
  readonly ofHeader: boolean;
  /** The command that it answers, where there is one. */
  readonly of?: Sent;
  /** Whether the message that MsgRef names is in the log. */
  readonly messageKnown: boolean;
}

/** A Results command. */
export interface Returned {
  readonly message: number;
  readonly command: CommandFacts;
  readonly msgRef?: Valued;
  readonly cmdRef?: Valued;
  readonly of?: Sent;
  readonly messageKnown: boolean;
}

/** An object that is sent in chunks. [DM-PRO 7] */
export interface LargeObject {
  readonly sender: Sender;
  /** None of them empty. The first has MoreData; the last hasn't, where the object is `complete`. */
  readonly chunks: readonly Chunk[];
  readonly complete: boolean;
  /** The receiver wouldn't have it, or a side broke the session off. */
  readonly refused: boolean;
  /** A command or an Item that stands between two chunks. */
  readonly interruptedBy?: { readonly message: number; readonly element: Element; readonly name: string };
  /** A chunk that is addressed to another node. */
  readonly strayed?: Chunk;
  /** The sender has sent something else since, and no chunk. */
  readonly abandoned: boolean;
}

export interface Chunk {
  readonly message: number;
  readonly command: CommandFacts;
  readonly item: ItemFacts;
  /** Absent for a chunk in Results. */
  readonly sent?: Sent;
}

interface InUpdate {
  /** The device's address. */
  readonly device: string;
  readonly message: number;
}

export type FirmwareEvent = Ordered | PackageGiven | Reported | StateRead | VersionRead;

/** An Exec of an operation. [FUMO 6.1] */
export interface Ordered extends InUpdate {
  readonly kind: 'order';
  /** The firmware object's address. */
  readonly x: string;
  readonly operation: Operation;
  readonly sent: Sent;
  readonly target: Element;
  readonly correlator?: string;
  readonly reports: readonly Reported[];
}

/** PkgURL or PkgData set. */
export interface PackageGiven extends InUpdate {
  readonly kind: 'package';
  readonly x: string;
  /** Whose PkgURL; `data` is PkgData. */
  readonly how: Operation | 'data';
  readonly sent: Sent;
}

/** A generic alert that tells the end of an operation. [FUMO 6.2] */
export interface Reported extends InUpdate {
  readonly kind: 'report';
  readonly x?: string;
  readonly operation: Operation;
  readonly sent: Sent;
  readonly type: Element;
  /** Undefined where it isn't a number. */
  readonly result?: number;
  readonly correlator?: Valued;
  readonly order?: Ordered;
  /** By which the order was found: `operation` says the object and the operation, `object` the object alone. */
  readonly foundBy?: 'correlator' | 'operation' | 'object';
}

export interface StateRead extends InUpdate {
  readonly kind: 'state';
  readonly x: string;
  readonly value: number;
  readonly data: Element;
}

/** ./DevDetail/FwV read. */
export interface VersionRead extends InUpdate {
  readonly kind: 'version';
  readonly value: string;
  readonly data: Element;
}
