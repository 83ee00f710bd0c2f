// Package #0 as a device takes it: which session it asks for, or why it is passed over. [DM-NOTI 6.2]
import type { Hasher } from '../base/hasher';
import { explainNotification } from '../session/explainNotification';
import { readNotification, sessionIdText, unwrapPush, verifyNotification } from '../session/notification';
import type { Tree } from '../tree/tree';
import { accountOf } from './dmAccount';

/** The session that a server asks for. */
export interface Trigger {
  readonly serverId: string;
  readonly sessionId: string;
}

/** Reads a datagram and checks it against the accounts of the tree. Gives a sentence for one that isn't followed. */
export function readTrigger(datagram: Uint8Array, tree: Tree, hasher: Hasher): Trigger | { readonly refused: string } {
  const { message } = unwrapPush(datagram);
  const { notification, problems } = readNotification(message);
  if (notification === undefined) return { refused: `A notification can't be read: ${problems.map((problem) => problem.message).join(' ')}` };
  const { serverId } = notification;
  const account = accountOf(tree, serverId);
  if (account === undefined) return { refused: `A notification names the server ${serverId}, for which there is no account. [DM-NOTI 6.2.12]` };
  const { secret, nonce } = account.account.server;
  if (verifyNotification(hasher, message, { serverId, secret, nonce }) === undefined) {
    const why = explainNotification(hasher, message, account.account);
    return { refused: `The digest of a notification from ${serverId} is wrong. [DM-NOTI 6.2.2]${why === undefined ? '' : ` ${why}`}` };
  }
  return { serverId, sessionId: sessionIdText(notification.sessionId) };
}
