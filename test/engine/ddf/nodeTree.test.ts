import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execBit, getBit } from '#engine/ddf/nodeParts';
import { nodeTreeAt, nodeTreeOf, type NodeTree } from '#engine/ddf/nodeTree';
import { child } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { mgmtTree, properties } from './documents';

function laidOut(text: string): NodeTree {
  const nodes = nodeTreeOf(parseXml(text).document);
  assert.ok(nodes);
  return nodes;
}

test('nodes are laid out in the order of the document, each with those inside it', () => {
  const leaf = (name: string): string => `<Node><NodeName>${name}</NodeName></Node>`;
  const { nodes, top, rows, verDtd } = laidOut(mgmtTree(`<Node><NodeName>A</NodeName>${leaf('B')}<Node><NodeName>C</NodeName>${leaf('D')}</Node></Node>${leaf('E')}`));
  assert.deepEqual(nodes.map(({ name, depth }) => `${name}${depth}`), ['A1', 'B2', 'C2', 'D3', 'E1']);
  assert.deepEqual(top.map(({ name, children }) => [name, children.map((inner) => inner.name)]), [['A', ['B', 'C']], ['E', []]]);
  assert.equal(nodes[3]?.parent?.parent, top[0]);
  assert.equal(rows.wordOf(verDtd), '1.2');
});

test('of several parts of a name the first counts, and those of other languages do not', () => {
  const text = mgmtTree(`<Node><v:NodeName xmlns:v="urn:v">V</v:NodeName><NodeName>A</NodeName><NodeName>B</NodeName>${properties('int', { access: '<Exec/><v:Get xmlns:v="urn:v"/><Get/>', type: '<MIME>a/b</MIME><MIME>c/d</MIME>' })}</Node>`);
  const [node] = laidOut(text).nodes;
  assert.ok(node);
  assert.deepEqual([node.name, node.access, node.formatWord, node.rows.wordOf(node.mime), node.hasTypes, node.isInterior], ['A', execBit | getBit, 'int', 'a/b', true, false]);
});

test('a word is read whatever it is written with', () => {
  const [node] = laidOut(mgmtTree('<Node><NodeName>\n a&amp;<![CDATA[<b>]]><!-- c --> </NodeName></Node>')).nodes;
  assert.equal(node?.name, 'a&<b>');
});

test('a tree inside another document keeps its places there', () => {
  const text = `<Data>${mgmtTree('<Node><NodeName>A</NodeName></Node>')}</Data>`;
  const { root } = parseXml(text).document;
  const tree = root === undefined ? undefined : child(root, 'MgmtTree');
  const nodes = tree === undefined ? undefined : nodeTreeAt(tree);
  const [node] = nodes?.nodes ?? [];
  assert.ok(node);
  const { start, end } = node.rows.nameRange(node.nodeName);
  assert.deepEqual([text.slice(start, end), start], ['NodeName', text.indexOf('NodeName')]);
});

test('a document of another kind has none', () => {
  for (const text of ['', '<SyncML/>']) assert.equal(nodeTreeOf(parseXml(text).document), undefined);
});
