// A SyncML DM message as both ends think of it. [DM-REP 6]
import type { Range } from '../base/problem';
import type { Element, XmlNode } from '../xml/element';

/** Meta-information, as far as DM uses it. [DM-REP 6.4, METINF] */
export interface Meta {
  readonly format?: string;
  readonly type?: string;
  /** Octets of the whole object as it stands in the messages (base64 counted as such). [DM-PRO 7] */
  readonly size?: number;
  readonly mark?: string;
  /** Base64, as on the wire. */
  readonly nextNonce?: string;
  readonly maxMsgSize?: number;
  readonly maxObjSize?: number;
  /** What isn't understood: kept and written back. */
  readonly other?: readonly Element[];
}

/** The content of Data: character data, octets (WBXML OPAQUE), or mark-up such as an embedded TNDS. */
export type Data = string | Uint8Array | readonly XmlNode[];

export interface Item {
  readonly target?: string;
  readonly targetName?: string;
  readonly source?: string;
  readonly sourceName?: string;
  readonly meta?: Meta;
  readonly data?: Data;
  readonly moreData?: boolean;
  /** Children that aren't understood or not used in DM: kept and written back. */
  readonly other?: readonly Element[];
  readonly at?: Range;
}

export interface Cred {
  readonly meta?: Meta;
  readonly data: string | Uint8Array;
}

interface Common {
  readonly cmdId: string;
  readonly noResp?: boolean;
  readonly cred?: Cred;
  readonly meta?: Meta;
  /** Where the command stands in the text it was read from. */
  readonly at?: Range;
  /** Children that aren't understood: kept and written back. */
  readonly other?: readonly Element[];
}

export interface Alert extends Common {
  readonly name: 'Alert';
  readonly data?: string;
  readonly correlator?: string;
  readonly items: readonly Item[];
}

export interface Exec extends Common {
  readonly name: 'Exec';
  readonly correlator?: string;
  readonly items: readonly Item[];
}

export interface Get extends Common {
  readonly name: 'Get';
  readonly items: readonly Item[];
}

export interface Change extends Common {
  readonly name: 'Add' | 'Copy' | 'Delete' | 'Replace';
  readonly items: readonly Item[];
}

export type ItemCommand = Get | Change;

export interface Status extends Common {
  readonly name: 'Status';
  readonly msgRef: string;
  readonly cmdRef: string;
  readonly cmd: string;
  readonly targetRefs: readonly string[];
  readonly sourceRefs: readonly string[];
  readonly chal?: Meta;
  readonly data: string;
  readonly items: readonly Item[];
}

export interface Results extends Common {
  readonly name: 'Results';
  readonly msgRef?: string;
  readonly cmdRef: string;
  readonly targetRef?: string;
  readonly sourceRef?: string;
  readonly items: readonly Item[];
}

export interface Container extends Common {
  readonly name: 'Sequence' | 'Atomic';
  readonly commands: readonly Command[];
}

/** A command that DM doesn't use or nobody knows: answered with 406 or 501, never lost. */
export interface OtherCommand extends Common {
  readonly name: 'other';
  readonly element: Element;
}

export type Command = Alert | Exec | ItemCommand | Status | Results | Container | OtherCommand;

/** A command before it enters a message: the session numbers it. */
export type Unnumbered<C> = C extends Command ? Omit<C, 'cmdId'> : never;

export interface Header {
  readonly verDtd: string;
  readonly verProto: string;
  readonly sessionId: string;
  readonly msgId: string;
  readonly target: string;
  readonly targetName?: string;
  readonly source: string;
  readonly sourceName?: string;
  readonly respUri?: string;
  readonly noResp?: boolean;
  readonly cred?: Cred;
  readonly meta?: Meta;
  readonly other?: readonly Element[];
  readonly at?: Range;
}

export interface Message {
  readonly header: Header;
  readonly commands: readonly Command[];
  readonly final: boolean;
}
