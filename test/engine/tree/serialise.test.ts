import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '#engine/base/failure';
import { readTnds } from '#engine/ddf/readTnds';
import { writeTnds } from '#engine/ddf/writeTnds';
import { plant } from '#engine/tree/plant';
import { plantedNodes } from '#engine/tree/plantedNodes';
import { readTree, writeTree } from '#engine/tree/serialise';
import { nodeAt, nodesOf, withValue } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { device, status } from './device';

test('octets, properties and rights outlast a power cycle', () => {
  const tree = withValue(device({ './Set': 'Get=*&Replace=srv' }), './Set/Key', Uint8Array.of(1, 0, 254));
  const again = readTree(writeTree(tree), tree.description);
  assert.deepEqual(nodeAt(again, './Set/Key')?.value, Uint8Array.of(1, 0, 254));
  assert.equal(nodeAt(again, './Set')?.acl, 'Get=*&Replace=srv');
  assert.equal(status(again, 'Replace', './Set/Limit', { data: '1' }), 200);
  assert.equal(status(again, 'Get', './Set/Secret'), 405);
});

test('a damaged store is a Failure that says so', () => {
  const tree = device();
  for (const text of ['', '{', '[]', '{"n":"."}', '{"n":".","f":"zzz"}', '{"n":".","f":"node","c":[1]}', '{"n":".","f":"bin","o":"%"}', 'null']) {
    assert.throws(() => readTree(text, tree.description), (thrown) => thrown instanceof Failure && thrown.code === 'tree-damaged', text);
  }
});

test('the whole tree written as a serialised tree is planted again the same', () => {
  const tree = device();
  const text = writeXml(writeTnds(plantedNodes(tree)));
  const { nodes } = readTnds(parseXml(text).document);
  const again = plant(tree.description, nodes, { standard: false });
  assert.deepEqual(again.problems, []);
  const shown = (of: typeof tree): unknown => [...nodesOf(of)].map(({ uri, node }) => [uri, node.format, node.value, node.type, node.acl]).sort();
  assert.deepEqual(shown(again.tree), shown(tree));
});
