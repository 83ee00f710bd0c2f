import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromUtf8, toBase64, utf8 } from '#engine/base/bytes';
import { readMultipart, writeMultipart } from '#engine/download/multipart';
import { boundaryFor } from '#engine/download/representation';

void test('parts that are written are read, whatever their octets [RFC 2046 5.1]', () => {
  const octets = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.array(fc.constantFrom('\r\n', '--', 'part-', '\n', 'x'), { maxLength: 8 }).map((pieces) => utf8(pieces.join(''))));
  fc.assert(
    fc.property(fc.array(octets, { minLength: 1, maxLength: 5 }), (bodies) => {
      const parts = bodies.map((body, i) => ({ headers: { 'content-id': `<p${i}>` }, body }));
      const boundary = 'part-of-it';
      fc.pre(bodies.every((body) => !fromUtf8(body).includes(boundary)));
      const read = readMultipart(writeMultipart(parts, boundary), boundary);
      assert.deepEqual(read?.map(({ headers, body }) => ({ headers, body: [...body] })), parts.map(({ headers, body }) => ({ headers, body: [...body] })));
    }),
  );
});

void test('preamble, epilogue, bare line feeds and white space after a boundary are taken', () => {
  const parts = readMultipart(utf8('for mail readers\n--b \t\nContent-ID: <a>\n\none\n--b\n\ntwo\n--b--\nafter'), 'b');
  assert.deepEqual(parts?.map(({ headers, body }) => [headers['content-id'], fromUtf8(body)]), [['<a>', 'one'], [undefined, 'two']]);
});

void test('a part in base64 is decoded', () => {
  const body = `--b\r\ncontent-transfer-encoding: BASE64\r\n\r\n${toBase64(utf8('firmware'))}\r\n--b--`;
  assert.equal(fromUtf8(readMultipart(utf8(body), 'b')?.[0]?.body ?? new Uint8Array()), 'firmware');
});

const bad: readonly (readonly [what: string, body: string, boundary: string])[] = [
  ['no boundary', 'x', 'b'],
  ['no closing boundary', '--b\r\n\r\nx\r\n', 'b'],
  ['a part without an empty line', '--b\r\nname: value\r\n--b--', 'b'],
  ['a header line without a colon', '--b\r\nname\r\n\r\nx\r\n--b--', 'b'],
  ['an empty boundary', '--\r\n\r\nx\r\n----', ''],
  ['a boundary that is too long', 'x', 'b'.repeat(71)],
  ['bad base64', '--b\r\ncontent-transfer-encoding: base64\r\n\r\n!!\r\n--b--', 'b'],
  ['too many parts', `${'--b\r\n\r\nx\r\n'.repeat(17)}--b--`, 'b'],
  ['an endless header', `--b\r\na: ${'x'.repeat(10_000)}\r\n\r\n\r\n--b--`, 'b'],
];

for (const [what, body, boundary] of bad) {
  void test(`${what} is no multipart body`, () => {
    assert.equal(readMultipart(utf8(body), boundary), undefined);
  });
}

void test('no octets make the reader throw', () => {
  const piece = fc.constantFrom('--b', '--b--', '\r\n', '\n', 'a: b', ':', 'x', '\r\n\r\n');
  fc.assert(fc.property(fc.array(piece), (pieces) => void readMultipart(utf8(pieces.join('')), 'b')));
});

void test('a boundary never stands in the content', () => {
  const first = boundaryFor(utf8(''));
  const next = boundaryFor(utf8(`as in ${boundaryFor(utf8(''))}`));
  assert.match(first, /^part-[0-9a-f]{8}$/);
  let content = 'x';
  for (let i = 0; i < 20; i++) content += boundaryFor(utf8(content));
  assert.ok(!content.includes(boundaryFor(utf8(content))));
  assert.notEqual(first, next);
});
