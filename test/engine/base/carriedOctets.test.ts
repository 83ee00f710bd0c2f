import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toBase64 } from '#engine/base/bytes';
import { carriedAs, octetsCarried } from '#engine/base/carriedOctets';

const octets = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

test('octets are carried as their base64, whether it is known already or not', () => {
  for (const length of [0, 1, 2, 3, 1023, 1024, 1025, 5000]) {
    const given = octets(length);
    assert.equal(carriedAs(given), toBase64(given));
    assert.equal(carriedAs(given), toBase64(given));
    const came = octetsCarried(toBase64(given));
    assert.deepEqual(came, given);
    assert.equal(carriedAs(came ?? new Uint8Array()), toBase64(given));
  }
});

test('a text with line ends gives the octets, which are then carried without them', () => {
  const text = toBase64(octets(3000)).replace(/.{76}/g, '$&\r\n');
  const came = octetsCarried(text);
  assert.deepEqual(came, octets(3000));
  assert.equal(carriedAs(came), toBase64(octets(3000)));
});

test('what octets came as carries the same octets, even where the bits after the end are not zero', () => {
  const text = `${toBase64(octets(1024)).slice(0, -3)}H==`;
  const came = octetsCarried(text);
  assert.deepEqual(fromBase64(carriedAs(came ?? new Uint8Array())), came);
});

test('what is not base64 carries nothing', () => {
  assert.equal(octetsCarried('no base64!'), undefined);
});
