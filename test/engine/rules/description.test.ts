// Rules of device descriptions: what must and what must not be told, beyond the examples of the table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whole } from '#engine/rules/examples';
import { fixOf } from '#engine/rules/fixes';
import { describedNode as node } from '#engine/rules/nodeExamples';
import { applyEdits } from '#engine/xml/edit';
import { lintExample, subjectIn } from './lintExample';

const tree = (inside: string, attributes = ' xmlns="syncml:dmddf1.2"'): string => `<MgmtTree${attributes}>${inside}</MgmtTree>`;
const version = '<VerDTD>1.2</VerDTD>';

function codes(text: string): string[] {
  return lintExample(whole('description', text)).map(({ severity, code }) => `${severity} ${code}`);
}

const many = { occurrence: '<ZeroOrMore/>' };
const permanent = { scope: '<Permanent/>' };
const runTime = (inside: string): { runTime: string } => ({ runTime: `<RTProperties>${inside}<Type><MIME>text/plain</MIME></Type></RTProperties>` });
const misspelt = (from: string, to: string): string => node('A').replaceAll(from, to);

const cases: readonly (readonly [what: string, nodes: string, expected: readonly string[]])[] = [
  ['a star for a name means unnamed', node('*', many), []],
  ['white space for a name of a permanent node is told with the rest', node(' ', { ...permanent, ...many }), ['warning ddf-nodename-space', 'warning ddf-permanent-unnamed']],
  ['a NodeName that is missing is told alone', node('A', permanent).replace('<NodeName>A</NodeName>', ''), ['error ddf-missing-child']],
  ['a NodeName that is misspelt is told alone', misspelt('NodeName', 'Nodename'), ['error ddf-unknown-element']],
  ['DFProperties that are misspelt are told alone', misspelt('DFProperties', 'DFProps'), ['error ddf-unknown-element']],
  ['a DFFormat that is misspelt is told alone', misspelt('DFFormat', 'DfFormat'), ['error ddf-unknown-element']],
  ['siblings differ by case across a Path', node('State', { path: './A' }) + node('state', { path: './A/' }), ['warning ddf-sibling-case', 'information ddf-path-form']],
  ['nodes of one name in different places are no siblings', node('A', { path: './X' }) + node('a', { path: './Y' }), []],
  ['a node may go on with another by its Path', node('A', {}, node('B')) + node('C', { path: './A/B' }).replace('<chr/>', '<int/>'), []],
  ['an unnamed node may go on with another', node('A', {}, node('', many)) + node('*', { path: './A' }).replace(/<DFProperties>.*<\/DFProperties>/, node('D')), []],
  ['a node that says nothing goes on nowhere', '<Node><NodeName>A</NodeName></Node>', ['error ddf-dfproperties-missing']],
  ['a Path inside that agrees is a hint', node('A', {}, node('B', {}, node('C', { path: './A/B' }))), ['hint ddf-path-nested']],
  ['a Path inside that conflicts is an error alone', node('A', {}, node('B', {}, node('C', { path: './A' }))), ['error ddf-path-conflict']],
  ['a default of bool in capitals is remarked upon', node('A', { format: 'bool', value: 'FALSE' }), ['information ddf-default-bool']],
  ['a default that is no bool is an error alone', node('A', { format: 'bool', value: 'yes' }), ['error ddf-default-format']],
  ['a whole number of 33 bits fits no int', node('A', { format: 'int', value: '4294967295' }), ['error ddf-default-format']],
  ['an empty default says nothing', node('A', { format: 'int', value: ' ' }), []],
  ['a default of an interior node without children', node('A', { format: 'node', value: 'x' }), ['error ddf-interior-value']],
  ['a leaf with nodes inside and a default is told once', node('A', { value: 'x', type: '<MIME>text/plain</MIME>', format: 'chr' }, node('B')), ['error ddf-leaf-children']],
  ['two formats are told once', node('A').replace('<chr/>', '<chr/><int/><bool/>'), ['error ddf-format-count']],
  ['no format is told once', node('A').replace('<chr/>', ''), ['error ddf-format-count']],
  ['a format that there is not is an unknown element', node('A').replace('<chr/>', '<string/>'), ['error ddf-unknown-element']],
  ['MIME and DDFName of an interior node are told once', node('A', { format: 'node', type: '<DDFName></DDFName><MIME></MIME>' }), ['warning ddf-dftype-interior']],
  ['MIME and DDFName of a leaf are told once', node('A', { type: '<MIME>text/plain</MIME><DDFName></DDFName>' }), ['warning ddf-dftype-leaf']],
  ['the second of several types is looked at too', node('A', { type: '<MIME>text/plain</MIME><MIME>plain</MIME>' }), ['warning ddf-mime-form']],
  ['a media type has parameters', node('A', { type: '<MIME>text/plain; charset=utf-8</MIME>' }), []],
  ['an identifier of a reversed domain', node('A', { format: 'node', type: '<DDFName>com.example/1.2/MDM/Client </DDFName>' }), []],
  ['an identifier without a version', node('A', { format: 'node', type: '<DDFName>com.example/Client</DDFName>' }), ['warning ddf-moid-form']],
  ['an ACL with an entry for nobody', node('A', runTime('<ACL>Get=</ACL>')), ['error ddf-acl-default']],
  ['an ACL that is empty is inherited', node('A', runTime('<ACL/>')), []],
  ['an AccessType with an unknown command alone is told once', node('A', { access: '<Set/>' }), ['error ddf-access-unknown']],
  ['AccessType in any order', node('A', { access: '<Replace/><Get/><Add/>', ...many }), ['warning ddf-occurrence-named']],
  ['a permanent node takes neither, and is told once', node('A', { access: '<Add/><Delete/><Get/>', ...permanent }), ['warning ddf-permanent-add-delete']],
  ['a node that is named and occurs up to N times', node('A', { occurrence: '<ZeroOrN>3</ZeroOrN>' }), ['warning ddf-occurrence-named']],
  ['N is a whole number in digits', node('', { occurrence: '<OneOrN>1e3</OneOrN>' }), ['error ddf-occurrence-n']],
  ['Occurrence left out of an unnamed node means One, which nobody wrote', node('').replace(/<Occurrence>.*<\/Occurrence>/, ''), []],
  ['an interior node may take Exec alone', node('A', { access: '<Exec/>' }, node('B')), []],
];

