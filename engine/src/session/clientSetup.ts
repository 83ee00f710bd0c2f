// What the Management Client's end of a session is given.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { Exchange } from '../net/exchange';
import type { Account } from './account';
import type { CommandTarget } from './commandTarget';
import type { Encoding } from './encoding';
import type { Manner } from './manner';
import type { CommandAct } from './sessionAct';
import type { Trace } from './trace';

export interface ClientSetup {
  readonly account: Account;
  /** Where the server is reached; also the Target of every message until a RespURI says otherwise. */
  readonly url: string;
  readonly deviceId: string;
  readonly sessionId: string;
  /** 1200: a notification asked for the session; 1201: the client began it. */
  readonly opening: '1200' | '1201';
  /** How our messages are written. Default XML. */
  readonly encoding?: Encoding;
  /** Where we don't write as the specifications ask. */
  readonly manner?: Manner;
  /** Octets that we can take in one message, and in one object. */
  readonly maxMsgSize: number;
  readonly maxObjSize: number;
  /** Milliseconds of the clock that the server has to answer a message. */
  readonly answerWithin: number;
  /** Messages after which we abort; those that only carry a large object on aren't counted. Default 1000. */
  readonly maxMessages?: number;
}

export interface ClientPorts {
  readonly exchange: Exchange;
  readonly target: CommandTarget;
  readonly gate: Gate<CommandAct>;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly trace: Trace;
  /** A nonce for the next use has come (`client`: from the server's Chal) or was given out (`server`: in our Chal). */
  keepNonce(which: 'client' | 'server', nonce: Uint8Array): void;
}

/** How a session ended. `reason` is a sentence, with its clause where one was bent. */
export type SessionEnd =
  | { readonly how: 'finished' }
  | { readonly how: 'aborted'; readonly by: 'client' | 'server'; readonly reason: string }
  | { readonly how: 'unauthorized'; readonly reason: string }
  | { readonly how: 'failed'; readonly reason: string };
