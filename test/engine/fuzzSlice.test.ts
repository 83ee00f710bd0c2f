// A short run of the fuzzer, and that it sees what it should.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Element, XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { replayFailures, runFuzz } from '../fuzz/runFuzz';
import { kinds } from '../fuzz/targets';
import { checkRanges } from '../fuzz/treeChecks';

void test('2000 damaged documents are read without a failure', async () => {
  const { passed, failed, failures } = await runFuzz({ cases: 2000, seed: 7 });
  assert.equal(failed, 0, failures.map(({ kind, at, message }) => `${kind}, case ${at}: ${message}`).join('\n'));
  assert.equal(passed, 2000);
});

void test('what failed once fails no more', async () => {
  assert.deepEqual((await replayFailures()).failed, []);
});

for (const kind of kinds) {
  void test(`the fuzzer reaches the ${kind} cases`, async () => {
    assert.equal((await runFuzz({ cases: 3, seed: 1, kinds: [kind] })).passed, 3);
  });
}

/** The same element with other children. */
function withChildren(of: Element, children: readonly XmlNode[]): Element {
  const { name, local, namespace, attributes, range, startTag, endTag, nameRange, endNameRange, selfClosing } = of;
  return { kind: 'element', name, local, namespace, attributes, children, range, startTag, endTag, nameRange, endNameRange, selfClosing };
}

void test('a tree that leaves out a part of its text is noticed, unless a problem tells of it', () => {
  const text = '<a><b/>text<c/></a>';
  const { document, problems } = parseXml(text);
  const { root } = document;
  assert.ok(root !== undefined);
  assert.doesNotThrow(() => checkRanges(document, problems, text.length));
  const shorter = withChildren(root, root.children.filter(({ kind }) => kind !== 'text'));
  const forgetful = { children: [shorter], root: shorter };
  assert.throws(() => checkRanges(forgetful, [], text.length), /nothing stands for \[7, 11\)/);
  const told = { code: 'x', severity: 'error', message: '', range: { start: 7, end: 11 } } as const;
  assert.doesNotThrow(() => checkRanges(forgetful, [told], text.length));
});

void test('a tree in which two nodes stand at one place is noticed', () => {
  const text = '<a><b/><c/></a>';
  const { root } = parseXml(text).document;
  assert.ok(root !== undefined);
  const twice = withChildren(root, [...root.children, ...root.children]);
  assert.throws(() => checkRanges({ children: [twice], root: twice }, [], text.length), /is not within/);
});
