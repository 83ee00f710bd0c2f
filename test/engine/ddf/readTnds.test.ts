import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlantedNode } from '#engine/ddf/plantedNode';
import { readTnds } from '#engine/ddf/readTnds';
import { writeTnds } from '#engine/ddf/writeTnds';
import { element, nowhere } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';

const text = `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>
  <Node><NodeName>Pkg1</NodeName><Path>./FwUpdate</Path><RTProperties><ACL>Get=*&amp;Exec=srv</ACL><Format><node/></Format><Title>Firmware</Title><Type><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></Type></RTProperties>
    <Node><NodeName>State</NodeName><RTProperties><Format><int/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>10</Value></Node>
    <Node><NodeName>Note</NodeName><Value> two  blanks </Value></Node></Node></MgmtTree>`;

const strip = (nodes: readonly PlantedNode[]): unknown => nodes.map(({ at, children, ...rest }) => ({ ...rest, read: at.end > at.start, children: strip(children) }));

test('nodes are read with their place, properties and values [TNDS 6]', () => {
  const { nodes, problems } = readTnds(parseXml(text).document);
  assert.deepEqual(problems, []);
  assert.deepEqual(strip(nodes), [{
    name: 'Pkg1', path: './FwUpdate', format: 'node', type: 'urn:oma:mo:oma-fumo:1.0', acl: 'Get=*&Exec=srv', title: 'Firmware', read: true,
    children: [
      { name: 'State', format: 'int', type: 'text/plain', value: '10', read: true, children: [] },
      { name: 'Note', value: ' two  blanks ', read: true, children: [] },
    ],
  }]);
});

test('what is written is read again the same', () => {
  const { nodes } = readTnds(parseXml(text).document);
  const again = readTnds(parseXml(writeXml(writeTnds(nodes))).document);
  assert.deepEqual(again.problems, []);
  assert.deepEqual(strip(again.nodes), strip(nodes));
});

test('octets are read as octets and written as base64', () => {
  const value = Uint8Array.of(0, 255);
  const root = element('MgmtTree', [element('Node', [element('NodeName', [{ kind: 'text', value: 'A', cdata: false, range: nowhere }]), element('Value', [{ kind: 'opaque', value, range: nowhere }])])]);
  const { nodes } = readTnds({ children: [root], root });
  assert.deepEqual(nodes[0]?.value, value);
  assert.match(writeXml(writeTnds(nodes)), /<Value>AP8=<\/Value>/);
});

const wrong: readonly (readonly [string, string])[] = [
  ['<Node><NodeName>A</NodeName><DFProperties/></Node>', 'tnds-dfproperties'],
  ['<Node><NodeName>A/B</NodeName></Node>', 'tnds-nodename-slash'],
  ['<Node><NodeName>A</NodeName><Node><NodeName>B</NodeName></Node><Value>1</Value></Node>', 'tnds-value-children'],
  ['<Node><NodeName>A</NodeName><RTProperties><Format/></RTProperties></Node>', 'tnds-format-empty'],
];

for (const [inside, code] of wrong) {
  test(`what is wrong is told and the rest is read: ${code}`, () => {
    const { nodes, problems } = readTnds(parseXml(`<MgmtTree xmlns="syncml:dmddf1.2">${inside}</MgmtTree>`).document);
    assert.deepEqual(problems.map((problem) => problem.code), [code]);
    assert.equal(nodes.length, 1);
  });
}

test('a document that is no serialised tree, or too deep a one, gives a problem', () => {
  assert.deepEqual(readTnds(parseXml('<a/>').document).problems.map((problem) => problem.code), ['tnds-root']);
  const nested = (depth: number): string => (depth === 0 ? '' : `<Node><NodeName>n</NodeName>${nested(depth - 1)}</Node>`);
  const deep = readTnds(parseXml(`<MgmtTree xmlns="syncml:dmddf1.2">${nested(5)}</MgmtTree>`).document, { maxDepth: 3 });
  assert.deepEqual(deep.problems.map((problem) => problem.code), ['tnds-too-deep']);
});
