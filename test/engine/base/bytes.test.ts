// UTF-8, base64 and hexadecimal, held against Node's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, fromUtf8, fromUtf8Strictly, sameBytes, toBase64, toHex, utf8, utf8Length } from '#engine/base/bytes';

test('base64 is that of Node, for every length of the last group [RFC 4648 4]', () => {
  for (const [octets, text] of [['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'], ['foob', 'Zm9vYg=='], ['fooba', 'Zm9vYmE='], ['foobar', 'Zm9vYmFy']] as const) {
    assert.equal(toBase64(utf8(octets)), text);
    assert.deepEqual(fromBase64(text), utf8(octets));
  }
  assert.equal(toBase64(Uint8Array.of(0xfb, 0xff, 0xfe)), '+//+');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const text = Buffer.from(octets).toString('base64');
      assert.equal(toBase64(octets), text);
      assert.deepEqual(fromBase64(text), octets);
    }),
  );
});

test('octets that are a part of others are written alone', () => {
  assert.equal(toBase64(utf8('xfoobarx').subarray(1, 7)), 'Zm9vYmFy');
});

test('white space within base64 says nothing; anything else that is not base64 is refused', () => {
  assert.deepEqual(fromBase64(' Zm9v\r\n\tYmFy\n'), utf8('foobar'));
  for (const text of ['Zg', 'Zg=', 'Zg===', '=Zg=', 'Zm9v!', 'Zm9-', 'Z=g=', 'Zm9v\u00a0Zm9v']) assert.equal(fromBase64(text), undefined, text);
});

test('octets of a text are counted as they are written, lone halves of a pair too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      assert.equal(utf8Length(text), Buffer.byteLength(text));
    }),
  );
  for (const text of ['', 'a', 'ä', '€', '𝄞', '\ud834', '\udd1e', '\ud834a', '\udd1e\ud834', '\ud834\ud834\udd1e', '𝄞'.repeat(1000)]) assert.equal(utf8Length(text), utf8(text).length, JSON.stringify(text));
});

test('what is no UTF-8 becomes U+FFFD, or nothing where that is asked for', () => {
  const broken = Uint8Array.of(0x61, 0xc3, 0x62);
  assert.equal(fromUtf8(broken), 'a\ufffdb');
  assert.equal(fromUtf8Strictly(broken), undefined);
  // A byte order mark is a character: whoever reads a document deals with it.
  assert.equal(fromUtf8Strictly(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa');
});

test('hexadecimal goes both ways, in either case and with white space', () => {
  assert.equal(toHex(Uint8Array.of(0, 10, 255)), '000aff');
  assert.deepEqual(fromHex(' 00 0A\nfF '), Uint8Array.of(0, 10, 255));
  for (const text of ['0', '0g', '0x00']) assert.equal(fromHex(text), undefined, text);
});

test('octets are put together and compared by what they are', () => {
  assert.deepEqual(concat([Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)]), Uint8Array.of(1, 2, 3));
  assert.equal(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(0, 1, 2).subarray(1)), true);
  assert.equal(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false);
  assert.equal(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 2)), false);
});
