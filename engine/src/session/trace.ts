// What an end tells of the messages that it sends and receives.
import type { Message } from '../syncml/message';

export interface TracedMessage {
  readonly direction: 'to-server' | 'to-client';
  /** Which end tells it: the one that sent, or the one that received. */
  readonly told: 'sent' | 'received';
  readonly sessionId: string;
  readonly deviceId: string;
  /** The octets as they crossed the wire. */
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The digest over it that came or went beside it. [DM-SEC 5.4.3] */
  readonly hmac?: string;
  /** Absent where the octets couldn't be read as a message. */
  readonly message?: Message;
  /** The number of the package that it belongs to, 1 to 4. [DM-PRO 8] */
  readonly packageNumber?: number;
  /** Why whoever sends it does not believe the other and tries no more; a sentence, with what would be believed. */
  readonly distrust?: string;
  /** What was wrong with it, in the reader's or the receiver's view; each sentence names the clause. */
  readonly remarks: readonly string[];
}

export type Trace = (entry: TracedMessage) => void;
