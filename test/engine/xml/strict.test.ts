import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { childElements, textOf, type XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { wellFormed } from './arbitrary';

/** What both doors must agree on: everything but places and instructions; a text that an instruction cuts is one. */
function shape(nodes: readonly XmlNode[]): unknown[] {
  const shapes: unknown[] = [];
  let text: string[] | undefined;
  for (const node of nodes) {
    if (node.kind === 'text' && !node.cdata) {
      if (text === undefined) shapes.push((text = ['text', '']));
      text[1] += node.value;
      continue;
    }
    if (node.kind !== 'instruction') text = undefined;
    if (node.kind === 'element') {
      shapes.push([node.name, node.local, node.namespace, node.attributes.map(({ name, value }) => [name, value]), shape(node.children)]);
    } else if (node.kind === 'text' || node.kind === 'comment') {
      shapes.push([node.kind, node.value]);
    }
  }
  return shapes;
}

function refused(text: string, limits = {}): string | undefined {
  const read = readStrictly(text, limits);
  return 'problem' in read ? read.problem.code : undefined;
}

void test('the strict and the tolerant parser agree on every well-formed document', () => {
  fc.assert(
    fc.property(wellFormed, (text) => {
      const { document, problems } = parseXml(text);
      assert.deepEqual(problems, []);
      const read = readStrictly(text);
      assert.ok('document' in read, 'problem' in read ? read.problem.message : '');
      const inside = document.children.filter(({ kind }) => kind !== 'text');
      assert.deepEqual(shape(read.document.children), shape(inside));
    }),
    { numRuns: 500 },
  );
});

void test('whatever the tolerant parser finds an error in is refused, and what is refused has an error there', () => {
  const breakage = fc.constantFrom('<', '&', '</x>', '"', '>', '<a>', '&nbsp;', '\u0001', ']]>', '<!--', '<a b=c/>');
  fc.assert(
    fc.property(wellFormed, breakage, fc.nat(), (text, inserted, place) => {
      const at = place % (text.length + 1);
      const broken = text.slice(0, at) + inserted + text.slice(at);
      const faults = parseXml(broken, { maxDepth: 128 }).problems.filter(({ severity }) => severity === 'error');
      assert.equal('problem' in readStrictly(broken), faults.length > 0, broken);
    }),
    { numRuns: 500 },
  );
});

const refusals: readonly (readonly [what: string, text: string, code: string])[] = [
  ['nothing', '', 'no-root-element'],
  ['text that is no XML', 'HTTP error', 'text-outside-root'],
  ['an open element', '<a><b></a>', 'unclosed-element'],
  ['two roots', '<a/><b/>', 'second-root'],
  ['a control character', '<a>\u0001</a>', 'illegal-character'],
  ['a reference to a control character', '<a>&#1;</a>', 'illegal-character'],
  ['half of a surrogate pair', '<a>\ud800</a>', 'illegal-character'],
  ['an entity of HTML', '<a>&nbsp;</a>', 'undefined-entity'],
  ['an entity declaration', '<!DOCTYPE a [<!ENTITY x "y">]><a>z</a>', 'entity-declaration'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><a/>', 'entity-declaration'],
  ['an unquoted attribute', '<a b=c/>', 'unquoted-attribute'],
  ['a < in an attribute', '<a b="1 < 2"/>', 'bare-less-than'],
  ['an attribute given twice', '<a b="1" b="2"/>', 'duplicate-attribute'],
  ['text after the root', '<a/>b', 'text-outside-root'],
];

for (const [what, text, code] of refusals) {
  void test(`the strict door refuses ${what}`, () => {
    assert.equal(refused(text), code);
  });
}

void test('the strict door refuses what is too deep or too big', () => {
  assert.equal(refused('<a>'.repeat(20) + '</a>'.repeat(20), { maxDepth: 19 }), 'nesting-too-deep');
  assert.equal(refused('<a>'.repeat(20) + '</a>'.repeat(20), { maxDepth: 20 }), undefined);
  assert.equal(refused('<a>1234</a>', { maxSize: 10 }), 'too-big');
  assert.equal(refused('<a>123</a>', { maxSize: 10 }), undefined);
});

void test('a plain DOCTYPE is tolerated and ignored', () => {
  assert.equal(refused('<!DOCTYPE SyncML PUBLIC " -//SYNCML//DTD SyncML 1.2//EN" "http://example.com/a.dtd" [<?oma-syncml-ver supported-versions="1.2"?>]><SyncML/>'), undefined);
});

void test('numbers, white space and names that mean something to JavaScript stay what they are', () => {
  const read = readStrictly('<a><n>0012</n><n> 1e3 </n><toString hasOwnProperty="1">x</toString></a>');
  assert.ok('document' in read);
  const root = read.document.root;
  assert.ok(root !== undefined);
  assert.deepEqual(childElements(root).map(textOf), ['0012', ' 1e3 ', 'x']);
  assert.equal(childElements(root)[2]?.attributes[0]?.name, 'hasOwnProperty');
});

test('a name with a character that fast-xml-parser takes for white space is refused, of elements and of attributes', () => {
  for (const text of ['<a\ufeffb/>', '<a \ufeffn=""/>', '<a b\u1680c=""/>']) {
    const read = readStrictly(text);
    assert.equal('problem' in read ? read.problem.code : 'read', 'not-well-formed', JSON.stringify(text));
  }
  assert.ok('document' in readStrictly('\ufeff<a n="\ufeff">\ufeff</a>'));
});
