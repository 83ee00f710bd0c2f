import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describedAt } from '#engine/ddf/lookUp';
import { findByType, isPermanent, nodeAt, nodesOf, textAt } from '#engine/tree/tree';
import { fumo, planted, status, tnds } from './device';

const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map((problem) => problem.code);
const inTree = (inside: string): string => `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>${inside}</MgmtTree>`;
const bare = inTree('');

test('the tree holds what the instances say, in the formats and types of the description', () => {
  const { tree, problems } = planted();
  assert.deepEqual(problems, []);
  const limit = nodeAt(tree, './Set/Limit');
  assert.deepEqual([limit?.value, limit?.format, limit?.type], ['5', 'int', 'text/plain']);
  assert.deepEqual(nodeAt(tree, './Set/Key')?.value, Uint8Array.of(0, 1, 255));
  assert.equal(nodeAt(tree, './Set/Items/One')?.type, 'urn:x-example:item:1.0');
  assert.deepEqual(nodeAt(tree, './DMAcc/Main/AppAuth/1/AAuthData')?.value, Uint8Array.of(16, 17, 18, 19));
  assert.equal(tree.root.acl, 'Add=*&Get=*');
});

test('the update object comes from the standard where the instances put it, found by its type [FUMO 5]', () => {
  const { tree } = planted();
  assert.deepEqual(findByType(tree, fumo), ['./Vendor/Update/Pkg1']);
  assert.equal(describedAt(tree.description, './Vendor/Update/Pkg1/Update/PkgData')?.format, 'bin');
  assert.equal(nodeAt(tree, './Vendor/Update/Pkg1/Update')?.described?.access.has('Exec'), true);
  assert.deepEqual([isPermanent(nodeAt(tree, './Vendor/Update') ?? tree.root), isPermanent(nodeAt(tree, './Vendor/Update/Pkg1') ?? tree.root)], [true, false]);
});

test('an update object directly below the root describes none of its neighbours', () => {
  const text = inTree(`<Node><NodeName>FUMO</NodeName><RTProperties><Type><DDFName>${fumo}</DDFName></Type></RTProperties></Node><Node><NodeName>Other</NodeName><Value>1</Value></Node>`);
  const { tree, problems } = planted({ tnds: text });
  assert.deepEqual(findByType(tree, fumo), ['./FUMO']);
  assert.equal(nodeAt(tree, './Other'), undefined);
  assert.ok(codes(problems).includes('tnds-not-described'));
});

test('the older identifier of the update object is understood and kept', () => {
  const older = 'org.openmobilealliance/1.0/FirmwareUpdateManagementObject';
  const { tree, problems } = planted({ tnds: tnds.replace(fumo, older) });
  assert.deepEqual([problems, findByType(tree, older), findByType(tree, fumo)], [[], ['./Vendor/Update/Pkg1'], []]);
});

test("the device's own description of a standard object wins over the standard [TND 7.7.7.2]", () => {
  const properties = (access: string, format: string): string =>
    `<DFProperties><AccessType>${access}</AccessType><DFFormat><${format}/></DFFormat><DFType><MIME>text/plain</MIME></DFType></DFProperties>`;
  const ddf = `<MgmtTree><VerDTD>1.2</VerDTD>
    <Node><NodeName>Lang</NodeName><Path>./DevInfo</Path>${properties('<Get/><Replace/>', 'chr')}</Node>
    <Node><NodeName>Build</NodeName><Path>./DevDetail/Ext</Path>${properties('<Get/>', 'int')}</Node></MgmtTree>`;
  const { tree } = planted({ ddf, tnds: bare });
  assert.deepEqual([...(describedAt(tree.description, './DevInfo/Lang')?.access ?? [])], ['Get', 'Replace']);
  assert.deepEqual([...(describedAt(tree.description, './DevInfo/Man')?.access ?? [])], ['Get']);
  assert.equal(describedAt(tree.description, './DevDetail/Ext/Build')?.format, 'int');
  assert.equal(describedAt(tree.description, './DevDetail/FwV')?.format, 'chr');
});

test('without the standard objects only the description counts', () => {
  const { tree, problems } = planted({}, { standard: false });
  assert.equal(nodeAt(tree, './DevInfo'), undefined);
  assert.ok(codes(problems).every((code) => code === 'tnds-not-described'));
});

test('what must be there and is left out gets its default, or an empty value, with a warning [TND 9.4.3.5]', () => {
  const { tree, problems } = planted({ tnds: bare });
  assert.equal(textAt(tree, './Set/Limit'), '3');
  assert.equal(textAt(tree, './DevInfo/Man'), '');
  assert.equal(textAt(tree, './DevDetail/LrgObj'), 'false');
  assert.equal(nodeAt(tree, './Set/On'), undefined);
  const limit = problems.find((problem) => problem.message.includes('./Set/Limit'));
  assert.deepEqual([limit?.code, limit?.severity], ['tnds-node-missing', 'warning']);
  assert.ok(problems.some((problem) => problem.message.includes('./DMAcc')));
});

test('Value gives the default of a new instance before DefaultValue does, and a path to what need not be is not planted', () => {
  const leaf = (name: string, path: string, occurrence: string): string =>
    `<Node><NodeName>${name}</NodeName><Path>${path}</Path><DFProperties><AccessType><Get/></AccessType><DefaultValue>1</DefaultValue><DFFormat><int/></DFFormat><Occurrence><${occurrence}/></Occurrence><DFType><MIME>text/plain</MIME></DFType></DFProperties><Value>2</Value></Node>`;
  const { tree } = planted({ ddf: `<MgmtTree><VerDTD>1.2</VerDTD>${leaf('A', './Must/Be', 'One')}${leaf('B', './May/Be', 'ZeroOrOne')}</MgmtTree>`, tnds: bare });
  assert.deepEqual([textAt(tree, './Must/Be/A'), nodeAt(tree, './May')], ['2', undefined]);
});

