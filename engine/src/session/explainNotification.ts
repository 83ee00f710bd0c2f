// Why the digest of a notification doesn't hold: what is commonly mistaken about it is tried with the account's secrets,
// and what would match is named. No secret is ever said. [DM-NOTI 5.2, 6.2.2]
import { fromBase64, fromUtf8Strictly, toBase64, utf8 } from '../base/bytes';
import type { Hasher } from '../base/hasher';
import type { Account, Credentials } from './account';
import { verifyNotification } from './notification';

type Digested = Pick<Credentials, 'name' | 'secret' | 'nonce'>;

interface Guess {
  readonly value: Digested;
  /** As the end of "it would match with ...". */
  readonly says: string;
}

/** `message`: digest and trigger, without headers. A sentence that says what would match; undefined where nothing that was tried does. */
export function explainNotification(hasher: Hasher, message: Uint8Array, account: Account): string | undefined {
  const match = guesses(account).find(({ value: { name, secret, nonce } }) => verifyNotification(hasher, message, { serverId: name, secret, nonce }) !== undefined);
  return match === undefined ? undefined : `It would match with ${match.says}. [DM-NOTI 6.2.2]`;
}

function guesses({ serverId, server, client }: Account): readonly Guess[] {
  const right: Digested = { name: serverId, secret: server.secret, nonce: server.nonce };
  const changed = (change: Partial<Digested>, says: string): Guess => ({ value: { ...right, ...change }, says });
  const decoded = fromBase64(server.secret);
  const secretInBase64 = decoded === undefined ? undefined : fromUtf8Strictly(decoded);
  return [
    changed({ nonce: utf8(toBase64(server.nonce)) }, 'the nonce as its base64 text instead of its octets'),
    ...(server.earlier ?? []).map((nonce, at) => changed({ nonce }, at === 0 ? 'the previous nonce' : 'a nonce from before the previous one')),
    changed({ nonce: client.nonce }, 'the nonce of the client, in place of the server’s own'),
    changed({ nonce: new Uint8Array() }, 'no nonce at all'),
    changed({ secret: client.secret, nonce: client.nonce }, 'secret and nonce of the other direction: CLCRED and SRVCRED are swapped'),
    changed({ secret: client.secret }, 'the secret of the other direction: those of CLCRED and SRVCRED are swapped'),
    changed({ name: client.name }, 'the name of the client in place of the server’s identifier'),
    changed({ secret: toBase64(utf8(server.secret)) }, 'the base64 text of the secret'),
    ...(secretInBase64 === undefined ? [] : [changed({ secret: secretInBase64 }, 'what the secret stands for in base64')]),
  ];
}
