import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describedNodes } from '#engine/ddf/description';
import { describedAt } from '#engine/ddf/lookUp';
import { readDdf } from '#engine/ddf/readDdf';
import { parseXml } from '#engine/xml/parse';
import { described, mgmtTree, properties, read } from './documents';

const leaf = (name: string, more: Parameters<typeof properties>[1] = {}, format = 'chr'): string =>
  `<Node><NodeName>${name}</NodeName>${properties(format, more)}</Node>`;

test('a node is read with all that its DFProperties say', () => {
  const text = mgmtTree(`
    <Man>Example Devices</Man><Mod>EX-1</Mod>
    <Node><NodeName>Box</NodeName><Path>.</Path>${properties('node', { access: '<Get/><Add/>', occurrence: '<One/>', scope: 'Permanent', type: '<DDFName>urn:x-example:box:1.0</DDFName>' })}
      <Node><NodeName></NodeName><RTProperties><ACL/><Type><MIME>text/plain</MIME></Type></RTProperties>
        <DFProperties><AccessType><Replace/><Get/></AccessType><DefaultValue>7</DefaultValue><Description>How many</Description><DFFormat><int/></DFFormat>
        <Occurrence><ZeroOrN>5</ZeroOrN></Occurrence><Scope><Dynamic/></Scope><DFTitle>Count</DFTitle><DFType><MIME>text/plain</MIME><MIME/></DFType><CaseSense><CIS/></CaseSense></DFProperties>
        <Value>8</Value></Node></Node>`);
  const { description, codes } = read(text);
  assert.deepEqual(codes, []);
  assert.deepEqual([description.verDtd, description.man, description.mod], ['1.2', 'Example Devices', 'EX-1']);
  const box = described(description, './Box');
  assert.deepEqual([box.format, box.scope, box.ddfName, box.path, [...box.access]], ['node', 'Permanent', 'urn:x-example:box:1.0', '.', ['Add', 'Get']]);
  const count = described(description, './Box/any');
  assert.deepEqual(
    { ...count, access: [...count.access], at: text.slice(count.at.start, count.at.start + 16) },
    {
      name: '', access: ['Get', 'Replace'], format: 'int', occurrence: { name: 'ZeroOrN', least: 0, most: 5 }, scope: 'Dynamic', types: ['text/plain'],
      title: 'Count', description: 'How many', defaultValue: '7', value: '8', caseSense: 'CIS', rtProperties: ['ACL', 'Type'], children: [], at: '<Node><NodeName>',
    },
  );
});

test('Occurrence left out means One, Scope left out Dynamic [TND 9.4.3.5] [TND 9.4.3.6]', () => {
  const node = described(read(mgmtTree(leaf('A'))).description, './A');
  assert.deepEqual([node.occurrence.name, node.scope], ['One', 'Dynamic']);
});

test('the order of DFProperties and of AccessType means nothing [TND 9.4.3.1]', () => {
  const shuffled = '<Node><NodeName>A</NodeName><DFProperties><DFType><MIME>text/plain</MIME></DFType><Scope><Permanent/></Scope><DFFormat><int/></DFFormat><AccessType><Replace/><Add/></AccessType></DFProperties></Node>';
  const { description, codes } = read(mgmtTree(shuffled));
  const node = described(description, './A');
  assert.deepEqual([codes, node.format, node.scope, [...node.access]], [[], 'int', 'Permanent', ['Add', 'Replace']]);
});

test('a node goes on elsewhere by Path, before or after its own description [TND 9.4.1.7]', () => {
  const parent = `<Node><NodeName>A</NodeName><Path>.</Path>${properties('node')}<Node><NodeName>B</NodeName>${properties('node')}</Node></Node>`;
  const more = `<Node><NodeName>C</NodeName><Path>./A/B</Path>${properties('int')}</Node>`;
  for (const text of [parent + more, more + parent]) {
    const { description, codes } = read(mgmtTree(text));
    assert.deepEqual(codes, []);
    assert.deepEqual([...describedNodes(description)].map(({ uri, node }) => [uri, node.format, node.implied]), [
      ['.', 'node', true], ['./A', 'node', undefined], ['./A/B', 'node', undefined], ['./A/B/C', 'int', undefined],
    ]);
  }
});

