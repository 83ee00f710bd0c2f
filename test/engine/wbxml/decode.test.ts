// What the case table can't show: octets that decode to what another encoding is the usual one of, and bad octets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBase64, utf8 } from '#engine/base/bytes';
import { decodeWbxml, openEmbedded, type DecodeOptions } from '#engine/wbxml/decode';
import { encodeWbxml } from '#engine/wbxml/encode';
import { toXmlForm } from '#engine/wbxml/octetsInXml';
import { childElements, textOf, type Element } from '#engine/xml/element';
import { writeXml } from '#engine/xml/write';
import { badOctets, head, root } from './badOctets';
import { hexOf, octets } from './trees';

function xmlOf(hex: string, options?: DecodeOptions): string {
  return writeXml(toXmlForm(decodeWbxml(octets(hex), options).document));
}

/** Octets that are fine, if not what we would send. */
const unusual: readonly (readonly [name: string, hex: string, xml: string])[] = [
  ['no character set is said', '02 A4 01 00 00 6D 2B 01', root('<SyncBody/>')],
  ['strings and entities beside each other are one text', `${head} 6D 65 03 41 00 02 20 03 42 00 01 01`, root('<SessionID>A B</SessionID>')],
  ['a reference points into the middle of a string', '02 A4 01 6A 03 41 42 00 6D 65 83 01 01 01', root('<SessionID>B</SessionID>')],
  ['the last string of the table has no zero', '02 A4 01 6A 02 41 42 6D 65 83 01 01 01', root('<SessionID>B</SessionID>')],
  ['an element has content, but nothing in it', `${head} 6D 6B 01 01`, root('<SyncBody/>')],
  ['pages are switched for nothing, and a page stays across END', `${head} 00 01 00 00 6D 5A 00 01 47 01 01 00 00 2B 01`, root('<Meta><Format xmlns="syncml:metinf"/></Meta><SyncBody/>')],
  ['a nonce is sent as octets: in the tree it is base64', `${head} 6D 49 5A 00 01 47 03 62 36 34 00 01 50 C3 02 FF 00 01 01 01 01`, root('<Chal><Meta><Format xmlns="syncml:metinf">b64</Format><NextNonce xmlns="syncml:metinf">/wA=</NextNonce></Meta></Chal>')],
  ['a name is sent as a literal, though the table has it', '02 A4 01 6A 04 47 65 74 00 6D 44 00 4B 03 31 00 01 01 01', root('<Get><CmdID>1</CmdID></Get>')],
  ['a public id is spelt in another way', '03 00 00 6A 1D 2D 2F 2F 4F 4D 41 2F 2F 44 54 44 20 53 59 4E 43 4D 4C 20 31 2E 31 2F 2F 45 4E 00 00 00 2D', '<SyncML xmlns="SYNCML:SYNCML1.1"/>'],
  ['the Format of a command holds for its Items [RepPro 6.3.3]', `${head} 60 5A 00 01 47 03 62 69 6E 00 01 01 00 00 54 4F C3 01 41 01 01 01`, '<Replace xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Item><Data><?wbxml opaque base64?>QQ==</Data></Item></Replace>'],
  ['the Format of a Cred holds for its own Data, not for that of the command', `${head} 60 4E 5A 00 01 47 03 62 69 6E 00 01 01 00 00 4F C3 01 41 01 01 54 4F C3 01 41 01 01 01`, '<Replace xmlns="SYNCML:SYNCML1.2"><Cred><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Data><?wbxml opaque base64?>QQ==</Data></Cred><Item><Data><![CDATA[A]]></Data></Item></Replace>'],
  ['the Format of a command, even before it, says nothing about a Cred', `${head} 60 5A 00 01 47 03 62 69 6E 00 01 01 00 00 4E 4F C3 01 41 01 01 01`, '<Replace xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Cred><Data><![CDATA[A]]></Data></Cred></Replace>'],
];

for (const [name, hex, xml] of unusual) {
  void test(`fine: ${name}`, () => {
    assert.equal(xmlOf(hex), xml);
    assert.deepEqual(decodeWbxml(octets(hex)).problems.filter(({ severity }) => severity === 'error'), []);
  });
}

for (const { name, hex, problems, xml } of badOctets) {
  void test(`bad: ${name}`, () => {
    const decoded = decodeWbxml(octets(hex));
    assert.deepEqual(decoded.problems.map(({ code, range }) => [code, range.start, range.end]), problems);
    assert.equal(writeXml(toXmlForm(decoded.document)), xml);
  });
}

void test('elements that are too deep are laid flat, told once, and lose nothing', () => {
  const { document, problems } = decodeWbxml(octets(`${head} 6D 6B 54 4F 03 41 00 01 01 12 01 2C 01`), { maxDepth: 2 });
  assert.equal(writeXml(document), root('<SyncBody><Item/><Data/>A<Final/></SyncBody><SyncHdr/>'));
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-nesting-too-deep']);
});

void test('no more text comes from the string table than is allowed, and no more problems than are asked for', () => {
  const table = new Uint8Array(1001).fill(0x41, 0, 1000);
  const references = Array.from({ length: 2000 }, () => [0x65, 0x83, 0, 1]).flat();
  const bytes = concat([octets('02 A4 01 6A 87 69'), table, Uint8Array.of(0x6d), Uint8Array.from(references), Uint8Array.of(1)]);
  assert.deepEqual(decodeWbxml(bytes).problems, []);
  const { problems } = decodeWbxml(bytes, { maxTableText: 10_000 });
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-too-much-text']);
  const many = decodeWbxml(new Uint8Array(50).fill(1), { maxProblems: 5 }).problems;
  assert.equal(many.length, 6);
  assert.equal(many[5]?.code, 'wbxml-too-many-problems');
});

