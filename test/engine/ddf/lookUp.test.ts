import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describedAt, describedByType } from '#engine/ddf/lookUp';
import { described, mgmtTree, properties, read } from './documents';

const text = mgmtTree(
  `<Node><NodeName>A</NodeName>${properties('node')}` +
  `<Node><NodeName></NodeName>${properties('node', { occurrence: '<ZeroOrMore/>', type: '<DDFName>urn:x-example:item:1.0</DDFName>' })}<Node><NodeName>V</NodeName>${properties('int')}</Node></Node>` +
  `<Node><NodeName>Named</NodeName>${properties('bool')}</Node></Node>` +
  `<Node><NodeName>Loose</NodeName>${properties('node').replace('</DFProperties>', '<CaseSense><CIS/></CaseSense></DFProperties>')}<Node><NodeName>Leaf</NodeName>${properties('chr')}</Node></Node>`,
);
const { description } = read(text);

test('a named node wins over an unnamed one', () => {
  assert.equal(described(description, './A/Named').format, 'bool');
  assert.equal(described(description, 'A/other').format, 'node');
  assert.equal(described(description, './A/other/V?prop=Size').format, 'int');
});

test('what nobody describes is not found', () => {
  for (const uri of ['./B', './A/other/W', './A/Named/x', './a']) assert.equal(describedAt(description, uri), undefined, uri);
  assert.equal(describedAt(description, '.'), description.root);
});

test('names are compared without regard to case below a node that says so [TND 9.4.3.23]', () => {
  assert.equal(described(description, './Loose/LEAF').name, 'Leaf');
  assert.equal(describedAt(description, './LOOSE'), undefined);
});

test('objects are found by their MO identifier', () => {
  assert.deepEqual(describedByType(description, 'urn:x-example:item:1.0').map(({ uri }) => uri), ['./A/*']);
});
