// The case table, read in every direction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotate } from '#engine/wbxml/annotate';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml } from '#engine/wbxml/encode';
import { writeListing } from '#engine/wbxml/hexListing';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { readHex } from '#engine/wbxml/octetText';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { wbxmlCases, type WbxmlCase } from './cases';
import { hexOf } from './trees';

function octetsOf({ listing }: WbxmlCase): Uint8Array {
  const octets = readHex(listing);
  assert.ok(octets !== undefined);
  return octets;
}

for (const one of wbxmlCases) {
  void test(`decode: ${one.name}`, () => {
    const { document, problems } = decodeWbxml(octetsOf(one));
    assert.equal(writeXml(toXmlForm(document)), one.xml);
    assert.deepEqual(problems.map(({ code }) => code), one.decoding ?? []);
  });

  void test(`encode: ${one.name}`, () => {
    const { bytes, problems } = encodeWbxml(fromXmlForm(parseXml(one.xml).document), one.options);
    assert.equal(hexOf(bytes), hexOf(octetsOf(one)));
    assert.deepEqual(problems.map(({ code }) => code), one.encoding ?? []);
  });

  void test(`annotate: ${one.name}`, () => {
    const lines = annotate(octetsOf(one)).map(({ bytes, mnemonic, meaning, depth }) => `${'  '.repeat(depth)}${hexOf(bytes)} ; ${mnemonic} ${meaning}`);
    assert.deepEqual(lines, one.listing.trim().split('\n'));
  });

  void test(`there and back: ${one.name}`, () => {
    const octets = octetsOf(one);
    assert.equal(hexOf(encodeWbxml(decodeWbxml(octets).document, one.options).bytes), hexOf(octets));
    assert.equal(hexOf(readHex(writeListing(annotate(octets))) ?? new Uint8Array()), hexOf(octets));
  });
}
