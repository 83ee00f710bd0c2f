import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccounts, sessionAccount } from '#engine/management/accounts';
import { parseXml } from '#engine/xml/parse';

function read(entries: string): ReturnType<typeof readAccounts> {
  return readAccounts(parseXml(`<accounts xmlns="urn:fumo-tools:accounts:1">${entries}</accounts>`).document);
}

const one = '<account device="IMEI:1" auth="md5"><client name="device-user" secret="device-pass" nonce="EBES"/><server secret="srv-secret" nonce="IC=="/></account>';

test('an account gives both ends their secrets and nonces', () => {
  const { accounts, problems } = read(one);
  assert.deepEqual(problems, []);
  assert.deepEqual(accounts, [
    {
      deviceId: 'IMEI:1',
      auth: 'md5',
      client: { name: 'device-user', secret: 'device-pass', nonce: Uint8Array.of(0x10, 0x11, 0x12) },
      server: { secret: 'srv-secret', nonce: Uint8Array.of(0x20) },
    },
  ]);
});

test('in a session the server presents itself under its own id', () => {
  const [account] = read(one).accounts;
  assert.ok(account);
  assert.equal(sessionAccount(account, 'dm.example.com').server.name, 'dm.example.com');
});

test('two accounts for one device, and a nonce that is no base64, are errors at their place', () => {
  assert.deepEqual(read(one + one).problems.map((problem) => problem.code), ['account-twice']);
  const { problems } = read(one.replace('EBES', 'E!'));
  assert.deepEqual(problems.map((problem) => problem.code), ['nonce-not-base64']);
});

test('an account without its ends is a problem and gives nothing', () => {
  const { accounts, problems } = read('<account device="IMEI:1"/>');
  assert.deepEqual(accounts, []);
  assert.ok(problems.some((problem) => problem.severity === 'error'));
});
