import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRanges } from '#engine/download/byteRanges';

const cases: readonly (readonly [field: string, length: number, ranges: string])[] = [
  ['bytes=0-0', 10, '0-0'],
  ['bytes=0-9', 10, '0-9'],
  ['bytes=4-', 10, '4-9'],
  ['bytes=4-100', 10, '4-9'],
  ['bytes=-3', 10, '7-9'],
  ['bytes=-30', 10, '0-9'],
  ['Bytes = 2-3', 10, '2-3'],
  ['bytes=2-3, 5-6', 10, '2-3 5-6'],
  ['bytes=,2-3,,', 10, '2-3'],
  ['bytes=2-3,50-60', 10, '2-3'],
  ['bytes=4-99999999999999999999999', 10, '4-9'],
  ['bytes=10-', 10, 'none'],
  ['bytes=10-20', 10, 'none'],
  ['bytes=-0', 10, 'none'],
  ['bytes=0-', 0, 'none'],
  ['bytes=-5', 0, 'none'],
  ['bytes=99999999999999999999999-', 10, 'none'],
  // What is bad, of another unit or not worth it is overlooked, and the whole is sent.
  ['bytes=5-4', 10, 'overlooked'],
  ['bytes=-', 10, 'overlooked'],
  ['bytes=', 10, 'overlooked'],
  ['bytes=a-b', 10, 'overlooked'],
  ['bytes=1-2-3', 10, 'overlooked'],
  ['bytes 0-4', 10, 'overlooked'],
  ['lines=0-4', 10, 'overlooked'],
  ['bytes=5-6,2-3', 10, 'overlooked'],
  ['bytes=2-6,4-8', 10, 'overlooked'],
  ['bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8', 10, 'overlooked'],
];

for (const [field, length, expected] of cases) {
  void test(`"${field}" of ${length} octets: ${expected} [RFC 9110 14.1.2]`, () => {
    const ranges = readRanges(field, length);
    const text = ranges === undefined ? 'overlooked' : ranges === 'none' ? ranges : ranges.map(({ first, last }) => `${first}-${last}`).join(' ');
    assert.equal(text, expected);
  });
}

void test('whatever the field, ranges lie within the length, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-, ') }), fc.nat(200), (text, length) => {
      const ranges = readRanges(`bytes=${text}`, length);
      if (ranges === undefined || ranges === 'none') return;
      let after = 0;
      for (const { first, last } of ranges) {
        assert.ok(after <= first && first <= last && last < length);
        after = last + 1;
      }
    }),
  );
});
