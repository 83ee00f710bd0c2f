// Authentication, as both ends do it: one presents credentials, the other judges them and challenges. States are
// values. [DM-PRO 9, DM-SEC 5.3]
import { fromBase64, toBase64, utf8 } from '../base/bytes';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import { authTypes, checkCredential, writeCred } from '../syncml/credentials';
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

/** Judges what a header presents. */
export function judge(guard: Guard, cred: Cred | undefined, hasher: Hasher, random: Random): Judgement {
  const { auth } = guard;
  // [DM-PRO 9.1] After 212 no message needs credentials any more.
  if (auth === 'none' || guard.accepted) return { guard, status: 200, exhausted: false };
  const check = checkCredential(hasher, cred, auth, guard.credentials);
  const nonce = auth === 'md5' ? random.bytes(nonceOctets) : undefined;
  // [DM-REP 6.1.2] The challenge names type and format, and the nonce where the type has one.
  const chal: Meta = { format: 'b64', type: authTypes[auth], ...(nonce === undefined ? {} : { nextNonce: toBase64(nonce) }) };
  const given = nonce === undefined ? {} : { nonce };
  if (check === 'accepted' && guard.stranger !== true) {
    // [DM-PRO 9.1] With 212 the nonce is for the next session.
    const accepted = { guard: { ...guard, accepted: true }, status: 212, exhausted: false } as const;
    return nonce === undefined ? accepted : { ...accepted, chal, ...given };
  }
  const failures = guard.failures + 1;
  const credentials = nonce === undefined ? guard.credentials : { ...guard.credentials, nonce };
  return {
    guard: { ...guard, credentials, failures },
    // [DM-PRO 9.1] 407 where there were none, 401 where they were wrong.
    status: check === 'missing' ? 407 : 401,
    chal,
    ...given,
    exhausted: failures > mostChallenges,
  };
}

/** What one end presents to the other. */
export interface Badge {
  readonly auth: AuthType;
  readonly credentials: Credentials;
  /** `needed`: in every message until something else is said; `done`: accepted for the whole session. */
  readonly state: 'needed' | 'done';
  readonly challenges: number;
}

/** The Cred of the next header, if it needs one. */
export function present(badge: Badge, hasher: Hasher): Cred | undefined {
  if (badge.auth === 'none' || badge.state === 'done') return undefined;
  // Who was never given a nonce has nothing to make a digest with: the challenge brings one. [DM-PRO 9.1]
  if (badge.auth === 'md5' && badge.credentials.nonce.length === 0) return undefined;
  return writeCred(hasher, badge.auth, badge.credentials);
}

export interface Reception {
  readonly badge: Badge;
  readonly outcome: 'accepted' | 'challenged' | 'rejected' | 'refused';
  /** A nonce that came with the answer. */
  readonly nonce?: Uint8Array;
  /** Why it was rejected or refused. */
  readonly reason?: string;
}

/** Takes in the Status of our header. `presented` tells whether that header held credentials. */
export function receive(badge: Badge, status: Status, presented: boolean): Reception {
  const nonce = nonceOf(status.chal);
  const came = nonce === undefined ? {} : { nonce };
  if (status.data === '212') return { badge: { ...badge, state: 'done' }, outcome: 'accepted', ...came };
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
  const type = status.chal?.type?.toLowerCase() ?? (presented ? undefined : authTypes[badge.auth]);
  if (type === undefined) return reject(`Status ${status.data} came without a challenge. [DM-PRO 9.1]`);
  const auth = type === authTypes.md5 ? 'md5' : type === authTypes.basic ? 'basic' : undefined;
  // Basic gives the secret away: an account for digests never falls back to it. [DM-SEC 5.3]
  if (auth === undefined || (auth === 'basic' && badge.auth === 'md5')) {
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
