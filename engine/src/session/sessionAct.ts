// The acts of a session that pass the Gate.
import type { Actor } from '../base/actor';
import type { Command, Message } from '../syncml/message';

/**
 * `receive`: a command has arrived and is about to be carried out or taken in. `send`: a command is about to enter
 * the message under construction (`message` is then absent).
 */
export interface CommandAct {
  readonly actor: Actor;
  readonly kind: 'send' | 'receive';
  readonly command: Command;
  readonly session: SessionRef;
  readonly message?: Message;
}

export interface SessionRef {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly serverId: string;
}
