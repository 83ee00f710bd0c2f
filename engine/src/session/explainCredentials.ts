// Why credentials don't hold: what is commonly mistaken about them is tried with the secrets that are known, and what
// would match is named. No secret is ever said. [DM-SEC 5.3, 5.4]
import { concat, fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from '../base/bytes';
import type { Hasher } from '../base/hasher';
import { authTypes, readHmacHeader } from '../syncml/credentials';
import type { AuthType, Credentials } from './account';
import type { Presented } from './authentication';

/** What is known to whoever judges. */
export interface Suspicion {
  readonly presented: Presented;
  readonly auth: Exclude<AuthType, 'none'>;
  /** What should have been presented, with the nonce that it should have been made with. */
  readonly expected: Credentials;
  /** What the judge itself presents to that peer. */
  readonly opposite?: Credentials;
  /** Names that may have been taken for the one of the account: those of device and server. */
  readonly ids?: readonly string[];
  /** Credentials of other accounts, each with whose they are. However many there are, only the first are looked at. */
  readonly others?: Iterable<OtherAccount>;
}

/** Whose they are, and what they are. */
export interface OtherAccount {
  readonly of: string;
  readonly credentials: Credentials;
}

/** One thing that may be mistaken, and what is taken for the right one. */
export interface Guess<T> {
  readonly value: T;
  /** As the end of "they would match with ..."; absent for the right one. */
  readonly says?: string;
}

/** Accounts beyond these are not tried: a peer that fails costs no more than they do. */
const mostOthers = 50;

function firstOf(others: Iterable<OtherAccount>): readonly OtherAccount[] {
  const first: OtherAccount[] = [];
  for (const other of others) {
    if (first.length === mostOthers) break;
    first.push(other);
  }
  return first;
}

/** A sentence that says what would match; undefined where nothing that was tried does. */
export function explainCredentials(hasher: Hasher, suspicion: Suspicion): string | undefined {
  const { auth, presented } = suspicion;
  const type = presented.cred?.meta?.type ?? (presented.cred === undefined ? undefined : authTypes.basic);
  if (presented.cred === undefined && presented.hmac === undefined) return undefined;
  if (auth === 'hmac' ? presented.hmac === undefined : type?.toLowerCase() !== authTypes[auth].toLowerCase()) {
    const came = presented.cred === undefined ? authTypes.hmac : (type ?? '').slice(0, 60);
    return `They are of the type ${came}; the account is for ${authTypes[auth]}. [DM-PRO 9.1]`;
  }
  // What is digested of the body is digested once, however many guesses there are.
  const tail = auth === 'hmac' ? [utf8(':'), utf8(toBase64(hasher.md5(presented.bytes)))] : [];
  const said = presentedForms(suspicion);
  if (said.length === 0) return undefined;
  for (const { credentials, nonce, inner } of guesses(suspicion)) {
    const digest = auth === 'basic' ? utf8(`${credentials.value.name}:${credentials.value.secret}`) : digestOf(hasher, credentials.value, nonce.value, inner.value, tail);
    const form = said.find(({ value }) => sameBytes(value, digest));
    const reasons = [credentials.says, nonce.says, inner.says, form?.says].filter((text) => text !== undefined);
    if (form !== undefined && reasons.length > 0) return `They would match with ${reasons.join(' and ')}. [${auth === 'hmac' ? 'DM-SEC 5.4.2' : auth === 'md5' ? 'DM-SEC 5.3.2' : 'RepPro 5.3'}]`;
  }
  return undefined;
}

type Inner = 'base64' | 'hex' | 'octets' | 'secret';

/** H(inner(H(name ":" secret)) ":" nonce [":" B64(H(body))]). */
function digestOf(hasher: Hasher, { name, secret }: Pick<Credentials, 'name' | 'secret'>, nonce: Uint8Array, inner: Inner, tail: readonly Uint8Array[]): Uint8Array {
  const hashed = hasher.md5(utf8(`${name}:${secret}`));
  const first = inner === 'base64' ? utf8(toBase64(hashed)) : inner === 'hex' ? utf8(toHex(hashed)) : inner === 'octets' ? hashed : utf8(`${name}:${secret}`);
  return hasher.md5(concat([first, utf8(':'), nonce, ...tail]));
}

interface Combination {
  readonly credentials: Guess<Pick<Credentials, 'name' | 'secret'>>;
  readonly nonce: Guess<Uint8Array>;
  readonly inner: Guess<Inner>;
}

/** One mistake first, then two together. */
function* guesses(suspicion: Suspicion): Generator<Combination> {
  const [allCredentials, allNonces, allInner] = [credentialGuesses(suspicion), nonceGuesses(suspicion), innerGuesses(suspicion)];
  const [credentials] = allCredentials;
  const [nonce] = allNonces;
  const [inner] = allInner;
  if (credentials === undefined || nonce === undefined || inner === undefined) return;
  yield { credentials, nonce, inner };
  for (const other of allNonces) yield { credentials, nonce: other, inner };
  for (const other of allCredentials) yield { credentials: other, nonce, inner };
  for (const other of allInner) yield { credentials, nonce, inner: other };
  // What belongs to somebody else is looked for alone: there may be many of them.
  for (const one of credentialGuesses({ ...suspicion, others: [] })) for (const two of allNonces) yield { credentials: one, nonce: two, inner };
  for (const one of allInner) for (const two of allNonces) yield { credentials, nonce: two, inner: one };
}

/** The right ones first. */
export function credentialGuesses({ expected, opposite, ids = [], others = [] }: Pick<Suspicion, 'expected' | 'opposite' | 'ids' | 'others'>): readonly Guess<Pick<Credentials, 'name' | 'secret'>>[] {
  const { name, secret } = expected;
  const named = (other: string, says: string): Guess<Pick<Credentials, 'name' | 'secret'>>[] => (other === name || other === '' ? [] : [{ value: { name: other, secret }, says }]);
  const keyed = (other: string, says: string): Guess<Pick<Credentials, 'name' | 'secret'>>[] => (other === secret ? [] : [{ value: { name, secret: other }, says }]);
  const decoded = fromBase64(secret);
  return [
    { value: expected },
    ...(opposite === undefined
      ? []
      : [
          { value: opposite, says: 'the credentials of the other direction: CLCRED and SRVCRED are swapped' },
          ...keyed(opposite.secret, 'the secret of the other direction: those of CLCRED and SRVCRED are swapped'),
          ...named(opposite.name, `the name "${shown(opposite.name)}" of the other direction`),
        ]),
    ...ids.flatMap((id) => named(id, `the name "${shown(id)}" instead of the account's own: an identifier is taken for it`)),
    ...[name.toLowerCase(), name.toUpperCase()].flatMap((other) => named(other, `the name in ${other === name.toLowerCase() ? 'lower' : 'upper'} case, "${shown(other)}"`)),
    ...named(name.trim(), 'the name without the blanks around it'),
    ...keyed(toBase64(utf8(secret)), 'the base64 text of the secret'),
    ...(decoded === undefined || decoded.length === 0 || !isText(decoded) ? [] : keyed(asText(decoded), 'what the secret stands for in base64')),
    ...keyed(secret.trim(), 'the secret without the blanks around it'),
    ...keyed('', 'no secret at all'),
    ...firstOf(others).flatMap(({ of, credentials }) => [
      { value: credentials, says: `the credentials of ${shown(of)}` },
      ...keyed(credentials.secret, `the secret of ${shown(of)}`),
    ]),
  ];
}

/** The right one first. */
export function nonceGuesses({ auth, expected }: Pick<Suspicion, 'auth' | 'expected'>): readonly Guess<Uint8Array>[] {
  const { nonce, earlier = [] } = expected;
  if (auth === 'basic') return [{ value: nonce }];
  return [
    { value: nonce },
    { value: utf8(toBase64(nonce)), says: 'the nonce as its base64 text instead of its octets' },
    ...earlier.map((value, at) => ({ value, says: at === 0 ? 'the previous nonce' : 'a nonce from before the previous one' })),
    // [DM-NOTI 6.2.2] It is said as 0x00000000, and clients read that in two ways.
    { value: new Uint8Array(4), says: 'the zero nonce as four octets' },
    { value: utf8('0x00000000'), says: 'the zero nonce as the text "0x00000000"' },
    { value: new Uint8Array(), says: 'no nonce at all' },
    { value: utf8(toHex(nonce)), says: 'the nonce as hexadecimal text' },
    ...earlier.slice(0, 1).map((value) => ({ value: utf8(toBase64(value)), says: 'the base64 text of the previous nonce' })),
  ];
}

function innerGuesses({ auth }: Suspicion): readonly Guess<Inner>[] {
  if (auth === 'basic') return [{ value: 'base64' }];
  return [
    { value: 'base64' },
    { value: 'hex', says: 'the inner digest as hexadecimal text instead of base64' },
    { value: 'octets', says: 'the inner digest as octets instead of base64' },
    { value: 'secret', says: 'name and secret themselves instead of their digest' },
  ];
}

/** What has come, in every way in which it may have been meant. */
function presentedForms({ presented, auth }: Suspicion): readonly Guess<Uint8Array>[] {
  const said = auth === 'hmac' ? readHmacHeader((presented.hmac ?? '').slice(0, 1000))?.mac : presented.cred?.data;
  if (said === undefined) return [];
  const text = typeof said === 'string' ? said.slice(0, longest) : asText(said.subarray(0, longest));
  const once = fromBase64(text);
  const twice = once === undefined || !isText(once) ? undefined : fromBase64(asText(once));
  const hex = octetsOfHex(text);
  const hexOnce = once === undefined || !isText(once) ? undefined : octetsOfHex(asText(once));
  return [
    ...(once === undefined ? [] : [{ value: once }]),
    ...(typeof said === 'string' ? [] : [{ value: said }]),
    ...(hex === undefined ? [] : [{ value: hex, says: 'the digest as hexadecimal text, which is not base64' }]),
    ...(hexOnce === undefined ? [] : [{ value: hexOnce, says: 'the base64 of the digest\'s hexadecimal text instead of its octets' }]),
    ...(twice === undefined ? [] : [{ value: twice, says: 'base64 done twice' }]),
    ...(typeof said === 'string' ? [{ value: utf8(text), says: 'what was sent without base64' }] : []),
  ];
}

const longest = 4000;

function octetsOfHex(text: string): Uint8Array | undefined {
  return /^[0-9a-f]{32}$/i.test(text.trim()) ? fromHex(text.trim()) : undefined;
}

function isText(octets: Uint8Array): boolean {
  return octets.every((octet) => octet >= 0x20 && octet < 0x7f);
}

function asText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

function shown(name: string): string {
  return name.slice(0, 60);
}
