// Why the digest of a notification doesn't hold: what is commonly mistaken about it is tried with the account's secrets,
// and what would match is named. No secret is ever said. [DM-NOTI 5.2, 6.2.2]
import type { Hasher } from '../base/hasher';
import type { Account, Credentials } from './account';
import { credentialGuesses, nonceGuesses, type Guess } from './explainCredentials';
import { verifyNotification } from './notification';

type Digested = Pick<Credentials, 'name' | 'secret' | 'nonce'>;

/** `message`: digest and trigger, without headers. A sentence that says what would match; undefined where nothing that was tried does. */
export function explainNotification(hasher: Hasher, message: Uint8Array, account: Account): string | undefined {
  const match = guesses(account).find(({ value: { name, secret, nonce } }) => verifyNotification(hasher, message, { serverId: name, secret, nonce }) !== undefined);
  return match?.says === undefined ? undefined : `It would match with ${match.says}. [DM-NOTI 6.2.2]`;
}

/** What can be mistaken about credentials, and what is mistaken about the two directions, which a notification has but one of. */
function guesses({ serverId, server, client }: Account): readonly Guess<Digested>[] {
  const expected: Credentials = { ...server, name: serverId };
  const other = (change: Partial<Digested>, says: string | undefined): Guess<Digested> => ({ value: { ...expected, ...change }, ...(says !== undefined && { says }) });
  return [
    ...nonceGuesses({ auth: 'md5', expected }).map(({ value: nonce, says }) => other({ nonce }, says)),
    other({ nonce: client.nonce }, 'the nonce of the client, in place of the server’s own'),
    other({ secret: client.secret, nonce: client.nonce }, 'secret and nonce of the other direction: CLCRED and SRVCRED are swapped'),
    ...credentialGuesses({ expected, opposite: client }).map(({ value, says }) => other(value, says)),
  ];
}
