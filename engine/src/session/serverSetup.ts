// What the Management Server's end of its sessions is given.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { Account } from './account';
import type { Conductor } from './conductor';
import type { OtherAccount } from './explainCredentials';
import type { CommandAct, SessionRef } from './sessionAct';
import type { Trace } from './trace';

export interface ServerSetup {
  /** The server's own URI: Source of its messages. */
  readonly url: string;
  /** The path that it answers POSTs on, such as `/dm`. */
  readonly path: string;
  readonly maxMsgSize: number;
  readonly maxObjSize: number;
  /** Milliseconds of the clock after which a silent session is given up. */
  readonly sessionWithin: number;
  /** Messages after which a session is aborted; those that only carry a large object on aren't counted. Default 1000. */
  readonly maxMessages?: number;
  /** Sessions held at the same time, ended ones that are still remembered included. Default 10000. */
  readonly maxSessions?: number;
}

export interface ServerPorts {
  /** What is known of a device, by the header's Source; undefined for a stranger. */
  accountOf(deviceId: string): Account | undefined;
  /** Credentials of other devices: what is presented may be one of those. Asked for one after the other, and not all. */
  othersThan?(deviceId: string): Iterable<OtherAccount>;
  keepNonce(deviceId: string, which: 'client' | 'server', nonce: Uint8Array): void;
  /** Ids of the sessions that notifications have asked the device for. [DM-NOTI 6.2.10] */
  notifiedOf?(deviceId: string): readonly string[];
  /** Who leads this session; undefined where the server has nothing to do with the device: the session then ends. */
  conductorOf(session: SessionRef): Conductor | undefined;
  readonly gate: Gate<CommandAct>;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly trace: Trace;
}
