import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '#engine/base/problem';
import { attribute, childElements, type Element, textOf, type XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { wellFormed } from './arbitrary';

function root(text: string): Element {
  const found = parseXml(text).document.root;
  assert.ok(found !== undefined);
  return found;
}

function codes(text: string): string[] {
  return parseXml(text).problems.map(({ code }) => code);
}

void test('everything in an element has its exact place', () => {
  const text = '<?xml version="1.0"?>\n<x:a xmlns:x="urn:x" b = \'1 &amp; 2\'>t<![CDATA[c]]><!--d--><e/></x:a >';
  const at = (range: Range | undefined): string => (range === undefined ? 'nowhere' : text.slice(range.start, range.end));
  const element = root(text);
  assert.equal(at(element.range), text.slice(text.indexOf('<x:a')));
  assert.equal(at(element.startTag), '<x:a xmlns:x="urn:x" b = \'1 &amp; 2\'>');
  assert.equal(at(element.endTag), '</x:a >');
  assert.equal(at(element.nameRange), 'x:a');
  assert.equal(at(element.endNameRange), 'x:a');
  assert.deepEqual(element.children.map(({ range }) => at(range)), ['t', '<![CDATA[c]]>', '<!--d-->', '<e/>']);
  const b = attribute(element, 'b');
  assert.deepEqual([b?.value, at(b?.range), at(b?.nameRange), at(b?.valueRange)], ['1 & 2', "b = '1 &amp; 2'", 'b', '1 &amp; 2']);
  const e = childElements(element)[0];
  assert.deepEqual([e?.selfClosing, e?.endTag, at(e?.startTag)], [true, undefined, '<e/>']);
});

void test('namespaces are those in force, whether by default or by prefix', () => {
  const element = root('<a xmlns="urn:1" xmlns:p="urn:2"><p:b><c xmlns=""/><d/></p:b></a>');
  const b = childElements(element)[0];
  assert.ok(b !== undefined);
  assert.deepEqual([element.namespace, b.namespace, b.local], ['urn:1', 'urn:2', 'b']);
  assert.deepEqual(childElements(b).map(({ namespace }) => namespace), ['', 'urn:1']);
});

void test('line ends become line feeds, in attributes spaces; references to them stay what they say', () => {
  const element = root('<a b="1\r\n2\t3&#10;4">x\r\ny\rz&#13;</a>');
  assert.equal(textOf(element), 'x\ny\nz\r');
  assert.equal(attribute(element, 'b')?.value, '1 2 3\n4');
});

void test('an entity of the DTD is never expanded', () => {
  const text = '<!DOCTYPE a [<!ENTITY x "<b/>"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>';
  const { document, problems } = parseXml(text);
  assert.ok(document.root !== undefined);
  assert.equal(textOf(document.root), '&x;&y;');
  assert.deepEqual(problems.map(({ code }) => code), ['undefined-entity', 'undefined-entity']);
});

const mistakes: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['', ['no-root-element']],
  ['  \n', ['no-root-element']],
  ['<', ['text-outside-root', 'bare-less-than', 'no-root-element']],
  ['<a', ['unterminated-tag']],
  ['<a/', ['unterminated-tag']],
  ['<a></a', ['unterminated-tag']],
  ['<a>x]]>y</a>', ['bare-cdata-end']],
  ['<a b="1"c="2"/>', ['missing-space']],
  ['<a b/>', ['attribute-without-value']],
  ['<a b=/>', ['attribute-without-value']],
  ['<a "b"/>', ['stray-character']],
  ['<a b="x < 2 and y"/>', ['bare-less-than']],
  ['<a/><b/><c/>', ['second-root']],
  ['<a/>text', ['text-outside-root']],
  ['<a><!-- x -- y --></a>', ['double-hyphen-in-comment']],
  ['<a><!-- x ---></a>', ['double-hyphen-in-comment']],
  [' <?xml version="1.0"?><a/>', ['misplaced-declaration']],
  ['<a/><!DOCTYPE a>', ['misplaced-doctype']],
  ['<!DOCTYPE a\n<a/>', ['unterminated-doctype']],
  ['<a><?go</a>', ['unterminated-instruction']],
  ['<a>&#0;&#xD800;&#1114112;</a>', ['illegal-character', 'illegal-character', 'illegal-character']],
  ['<a>&amp &x; &</a>', ['bare-ampersand', 'undefined-entity', 'bare-ampersand']],
  ['<p:a/>', ['undeclared-prefix']],
  ['<a><<<<b/></a>', ['bare-less-than']],
  ['<a>\u0001\u0002</a>', ['illegal-character']],
];

for (const [text, expected] of mistakes) {
  void test(`${JSON.stringify(text)} has exactly these problems: ${expected.join(', ')}`, () => {
    assert.deepEqual([...codes(text)].sort(), [...expected].sort());
  });
}

