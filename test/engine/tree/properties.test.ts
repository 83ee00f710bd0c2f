import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Item } from '#engine/syncml/message';
import type { TreeOrder } from '#engine/tree/order';
import { perform } from '#engine/tree/perform';
import { readTree, writeTree } from '#engine/tree/serialise';
import { nodeAt, nodesOf, type Tree } from '#engine/tree/tree';
import { device, run } from './device';

const start = device();
const uris = [...nodesOf(start)].map(({ uri }) => uri);

const target = fc.oneof(
  fc.constantFrom(...uris, './Set/Items/Two', './Set/Items/Two/Word', './Set/Items/Three', './Set/On'),
  fc.tuple(fc.constantFrom(...uris), fc.constantFrom('?prop=ACL', '?prop=Name', '?prop=Title', '?prop=Size', '?list=Struct', '?list=StructData', '?list=TNDS', '?list=TNDS-Value')).map(([uri, query]) => uri + query),
  fc.string(),
);
const data: fc.Arbitrary<Item['data']> = fc.oneof(
  fc.constantFrom('', '1', 'true', 'AAEC', 'Get=*', 'Add=*&Get=*&Replace=*', 'Two', '<MgmtTree><Node><NodeName>Word</NodeName><Value>1</Value></Node></MgmtTree>'),
  fc.string(),
  fc.uint8Array({ maxLength: 8 }),
  fc.constant(undefined),
);
const meta: fc.Arbitrary<Item['meta']> = fc.oneof(
  fc.constant(undefined),
  fc.record({ format: fc.constantFrom('chr', 'int', 'bin', 'b64', 'node', 'bool', 'xml', 'zzz') }),
  fc.record({ format: fc.constant('xml'), type: fc.constant('application/vnd.syncml.dmtnds+xml') }),
);
const order: fc.Arbitrary<TreeOrder> = fc
  .record({ verb: fc.constantFrom('Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'), target, data, meta, serverId: fc.constantFrom('srv', 'stranger') })
  .map(({ verb, target: uri, data: content, meta: about, serverId }) => ({
    verb: verb,
    item: { target: uri, ...(content === undefined ? {} : { data: content }), ...(about === undefined ? {} : { meta: about }) },
    serverId,
  }));

const plain = (tree: Tree): unknown => [...nodesOf(tree)].map(({ uri, node }) => ({ uri, ...node, children: undefined, described: undefined }));

test('no order throws, refused ones change nothing, and what changed is told', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 12 }), (orders) => {
      let tree = start;
      for (const each of orders) {
        const { tree: next, outcome, changed } = perform(tree, each);
        assert.ok(Number.isInteger(outcome.status) && outcome.status >= 200 && outcome.status < 600);
        if (outcome.status >= 300) assert.equal(next, tree);
        assert.equal(next === tree, changed.length === 0);
        for (const { uri, node } of nodesOf(next)) {
          // A node elsewhere is the very same one.
          const touched = changed.some((one) => one === uri || one.startsWith(uri === '.' ? '.' : `${uri}/`) || uri.startsWith(`${one}/`));
          if (!touched) assert.equal(node, nodeAt(tree, uri), uri);
        }
        tree = next;
      }
    }),
    { numRuns: 300 },
  );
});

test('what is added and deleted again leaves the tree as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9%_-]{1,20}$/), fc.string(), (name, word) => {
      fc.pre(name !== 'One');
      const added = run(start, 'Add', `./Set/Items/${name}`, { meta: { format: 'node' } });
      const filled = run(added.tree, 'Add', `./Set/Items/${name}/Word`, { data: word });
      assert.deepEqual([added.outcome.status, filled.outcome.status], [200, 200]);
      assert.equal(run(filled.tree, 'Get', `./Set/Items/${name}/Word`).outcome.results?.[0]?.data, word);
      assert.deepEqual(plain(run(filled.tree, 'Delete', `./Set/Items/${name}`).tree), plain(start));
    }),
    { numRuns: 100 },
  );
});

test('a tree that is written is read again the same, descriptions included', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 20 }), (orders) => {
      const tree = orders.reduce((before, each) => perform(before, each).tree, start);
      const again = readTree(writeTree(tree), tree.description);
      assert.deepEqual(plain(again), plain(tree));
      for (const { uri, node } of nodesOf(again)) assert.equal(node.described, nodeAt(tree, uri)?.described, uri);
    }),
    { numRuns: 200 },
  );
});
