// Failed authentication is explained: each cause with a digest that is computed here, without any code of the engine.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { AuthType } from '#engine/session/account';
import { explainCredentials, type OtherAccount, type Suspicion } from '#engine/session/explainCredentials';
import { utf8 } from '#engine/base/bytes';
import { nodeHasher } from '#server/node/nodeHasher';
import { preparedRun, type Changes } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from '../emulation/transcript';

const name = 'Device-User';
const secret = 'c2VjcmV0LXRleHQ=';
const nonce = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const before = Buffer.from('0f0e0d0c0b0a09080706050403020100', 'hex');
const body = Buffer.from('<SyncML>the whole message</SyncML>');

const md5 = (...parts: readonly (string | Buffer)[]): Buffer => createHash('md5').update(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).digest();

/** H(B64(H(name:secret)):nonce), and for HMAC the digest of the body after it. */
function digest({ as = name, key = secret, over = nonce, inner = 'base64', whole }: { as?: string; key?: string; over?: string | Buffer; inner?: BufferEncoding; whole?: Buffer } = {}): Buffer {
  return md5(md5(`${as}:${key}`).toString(inner), ':', over, ...(whole === undefined ? [] : [':', md5(whole).toString('base64')]));
}

const suspicion: Omit<Suspicion, 'presented' | 'auth'> = {
  expected: { name, secret, nonce, earlier: [before] },
  opposite: { name: 'dm.example.com', secret: 'server-secret', nonce: before },
  ids: ['IMEI:1', 'dm.example.com'],
  others: [{ of: 'IMEI:2', credentials: { name: 'other-user', secret: 'other-secret', nonce: before } }],
};

const types: Readonly<Record<string, string>> = { basic: 'syncml:auth-basic', md5: 'syncml:auth-md5' };

function explain(data: string, auth: Exclude<AuthType, 'none'> = 'md5', type: string | undefined = types[auth]): string | undefined {
  const presented =
    auth === 'hmac' ? { hmac: `algorithm=MD5, username="${name}", mac=${data}`, bytes: body } : { cred: { meta: { format: 'b64', ...(type !== undefined && { type }) }, data }, bytes: body };
  const said = explainCredentials(nodeHasher, { ...suspicion, presented, auth });
  for (const hidden of [secret, 'server-secret', 'other-secret', 'secret-text', nonce.toString('base64'), before.toString('base64')]) assert.ok(said?.includes(hidden) !== true, said);
  return said;
}

const b64 = (octets: Buffer): string => octets.toString('base64');

