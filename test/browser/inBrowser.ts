// The case tables as a page runs them: no test runner, no Node. What goes wrong stands in `fumoResult`.
import { annotate } from '#engine/wbxml/annotate';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml } from '#engine/wbxml/encode';
import { readListing } from '#engine/wbxml/hexListing';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { readMessage } from '#engine/syncml/readMessage';
import { writeMessage } from '#engine/syncml/writeMessage';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { writeXml } from '#engine/xml/write';
import { writeAsRead } from '#engine/xml/writeAsRead';
import { wbxmlCases } from '../engine/wbxml/cases';
import { hexOf } from '../engine/wbxml/trees';
import { fixtures } from '../engine/xml/fixtures';
import type { BrowserResult } from './result';

declare global {
  var fumoResult: BrowserResult | undefined;
}

const failures: string[] = [];
let passed = 0;

function brief(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function check(name: string, found: () => string, expected: string): void {
  let what: string;
  try {
    what = found();
  } catch (thrown) {
    what = `thrown: ${String(thrown)}`;
  }
  if (what === expected) passed++;
  else failures.push(`${name}: ${brief(what)} instead of ${brief(expected)}`);
}

for (const { name, listing, xml, options } of wbxmlCases) {
  const octets = readListing(listing) ?? new Uint8Array();
  check(`decode: ${name}`, () => writeXml(toXmlForm(decodeWbxml(octets).document)), xml);
  check(`encode: ${name}`, () => hexOf(encodeWbxml(fromXmlForm(parseXml(xml).document), options).bytes), hexOf(octets));
  check(`there and back: ${name}`, () => hexOf(encodeWbxml(decodeWbxml(octets).document, options).bytes), hexOf(octets));
  const lines = (): string[] => annotate(octets).map(({ bytes, mnemonic, meaning, depth }) => `${'  '.repeat(depth)}${hexOf(bytes)} ; ${mnemonic} ${meaning}`);
  check(`annotate: ${name}`, () => lines().join('\n'), listing.trim());
}

for (const [i, text] of fixtures.entries()) check(`text ${i} is written as it was read`, () => writeAsRead(parseXml(text).document, text), text);

const message =
  '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./FwUpdate</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>';
check(
  'a message through the strict door, to a typed message and back',
  () => {
    const read = readStrictly(message);
    const typed = 'document' in read ? readMessage(read.document).message : undefined;
    return typed === undefined ? 'refused' : writeXml(writeMessage(typed)).replace(/^<\?xml[^>]*\?>\s*/, '');
  },
  message,
);

globalThis.fumoResult = { passed, failures };
