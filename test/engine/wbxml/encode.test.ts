// How the encoder understands XML as people write it, and what it says it can't carry.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import { fromXmlForm } from '#engine/wbxml/octetsInXml';
import { element, nowhere, text, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { hexOf } from './trees';

function encoded(xml: string, options?: EncodeOptions): ReturnType<typeof encodeWbxml> {
  return encodeWbxml(fromXmlForm(parseXml(xml).document), options);
}

function through(xml: string, options?: EncodeOptions): string {
  return writeXml(decodeWbxml(encoded(xml, options).bytes).document);
}

const doctype = (id: string): string => `<?xml version="1.0"?>\n<!DOCTYPE SyncML PUBLIC "${id}" "http://example.com/syncml.dtd">\n`;
const header = (hex: string): string => hex.split(' ').slice(0, 3).join(' ');

void test('the version is told by namespace, DOCTYPE or VerDTD, else it is 1.2', () => {
  const of = (xml: string): string => header(hexOf(encoded(xml).bytes));
  assert.equal(of('<SyncML xmlns="SYNCML:SYNCML1.1"/>'), '02 9F 53');
  assert.equal(of('<SyncML xmlns="syncml:syncml1.0"/>'), '02 9F 51');
  assert.equal(of(`${doctype('-//SYNCML//DTD SyncML 1.1//EN')}<SyncML/>`), '02 9F 53');
  assert.equal(of(`${doctype('-//OMA//DTD SYNCML 1.1//EN')}<SyncML/>`), '02 9F 53');
  assert.equal(of('<SyncML><SyncHdr><VerDTD> 1.1 </VerDTD></SyncHdr></SyncML>'), '02 9F 53');
  assert.equal(of('<SyncML/>'), '02 A4 01');
  assert.equal(of('<DevInf xmlns="syncml:devinf"><VerDTD>1.0</VerDTD></DevInf>'), '02 9F 52');
  assert.equal(of('<Get xmlns="SYNCML:SYNCML1.1"/>'), '02 9F 53');
  assert.equal(of('<Other/>'), '02 01 6A');
});

void test('namespaces that were left out are found by the parent', () => {
  assert.equal(
    through('<SyncML><SyncBody><Replace><Meta><Format>chr</Format><Type>text/plain</Type></Meta><Item><Data><MgmtTree><VerDTD>1.2</VerDTD></MgmtTree></Data></Item></Replace></SyncBody></SyncML>'),
    '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Replace><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Item><Data><MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD></MgmtTree></Data></Item></Replace></SyncBody></SyncML>',
  );
  // Within a tree that inherits the message's namespace, Replace and Get are the tree's own.
  assert.equal(
    through('<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Data><MgmtTree><Node><DFProperties><AccessType><Get/><Replace/></AccessType></DFProperties></Node></MgmtTree></Data></SyncBody></SyncML>'),
    '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Data><MgmtTree xmlns="syncml:dmddf1.2"><Node><DFProperties><AccessType><Get/><Replace/></AccessType></DFProperties></Node></MgmtTree></Data></SyncBody></SyncML>',
  );
});

void test('prefixes of namespaces that have pages say nothing that a page doesn\'t', () => {
  assert.equal(through('<s:SyncML xmlns:s="SYNCML:SYNCML1.2" xmlns:m="syncml:metinf"><s:Meta><m:Format>chr</m:Format></s:Meta></s:SyncML>'), '<SyncML xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">chr</Format></Meta></SyncML>');
});

void test('a foreign namespace keeps its names, however like ours they are', () => {
  const xml = '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get xmlns="urn:x"><v:Item xmlns:v="urn:v"/></Get></SyncBody></SyncML>';
  const { bytes, problems } = encoded(xml);
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-literal', 'wbxml-literal']);
  assert.equal(writeXml(decodeWbxml(bytes).document), xml);
});

void test('the extensions of a vendor stay in a tree within a message, their prefix declared outside of it', () => {
  const inner = '<MgmtTree xmlns="syncml:dmddf1.2"><Node><MSFT:Deprecated/></Node></MgmtTree>';
  const out = through(`<SyncML xmlns="SYNCML:SYNCML1.2" xmlns:MSFT="urn:m"><SyncBody><Data>${inner}</Data></SyncBody></SyncML>`);
  assert.match(out, /<Node><MSFT:Deprecated xmlns:MSFT="urn:m"\/><\/Node>/);
});

void test('a Type becomes that of WBXML only where the tree goes out as a document of its own', () => {
  const message = (format: string): string =>
    `<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Add><Item><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">application/vnd.syncml.dmtnds+xml</Type></Meta><Data><MgmtTree xmlns="syncml:dmddf1.2"/></Data></Item></Add></SyncBody></SyncML>`;
  const sent = (format: string): string => new TextDecoder('latin1').decode(encoded(message(format)).bytes);
  assert.match(sent('xml'), /dmtnds\+wbxml/);
  for (const format of ['bin', 'b64']) assert.match(sent(format), /dmtnds\+xml/);
});

void test('attributes are carried with the declarations that they need', () => {
  assert.equal(
    through('<SyncML xmlns="SYNCML:SYNCML1.2" xmlns:x="urn:x"><SyncBody x:at="1" xml:lang="en" empty=""/></SyncML>'),
    '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody x:at="1" xml:lang="en" empty=""/></SyncML>',
  );
  assert.deepEqual(encoded('<SyncML a="1"/>').problems.map(({ code, severity }) => [code, severity]), [['wbxml-attribute', 'warning']]);
});

void test('comments, instructions and what a DOCTYPE declares are told to be left out; a mere DOCTYPE is not', () => {
  assert.deepEqual(encoded(`${doctype('-//SYNCML//DTD SyncML 1.2//EN')}<SyncML/>`).problems, []);
  const rich = encoded('<?xml version="1.0"?><!DOCTYPE SyncML [<!ENTITY a "b">]><!-- a --><SyncML><?go?><!-- b --></SyncML>\n');
  assert.deepEqual(rich.problems.map(({ code, message }) => [code, message.split('carry ')[1]]), [
    ['wbxml-left-out', 'a DOCTYPE.'],
    ['wbxml-left-out', 'comments.'],
    ['wbxml-left-out', 'processing instructions.'],
    ['wbxml-left-out', 'comments.'],
  ]);
  assert.equal(hexOf(rich.bytes), '02 A4 01 6A 00 2D');
});

void test('a CDATA section that would come back as octets goes as a string, and that is told [TND 7.7.2]', () => {
  const xml = '<Item xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Data><![CDATA[AEH/]]></Data></Item>';
  const { bytes, problems } = encoded(xml);
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-left-out']);
  assert.match(hexOf(bytes), /4F 03 41 45 48 2F 00 01/);
});

void test('the length of OPAQUE counts octets, whatever the characters take', () => {
  const data = (value: string, options?: EncodeOptions): string => hexOf(encoded(`<SyncML xmlns="SYNCML:SYNCML1.2"><Data><![CDATA[${value}]]></Data></SyncML>`, options).bytes);
  assert.match(data('a\u00e9\u20ac\u{1f600}'), / 4F C3 0A 61 C3 A9 E2 82 AC F0 9F 98 80 01 01$/);
  assert.match(data('a\u00e9', { charset: 4 }), / 4F C3 02 61 E9 01 01$/);
  // What the character set lacks can't be an OPAQUE: there are no entities in octets.
  assert.match(data('a\u20ac', { charset: 4 }), / 4F 03 61 00 02 C1 2C 01 01$/);
});

void test('half of a character becomes a question mark where there is no U+FFFD', () => {
  const root = element('SyncML', [text('a\0')], { namespace: 'SYNCML:SYNCML1.2' });
  assert.match(hexOf(encodeWbxml({ children: [root], root }, { charset: 4 }).bytes), / 6D 03 61 3F 00 01$/);
});

void test('white space between elements is layout, unless it is to be kept; in a leaf it is text', () => {
  const xml = '<SyncML xmlns="SYNCML:SYNCML1.2">\n <SyncBody> </SyncBody>\n</SyncML>';
  assert.equal(through(xml), '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody> </SyncBody></SyncML>');
  assert.equal(through(xml, { keepLayout: true }), xml);
});

void test('what is newer than the version is encoded and told', () => {
  assert.deepEqual(encoded('<SyncML xmlns="SYNCML:SYNCML1.1"><Exec><Correlator>c</Correlator></Exec></SyncML>').problems.map(({ code }) => code), ['wbxml-newer-token']);
});

void test('characters that no string can hold are replaced, and that is told', () => {
  const root = element('SyncML', [text('a\0b\ud800c')], { namespace: 'SYNCML:SYNCML1.2' });
  const { bytes, problems } = encodeWbxml({ children: [root], root });
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-unencodable']);
  assert.equal(writeXml(decodeWbxml(bytes).document), '<SyncML xmlns="SYNCML:SYNCML1.2">a\ufffdb\ufffdc</SyncML>');
});

void test('elements that are too deep are left out, told once', () => {
  const { bytes, problems } = encoded('<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get/><Get/></SyncBody></SyncML>', { maxDepth: 2 });
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-nesting-too-deep']);
  assert.equal(hexOf(bytes), '02 A4 01 6A 00 6D 6B 01 01');
});

void test('a document without an element is a header, and that is told', () => {
  const { bytes, problems } = encodeWbxml({ children: [] });
  assert.deepEqual([hexOf(bytes), problems.map(({ code }) => code)], ['02 01 6A 00', ['wbxml-no-root']]);
});

void test('a string table holds what comes more than once, where that is shorter', () => {
  const leaf = (value: string): XmlDocument['children'][number] => element('SessionID', [text(value)], { namespace: 'SYNCML:SYNCML1.2' });
  const values = ['ab', 'ab', 'long enough', 'long enough', 'once only', 'é and é', 'é and é'];
  const root = element('SyncML', values.map(leaf), { namespace: 'SYNCML:SYNCML1.2' });
  const document: XmlDocument = { children: [root], root };
  const { bytes } = encodeWbxml(document, { stringTable: true });
  assert.equal(new TextDecoder().decode(bytes.subarray(5, 5 + (bytes[4] ?? 0))), 'long enough\0é and é\0');
  assert.ok(bytes.length < encodeWbxml(document).bytes.length);
  assert.equal(writeXml(decodeWbxml(bytes).document), writeXml(document));
});

void test('octets that stand outside the root aren\'t carried', () => {
  const root = element('SyncML');
  const { problems } = encodeWbxml({ children: [{ kind: 'opaque', value: Uint8Array.of(1), range: nowhere }, root, text('x')], root });
  assert.deepEqual(problems.map(({ code }) => code), ['wbxml-left-out', 'wbxml-left-out']);
});
