// Where the Management Server's end of a session stands between two messages.
import type { Account } from './account';
import type { Badge, Guard } from './authentication';
import type { Assembly } from './assembler';
import type { SessionEnd } from './clientSetup';
import type { PeerLimits } from './conductor';
import type { Encoding } from './encoding';
import type { Ledger } from './ledger';
import { nothingToSay, type Body, type Outgoing } from './outgoing';

/** A value. */
export interface ServerState {
  readonly sent: number;
  readonly received: number;
  /** The client's credentials, and ours. */
  readonly guard: Guard;
  readonly badge: Badge;
  /** The last message held our credentials. */
  readonly presented: boolean;
  readonly limits: PeerLimits;
  /** How our messages are written: as the client asked last. [SyncML HTTP 5.3.3] */
  readonly encoding: Encoding;
  /** The numbers of the packages under way. */
  readonly clientPackage: 1 | 3;
  readonly ownPackage: 2 | 4;
  /** The package that the last message belonged to. */
  readonly sentPackage: 2 | 4;
  /** Our package has gone out whole. [DM-PRO 6] */
  readonly ownClosed: boolean;
  /** So many of our last messages only asked for the rest of the client's package. [DM-PRO 6] */
  readonly asked: number;
  readonly outgoing: Outgoing;
  readonly ledger: Ledger;
  /** What stood in the last message, to be said again where the client asks for credentials first. */
  readonly lastBodies: readonly Body[];
  readonly assembly?: Assembly;
  readonly counted: number;
  readonly restarts: number;
  readonly end?: SessionEnd;
}

export function firstState(account: Account | undefined, encoding: Encoding): ServerState {
  const nobody = { name: '', secret: '', nonce: new Uint8Array() };
  const auth = account?.auth ?? 'md5';
  return {
    sent: 0,
    received: 0,
    guard: { auth, credentials: account?.client ?? nobody, accepted: false, failures: 0, stranger: account === undefined },
    badge: { auth, credentials: account?.server ?? nobody, state: 'needed', challenges: 0 },
    presented: false,
    limits: {},
    encoding,
    clientPackage: 1,
    ownPackage: 2,
    sentPackage: 2,
    ownClosed: false,
    asked: 0,
    outgoing: nothingToSay,
    ledger: {},
    lastBodies: [],
    counted: 0,
    restarts: 0,
  };
}
