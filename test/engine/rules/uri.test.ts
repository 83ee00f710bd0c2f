// The rules of addresses: what they must tell of, and what they must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDdf } from '#engine/ddf/readDdf';
import { descriptionsOf } from '#engine/rules/descriptionsOf';
import { fromServer } from '#engine/rules/examples';
import { parseXml } from '#engine/xml/parse';
import { assertFound, findings, mended } from './foundIn';
import { lintExample } from './lintExample';

const get = (uri: string): string => `<Get><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`;
const codes = (uri: string): readonly string[] => findings(get(uri)).map(({ code }) => code);

test('each way to write an address wrongly has one name [TND 5]', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    '.': [], './A': [], A: [], 'A/B': [], './A.b/..c/d.': [], './A/*': [], './A/%7B1%7D': [], "./A/a'b(c)!~:@,;=+$": [],
    './': ['uri-root-form'],
    '/': ['uri-leading-slash'], '/A': ['uri-leading-slash'], '//A': ['uri-leading-slash'],
    './A/': ['uri-trailing-slash'], './A//': ['uri-trailing-slash'], '/A/': ['uri-leading-slash', 'uri-trailing-slash'],
    './/A': ['uri-empty-segment'], './A//B': ['uri-empty-segment'],
    '././A': ['uri-dot-slash-inner'], './A/./B': ['uri-dot-slash-inner'], './A/.': ['uri-dot-slash-inner'],
    '../A': ['uri-dotdot'], './A/..': ['uri-dotdot'], '..': ['uri-dotdot'],
    './A b': ['uri-bad-char'], './A/{1}': ['uri-bad-char'], './50%': ['uri-bad-char'], './é': ['uri-bad-char'],
  };
  for (const [uri, expected] of Object.entries(table)) assert.deepEqual([...codes(uri)].sort(), [...expected].sort(), uri);
});

test('addresses are mended with what follows them', () => {
  const table: Readonly<Record<string, string>> = { './A/?prop=ACL': './A?prop=ACL', './A//': './A', '/A': './A', '/': '.', './': '.', './A/./B': './A/B', './A b%': './A%20b%25', './é': './%C3%A9' };
  for (const [wrong, right] of Object.entries(table)) assert.equal(mended(get(wrong)), get(right), wrong);
  assert.equal(mended(get('./A/../B')), undefined);
});

test('addresses of devices and servers are none of nodes', () => {
  for (const uri of ['IMEI:493005100592800', 'http://dm.example.com/a b/']) assert.deepEqual(codes(uri), [], uri);
});

test('properties are asked by their names, and few of them set [TND 7.1, 7.5]', () => {
  assertFound(get('./A«?prop=Acl»'), ['uri-prop-unknown']);
  assert.equal(mended(get('./A?prop=tstamp')), get('./A?prop=TStamp'));
  assert.equal(mended(get('./A?prop=Color')), undefined);
  const replaced = (name: string): readonly string[] => findings(`<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A?prop=${name}</LocURI></Target><Data>1</Data></Item></Replace>`).map(({ code }) => code);
  for (const name of ['Name', 'Title']) assert.deepEqual(replaced(name), [], name);
  for (const name of ['Format', 'Size', 'TStamp', 'Type', 'VerNo']) assert.deepEqual(replaced(name), ['uri-prop-command'], name);
  // Nothing but reading and setting is ever right.
  const deleted = findings('<Delete><CmdID>2</CmdID><Item><Target><LocURI>./A?prop=Format</LocURI></Target></Item></Delete>');
  assert.deepEqual(deleted.map(({ code }) => code), ['delete-property']);
});

test('lists are asked by their names and parts [TND 8]', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    Struct: [], StructData: [], TNDS: [], 'TNDS+ACL+Value': [], 'TNDS-Format-Type': [],
    tnds: ['uri-list-unknown'], '': ['uri-list-unknown'], TNDSx: ['uri-list-unknown'], 'TNDS+': ['uri-list-property'], 'TNDS+acl': ['uri-list-property'], 'TNDS+ACL-Value': ['uri-list-mix'],
  };
  for (const [list, expected] of Object.entries(table)) assert.deepEqual(codes(`./A?list=${list}`), expected, list);
  assertFound(get('./A«?»'), ['uri-query-other']);
  assertFound(get('./A«?PROP=ACL»'), ['uri-query-other']);
});

test('which nodes are interior, and how long addresses may be, a description tells [TND 7.2, STD 5.3.3]', () => {
  const node = (name: string, format: string, inside: string): string =>
    `<Node><NodeName>${name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><${format}/></DFFormat><Occurrence><One/></Occurrence><Scope><Permanent/></Scope><DFType>${format === 'node' ? '<DDFName/>' : '<MIME>text/plain</MIME>'}</DFType></DFProperties>${inside}</Node>`;
  const tree = `<MgmtTree><VerDTD>1.2</VerDTD>${node('Vendor', 'node', node('Leaf', 'chr', ''))}${node('DevDetail', 'node', node('URI', 'node', node('MaxDepth', 'chr', '<Value>2</Value>') + node('MaxTotLen', 'chr', '<Value>20</Value>') + node('MaxSegLen', 'chr', '<Value>0</Value>')))}</MgmtTree>`;
  const { description } = readDdf(parseXml(tree).document);
  assert.ok(description);
  const descriptions = descriptionsOf([{ uri: 'memory:/device.ddf', description }]);
  const own = (uri: string): readonly string[] => lintExample(fromServer(get(uri)), {}, descriptions).map(({ code }) => code).filter((code) => code.startsWith('uri-'));
  assert.deepEqual(own('./Vendor?prop=Size'), ['uri-prop-size-interior']);
  assert.deepEqual(own('./Vendor/Leaf?prop=Size'), []);
  assert.deepEqual(own('./Vendor/Leaf/x'), ['uri-too-long']);
  assert.deepEqual(own('./Vendor/LeafLeafLeafL'), ['uri-too-long']);
  assert.deepEqual(own('./Vendor/LeafLeafLea?prop=Title'), []);
});