test('an interior node without value or children below it is planted, and a leaf may be empty', () => {
  const { tree } = planted();
  assert.equal(nodeAt(tree, './Set/Items/One/Act')?.value, '');
  assert.equal(nodeAt(tree, './Vendor/Update/Pkg1/Update/PkgData')?.value instanceof Uint8Array, true);
});

const wrong: readonly (readonly [string, string, string])[] = [
  ['a node that the description lacks', '<Node><NodeName>Nope</NodeName><Value>1</Value></Node>', 'tnds-not-described'],
  ['a value that does not fit its format', '<Node><NodeName>Limit</NodeName><Path>./Set</Path><Value>many</Value></Node>', 'tnds-value-format'],
  ['octets that are not base64', '<Node><NodeName>Key</NodeName><Path>./Set</Path><Value>%%%</Value></Node>', 'tnds-value-format'],
  ['a format other than described', '<Node><NodeName>Limit</NodeName><Path>./Set</Path><RTProperties><Format><chr/></Format></RTProperties><Value>1</Value></Node>', 'tnds-format'],
  ['a value of an interior node', '<Node><NodeName>Items</NodeName><Path>./Set</Path><Value>1</Value></Node>', 'tnds-interior-value'],
  ['nodes below a leaf', '<Node><NodeName>Limit</NodeName><Path>./Set</Path><Node><NodeName>x</NodeName><Value>1</Value></Node></Node>', 'tnds-leaf-children'],
  ['more instances than described', ['a', 'b', 'c', 'd'].map((name) => `<Node><NodeName>${name}</NodeName><Path>./Set/Items</Path></Node>`).join(''), 'tnds-occurrence'],
  ['a node without a name', '<Node><NodeName/></Node>', 'tnds-name-missing'],
  ['a node that stands twice', '<Node><NodeName>Limit</NodeName><Path>./Set</Path><Value>1</Value></Node>'.repeat(2), 'tnds-sibling-duplicate'],
  ['a list that breaks the grammar', '<Node><NodeName>Limit</NodeName><Path>./Set</Path><RTProperties><ACL>Copy=*</ACL></RTProperties><Value>1</Value></Node>', 'acl-command'],
  ['a path without end', `<Node><NodeName>x</NodeName><Path>${'./a'.padEnd(400_001, '/a')}</Path></Node>`, 'tnds-too-deep'],
];

for (const [what, inside, code] of wrong) {
  test(`told with its place: ${what}`, () => {
    const text = inTree(inside);
    const problems = planted({ tnds: text }).problems.filter((problem) => problem.code !== 'tnds-node-missing');
    assert.deepEqual(codes(problems), [code]);
    assert.equal(text.slice(problems[0]?.range.start).startsWith('<Node>'), true);
  });
}

test('below Ext anything may stand [STD 5.1.2]', () => {
  const { tree, problems } = planted({
    tnds: tnds.replace('<Node><NodeName>URI</NodeName>', '<Node><NodeName>Ext</NodeName><Node><NodeName>Maker</NodeName><Node><NodeName>Serial</NodeName><Value>7</Value></Node></Node></Node>$&'),
  });
  assert.deepEqual(problems, []);
  assert.equal(textAt(tree, './DevDetail/Ext/Maker/Serial'), '7');
  assert.equal(status(tree, 'Get', './DevDetail/Ext/Maker'), 200);
  assert.equal(status(tree, 'Replace', './DevDetail/Ext/Maker/Serial', { data: '8' }), 405);
});

test('lists are given by URI or by the kind of object', () => {
  const { tree, problems } = planted({}, { acls: { [fumo]: 'Get=*&Exec=srv', 'Set/Limit': 'Get=srv', './Nowhere': 'Get=*' } });
  assert.deepEqual([nodeAt(tree, './Vendor/Update/Pkg1')?.acl, nodeAt(tree, './Set/Limit')?.acl], ['Get=*&Exec=srv', 'Get=srv']);
  assert.deepEqual(codes(problems), ['acl-nowhere']);
});

const corpus = '../shared/corpus/ddf/CyanogenMod-android_packages_apps_OMA-DM/syncmldm.ddf';

test('a description from the field with an update object grafted in elsewhere makes a device', { skip: existsSync(corpus) ? false : 'no corpus' }, () => {
  const text = inTree(`<Node><NodeName>Slot</NodeName><Path>./Maker/Fota</Path><RTProperties><Type><DDFName>${fumo}</DDFName></Type></RTProperties>
    <Node><NodeName>State</NodeName><Value>10</Value></Node><Node><NodeName>Update</NodeName><Node><NodeName>PkgData</NodeName><Value/></Node></Node></Node>`);
  const { tree, problems } = planted({ ddf: readFileSync(corpus, 'utf8'), tnds: text }, { acls: { [fumo]: 'Get=*&Replace=srv&Exec=srv' } });
  assert.deepEqual(problems.filter((problem) => problem.severity === 'error'), []);
  assert.deepEqual(findByType(tree, fumo), ['./Maker/Fota/Slot']);
  assert.ok([...nodesOf(tree)].length > 50);
  assert.equal(status(tree, 'Replace', './Maker/Fota/Slot/Update/PkgData', { meta: { format: 'b64', type: 'application/octet-stream' }, data: 'AAEC' }), 200);
  assert.equal(status(tree, 'Exec', './Maker/Fota/Slot/Update'), 200);
});