/** Ranges lie within their parent, one after another, and are not negative. */
function checkNesting(nodes: readonly XmlNode[], outer: Range): void {
  let from = outer.start;
  for (const node of nodes) {
    assert.ok(node.range.start >= from && node.range.end >= node.range.start && node.range.end <= outer.end, JSON.stringify(node.range));
    from = node.range.end;
    if (node.kind === 'element') checkNesting(node.children, node.range);
  }
}

void test('every prefix and every mutilation of a document parses, with ranges that nest', () => {
  const scrap = fc.constantFrom('', '<', '</', '&', '"', "'", '<!--', '<![CDATA[', '<?', ']]>', '>', '\u0000', '</Root>', '<Get', ' b="');
  fc.assert(
    fc.property(wellFormed, fc.nat(), fc.nat(), scrap, (text, a, b, inserted) => {
      const from = Math.min(a % (text.length + 1), b % (text.length + 1));
      const to = Math.max(a % (text.length + 1), b % (text.length + 1));
      for (const broken of [text.slice(0, from) + inserted, text.slice(0, from) + inserted + text.slice(to)]) {
        const { document, problems } = parseXml(broken);
        checkNesting(document.children, { start: 0, end: broken.length });
        for (const { range } of problems) assert.ok(range.start >= 0 && range.end <= broken.length && range.start <= range.end);
      }
    }),
    { numRuns: 500 },
  );
});

void test('what is nested too deep is laid flat, with one problem', () => {
  const { document, problems } = parseXml('<a>'.repeat(40) + 'x' + '</a>'.repeat(40), { maxDepth: 10 });
  assert.deepEqual(problems.map(({ code }) => code), ['nesting-too-deep']);
  let depth = 0;
  for (let inner = document.root; inner !== undefined; inner = childElements(inner)[0]) depth++;
  assert.equal(depth, 11);
});

const hostile: readonly (readonly [what: string, make: (count: number) => string])[] = [
  ['nested elements', (count) => '<a>'.repeat(count)],
  ['nested elements that are closed', (count) => '<a>'.repeat(count) + '</a>'.repeat(count)],
  ['bare <', (count) => '<a>' + '<'.repeat(count)],
  ['bare < apart', (count) => '<a>' + '< '.repeat(count)],
  ['attributes', (count) => `<a${Array.from({ length: count }, (_, i) => ` b${String(i)}="1"`).join('')}/>`],
  ['equal attributes', (count) => `<a${' b="1"'.repeat(count)}/>`],
  ['attributes without end', (count) => `<a${' b="<'.repeat(count)}`],
  ['ampersands', (count) => `<a>${'&'.repeat(count)}</a>`],
  ['long names after ampersands', (count) => `<a>&${'x'.repeat(count)}&${'y'.repeat(count)}</a>`],
  ['comments without end', (count) => `<a>${'<!--'.repeat(count)}`],
  ['comments without end but one', (count) => `<a>${'<!--'.repeat(count)}-->`],
  ['CDATA sections without end', (count) => `<a>${'<![CDATA['.repeat(count)}</a>`],
  ['instructions without end', (count) => `<a>${'<?x '.repeat(count)}`],
  ['DOCTYPEs without end', (count) => '<!DOCTYPE a [ "'.repeat(count)],
  ['stray end tags', (count) => `<a>${'</b>'.repeat(count)}`],
  ['open elements in a row', (count) => `<a>${'<b><c>'.repeat(count)}</a>`],
];

for (const [what, make] of hostile) {
  void test(`160,000 ${what} take less time than quadratic reading could`, () => {
    const text = make(160_000);
    let best = Infinity;
    // Linear, it is a fraction of a second; quadratic, at least five. A busy machine gets another try.
    for (let attempt = 0; attempt < 5 && best > 4000; attempt++) {
      const start = performance.now();
      parseXml(text);
      best = Math.min(best, performance.now() - start);
    }
    assert.ok(best < 4000, `${best} ms`);
  });
}

void test('problems beyond the limit are counted, not listed', () => {
  const { problems } = parseXml(`<a>${'& '.repeat(100)}</a>`, { maxProblems: 10 });
  assert.equal(problems.filter(({ code }) => code === 'bare-ampersand').length, 10);
  assert.deepEqual(problems.at(-1), {
    code: 'too-many-problems',
    severity: 'information',
    message: '90 more problems are not listed.',
    range: { start: 207, end: 207 },
  });
});

void test('of many attributes, those given twice are found, and no others, however alike their names are', () => {
  // Aa and BB have one hash, and so have all words that are made of them.
  let names = [''];
  for (let length = 0; length < 8; length++) names = names.flatMap((name) => [`${name}Aa`, `${name}BB`]);
  names = names.map((name, i) => `${name}${i < 128 ? '' : i}`);
  const twice = [names[0] ?? '', names[100] ?? '', names[200] ?? ''];
  const text = `<a ${[...names, ...twice].map((name) => `${name}="v"`).join(' ')}/>`;
  const { problems } = parseXml(text);
  assert.deepEqual(problems.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`), twice.map((name) => `duplicate-attribute ${name}`));
});
