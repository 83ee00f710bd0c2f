// What holds for any octets, and for any message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat } from '#engine/base/bytes';
import type { Message } from '#engine/syncml/message';
import { writeMessage } from '#engine/syncml/writeMessage';
import { annotate } from '#engine/wbxml/annotate';
import { elementAtByte } from '#engine/wbxml/byteMap';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import { writeListing } from '#engine/wbxml/hexListing';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { readHex } from '#engine/wbxml/octetText';
import type { XmlDocument, XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { messageArbitrary } from '../syncml/messageArbitrary';
import { wbxmlCases } from './cases';
import { bare, hexOf, octets } from './trees';

const heads = ['02 A4 01 6A 00', '03 9F 53 6A 00', '01 00 00 6A 1B 2D 2F 2F 4F 4D 41 2F 2F 44 54 44 2D 44 4D 2D 44 44 46 20 31 2E 32 2F 2F 45 4E 00', '02 01 6A 00', '02 A4 03 6A 00', '02 A4 01 6A 08 41 42 00 78 3A 79 00 43', '02 A4 01 04 00'];
/** Octets that say something more often than any other do. */
const likely = fc.constantFrom(0, 1, 2, 3, 4, 5, 0x40, 0x43, 0x44, 0x47, 0x4f, 0x54, 0x5a, 0x60, 0x6a, 0x6b, 0x6d, 0x76, 0x80, 0x83, 0x84, 0xa4, 0xc0, 0xc3, 0xc4, 0xcf, 0xed);
const body = fc.array(fc.oneof({ weight: 3, arbitrary: likely }, { weight: 1, arbitrary: fc.nat({ max: 255 }) }), { maxLength: 60 }).map((list) => Uint8Array.from(list));
const fixtures = wbxmlCases.map(({ listing }) => readHex(listing) ?? assert.fail());
const damaged = fc.tuple(fc.constantFrom(...fixtures), fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 255 })), { maxLength: 4 }), fc.nat({ max: 300 })).map(([fixture, changes, cut]) => {
  const copy = Uint8Array.from(fixture);
  for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
  return cut < copy.length && cut % 3 === 0 ? copy.subarray(0, cut) : copy;
});
const anyOctets = fc.oneof(body, fc.tuple(fc.constantFrom(...heads), body).map(([head, rest]) => concat([octets(head), rest])), damaged);

function assertNested(nodes: readonly XmlNode[], start: number, end: number): void {
  let from = start;
  for (const node of nodes) {
    assert.ok(node.range.start >= from && node.range.end >= node.range.start && node.range.end <= end, JSON.stringify(node.range));
    from = node.range.end;
    if (node.kind !== 'element') continue;
    assert.ok(node.startTag.start === node.range.start && node.nameRange.end <= node.startTag.end);
    // What was too deep stands behind the tag of what it was in.
    assertNested(node.children, node.startTag.end, node.endTag?.start ?? node.range.end);
  }
}

void test('any octets become a tree whose ranges nest, and rows that cover them', () => {
  fc.assert(
    fc.property(anyOctets, (bytes) => {
      const { document, problems } = decodeWbxml(bytes);
      assertNested(document.children, 0, bytes.length);
      for (const { range } of problems) assert.ok(range.start >= 0 && range.start <= range.end && range.end <= bytes.length);
      const rows = annotate(bytes);
      assert.equal(hexOf(concat(rows.map((row) => row.bytes))), hexOf(bytes));
      let at = 0;
      for (const { offset, bytes: own } of rows) {
        assert.equal(offset, at);
        at += own.length;
        elementAtByte(document, offset);
      }
      if (bytes.length > 0) assert.equal(hexOf(readHex(writeListing(rows)) ?? new Uint8Array()), hexOf(bytes));
    }),
    { numRuns: 1500 },
  );
});

void test('any octets, decoded and encoded again, decode to the same tree, in every form of encoding', () => {
  const forms: fc.Arbitrary<EncodeOptions> = fc.record({ version: fc.constantFrom('1.1', '1.2', '1.3'), publicId: fc.constantFrom('numeric', 'textual', 'string-table'), stringTable: fc.boolean() });
  fc.assert(
    fc.property(anyOctets, forms, (bytes, form) => {
      const { document, header } = decodeWbxml(bytes, { embedded: 'always' });
      const again = encodeWbxml(document, { ...form, keepLayout: true, ...(header.type !== undefined && { type: header.type }) });
      // A namespace that has no code page in the document that goes out is declared there: the namespaces are the same.
      const plain = { withoutDeclarations: true };
      assert.deepEqual(bare(decodeWbxml(again.bytes, { embedded: 'always' }).document, plain), bare(document, plain));
    }),
    { numRuns: 1500 },
  );
});

void test('any octets survive a way through XML text', () => {
  fc.assert(
    fc.property(anyOctets, (bytes) => {
      const { document, header } = decodeWbxml(bytes);
      // XML has one root.
      if (document.children.length !== 1) return;
      const source = writeXml(toXmlForm(document));
      const options: EncodeOptions = { keepLayout: true, ...(header.type !== undefined && { type: header.type }) };
      const direct = encodeWbxml(document, options);
      const through = encodeWbxml(fromXmlForm(parseXml(source).document), options);
      assert.deepEqual(bare(decodeWbxml(through.bytes).document, { withoutDeclarations: true }), bare(decodeWbxml(direct.bytes).document, { withoutDeclarations: true }), source);
    }),
    { numRuns: 1000 },
  );
});

function withOctets(change: (octets: Uint8Array) => Uint8Array): (value: unknown) => unknown {
  return function visit(value: unknown): unknown {
    if (value instanceof Uint8Array) return change(value);
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
}

/** Octets that can't be text come back as octets under every Format; those that can come back as text. */
const neverText = withOctets((octets) => concat([octets, new Uint8Array(2 + (octets.length % 2))]));

void test('a message, encoded and decoded, is the same tree', () => {
  const forms: fc.Arbitrary<EncodeOptions> = fc.record({ version: fc.constantFrom('1.1', '1.2', '1.3'), publicId: fc.constantFrom('numeric', 'textual', 'string-table'), stringTable: fc.boolean(), charset: fc.constantFrom(106, 106, 4, 3, 1000) });
  fc.assert(
    fc.property(messageArbitrary(), forms, (message, form) => {
      const root = writeMessage(neverText(message) as Message);
      const document: XmlDocument = { children: [root], root };
      const { bytes } = encodeWbxml(document, form);
      const { document: decoded, problems } = decodeWbxml(bytes);
      assert.deepEqual(bare(decoded, { withoutDeclarations: true, looseNamespaces: true }), bare(document, { withoutDeclarations: true, looseNamespaces: true }));
      const expected = new Set(['wbxml-newer-token', 'wbxml-charset', 'wbxml-opaque-not-base64', 'wbxml-not-text', 'wbxml-string-unterminated', 'wbxml-attribute']);
      assert.deepEqual(problems.filter(({ code, severity }) => severity === 'error' || !expected.has(code)), []);
    }),
    { numRuns: 400 },
  );
});
