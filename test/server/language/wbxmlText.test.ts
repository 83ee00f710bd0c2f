// WBXML as a text to be edited, and the way back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { textOfWbxml, wbxmlOfText } from '#server/language/wbxmlText';

const source =
  '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1A</SessionID><MsgID>1</MsgID>' +
  '<Target><LocURI>http://dm.example.com/dm</LocURI></Target><Source><LocURI>IMEI:493005100592800</LocURI></Source></SyncHdr>' +
  '<SyncBody><Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>';

function octetsOf(text: string, options: EncodeOptions = {}): Uint8Array {
  return encodeWbxml(parseXml(text).document, options).bytes;
}

function encoded(text: string, before: Uint8Array): Uint8Array {
  const made = wbxmlOfText(text, before);
  return 'octets' in made ? made.octets : assert.fail(made.refusal);
}

for (const options of [{}, { version: '1.3' }, { publicId: 'textual' }, { charset: 4 }, { charset: 1000 }, { stringTable: true }] as const satisfies readonly EncodeOptions[]) {
  test(`a document written with ${JSON.stringify(options)} comes back as the same octets when nothing is changed`, () => {
    const before = octetsOf(source, options);
    assert.deepEqual([...encoded(textOfWbxml('memory:/m.wbxml', before).text, before)], [...before]);
  });
}

test('a value that is changed in the text is changed in the octets, and nothing else', () => {
  const before = octetsOf(source);
  const text = textOfWbxml('memory:/m.wbxml', before).text.replace('<Data>1201</Data>', '<Data>1200</Data>');
  assert.deepEqual([...encoded(text, before)], [...octetsOf(source.replace('1201', '1200'))]);
});

test('octets that are no text survive as they are', () => {
  const before = octetsOf(source.replace('<Data>1201</Data>', '<Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Data>x</Data>'));
  const at = before.lastIndexOf(0x78);
  const binary = Uint8Array.from([...before.subarray(0, at - 1), 0xc3, 0x03, 0x00, 0xff, 0x01, ...before.subarray(at + 2)]);
  const { text } = textOfWbxml('memory:/m.wbxml', binary);
  assert.match(text, /wbxml opaque base64/);
  assert.deepEqual([...encoded(text, binary)], [...binary]);
});

for (const [what, change, told] of [
  ['a text that isn\'t well-formed', (text: string) => text.replace('</Alert>', ''), /^Line \d+: /],
  ['a comment', (text: string) => text.replace('<Final/>', '<!-- why --><Final/>'), /^Line \d+: WBXML of SyncML carries no comments/],
] as const) {
  test(`${what} is refused, with its line`, () => {
    const before = octetsOf(source);
    const made = wbxmlOfText(change(textOfWbxml('memory:/m.wbxml', before).text), before);
    assert.ok('refusal' in made);
    assert.match(made.refusal, told);
  });
}

test('a new file is written in WBXML 1.2 with the numeric public id', () => {
  assert.deepEqual([...encoded(source, new Uint8Array())].slice(0, 4), [0x02, 0xa4, 0x01, 0x6a]);
});

test('any octets become a text that can be saved or is refused in a sentence', () => {
  for (const octets of [[], [0x02], [0x02, 0xa4, 0x01, 0x6a, 0x00], [0xff, 0xff], [0x02, 0xa4, 0x01, 0x6a, 0x00, 0x6d, 0x7f]]) {
    const { text } = textOfWbxml('memory:/m.wbxml', Uint8Array.from(octets));
    const made = wbxmlOfText(text, Uint8Array.from(octets));
    assert.ok('octets' in made || made.refusal !== '', text);
  }
});
