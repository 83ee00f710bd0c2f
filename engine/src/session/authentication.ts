// Authentication, as both ends do it: one presents credentials, the other judges them and challenges. States are
// values. [DM-PRO 9, DM-SEC 5.3]
import { fromBase64, sameBytes, toBase64, utf8 } from '../base/bytes';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import { authTypes, checkCredential, hmac, readHmacHeader, writeCred, writeHmacHeader, type CredentialCheck } from '../syncml/credentials';
import type { Cred, Meta, Status } from '../syncml/message';
import type { AuthType, Credentials } from './account';

/** A wrong credential may only have had a stale nonce: so many challenges are made, and answered. [DM-SEC 5.3.3] */
export const mostChallenges = 2;

/** [DM-SEC 5.3.3] At least 128 bits. */
const nonceOctets = 16;

/** What one end knows of the other's credentials. */
export interface Guard {
  readonly auth: AuthType;
  /** Its nonce is the one that the next credential must be made with. */
  readonly credentials: Credentials;
  readonly accepted: boolean;
  readonly failures: number;
  /** Nobody is known by that name: whatever is presented is wrong. */
  readonly stranger?: boolean;
}

export interface Judgement {
  readonly guard: Guard;
  readonly status: 200 | 212 | 401 | 407;
  readonly chal?: Meta;
  /** The nonce that the challenge gives out. */
  readonly nonce?: Uint8Array;
  /** No further try is granted. */
  readonly exhausted: boolean;
}

/** What a message presents: credentials in its header, or a digest over its octets beside it. */
export interface Presented {
  readonly cred?: Cred | undefined;
  /** The transport header x-syncml-hmac. [DM-SEC 5.4.3] */
  readonly hmac?: string | undefined;
  /** The message as it crossed the wire. */
  readonly bytes: Uint8Array;
}

/** Checks credentials of the type that the account wants. */
export function checkPresented(hasher: Hasher, presented: Presented, auth: Exclude<AuthType, 'none'>, credentials: Credentials): CredentialCheck {
  if (auth !== 'hmac') return checkCredential(hasher, presented.cred, auth, credentials);
  // [DM-SEC 5.4.1] Never in Cred: whoever answers with another type doesn't do what was asked.
  if (presented.hmac === undefined) return presented.cred === undefined ? 'missing' : 'other-type';
  const said = readHmacHeader(presented.hmac.slice(0, longestHmacHeader));
  if (said?.algorithm.toUpperCase() !== 'MD5') return 'other-type';
  const { name, secret, nonce } = credentials;
  const mac = fromBase64(said.mac);
  const expected = fromBase64(hmac(hasher, name, secret, nonce, presented.bytes));
  return said.username === name && mac !== undefined && expected !== undefined && sameBytes(mac, expected) ? 'accepted' : 'wrong';
}

const longestHmacHeader = 1000;

/** Judges what a message presents. */
export function judge(guard: Guard, presented: Presented, hasher: Hasher, random: Random): Judgement {
  const { auth } = guard;
  // [DM-PRO 9.1] After 212 no message needs credentials any more.
  if (auth === 'none' || (guard.accepted && auth !== 'hmac')) return { guard, status: 200, exhausted: false };
  const check = checkPresented(hasher, presented, auth, guard.credentials);
  const nonce = auth === 'basic' ? undefined : random.bytes(nonceOctets);
  // [DM-REP 6.1.2] The challenge names type and format, and the nonce where the type has one.
  const chal: Meta = { format: 'b64', type: authTypes[auth], ...(nonce === undefined ? {} : { nextNonce: toBase64(nonce) }) };
  const given = nonce === undefined ? {} : { nonce };
  if (check === 'accepted' && guard.stranger !== true) {
    if (nonce !== undefined && auth === 'hmac') {
      // [DM-SEC 5.4.3] Each message has a digest of its own: 200, and the nonce of the next one.
      const next = { ...guard, accepted: true, credentials: { ...guard.credentials, nonce } };
      return { guard: next, status: 200, exhausted: false, chal, nonce };
    }
    // [DM-PRO 9.1] With 212 the nonce is for the next session.
    const accepted = { guard: { ...guard, accepted: true }, status: 212, exhausted: false } as const;
    return nonce === undefined ? accepted : { ...accepted, chal, ...given };
  }
  const failures = guard.failures + 1;
  const credentials = nonce === undefined ? guard.credentials : withNonce(guard.credentials, nonce);
  return {
    guard: { ...guard, credentials, failures },
    // [DM-PRO 9.1] 407 where there were none, 401 where they were wrong.
    status: check === 'missing' ? 407 : 401,
    chal,
    ...given,
    exhausted: failures > mostChallenges,
  };
}

/** Another nonce from now on; those before it are remembered for a while. */
export function withNonce<C extends Pick<Credentials, 'nonce' | 'earlier'>>(credentials: C, nonce: Uint8Array): C {
  const { nonce: before, earlier = [] } = credentials;
  return { ...credentials, nonce, earlier: [before, ...earlier].filter(({ length }) => length > 0).slice(0, 3) };
}

