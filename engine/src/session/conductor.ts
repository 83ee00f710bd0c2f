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
  /** A client's Alert or its Replace of DevInfo, authenticated. The status is what it is answered with. */
  take(command: Alert | ItemCommand, session: SessionRef): Promise<{ readonly status: number }>;
  /** A Status for a command that `next` gave (`sent` is that very object, or the one inside its container). */
  answered(sent: Unnumbered<Command>, status: Status, session: SessionRef): Promise<void>;
  results(sent: Unnumbered<Get>, results: Results, session: SessionRef): Promise<void>;
  /** What to send now that everything sent before is answered. Empty: nothing more, the session ends. */
  next(session: SessionRef, limits: PeerLimits): Promise<readonly Unnumbered<Command>[]>;
  ended(session: SessionRef, end: SessionEnd): void;
}
