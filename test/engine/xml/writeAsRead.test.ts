import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '#engine/xml/encoding';
import { child, element, text, withChildren, type Element, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeAsRead } from '#engine/xml/writeAsRead';
import { wellFormed } from './arbitrary';
import { corpusFiles, hasCorpus, isXml } from '#test/oracle/corpus';
import { fixtures } from './fixtures';

/** Every element made anew with the children that it has. */
function remade(of: Element): Element {
  return withChildren(of, of.children.map((node) => (node.kind === 'element' ? remade(node) : node)));
}

function remadeDocument(document: XmlDocument): XmlDocument {
  return { children: document.children.map((node) => (node.kind === 'element' ? remade(node) : node)) };
}

void test('an untouched document is written as it was read, whatever it is', () => {
  for (const source of fixtures) {
    const { document } = parseXml(source);
    assert.equal(writeAsRead(document, source), source);
    assert.equal(writeAsRead(remadeDocument(document), source), source);
  }
});

void test('a well-formed document is written as it was read, declaration, DOCTYPE, quotes, references and CDATA included', () => {
  fc.assert(
    fc.property(wellFormed, (source) => {
      const { document } = parseXml(source);
      assert.equal(writeAsRead(document, source), source);
      assert.equal(writeAsRead(remadeDocument(document), source), source);
    }),
    { numRuns: 300 },
  );
});

void test('every file of the corpus is written as it was read', { skip: !hasCorpus() }, () => {
  for (const { file, bytes } of corpusFiles().filter(isXml)) {
    const source = decodeText(bytes).text;
    assert.equal(writeAsRead(remadeDocument(parseXml(source).document), source), source, file);
  }
});

void test('where children change, everything around them stays as it was written', () => {
  const source = "<?xml version='1.0'?>\n<a  x='1'>\n  <!-- one -->\n  <b>&#65;</b>\n  <c/>\n</a >\n";
  const { root } = parseXml(source).document;
  assert.ok(root !== undefined);
  const c = child(root, 'c');
  assert.ok(c !== undefined);
  const changed = withChildren(root, root.children.map((node) => (node === c ? withChildren(c, [element('d'), text('1 < 2')]) : node)));
  assert.equal(writeAsRead(changed, source), "<a  x='1'>\n  <!-- one -->\n  <b>&#65;</b>\n  <c><d/>1 &lt; 2</c>\n</a >");
  const less = withChildren(root, root.children.filter((node) => node !== c));
  assert.equal(writeAsRead(less, source), "<a  x='1'>\n  <!-- one -->\n  <b>&#65;</b>\n  \n</a >");
});
