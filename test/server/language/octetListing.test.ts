// The listing of octets: what each says, and at which line something is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, utf8 } from '#engine/base/bytes';
import { octetListing } from '#server/language/octetListing';

const octets = (hex: string): Uint8Array => fromHex(hex.replaceAll(' ', '')) ?? assert.fail();
const notification = 'c2a35f109b7e44d8216cf03e88a5d197 02d8000000 0001 03 646d73';

test('a notification is listed field by field, bare or as a text of its octets', () => {
  const { text, findings } = octetListing('file:///a.notification', octets(notification));
  assert.deepEqual(text.split('\n').map((line) => /; (\S+)/.exec(line)?.[1]), ['DIGEST', 'TRIGGER', 'SESSION', 'LENGTH', 'SERVER', undefined]);
  assert.deepEqual(findings, []);
  assert.equal(octetListing('file:///a.hex', utf8(notification)).text, text);
});

test('a problem stands at the line of its octets', () => {
  const told = (hex: string): readonly unknown[] => {
    const { text, findings } = octetListing('file:///a.notification', octets(hex));
    return findings.map(({ finding, line }) => [finding.code, text.split('\n')[line]?.slice(0, 7)]);
  };
  assert.deepEqual(told(notification.replace('0001', '0000')), [['n-session-zero', '0015: 0']]);
  assert.deepEqual(told('0102'), [['n-length', '0000: 0']]);
});

test('anything else is listed as WBXML', () => {
  const { text, findings } = octetListing('file:///a.wbxml', octets('02 A4 01 6A 00 6D 6C 71 03 31 2E 32 00 01 01 01'));
  assert.match(text, /SyncHdr/);
  assert.deepEqual(findings, []);
});
