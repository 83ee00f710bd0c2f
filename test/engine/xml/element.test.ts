import assert from 'node:assert/strict';
import { test } from 'node:test';
import { child, detached, element, text, textOf, withChildren, withValue, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';

function rootOf(source: string): Element {
  const { root } = parseXml(source).document;
  assert.ok(root !== undefined);
  return root;
}

void test('a node that was read is the same object whenever it is looked at', () => {
  const { document } = parseXml('<a b="1"><c/>t</a>');
  assert.equal(document.root, document.children[0]);
  assert.equal(document.root?.children, document.root?.children);
  assert.equal(document.root?.attributes[0], document.root?.attributes[0]);
});

void test('an element with other children keeps all the rest, places included', () => {
  const root = rootOf('<x:a xmlns:x="u" b="1"><c/></x:a>');
  const changed = withChildren(root, [text('t')]);
  const { name, local, namespace, attributes, range, startTag, endTag, nameRange, endNameRange, selfClosing } = root;
  assert.deepEqual(changed, { kind: 'element', name, local, namespace, attributes, children: [text('t')], range, startTag, endTag, nameRange, endNameRange, selfClosing });
  assert.equal(textOf(changed), 't');
});

void test('an element that closes itself does so only as long as it is empty', () => {
  const root = rootOf('<a/>');
  assert.equal(withChildren(root, []).selfClosing, true);
  assert.equal(withChildren(root, [element('b')]).selfClosing, false);
  assert.ok(!('endTag' in withChildren(root, [])));
});

void test('an element without its text is made of plain objects, the same in all', () => {
  const root = rootOf('<a b="1"><!--c--><?d e?><f><![CDATA[g]]></f>h</a>');
  const plain = detached(root);
  assert.deepEqual(structuredClone(plain), plain);
  assert.equal(writeXml(plain), writeXml(root));
  assert.deepEqual(plain.children.map(({ kind, range }) => [kind, range]), root.children.map(({ kind, range }) => [kind, range]));
  assert.deepEqual(plain.attributes[0]?.valueRange, { start: 6, end: 7 });
});

void test('a text with another value stands where it stood', () => {
  const [node] = rootOf('<a><![CDATA[b]]></a>').children;
  assert.ok(node?.kind === 'text');
  assert.deepEqual(withValue(node, 'c'), { kind: 'text', value: 'c', cdata: true, range: { start: 3, end: 16 } });
});

void test('of elements that repeat a declaration, each has the namespace that is in force in it', () => {
  const root = rootOf('<a xmlns="u"><b xmlns="v"><c xmlns="u"/></b><b xmlns="v"/><b xmlns:v="w"><v:c/></b></a>');
  const [first, second, third] = root.children.filter((node): node is Element => node.kind === 'element');
  assert.deepEqual([first?.namespace, second?.namespace, third?.namespace], ['v', 'v', 'u']);
  assert.equal(first === undefined ? undefined : child(first, 'c')?.namespace, 'u');
  assert.equal(third === undefined ? undefined : child(third, 'c')?.namespace, 'w');
});
