// Conductor: what the Management Server's end of a session is led by. Declared here, given by the management.
import type { Alert, Command, Get, ItemCommand, Results, Status, Unnumbered } from '../syncml/message';
import type { SessionEnd } from './clientSetup';
import type { SessionRef } from './sessionAct';

/** What the client has said of itself in this session. */
export interface PeerLimits {
  readonly maxMsgSize?: number;
  readonly maxObjSize?: number;
}

export interface Conductor {
  /** A client's Alert or its Replace of DevInfo, authenticated. The status is what it is answered with; what is odd about it is told. */
  take(command: Alert | ItemCommand, session: SessionRef): Promise<{ readonly status: number; readonly remark?: string }>;
  /**
   * A Status for a command that `next` gave (`sent` is that very object, or the one inside its container); one for
   * each Item where they fared differently. The 213 of chunks isn't told. [RepPro 6.4.1]
   */
  answered(sent: Unnumbered<Command>, status: Status, session: SessionRef): Promise<void>;
  /**
   * What a Get has brought: whole Items only, base64 as it came. Results that don't fit in one message come in
   * several calls. [DM-PRO 7, 8.5]
   */
  results(sent: Unnumbered<Get>, results: Results, session: SessionRef): Promise<void>;
  /**
   * What to send now that everything sent before is answered. Empty: nothing more, the session ends; so it does after
   * an Alert 1223. Octets are made base64, objects are split, commands are numbered by the session (CmdIDs inside
   * containers don't count). [DM-PRO 6, 7]
   */
  next(session: SessionRef, limits: PeerLimits): Promise<readonly Unnumbered<Command>[]>;
  ended(session: SessionRef, end: SessionEnd): void;
}