void test('ranges count octets: of tag, END, text and name', () => {
  const { root: found } = decodeWbxml(octets(`${head} 6D 65 03 41 42 00 01 2B 01`)).document;
  assert.ok(found !== undefined);
  const [id, body] = childElements(found);
  assert.deepEqual([found.range, found.startTag, found.endTag], [{ start: 5, end: 14 }, { start: 5, end: 6 }, { start: 13, end: 14 }]);
  assert.deepEqual([id?.range, id?.children[0]?.range], [{ start: 6, end: 12 }, { start: 7, end: 11 }]);
  assert.deepEqual([body?.range, body?.endTag, body?.selfClosing], [{ start: 12, end: 13 }, undefined, true]);
});

const tree = encodeWbxml({ children: [] }).bytes;
const tnds = '02 00 00 6A 1B 2D 2F 2F 4F 4D 41 2F 2F 44 54 44 2D 44 4D 2D 44 44 46 20 31 2E 32 2F 2F 45 4E 00 00 02 60 77 03 31 2E 32 00 01 01';

/** A message with a document in Data, under a Format. */
function withDocument(inner: string, format: string, type = 'application/vnd.syncml.dmtnds+wbxml'): Uint8Array {
  const body = octets(inner);
  return concat([
    octets(`${head} 6D 6B 60 54 5A 00 01 47 03`),
    utf8(format),
    octets('00 01 53 03'),
    utf8(type),
    octets('00 01 01 00 00 4F C3'),
    Uint8Array.of(body.length),
    body,
    octets('01 01 01 01 01'),
  ]);
}

function dataOf(bytes: Uint8Array, options?: DecodeOptions): Element['children'] {
  let at = decodeWbxml(bytes, options).document.root;
  for (const name of ['SyncBody', 'Replace', 'Item', 'Data']) at = at === undefined ? undefined : childElements(at).find(({ local }) => local === name);
  assert.ok(at !== undefined);
  return at.children;
}

void test('a document within a message is opened, with ranges of the message, and comes out as the same octets', () => {
  const bytes = withDocument(tnds, 'xml');
  const { document, problems } = decodeWbxml(bytes);
  assert.deepEqual(problems, []);
  const [inner] = dataOf(bytes);
  assert.ok(inner?.kind === 'element');
  assert.equal(writeXml(inner), '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD></MgmtTree>');
  assert.equal(bytes[inner.range.start], 0x60);
  assert.match(writeXml(document), /dmtnds\+xml</);
  assert.equal(hexOf(encodeWbxml(document).bytes), hexOf(bytes));
});

void test('a document that would come out otherwise stays octets, unless it is wanted open', () => {
  const older = tnds.replace('02', '01');
  const bytes = withDocument(older, 'xml');
  const [kept] = dataOf(bytes);
  assert.ok(kept?.kind === 'opaque');
  assert.equal(hexOf(encodeWbxml(decodeWbxml(bytes).document).bytes), hexOf(bytes));
  assert.equal(writeXml(openEmbedded(kept.value)?.document ?? { children: [] }), '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD></MgmtTree>');
  assert.equal(dataOf(bytes, { embedded: 'always' })[0]?.kind, 'element');
  assert.equal(dataOf(withDocument(tnds, 'xml'), { embedded: 'never' })[0]?.kind, 'opaque');
  assert.equal(openEmbedded(Uint8Array.of(1, 2, 3)), undefined);
  assert.equal(openEmbedded(tree), undefined);
});

void test('what Format calls octets is never opened, even where it is a document [TND 7.7.2]', () => {
  for (const format of ['bin', 'b64']) assert.equal(dataOf(withDocument(tnds, format), { embedded: 'always' })[0]?.kind, 'opaque');
});

void test('a Type in XML over a document in WBXML is told', () => {
  const { problems } = decodeWbxml(withDocument(tnds, 'xml', 'application/vnd.syncml.dmtnds+xml'));
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-embedded-type']);
});

void test('octets that are base64 by chance stay octets under Format bin, and base64 stays text under b64 [TND 7.7.2]', () => {
  const text = utf8('AEH/');
  const under = (format: string): Uint8Array => concat([octets(`${head} 54 5A 00 01 47 03`), utf8(format), octets('00 01 01 00 00 4F C3 04'), text, octets('01 01')]);
  const read = (format: string): Element['children'][number] | undefined => {
    const { root: item } = decodeWbxml(under(format)).document;
    return item === undefined ? undefined : childElements(item)[1]?.children[0];
  };
  assert.deepEqual(read('bin')?.kind === 'opaque' && hexOf(text), hexOf(text));
  const base64 = read('b64');
  assert.ok(base64?.kind === 'text' && base64.cdata && base64.value === 'AEH/');
  for (const format of ['bin', 'b64', 'chr']) {
    assert.equal(hexOf(encodeWbxml(decodeWbxml(under(format)).document).bytes), hexOf(under(format)));
  }
  assert.deepEqual(fromBase64('AEH/'), octets('00 41 FF'));
});

void test('texts in other character sets are read', () => {
  const { document, problems } = decodeWbxml(octets('02 A4 01 04 00 6D 65 03 E9 00 01 01'));
  assert.equal(textOf(childElements(document.root ?? assert.fail())[0] ?? assert.fail()), 'é');
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-charset']);
  assert.equal(xmlOf('02 A4 01 11 00 6D 65 03 93 FA 00 01 01'), root('<SessionID>日</SessionID>'));
});