/** What one end presents to the other. */
export interface Badge {
  readonly auth: AuthType;
  readonly credentials: Credentials;
  /** `needed`: in every message until something else is said; `done`: accepted for the whole session. */
  readonly state: 'needed' | 'done';
  readonly challenges: number;
}

/** Whether the next message is to be presented with credentials. */
export function presents({ auth, state, credentials }: Badge): boolean {
  if (auth === 'none' || state === 'done') return false;
  // Who was never given a nonce has nothing to make a digest with: the challenge brings one. [DM-PRO 9.1]
  return auth === 'basic' || credentials.nonce.length > 0;
}

/** The Cred of the next header, if it needs one. */
export function present(badge: Badge, hasher: Hasher): Cred | undefined {
  if (badge.auth === 'none' || badge.auth === 'hmac' || !presents(badge)) return undefined;
  return writeCred(hasher, badge.auth, badge.credentials);
}

/** The x-syncml-hmac of a message that is ready to go, if it needs one. [DM-SEC 5.4.3] */
export function hmacHeader(badge: Badge, bytes: Uint8Array, hasher: Hasher): string | undefined {
  if (badge.auth !== 'hmac' || !presents(badge)) return undefined;
  const { name, secret, nonce } = badge.credentials;
  return writeHmacHeader({ algorithm: 'MD5', username: name, mac: hmac(hasher, name, secret, nonce, bytes) });
}

/** The LocName of a header's Source: a digest doesn't tell whose it is, so the name stands beside it. [RepPro 5.3] */
export function nameBeside(badge: Badge): { readonly sourceName?: string } {
  return badge.auth !== 'basic' && presents(badge) ? { sourceName: badge.credentials.name } : {};
}

/** The name of the transport header that carries a digest. [DM-SEC 5.4.3] */
export const hmacField = 'x-syncml-hmac';

export interface Reception {
  readonly badge: Badge;
  readonly outcome: 'accepted' | 'challenged' | 'rejected' | 'refused';
  /** A nonce that came with the answer. */
  readonly nonce?: Uint8Array;
  /** Why it was rejected or refused. */
  readonly reason?: string;
}

/** Takes in the Status of our header. `presented` tells whether that message was presented with credentials. */
export function receive(badge: Badge, status: Status, presented: boolean): Reception {
  const nonce = nonceOf(status.chal);
  const came = nonce === undefined ? {} : { nonce };
  // [DM-SEC 5.4.4] A digest over each message is never accepted for the whole session.
  if (status.data === '212' && badge.auth !== 'hmac') return { badge: { ...badge, state: 'done' }, outcome: 'accepted', ...came };
  if (/^2\d\d$/.test(status.data)) {
    // [DM-PRO 9.1] 200 accepts this message only; the nonce that comes with it is for the next one.
    const next = presented && nonce !== undefined ? { ...badge, credentials: { ...badge.credentials, nonce } } : badge;
    return { badge: next, outcome: 'accepted', ...came };
  }
  if (status.data !== '401' && status.data !== '407') {
    return { badge, outcome: 'refused', reason: `The header was refused with status ${status.data}. [RepPro 6.4.1]` };
  }
  return { ...challenged(badge, status, presented, nonce), ...came };
}

function challenged(badge: Badge, status: Status, presented: boolean, nonce: Uint8Array | undefined): Reception {
  const reject = (reason: string): Reception => ({ badge, outcome: 'rejected', reason });
  if (badge.auth === 'none') return reject(`The peer wants credentials (${status.data}); the account has none. [DM-PRO 9.1]`);
  if (badge.challenges >= mostChallenges) {
    return reject(`The credentials were refused (${status.data}) also with the nonces of ${mostChallenges} challenges. [DM-SEC 5.3.3]`);
  }
  const type = (status.chal?.type ?? (presented ? undefined : authTypes[badge.auth]))?.toLowerCase();
  if (type === undefined) return reject(`Status ${status.data} came without a challenge. [DM-PRO 9.1]`);
  const auth = challengeable.find((candidate) => authTypes[candidate].toLowerCase() === type);
  // [DM-PRO 9.1] The type stays what it is. Basic gives the secret away: a server that asks for a digest instead is followed. [DM-SEC 5.3]
  if (auth === undefined || (auth !== badge.auth && !(badge.auth === 'basic' && auth === 'md5'))) {
    return reject(`The peer challenges for "${type.slice(0, 60)}"; the account is for ${authTypes[badge.auth]}. [DM-PRO 9.1]`);
  }
  const credentials = nonce === undefined ? badge.credentials : { ...badge.credentials, nonce };
  return { badge: { auth, credentials, state: 'needed', challenges: badge.challenges + 1 }, outcome: 'challenged' };
}

/** [DM-REP 6.1.2] Base64; what isn't counts as the octets of its text. */
function nonceOf(chal: Meta | undefined): Uint8Array | undefined {
  if (chal?.nextNonce === undefined) return undefined;
  return fromBase64(chal.nextNonce) ?? utf8(chal.nextNonce);
}

const challengeable = ['basic', 'md5', 'hmac'] as const;
