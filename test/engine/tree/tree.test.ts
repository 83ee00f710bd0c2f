import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '#engine/base/failure';
import { readDdf } from '#engine/ddf/readDdf';
import { run, device } from './device';
import { nodeAt, nodesOf, textAt, withNode, withoutNode, withProperties, withValue, type Tree, type TreeNode } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';

const tree = device();

test('a change copies only the path to it; all else is shared', () => {
  const next = withValue(tree, './Set/Limit', '6');
  assert.deepEqual([textAt(tree, './Set/Limit'), textAt(next, './Set/Limit')], ['5', '6']);
  const kept = new Map([...nodesOf(tree)].map(({ uri, node }) => [uri, node]));
  const copied = [...nodesOf(next)].filter(({ uri, node }) => kept.get(uri) !== node).map(({ uri }) => uri);
  assert.deepEqual(copied, ['.', './Set', './Set/Limit']);
});

test('nodes keep their order when one is changed, and a new one comes last', () => {
  const names = (of: Tree): readonly string[] => [...(nodeAt(of, './Set')?.children?.keys() ?? [])];
  assert.deepEqual(names(withValue(tree, './Set/Limit', '6')), names(tree));
  const more = withNode(tree, './Set/New', { name: 'New', format: 'chr', value: 'x' });
  assert.deepEqual(names(more), [...names(tree), 'New']);
  assert.deepEqual(names(withoutNode(more, './Set/New')), names(tree));
});

test('a property goes when it is given as undefined', () => {
  const titled = withProperties(tree, './Set', { title: 'Settings', acl: 'Get=*' });
  assert.deepEqual([nodeAt(titled, './Set')?.title, nodeAt(titled, './Set')?.acl], ['Settings', 'Get=*']);
  const plain = withProperties(titled, './Set', { acl: undefined });
  assert.deepEqual(['acl' in (nodeAt(plain, './Set') ?? {}), nodeAt(plain, './Set')?.title], [false, 'Settings']);
});

test('changes of nodes that are not there are Failures, not silence', () => {
  const code = (change: () => unknown): string => {
    try {
      change();
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown.code;
    }
    return '';
  };
  assert.equal(code(() => withValue(tree, './Nope', 'x')), 'tree-no-node');
  assert.equal(code(() => withValue(tree, './Set', 'x')), 'tree-not-a-leaf');
  assert.equal(code(() => withValue(tree, './Set/', 'x')), 'tree-uri');
  assert.equal(code(() => withNode(tree, './Set/Limit/x', { name: 'x', format: 'chr' })), 'tree-not-interior');
  assert.equal(code(() => withoutNode(tree, '.')), 'tree-root');
  assert.equal(withoutNode(tree, './Nope'), tree);
});

test('a change in a tree of 10,000 nodes takes well under a millisecond', () => {
  const { description } = readDdf(parseXml('<MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>').document);
  assert.ok(description);
  const children = <T>(count: number, make: (name: string) => T): ReadonlyMap<string, T> =>
    new Map(Array.from({ length: count }, (_, i) => [`n${i}`, make(`n${i}`)]));
  const root: TreeNode = {
    name: '.', format: 'node',
    children: children(100, (name) => ({ name, format: 'node' as const, children: children(100, (leaf) => ({ name: leaf, format: 'int' as const, value: '0' })) })),
  };
  let big: Tree = { root, description };
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const start = performance.now();
    big = withValue(big, `./n${i % 100}/n${(7 * i) % 100}`, String(i));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  assert.ok((times[100] ?? 1) < 0.5, `median ${times[100]} ms`);
  assert.equal(textAt(big, './n99/n93'), '199');
});

test('a name like that of an object property is a name like others', () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    assert.equal(nodeAt(tree, `./Set/${name}`), undefined);
    const next = run(tree, 'Add', `./Set/Items/${name}`, { meta: { format: 'node' } });
    assert.equal(nodeAt(next.tree, `./Set/Items/${name}`)?.name, name);
  }
});