for (const [what, nodes, expected] of cases) {
  void test(`of descriptions: ${what}`, () => {
    assert.deepEqual(codes(tree(version + nodes)), expected);
  });
}

void test('what a vendor adds in a namespace of its own is left alone, what Microsoft adds is looked at', () => {
  const vendor = (inside: string): string => tree(version + node('A').replace('</DFProperties>', `${inside}</DFProperties>`), ' xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM" xmlns:v="urn:v"');
  assert.deepEqual(codes(vendor('<v:Any><v:Thing/></v:Any><v:Any/>')), []);
  assert.deepEqual(codes(vendor('<MSFT:AllowedValues ValueType="None"/><MSFT:ConflictResolution>LastWrite</MSFT:ConflictResolution>')), []);
  assert.deepEqual(codes(vendor('<MSFT:Nonsense/>')), ['warning ddf-unknown-element']);
});

void test('a version that is missing, empty or misspelt is told once [TND 9.4.1.2]', () => {
  assert.deepEqual(codes(tree(node('A'))), ['error ddf-verdtd']);
  assert.deepEqual(codes(tree(`<VerDTD> </VerDTD>${node('A')}`)), ['error ddf-verdtd']);
  assert.deepEqual(codes(tree(`<VerDtd>1.2</VerDtd>${node('A')}`)), ['error ddf-unknown-element']);
  assert.deepEqual(codes(tree(`<VerDTD>1.3</VerDTD>${node('A')}`)), ['information ddf-verdtd-value']);
});

void test('what a broken tag brings about is not told beside it', () => {
  assert.deepEqual(codes(tree(version + node('A').replace('<DFFormat>', '<DFFrmat>'))), ['error mismatched-end-tag']);
});

void test('of standard objects, accounts below an unnamed node and nodes described elsewhere count [STD 5.3]', () => {
  const leaf = (name: string): string => node(name, { scope: '<Permanent/>' });
  const accounts = (inside: string): string => node('DMAcc', { type: '<DDFName>urn:oma:mo:oma-dm-dmacc:1.0</DDFName>' }, node('', many, inside));
  assert.deepEqual(codes(tree(version + accounts(leaf('AppID')))), ['warning ddf-standard-missing']);
  assert.deepEqual(codes(tree(version + accounts(leaf('AppID') + leaf('ServerID') + node('AppAddr', {}, node('', many, leaf('Addr') + leaf('AddrType')))))), []);
  const info = node('DevInfo', {}, ['DevId', 'Man', 'Mod', 'DmV'].map(leaf).join(''));
  assert.deepEqual(codes(tree(version + info)), ['warning ddf-standard-missing']);
  assert.deepEqual(codes(tree(version + info + node('Lang', { path: './DevInfo' }))), []);
});

void test('a namespace that nobody knows is told alone [TND 9.3]', () => {
  assert.deepEqual(codes(tree(version + node('A'), ' xmlns="urn:x"')), ['information ddf-namespace']);
  assert.deepEqual(codes(tree(version + node('A'), '')), []);
  assert.deepEqual(codes(`<d:MgmtTree xmlns:d="syncml:dmddf1.2">${(version + node('A')).replace(/<(\/?)(?=\w)/g, '<$1d:')}</d:MgmtTree>`), []);
});

void test('MIME around an identifier becomes a DDFName, beside an empty one too; of two identifiers a person chooses', () => {
  const mended = (type: string): string | undefined => {
    const text = tree(version + node('A', { format: 'node', type }));
    const [finding] = lintExample(whole('description', text));
    assert.ok(finding);
    const fix = fixOf(finding, subjectIn(text, 'description', 'a.ddf'));
    return fix === undefined ? undefined : /<DFType>(.*)<\/DFType>/.exec(applyEdits(text, fix.edits))?.[1];
  };
  assert.equal(mended('<MIME>com.example/1.0/Things</MIME>'), '<DDFName>com.example/1.0/Things</DDFName>');
  assert.equal(mended('<DDFName></DDFName><MIME>com.example/1.0/Things</MIME>'), '<DDFName>com.example/1.0/Things</DDFName>');
  assert.match(mended('<MIME></MIME>') ?? '', /^<DDFName(?:\/>|><\/DDFName>)$/);
  assert.equal(mended('<MIME>com.example/1.0/A</MIME><MIME>com.example/1.0/B</MIME>'), undefined);
});

