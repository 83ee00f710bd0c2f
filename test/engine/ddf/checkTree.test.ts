import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTree } from '#engine/ddf/checkTree';
import { nodeTreeOf } from '#engine/ddf/nodeTree';
import { detached } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { mgmtTree } from './documents';

function codes(text: string, maxDepth?: number): string[] {
  const nodes = nodeTreeOf(parseXml(text).document);
  assert.ok(nodes);
  return checkTree(nodes, maxDepth).map(({ code }) => code);
}

const leaf = (name: string, path = '', value = '1', format = 'int'): string =>
  `<Node><NodeName>${name}</NodeName>${path === '' ? '' : `<Path>${path}</Path>`}<RTProperties><Format><${format}/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>${value}</Value></Node>`;

test('two nodes are in one place however their Paths are written [TND 9.4.1.7]', () => {
  assert.deepEqual(codes(mgmtTree(leaf('A', './X') + leaf('A', 'X/'))), ['ddf-path-form', 'ddf-sibling-duplicate']);
  assert.deepEqual(codes(mgmtTree(leaf('A', './X/Y') + leaf('Y/A', './X'))), ['ddf-nodename-slash']);
});

test('a value is held against the format of its own node alone [TND 9.4.2.2]', () => {
  assert.deepEqual(codes(mgmtTree(leaf('A', '', '2147483648'))), ['tnds-value-format']);
  assert.deepEqual(codes(mgmtTree(leaf('A', '', '<b/>', 'xml') + leaf('B', '', 'x', 'chr'))), []);
});

test('nodes nested deeper than the limit are not looked at', () => {
  const nested = (depth: number): string => (depth === 0 ? '' : `<Node><NodeName>n</NodeName>${nested(depth - 1)}</Node>`);
  assert.deepEqual(codes(mgmtTree(nested(5)), 3), ['ddf-too-deep']);
  assert.deepEqual(codes(mgmtTree(nested(3)), 3), []);
});

test('a tree that was not read from a text is looked at all the same, with no places', () => {
  const { root } = parseXml(mgmtTree(leaf('A', '', 'x'))).document;
  assert.ok(root);
  const apart = detached(root);
  const nodes = nodeTreeOf({ children: [apart], root: apart });
  assert.ok(nodes);
  assert.deepEqual(checkTree(nodes).map(({ code, range }) => [code, range]), [['tnds-value-format', { start: 0, end: 0 }]]);
});
