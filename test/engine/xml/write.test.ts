import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { childElements, element, nowhere, text, textOf, type Element, type XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { writeXml } from '#engine/xml/write';
import { wellFormed } from './arbitrary';

function values(nodes: readonly XmlNode[]): unknown[] {
  return nodes.map((node) => {
    if (node.kind !== 'element') return [node.kind, node.value];
    return [node.name, node.namespace, node.attributes.map(({ name, value }) => [name, value]), values(node.children)];
  });
}

/** Leaves and their values, in order. */
function leaves(parent: Element): string[] {
  const inner = childElements(parent);
  return inner.length === 0 ? [`${parent.name}=${textOf(parent)}`] : inner.flatMap(leaves);
}

void test('what was written is read back the same', () => {
  fc.assert(
    fc.property(wellFormed, (source) => {
      const { document } = parseXml(source);
      const read = parseXml(writeXml(document));
      assert.deepEqual(read.problems, []);
      assert.deepEqual(values(read.document.children), values(document.children));
    }),
  );
});

void test('laying out for reading changes the value of no leaf', () => {
  fc.assert(
    fc.property(wellFormed, (source) => {
      const { document } = parseXml(source);
      const read = parseXml(writeXml(document, { indent: '  ' }));
      assert.deepEqual(read.problems, []);
      assert.ok(document.root !== undefined && read.document.root !== undefined);
      assert.deepEqual(leaves(read.document.root), leaves(document.root));
    }),
  );
});

void test('any text and any attribute value survive, whatever they hold', () => {
  const value = fc.string({ unit: fc.constantFrom(']', '>', '<', '&', '"', "'", '\r', '\n', '\t', ' ', 'x', '\u{1f600}', '-'), maxLength: 12 });
  fc.assert(
    fc.property(value, value, fc.boolean(), (inside, outside, cdata) => {
      const content = cdata ? inside.replace(/\r/g, '') : inside;
      const written = writeXml(element('a', content === '' ? [] : [text(content, cdata)], { attributes: { b: outside } }));
      const read = readStrictly(written);
      assert.ok('document' in read && read.document.root !== undefined, written);
      assert.equal(textOf(read.document.root), content);
      assert.equal(read.document.root.attributes[0]?.value, outside);
    }),
  );
});

void test('a namespace is declared where it changes, and nowhere else', () => {
  const metinf = { namespace: 'syncml:metinf' };
  const syncml = { namespace: 'SYNCML:SYNCML1.2' };
  const tree = element('SyncML', [element('Meta', [element('Format', [text('bin')], metinf), element('Type', [text('a/b')], metinf)], syncml), element('Data', [], syncml)], syncml);
  assert.equal(
    writeXml(tree, { declaration: true }),
    '<?xml version="1.0" encoding="UTF-8"?><SyncML xmlns="SYNCML:SYNCML1.2"><Meta><Format xmlns="syncml:metinf">bin</Format><Type xmlns="syncml:metinf">a/b</Type></Meta><Data/></SyncML>',
  );
});

void test('a declaration that is among the attributes already is not written twice', () => {
  const tree = element('a', [element('x:b', [], { namespace: 'urn:x' })], { namespace: 'urn:a', attributes: { xmlns: 'urn:a', 'xmlns:x': 'urn:x' } });
  assert.equal(writeXml(tree), '<a xmlns="urn:a" xmlns:x="urn:x"><x:b/></a>');
});

void test('octets are written as base64', () => {
  assert.equal(writeXml(element('Data', [{ kind: 'opaque', value: Uint8Array.of(1, 2, 255), range: nowhere }])), '<Data>AQL/</Data>');
});

void test('only elements that hold no text are laid out', () => {
  const { document } = parseXml('<a>\n\n<b><c>1</c> <d> x </d></b><e>t<f/></e><g/></a>');
  assert.equal(writeXml(document, { indent: '  ' }), '<a>\n  <b>\n    <c>1</c>\n    <d> x </d>\n  </b>\n  <e>t<f/></e>\n  <g/>\n</a>\n');
});