const causes: readonly (readonly [string, Buffer, RegExp])[] = [
  ['the nonce as its base64 text', digest({ over: b64(nonce) }), /the nonce as its base64 text instead of its octets\. \[DM-SEC 5\.3\.2\]/],
  ['the previous nonce', digest({ over: before }), /the previous nonce/],
  ['the zero nonce as octets', digest({ over: Buffer.alloc(4) }), /the zero nonce as four octets/],
  ['the zero nonce as text', digest({ over: '0x00000000' }), /the zero nonce as the text "0x00000000"/],
  ['no nonce', digest({ over: '' }), /no nonce at all/],
  ['the nonce as hexadecimal text', digest({ over: nonce.toString('hex') }), /the nonce as hexadecimal text/],
  ['CLCRED and SRVCRED swapped', digest({ as: 'dm.example.com', key: 'server-secret' }), /CLCRED and SRVCRED are swapped/],
  ['the secrets of CLCRED and SRVCRED swapped', digest({ key: 'server-secret' }), /the secret of the other direction: those of CLCRED and SRVCRED are swapped/],
  ['the device\'s identifier as user', digest({ as: 'IMEI:1' }), /the name "IMEI:1" instead of the account's own/],
  ['the server\'s identifier as user', digest({ as: 'dm.example.com' }), /the name "dm\.example\.com" of the other direction/],
  ['the account of another device', digest({ as: 'other-user', key: 'other-secret' }), /the credentials of IMEI:2/],
  ['the secret of another device', digest({ key: 'other-secret' }), /the secret of IMEI:2/],
  ['the name in lower case', digest({ as: 'device-user' }), /the name in lower case, "device-user"/],
  ['the name in upper case', digest({ as: 'DEVICE-USER' }), /the name in upper case, "DEVICE-USER"/],
  ['the secret as base64', digest({ key: b64(Buffer.from(secret)) }), /the base64 text of the secret/],
  ['the secret decoded', digest({ key: 'secret-text' }), /what the secret stands for in base64/],
  ['the inner digest as hexadecimal text', digest({ inner: 'hex' }), /the inner digest as hexadecimal text/],
  ['two mistakes', digest({ key: 'server-secret', over: b64(nonce) }), /the secret of the other direction.* and the nonce as its base64 text/],
];

for (const [cause, octets, expected] of causes) {
  test(`a digest made with ${cause} is explained [DM-SEC 5.3.2]`, () => {
    assert.match(explain(b64(octets)) ?? '', expected);
  });
}

for (const [cause, over, key, expected] of [
  ['the nonce as its base64 text', b64(nonce), secret, /the nonce as its base64 text/],
  ['the secret of the other direction', nonce, 'server-secret', /CLCRED and SRVCRED are swapped/],
] as const) {
  test(`a digest over a message made with ${cause} is explained [DM-SEC 5.4.2]`, () => {
    assert.match(explain(b64(digest({ over, key, whole: body })), 'hmac') ?? '', expected);
  });
}

test('a digest that is right and written in another way is explained', () => {
  assert.match(explain(digest().toString('hex')) ?? '', /the digest as hexadecimal text, which is not base64/);
  assert.match(explain(b64(Buffer.from(digest().toString('hex')))) ?? '', /hexadecimal text instead of its octets/);
  assert.match(explain(b64(Buffer.from(b64(digest())))) ?? '', /base64 done twice/);
});

test('basic credentials are explained as well [RepPro 5.3]', () => {
  assert.match(explain(`${name}:${secret}`, 'basic') ?? '', /what was sent without base64\. \[RepPro 5\.3\]/);
  assert.match(explain(b64(Buffer.from(b64(Buffer.from(`${name}:${secret}`)))), 'basic') ?? '', /base64 done twice/);
  assert.match(explain(b64(Buffer.from('IMEI:1:c2VjcmV0LXRleHQ=')), 'basic') ?? '', /the name "IMEI:1"/);
});

test('credentials of another type are named, and what nothing explains is left unexplained', () => {
  assert.match(explain(b64(Buffer.from(`${name}:${secret}`)), 'md5', 'syncml:auth-basic') ?? '', /of the type syncml:auth-basic; the account is for syncml:auth-md5/);
  assert.equal(explain(b64(digest({ key: 'nobody knows this' }))), undefined);
  assert.equal(explain('*** not base64 ***'), undefined);
  assert.equal(explainCredentials(nodeHasher, { ...suspicion, auth: 'md5', presented: { bytes: utf8('') } }), undefined);
});

test('of many other accounts only the first fifty are looked at', () => {
  let asked = 0;
  function* many(): Generator<OtherAccount> {
    for (;;) yield { of: `IMEI:${++asked}`, credentials: { name: `user-${asked}`, secret: `secret-${asked}`, nonce } };
  }
  const of = (number: number): string | undefined => {
    asked = 0;
    const data = b64(digest({ as: `user-${number}`, key: `secret-${number}` }));
    return explainCredentials(nodeHasher, { ...suspicion, others: many(), auth: 'md5', presented: { cred: { meta: { type: 'syncml:auth-md5' }, data }, bytes: body } });
  };
  assert.match(of(50) ?? '', /the credentials of IMEI:50\./);
  assert.equal(of(51), undefined);
  assert.equal(asked, 51);
});

test('a run that fails by its credentials says why, on the server\'s side', async () => {
  const machine = virtualMachine();
  const { verdict, messages } = await transcribe(await preparedRun(machine, { 'device.tnds.xml': (text) => text.replace('<Value>device-pass</Value>', '<Value>srv-secret</Value>') }), machine);
  assert.equal(verdict.verdict, 'failed');
  assert.match(verdict.reason ?? '', /The client's credentials are wrong\. \[DM-PRO 9\.1\] They would match with the secret of the other direction: those of CLCRED and SRVCRED are swapped/);
  assert.ok(messages.some(({ remarks }) => remarks.some((remark) => remark.includes('CLCRED and SRVCRED are swapped'))));
});

test('and so it does where the device does not believe the server', async () => {
  const machine = virtualMachine();
  const changes: Changes = { 'accounts.xml': (text) => text.replace(/(<server [^>]*secret=")[^"]*/, '$1device-pass') };
  const { verdict, messages } = await transcribe(await preparedRun(machine, changes, { flow: 'user-initiated.flow.xml' }), machine);
  assert.equal(verdict.verdict, 'failed');
  assert.match(verdict.reason ?? '', /The server's credentials are wrong\. .*CLCRED and SRVCRED are swapped/);
  assert.notEqual(messages.length, 0);
});
