import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childElements, element, text, type Element, type XmlDocument } from '#engine/xml/element';
import { applyEdits, editXml, elementLike, type XmlEdit } from '#engine/xml/edit';
import { parseXml } from '#engine/xml/parse';

const source = `<?xml version="1.0"?>
<a xmlns="urn:a">
\t<!-- keep  me -->
\t<b x='1'   y="2">&#65;&amp;</b>
\t<c/>
\t<d></d>
\t<e><f/><g/></e>
\t<h><![CDATA[1 < 2]]></h>
</a>
`;

function find(document: XmlDocument, local: string): Element {
  const waiting = [...childElements(document)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.local === local) return next;
    waiting.push(...childElements(next));
  }
  throw new Error(`No ${local}`);
}

type At = (local: string) => Element;

const cases: readonly (readonly [what: string, edits: (at: At) => readonly XmlEdit[], from: string, to: string])[] = [
  ['an element before another gets a line of its own', (at) => [{ kind: 'insert', parent: at('a'), node: elementLike(at('a'), 'n'), before: at('c') }], '\t<c/>', '\t<n/>\n\t<c/>'],
  ['an element after the last gets a line of its own', (at) => [{ kind: 'insert', parent: at('a'), node: elementLike(at('a'), 'n') }], '</h>\n', '</h>\n\t<n/>\n'],
  ['what is inserted is laid out in depth', (at) => [{ kind: 'insert', parent: at('a'), node: elementLike(at('a'), 'n', [elementLike(at('a'), 'o', [text('x\ny')])]) }], '</h>\n', '</h>\n\t<n>\n\t\t<o>x\ny</o>\n\t</n>\n'],
  ['an element in one that closes itself', (at) => [{ kind: 'insert', parent: at('c'), node: elementLike(at('a'), 'n') }], '<c/>', '<c>\n\t\t<n/>\n\t</c>'],
  ['an element in one that is empty', (at) => [{ kind: 'insert', parent: at('d'), node: elementLike(at('a'), 'n') }], '<d></d>', '<d>\n\t\t<n/>\n\t</d>'],
  ['an element among others on one line', (at) => [{ kind: 'insert', parent: at('e'), node: elementLike(at('a'), 'n'), before: at('g') }], '<f/><g/>', '<f/><n/><g/>'],
  ['an element of another namespace declares it', (at) => [{ kind: 'insert', parent: at('e'), node: element('n', [], { namespace: 'urn:n' }) }], '<g/></e>', '<g/><n xmlns="urn:n"/></e>'],
  ['an element goes with its line', (at) => [{ kind: 'remove', node: at('c') }], '\t<c/>\n', ''],
  ['an element among others goes alone', (at) => [{ kind: 'remove', node: at('f') }], '<f/>', ''],
  ['an element is replaced', (at) => [{ kind: 'replace', node: at('c'), by: element('n', [text('&')]) }], '<c/>', '<n>&amp;</n>'],
  ['a value is written as text', (at) => [{ kind: 'value', of: at('b'), value: 'a < b' }], '&#65;&amp;', 'a &lt; b'],
  ['a value in an element that closes itself', (at) => [{ kind: 'value', of: at('c'), value: 'v' }], '<c/>', '<c>v</c>'],
  ['a value in a CDATA section stays in one', (at) => [{ kind: 'value', of: at('h'), value: 'a & ]]>' }], '<![CDATA[1 < 2]]>', '<![CDATA[a & ]]]]><![CDATA[>]]>'],
  ['an attribute keeps its quotes', (at) => [{ kind: 'attribute', of: at('b'), name: 'x', value: 'it\'s "a"' }], "'1'", '\'it&apos;s "a"\''],
  ['a new attribute comes last', (at) => [{ kind: 'attribute', of: at('b'), name: 'z', value: '3' }], 'y="2"', 'y="2" z="3"'],
  ['an attribute goes with the space before it', (at) => [{ kind: 'attribute', of: at('b'), name: 'y' }], '   y="2"', ''],
  ['a name changes in both tags', (at) => [{ kind: 'rename', of: at('e'), name: 'E' }], '<e><f/><g/></e>', '<E><f/><g/></E>'],
  ['several edits at once', (at) => [{ kind: 'remove', node: at('c') }, { kind: 'value', of: at('b'), value: 'v' }], '&#65;&amp;</b>\n\t<c/>', 'v</b>'],
  ['an edit inside what goes is left out', (at) => [{ kind: 'value', of: at('b'), value: 'v' }, { kind: 'remove', node: at('b') }], "\t<b x='1'   y=\"2\">&#65;&amp;</b>\n", ''],
  ['nothing where nothing changes', (at) => [{ kind: 'rename', of: at('e'), name: 'e' }, { kind: 'attribute', of: at('b'), name: 'q' }, { kind: 'value', of: at('h'), value: '1 < 2' }], '', ''],
];

for (const [what, edits, from, to] of cases) {
  void test(`editing: ${what}, and nothing else moves`, () => {
    const { document } = parseXml(source);
    const changes = editXml(source, edits((local) => find(document, local)));
    const result = applyEdits(source, changes);
    assert.equal(result, source.replace(from, () => to));
    if (from === to) assert.deepEqual(changes, []);
    assert.deepEqual(parseXml(result).problems, []);
  });
}

void test('editing: line ends are those of the text', () => {
  const windows = source.replace(/\n/g, '\r\n');
  const { document } = parseXml(windows);
  const node = element('n', [element('o', [], { namespace: 'urn:a' })], { namespace: 'urn:a' });
  const result = applyEdits(windows, editXml(windows, [{ kind: 'insert', parent: find(document, 'a'), node }]));
  assert.equal(result, windows.replace('</h>\r\n', '</h>\r\n\t<n>\r\n\t\t<o/>\r\n\t</n>\r\n'));
});