test('segments of a Path that nobody describes are implied interior nodes, the slash at its end is only remarked upon', () => {
  const { description, codes } = read(mgmtTree(`<Node><NodeName>X</NodeName><Path>./Vendor/EX/</Path>${properties('chr')}</Node>`));
  assert.deepEqual(codes, ['ddf-path-form']);
  assert.equal(described(description, './Vendor/EX').implied, true);
  assert.equal(described(description, './Vendor/EX/X').implied, undefined);
});

test('a star or white space for a name means unnamed, and a star in a Path means the unnamed node', () => {
  const parent = `<Node><NodeName>A</NodeName>${properties('node')}<Node><NodeName> \n </NodeName>${properties('node')}</Node></Node>`;
  const more = `<Node><NodeName>*</NodeName><Path>./A/*</Path>${properties('int')}</Node>`;
  for (const text of [parent + more, more + parent]) {
    const { description, codes } = read(mgmtTree(text));
    assert.deepEqual(codes, []);
    assert.equal(described(description, './A/one/two').format, 'int');
    assert.equal(described(description, './A').children.length, 1);
  }
});

test('two unnamed nodes that are both described stay apart', () => {
  const { description, codes } = read(mgmtTree(`<Node><NodeName>A</NodeName>${properties('node')}<Node><NodeName/>${properties('int')}</Node><Node><NodeName/>${properties('chr')}</Node></Node>`));
  assert.deepEqual([codes, described(description, './A').children.map((node) => node.format)], [[], ['int', 'chr']]);
});

test('the root may describe itself, and its children may repeat their Path', () => {
  const { description, codes } = read(mgmtTree(
    `<Node><NodeName>.</NodeName><Path></Path>${properties('node', { access: '<Add/><Get/>' })}<Node><NodeName>A</NodeName><Path>.</Path>${properties('chr')}</Node></Node>`));
  assert.deepEqual(codes, []);
  assert.deepEqual([[...description.root.access], description.nodes.map((node) => node.name)], [['Add', 'Get'], ['A']]);
});

test('a nested Path that disagrees with the nesting is a problem, and the nesting counts', () => {
  const { description, codes } = read(mgmtTree(`<Node><NodeName>A</NodeName>${properties('node')}<Node><NodeName>B</NodeName><Path>./Z</Path>${properties('chr')}</Node></Node>`));
  assert.deepEqual(codes, ['ddf-path-conflict']);
  assert.ok(describedAt(description, './A/B'));
});

test("vendors' elements are passed over, also where they bear our names", () => {
  const text = '<MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"><VerDTD>1.2</VerDTD><MSFT:Diagnostics/><MSFT:Node/>' +
    leaf('A').replace('</DFProperties>', '<MSFT:Scope><MSFT:Odd/></MSFT:Scope><MSFT:AllowedValues ValueType="None"/></DFProperties>') + '</MgmtTree>';
  const { description, codes } = read(text);
  assert.deepEqual([codes, description.nodes.length], [[], 1]);
});

test('a byte-order mark and the namespace of serialised trees do no harm', () => {
  const { description, codes } = read(`\ufeff<?xml version="1.0"?><MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>${leaf('A')}</MgmtTree>`);
  assert.deepEqual([codes, description.nodes.length], [[], 1]);
});

test('an MO identifier that an interior node wraps in MIME is taken for its DDFName', () => {
  const wrapped = (mime: string): string => mgmtTree(`<Node><NodeName>A</NodeName>${properties('node', { type: `<MIME>${mime}</MIME>` })}</Node>`);
  const found = read(wrapped('com.example/1.0/Thing'));
  assert.deepEqual([found.codes, described(found.description, './A').ddfName], [['ddf-dftype-interior'], 'com.example/1.0/Thing']);
  assert.equal(described(read(wrapped('text/plain')).description, './A').ddfName, undefined);
});

