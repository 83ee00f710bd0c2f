import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '#engine/base/bytes';
import { readHex, readOctets, writeOctets } from '#engine/wbxml/octetText';

function hexOf(text: string): string | undefined {
  const octets = readHex(text);
  return octets === undefined ? undefined : toHex(octets);
}

const same: readonly (readonly [name: string, text: string])[] = [
  ['in one piece', '02a4016a'],
  ['in capitals, divided by blanks', '02 A4 01 6A'],
  ['in pieces of several octets', '02A4 016A'],
  ['on several lines, with white space around', '  02 A4\r\n\t01 6A\n\n'],
  ['with 0x and commas', '0x02, 0xA4, 0x01, 0x6A'],
  ['with one 0x', '0x02A4016A'],
  ['as an array of C', '0x02,0xa4,\n0x01,0x6a,\n'],
  ['as a string of C', '\\x02\\xA4\\x01\\x6A'],
  ['with colons', '02:A4:01:6A'],
  ['with colons between longer pieces', '02a4:016a'],
  ['with dashes', '02-A4-01-6A'],
  ['as a listing with offsets and remarks', '0000: 02     ; VERSION\n0001: A4 01  ; PUBLICID\n0003: 6A     # CHARSET\n'],
  ['with an offset and no blank behind it', '0000:02A4\n0002:016A'],
  ['with an offset alone in a line', '0000: 02 A4\n0002:\n0002: 01 6A'],
  ['as a dump with characters behind two blanks', '00000000: 02a4 016a                                ...j'],
  ['as a dump with characters between bars', '00000000  02 a4 01 6a                                       |...j|\n00000004\n'],
];

for (const [name, text] of same) {
  test(`hexadecimal is read ${name}`, () => {
    assert.equal(hexOf(text), '02a4016a');
  });
}

test('octets that look like an offset are octets where no colon and no dump says otherwise', () => {
  assert.equal(hexOf('00000000  02'), '0000000002');
  assert.equal(hexOf('0000\n0002'), '00000002');
  assert.equal(hexOf('00: A4: 01'), '00a401');
  assert.equal(hexOf('02: A4: 01'), '02a401');
});

test('what is no hexadecimal is none', () => {
  for (const text of ['', ' \n', '; only a remark', '0', '02 A', '0G', 'neither', '<a/>', 'AAAA====']) assert.equal(hexOf(text), undefined, text);
});

test('base64 is read where hexadecimal can\'t be, over several lines too', () => {
  assert.deepEqual(readOctets('AqQBag=='), { form: 'base64', octets: Uint8Array.of(0x02, 0xa4, 0x01, 0x6a) });
  assert.deepEqual(readOctets('\nAqQB\r\nag==\n'), { form: 'base64', octets: Uint8Array.of(0x02, 0xa4, 0x01, 0x6a) });
  assert.equal(readOctets('AAAA')?.form, 'hex');
  for (const text of ['', ' ', 'AqQBag', 'AqQ*']) assert.equal(readOctets(text), undefined, text);
});

test('whatever is written is read back, whichever way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.constantFrom('hex' as const, 'base64' as const), (octets, form) => {
      const text = writeOctets(octets, form);
      const read = form === 'hex' ? readHex(text) : readOctets(text)?.octets;
      // Base64 of nothing but digits up to F is taken for hexadecimal.
      if (form === 'hex' || readHex(text) === undefined) assert.deepEqual(read, octets);
    }),
  );
});

test('no text makes the readers throw', () => {
  const pieces = fc.constantFrom('0', 'A4', ':', ' ', '\n', '|', ';', '0x', '0000:', '00000000  ', '-', 'g', '=', '\r');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      readOctets(parts.join(''));
    }),
    { numRuns: 500 },
  );
});
