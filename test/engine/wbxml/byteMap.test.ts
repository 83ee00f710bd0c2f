// Octets and elements, in both directions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOfPath, elementAtByte, elementAtPath, pathText } from '#engine/wbxml/byteMap';
import { decodeWbxml } from '#engine/wbxml/decode';
import { annotate } from '#engine/wbxml/annotate';
import { octets } from './trees';

// <SyncML><SyncBody><Get><CmdID>1</CmdID></Get><Get/></SyncBody></SyncML>
const bytes = octets('02 A4 01 6A 00 6D 6B 53 4B 03 31 00 01 01 13 01 01');
const { document } = decodeWbxml(bytes);

function at(offset: number): string {
  const { elements, path, content } = elementAtByte(document, offset);
  assert.equal(elements.at(-1), path.length === 0 ? undefined : elementAtPath(document, path));
  return `${pathText(elements, document)}${content === undefined ? '' : ` ${content.kind}`}`;
}

void test('every octet belongs to an element, or to none in the header', () => {
  assert.deepEqual(Array.from(bytes, (_, offset) => at(offset)), [
    ...['', '', '', '', ''],
    '/SyncML',
    '/SyncML/SyncBody',
    '/SyncML/SyncBody/Get[1]',
    '/SyncML/SyncBody/Get[1]/CmdID',
    ...Array.from({ length: 3 }, () => '/SyncML/SyncBody/Get[1]/CmdID text'),
    '/SyncML/SyncBody/Get[1]/CmdID',
    '/SyncML/SyncBody/Get[1]',
    '/SyncML/SyncBody/Get[2]',
    '/SyncML/SyncBody',
    '/SyncML',
  ]);
  assert.equal(at(17), '');
});

void test('a path leads to the octets of its element', () => {
  assert.deepEqual(bytesOfPath(document, [0, 0, 0]), { start: 7, end: 14 });
  assert.deepEqual(bytesOfPath(document, [0, 0, 1]), { start: 14, end: 15 });
  assert.equal(bytesOfPath(document, [0, 0, 2]), undefined);
  assert.equal(bytesOfPath(document, [1]), undefined);
});

void test('rows name tokens that no document of ours has, too', () => {
  const rows = (hex: string): string[] => annotate(octets(hex), { embedded: false, maxQuote: 4 }).slice(4).map(({ mnemonic, meaning }) => `${mnemonic} ${meaning}`);
  assert.deepEqual(rows('02 A4 01 6A 00 43 05 85 00 01 01 ED 05 01 40 41 00 80 05 C2 83 09 C3 01 00 01 01'), [
    'PI processing instruction',
    'ATTRSTART attribute 0x5 of page 0',
    'ATTRVALUE value 0x85 of page 0',
    'SWITCH_PAGE attribute page 1',
    'END of attributes',
    'TAG <SyncML ...>',
    'ATTRSTART attribute 0x5 of page 1',
    'END of attributes',
    'EXT_I_0 not used in SyncML',
    'EXT_T_0 not used in SyncML',
    'EXT_2 not used in SyncML',
    'STR_T nothing, at 9 of the string table',
    'OPAQUE 1 octet',
    'END </SyncML>',
    'END closes nothing',
  ]);
  assert.deepEqual(rows('02 A4 01 6A 00 6D 03 61 0A 62 63 64 65 00 01').at(1), 'STR_I "a\\nbc..."');
  assert.equal(annotate(octets('00 01 00 2D'))[1]?.meaning, 'unknown, SyncML 1.2');
});
