// Rules of serialised trees, by themselves and inside messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromServer, whole } from '#engine/rules/examples';
import { serialisedNode as node } from '#engine/rules/nodeExamples';
import { lintExample } from './lintExample';

const tree = (inside: string, attributes = ' xmlns="syncml:dmddf1.2"'): string => `<MgmtTree${attributes}><VerDTD>1.2</VerDTD>${inside}</MgmtTree>`;

function codes(nodes: string): string[] {
  return lintExample(whole('tree', tree(nodes))).map(({ severity, code }) => `${severity} ${code}`);
}

const cases: readonly (readonly [what: string, nodes: string, expected: readonly string[]])[] = [
  ['an unnamed node is named by who takes the tree', node(''), []],
  ['several unnamed nodes are several nodes', node('A', undefined, 'node', node('', '1') + node('', '2')), []],
  ['a node that stands twice', node('A', '1') + node('A', '2'), ['error ddf-sibling-duplicate']],
  ['the same by a Path', node('A', undefined, 'node', node('B', '1')) + node('B', '2').replace('</NodeName>', '</NodeName><Path>./A</Path>'), ['error ddf-sibling-duplicate']],
  ['a node that only goes on with another', node('A', undefined, 'node', node('B', '1')) + node('C', '2').replace('</NodeName>', '</NodeName><Path>./A</Path>'), []],
  ['a value beside nodes', node('A', undefined, 'node', `${node('B', '1')}<Value>1</Value>`), ['error ddf-value-children']],
  ['a value of an interior node', node('A', '1', 'node'), ['error ddf-interior-value']],
  ['an empty value of an interior node', node('A', '', 'node'), []],
  ['nodes in a leaf', node('A', undefined, 'chr', node('B', '1')), ['error ddf-leaf-children']],
  ['octets are base64', node('A', '%%', 'bin'), ['error tnds-value-format']],
  ['an empty value has no format', node('A', '', 'int'), []],
  ['a format that there is not is an unknown element', node('A', '1', 'string'), ['error ddf-unknown-element']],
  ['RTProperties that are misspelt are told alone', node('A', '1').replaceAll('RTProperties', 'RtProperties'), ['error ddf-unknown-element']],
  ['a Format that is misspelt is told alone', node('A', '1').replaceAll('Format', 'format'), ['warning tnds-property-unknown']],
  ['an interior node needs no Format', node('A', undefined, 'node', node('B', '1')).replace('<Format><node/></Format>', ''), []],
  ['a Type that is missing is a warning in trees', node('A', '1').replace(/<Type>.*<\/Type>/, ''), ['warning ddf-rtproperties-type']],
  ['Size follows from the value', node('A', '1').replace('<Type>', '<Size>1</Size><Type>'), ['warning tnds-property-unknown']],
  ['a slash in a name', node('A/B', '1'), ['error ddf-nodename-slash']],
  ['siblings that only case tells apart', node('A', '1') + node('a', '2'), ['warning ddf-sibling-case']],
];

for (const [what, nodes, expected] of cases) {
  void test(`of serialised trees: ${what}`, () => {
    assert.deepEqual(codes(nodes), expected);
  });
}

const command = (data: string, uri = './A', name = 'Add', more = ''): string =>
  `<${name}><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Meta><Format xmlns="syncml:metinf">xml</Format><Type xmlns="syncml:metinf">application/vnd.syncml.dmtnds+xml</Type></Meta><Data>${data}</Data>${more}</Item></${name}>`;

/** What is found in a command, with the text that it stands at; what is told of the message itself is left out. */
function found(commands: string): string[] {
  const example = fromServer(commands);
  const text = example.documents[0]?.text ?? '';
  return lintExample(example)
    .filter(({ code }) => /^(?:ddf|tnds|unclosed|mismatched)-/.test(code))
    .map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

const wrong = tree(`${node('A', 'x', 'int')}<Nod/>`);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

void test('a tree in a message is looked at as elements, in CDATA and as escaped text [TNDS 5]', () => {
  assert.deepEqual(found(command(wrong)), ['tnds-value-format Value', 'ddf-unknown-element Nod']);
  assert.deepEqual(found(command(`\n<![CDATA[${wrong}]]>\n`)), ['tnds-value-format Value', 'ddf-unknown-element Nod']);
  const text = escaped(wrong);
  assert.deepEqual(found(command(text)), [`tnds-value-format ${text}`, `ddf-unknown-element ${text}`]);
});

void test('a sound tree in a message is sound in each form', () => {
  const sound = tree(node('A', '1', 'int'));
  for (const data of [sound, `<![CDATA[<?xml version="1.0"?>\r\n${sound}]]>`, escaped(sound)]) {
    assert.deepEqual(lintExample(fromServer(command(data))).map(({ code, message }) => `${code} ${message}`).filter((one) => !/^crlf/.test(one)), [], data);
  }
});

void test('what keeps a tree in CDATA from being well-formed is told at its place', () => {
  assert.deepEqual(found(command(`<![CDATA[${tree('<Node><NodeName>A</NodeName>')}]]>`)), ['unclosed-element Node']);
});

void test('a chunk is no document, and other mark-up is no tree [DM-PRO 6.3]', () => {
  assert.deepEqual(found(command(`<![CDATA[${wrong.slice(0, 60)}]]>`, './A', 'Add', '<MoreData/>')), []);
  assert.deepEqual(found(command('<![CDATA[<other/>]]>')), []);
  assert.deepEqual(found(command('MgmtTree')), []);
});

void test('a Path counts from the target of the command [DM-REP 6.6.1]', () => {
  const at = (path: string): string => tree(node('B', '1').replace('</NodeName>', `</NodeName><Path>${path}</Path>`));
  assert.deepEqual(found(command(at('./A'), './A', 'Replace')), ['tnds-path-absolute Path']);
  assert.deepEqual(found(command(at('A/C'), './A')), ['tnds-path-absolute Path']);
  assert.deepEqual(found(command(at('./C'), './A')), []);
  assert.deepEqual(found(command(at('./A'), '.')), []);
});

void test('what comes to the Inbox says which object it is, in any form [STD 5.3.4]', () => {
  const object = (id: string): string => tree(node('X', undefined, 'node', node('B', '1')).replace('<DDFName></DDFName>', `<DDFName>${id}</DDFName>`));
  assert.deepEqual(found(command(object(''), './Inbox')), ['tnds-inbox-moid DDFName']);
  assert.deepEqual(found(command(`<![CDATA[${object('')}]]>`, './Inbox')), ['tnds-inbox-moid DDFName']);
  assert.deepEqual(found(command(object('urn:oma:mo:oma-dm-dmacc:1.0'), './Inbox')), []);
  assert.deepEqual(found(command(object(''), './A')), []);
});
