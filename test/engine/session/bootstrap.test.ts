// The MACs were computed with Python's hmac and with openssl dgst -sha1 -hmac, which agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '#engine/base/bytes';
import {
  bootstrapMac,
  bootstrapMethods,
  checkBootstrap,
  imsiSecret,
  readBootstrapType,
  writeBootstrapType,
  type BootstrapCheck,
  type BootstrapMethod,
  type BootstrapSecrets,
} from '#engine/session/bootstrap';
import { nodeHasher } from '#server/node/nodeHasher';

const document = fromHex('02A4016A006D6B534B0331000101120101') ?? assert.fail();
const secrets: BootstrapSecrets = { network: '262011234567890', pin: '1234' };

const macs: readonly (readonly [BootstrapMethod, BootstrapSecrets, string])[] = [
  ['NETWORKID', secrets, '226A94698C51F3392490D5A268907D909D5CBBE9'],
  ['USERPIN', secrets, 'BBC7E7E8E3A9A12C01D2FAE20F1FC35D3DABD357'],
  ['USERPIN_NETWORKID', secrets, 'AEE7E82618E1CA92A452B64E809E39FF130F183A'],
  ['NETWORKID', { network: imsiSecret('262011234567890') }, 'F81323A6DE3D4DCFFE534C53989968EDB902BEBC'],
];

for (const [method, known, mac] of macs) {
  test(`${method} with ${typeof known.network === 'string' ? 'a text' : 'octets'} gives ${mac.slice(0, 8)}... [DM-SEC 5.7.2.1, 5.7.2.3]`, () => {
    assert.equal(bootstrapMac(nodeHasher, document, method, known), mac);
    assert.equal(checkBootstrap(nodeHasher, document, writeBootstrapType(method, mac), known), 'accepted');
  });
}

test('HMAC-SHA1 is that of RFC 2202, case 2', () => {
  const mac = bootstrapMac(nodeHasher, utf8('what do ya want for nothing?'), 'USERPIN', { pin: 'Jefe' });
  assert.equal(mac, 'EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79');
});

test('a MAC without its secret can\'t be made', () => {
  for (const [method, known] of [['NETWORKID', { pin: '1' }], ['USERPIN', { network: 'x' }], ['USERPIN_NETWORKID', { pin: '1' }], ['USERPIN_NETWORKID', { network: 'x' }]] as const) {
    assert.throws(() => bootstrapMac(nodeHasher, document, method, known), { code: 'bootstrap-secret' });
  }
});

test('the content type says media type, method and MAC [DM-SEC 5.7.2.1]', () => {
  const written = writeBootstrapType('USERPIN', 'AB01');
  assert.equal(written, 'application/vnd.syncml.dm+wbxml; SEC=USERPIN; MAC=AB01');
  const read = { mediaType: 'application/vnd.syncml.dm+wbxml', sec: 'USERPIN', mac: 'AB01' };
  for (const type of [written, 'Application/vnd.syncml.dm+WBXML;mac="AB01" ; sec = USERPIN', `${written}; SEC=NETWORKID; charset=utf-8`]) assert.deepEqual(readBootstrapType(type), read);
  assert.deepEqual(readBootstrapType('text/plain'), { mediaType: 'text/plain' });
});

const accepted = writeBootstrapType('USERPIN', 'BBC7E7E8E3A9A12C01D2FAE20F1FC35D3DABD357');
const checks: readonly (readonly [name: string, contentType: string, known: BootstrapSecrets, expected: BootstrapCheck])[] = [
  ['the letters of the MAC may be small', accepted.replace(/MAC=.*/, (mac) => `MAC=${mac.slice(4).toLowerCase()}`), secrets, 'accepted'],
  ['another PIN', accepted, { pin: '1235' }, 'wrong'],
  ['another method', accepted.replace('USERPIN', 'NETWORKID'), secrets, 'wrong'],
  ['a MAC that is none', accepted.replace(/MAC=.*/, 'MAC=xyz'), secrets, 'wrong'],
  ['a MAC of no octets', accepted.replace(/MAC=.*/, 'MAC='), secrets, 'wrong'],
  ['half a MAC', accepted.slice(0, -20), secrets, 'wrong'],
  ['no MAC', accepted.replace(/; MAC=.*/, ''), secrets, 'unprotected'],
  ['no SEC', accepted.replace('SEC=USERPIN; ', ''), secrets, 'unprotected'],
  ['a method of somebody\'s own', accepted.replace('USERPIN', 'NETWPIN'), secrets, 'unknown-method'],
  ['a PIN that isn\'t known', accepted, { network: 'x' }, 'no-secret'],
  ['XML [DM-SEC 5.7.2.1]', accepted.replace('+wbxml', '+xml'), secrets, 'other-type'],
];

for (const [name, contentType, known, expected] of checks) {
  test(`a bootstrap message is ${expected}: ${name}`, () => {
    assert.equal(checkBootstrap(nodeHasher, document, contentType, known), expected);
  });
}

test('no changed octet of the document passes', () => {
  for (let at = 0; at < document.length; at++) {
    const changed = Uint8Array.from(document);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(checkBootstrap(nodeHasher, changed, accepted, secrets), 'wrong', `octet ${at}`);
  }
});

test('what is signed is accepted, whatever the secrets, and with other secrets wrong', () => {
  fc.assert(
    fc.property(fc.constantFrom(...bootstrapMethods), fc.string(), fc.oneof(fc.string(), fc.uint8Array()), fc.uint8Array(), (method, pin, network, octets) => {
      const type = writeBootstrapType(method, bootstrapMac(nodeHasher, octets, method, { pin, network }));
      assert.equal(checkBootstrap(nodeHasher, octets, type, { pin, network }), 'accepted');
      assert.equal(checkBootstrap(nodeHasher, octets, type, { pin: `${pin}!`, network: 'other than any network has' }), 'wrong');
    }),
  );
});

test('an IMSI is kept in semi-octets: an odd number of digits behind 9, an even one behind 1 [TS 31.102 4.2.2]', () => {
  assert.equal(toHex(imsiSecret('262011234567890')), '2926102143658709');
  assert.equal(toHex(imsiSecret('26201123456789')), '21261021436587f9');
  for (const wrong of ['', '12345', '1234567890123456', '26201x']) assert.throws(() => imsiSecret(wrong), { code: 'bootstrap-secret' });
});
