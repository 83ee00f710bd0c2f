// What the case table can't show: octets that decode to what another encoding is the usual one of, and bad octets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBase64, utf8 } from '#engine/base/bytes';
import { decodeWbxml, openEmbedded, type DecodeOptions } from '#engine/wbxml/decode';
import { encodeWbxml } from '#engine/wbxml/encode';
import { toXmlForm } from '#engine/wbxml/octetsInXml';
import { childElements, textOf, type Element } from '#engine/xml/element';
import { writeXml } from '#engine/xml/write';
import { hexOf, octets } from './trees';

const head = '02 A4 01 6A 00';
const root = (inner: string): string => `<SyncML xmlns="SYNCML:SYNCML1.2">${inner}</SyncML>`;

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

/** `codes` are those of all problems, `places` where they are, `xml` what is read all the same. */
interface Bad {
  readonly name: string;
  readonly hex: string;
  readonly problems: readonly (readonly [code: string, start: number, end: number])[];
  readonly xml: string;
}

const bad: readonly Bad[] = [
  { name: 'nothing', hex: '', problems: [['wbxml-truncated', 0, 0], ['wbxml-no-root', 0, 0]], xml: '' },
  { name: 'a header alone', hex: head, problems: [['wbxml-no-root', 5, 5]], xml: '' },
  { name: 'an unknown version', hex: '07 A4 01 6A 00 2D', problems: [['wbxml-version', 0, 1]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a public id of 36 bits', hex: '02 FF FF FF FF 7F 6A 00 2D', problems: [['wbxml-integer-overflow', 1, 6], ['wbxml-public-id', 1, 6]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'an integer without end', hex: '02 A4 01 6A 00 6D 02 80', problems: [['wbxml-truncated', 6, 8], ['wbxml-entity', 6, 8], ['wbxml-unclosed', 8, 8]], xml: root('\ufffd') },
  { name: 'a foreign public id: no table names the tags', hex: '02 0B 6A 00 05 01', problems: [['wbxml-public-id', 1, 2], ['wbxml-stray-end', 5, 6]], xml: '<unknown-0-05/>' },
  { name: 'a public id that isn\'t in the string table', hex: '02 00 09 6A 02 41 00 2D', problems: [['wbxml-string-index', 1, 3], ['wbxml-public-id', 1, 3]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a string table that is too long', hex: '02 A4 01 6A 09 41', problems: [['wbxml-truncated', 4, 6], ['wbxml-no-root', 6, 6]], xml: '' },
  { name: 'an unknown character set', hex: '02 A4 01 87 68 00 2D', problems: [['wbxml-charset', 3, 5]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a string without zero', hex: `${head} 6D 03 41`, problems: [['wbxml-string-unterminated', 6, 8], ['wbxml-unclosed', 8, 8]], xml: root('A') },
  { name: 'a string that isn\'t UTF-8', hex: `${head} 6D 65 03 41 FF 00 01 01`, problems: [['wbxml-not-text', 8, 10]], xml: root('<SessionID>A\ufffd</SessionID>') },
  { name: 'a reference behind the string table', hex: `${head} 6D 65 83 05 01 01`, problems: [['wbxml-string-index', 7, 9]], xml: root('<SessionID/>') },
  { name: 'OPAQUE that is too long', hex: `${head} 6D 4F C3 05 41`, problems: [['wbxml-opaque-length', 7, 10], ['wbxml-unclosed', 10, 10]], xml: root('<Data><![CDATA[A]]></Data>') },
  { name: 'OPAQUE of 4 GB', hex: `${head} 6D 4F C3 8F FF FF FF 7F 41`, problems: [['wbxml-opaque-length', 7, 14], ['wbxml-unclosed', 14, 14]], xml: root('<Data><![CDATA[A]]></Data>') },
  { name: 'octets where an address should be', hex: `${head} 6D 57 C3 01 FF 01 01`, problems: [['wbxml-not-text', 7, 10]], xml: root('<LocURI><?wbxml opaque base64?>/w==</LocURI>') },
  { name: 'Format b64 over octets that aren\'t', hex: `${head} 54 5A 00 01 47 03 62 36 34 00 01 01 00 00 4F C3 01 FF 01 01`, problems: [['wbxml-opaque-not-base64', 20, 23]], xml: '<Item xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data><?wbxml opaque base64?>/w==</Data></Item>' },
  { name: 'a tag that the page hasn\'t', hex: `${head} 6D 30 01`, problems: [['wbxml-unknown-token', 6, 7]], xml: root('<unknown-0-30/>') },
  { name: 'a page that there isn\'t', hex: `${head} 6D 00 07 05 01`, problems: [['wbxml-unknown-page', 6, 8], ['wbxml-unknown-token', 8, 9]], xml: root('<unknown-7-05 xmlns=""/>') },
  { name: 'a Correlator in SyncML 1.1', hex: '02 9F 53 6A 00 6D 3C 01', problems: [['wbxml-newer-token', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><Correlator/></SyncML>' },
  { name: 'VerDTD 1.2 under the public id of 1.1', hex: '02 9F 53 6A 00 6D 6C 71 03 31 2E 32 00 01 01 01', problems: [['wbxml-version-mismatch', 7, 14]], xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><SyncHdr><VerDTD>1.2</VerDTD></SyncHdr></SyncML>' },
  { name: 'an attribute', hex: `${head} AD 05 03 41 00 85 01`, problems: [['wbxml-attribute', 5, 6], ['wbxml-attribute', 6, 7], ['wbxml-attribute', 10, 11]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2" unknown-attribute-0-05="A"/>' },
  { name: 'attributes without end', hex: `${head} AD 05`, problems: [['wbxml-attribute', 5, 6], ['wbxml-truncated', 5, 7], ['wbxml-attribute', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2" unknown-attribute-0-05=""/>' },
  { name: 'a name that can\'t be one', hex: '02 A4 01 6A 02 3C 00 6D 04 00 01', problems: [['wbxml-literal-name', 8, 10]], xml: root('<literal-0/>') },
  { name: 'a name behind the string table', hex: `${head} 6D 04 07 01`, problems: [['wbxml-string-index', 6, 8], ['wbxml-literal-name', 6, 8]], xml: root('<literal-7/>') },
  { name: 'extensions', hex: `${head} 6D 40 41 00 80 05 C0 01`, problems: [['wbxml-extension', 6, 9], ['wbxml-extension', 9, 11], ['wbxml-extension', 11, 12]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'a processing instruction', hex: `${head} 43 05 03 41 00 01 2D`, problems: [['wbxml-instruction', 5, 6]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'END without an element', hex: `${head} 01 2D 01`, problems: [['wbxml-stray-end', 5, 6], ['wbxml-stray-end', 7, 8]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'elements without END', hex: `${head} 6D 6B 54`, problems: [['wbxml-unclosed', 8, 8]], xml: root('<SyncBody><Item/></SyncBody>') },
  { name: 'a second root, and text behind it', hex: `${head} 2D 2D 03 41 00 C3 00`, problems: [['wbxml-trailing', 6, 7], ['wbxml-trailing', 7, 10], ['wbxml-trailing', 10, 12]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/><SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'SWITCH_PAGE at the very end', hex: `${head} 2D 00`, problems: [['wbxml-truncated', 6, 7]], xml: '<SyncML xmlns="SYNCML:SYNCML1.2"/>' },
  { name: 'half a pair as an entity', hex: `${head} 6D 02 83 B0 00 01`, problems: [['wbxml-entity', 6, 10]], xml: root('\ufffd') },
];

for (const { name, hex, problems, xml } of bad) {
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
