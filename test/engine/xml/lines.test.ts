import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '#engine/xml/lines';
import { changeBetween } from '#engine/xml/textChange';

const text = 'ab\r\ncd\ref\n\ng';

void test('a line ends at CRLF, at CR and at LF', () => {
  const lines = new LineIndex(text);
  assert.equal(lines.lineCount, 5);
  assert.deepEqual(lines.position(0), { line: 0, character: 0 });
  assert.deepEqual(lines.position(4), { line: 1, character: 0 });
  assert.deepEqual(lines.position(7), { line: 2, character: 0 });
  assert.deepEqual(lines.position(10), { line: 3, character: 0 });
  assert.deepEqual(lines.position(text.length), { line: 4, character: 1 });
});

void test('offsets and positions are each other\u2019s inverse wherever a line has characters', () => {
  const lines = new LineIndex(text);
  for (const offset of [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    const { line, character } = lines.position(offset);
    assert.equal(lines.offset(line, character), offset);
  }
});

void test('positions outside the text count as its ends, characters beyond a line as its end', () => {
  const lines = new LineIndex(text);
  assert.equal(lines.offset(0, 99), 2);
  assert.equal(lines.offset(9, 0), text.length);
  assert.equal(lines.offset(-1, 5), 0);
  assert.deepEqual(lines.position(999), { line: 4, character: 1 });
});

void test('the lines of a changed text, made of those before, are those of the text', () => {
  const characters = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n'), maxLength: 12 });
  fc.assert(
    fc.property(characters, characters, characters, characters, (start, cut, inserted, end) => {
      const [before, after] = [start + cut + end, start + inserted + end];
      const again = new LineIndex(after, { lines: new LineIndex(before), change: changeBetween(before, after) });
      const whole = new LineIndex(after);
      assert.equal(again.lineCount, whole.lineCount);
      for (let offset = 0; offset <= after.length; offset++) assert.deepEqual(again.position(offset), whole.position(offset));
    }),
    { numRuns: 1000 },
  );
});