const wrong: readonly (readonly [string, string])[] = [
  [mgmtTree(leaf('A'), ''), 'ddf-verdtd'],
  [mgmtTree(leaf('A'), '<VerDTD>1.1.2</VerDTD>'), 'ddf-verdtd-value'],
  [mgmtTree(''), 'ddf-no-node'],
  [mgmtTree('<Node><NodeName>A</NodeName></Node>'), 'ddf-dfproperties-missing'],
  [mgmtTree(`<Node>${properties('chr')}</Node>`), 'ddf-missing-child'],
  [mgmtTree('<Node><NodeName>A</NodeName><DFProperties><AccessType/><DFFormat><chr/></DFFormat></DFProperties></Node>'), 'ddf-missing-child'],
  [mgmtTree(leaf('A/B')), 'ddf-nodename-slash'],
  [mgmtTree(leaf('..')), 'ddf-nodename-reserved'],
  [mgmtTree(leaf('A') + leaf('A')), 'ddf-sibling-duplicate'],
  [mgmtTree(leaf('A', { access: '<Set/>' })), 'ddf-access-unknown'],
  [mgmtTree(leaf('A', {}, 'string')), 'ddf-format-unknown'],
  [mgmtTree(leaf('A').replace('<chr/>', '<chr/><int/>')), 'ddf-format-count'],
  [mgmtTree(leaf('A', { occurrence: '<ZeroOrN>1</ZeroOrN>' })), 'ddf-occurrence-n'],
  [mgmtTree(leaf('A', { occurrence: '' })), 'ddf-occurrence-empty'],
  [mgmtTree(leaf('A').replace('<DFType>', '<Scope/><DFType>')), 'ddf-scope-empty'],
  [mgmtTree(leaf('A', { extra: '<DefaultValue>0x0</DefaultValue>' }, 'int')), 'ddf-default-format'],
  [mgmtTree(`<Node><NodeName>A</NodeName>${properties('node', { extra: '<DefaultValue>1</DefaultValue>' })}</Node>`), 'ddf-interior-value'],
  [mgmtTree(`<Node><NodeName>A</NodeName>${properties('chr')}${leaf('B')}</Node>`), 'ddf-leaf-children'],
  [mgmtTree(`<Node><NodeName>A</NodeName>${properties('node')}${leaf('B')}<Value></Value></Node>`), 'ddf-value-children'],
];

for (const [text, code] of wrong) {
  test(`what is wrong is told and the rest is read: ${code}`, () => {
    assert.deepEqual(read(text).codes, [code]);
  });
}

test('a document that is no description gives a problem and nothing else', () => {
  for (const text of ['', '<SyncML/>', 'garbage']) {
    const { description, problems } = readDdf(parseXml(text).document);
    assert.deepEqual([description, problems.map((problem) => [problem.code, problem.clause])], [undefined, [['ddf-root', 'TND 9.4.1.1']]]);
  }
});

test('nesting and paths deeper than the limit are left out with a problem', () => {
  const nested = (depth: number): string => (depth === 0 ? '' : `<Node><NodeName>n</NodeName>${properties('node')}${nested(depth - 1)}</Node>`);
  const deep = readDdf(parseXml(mgmtTree(nested(5))).document, { maxDepth: 3 });
  assert.deepEqual(deep.problems.map((problem) => problem.code), ['ddf-too-deep']);
  const path = readDdf(parseXml(mgmtTree(`<Node><NodeName>n</NodeName><Path>${'./a'.padEnd(200_001, '/a')}</Path>${properties('chr')}</Node>`)).document);
  assert.deepEqual(path.problems.map((problem) => problem.code), ['ddf-too-deep']);
});
