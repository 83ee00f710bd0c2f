import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathAt, placeAt } from '#engine/xml/locate';
import { parseXml } from '#engine/xml/parse';

/** `|` marks the offset. */
function place(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = placeAt(parseXml(text).document, text, offset);
  const path = found.path.map(({ name }) => name).join('/');
  const of = [found.element?.name, found.attribute?.name].filter((name) => name !== undefined).join('@');
  return `${found.kind} ${path} [${found.before.join(' ')}] ${of} "${text.slice(found.word.start, found.word.end)}"`;
}

const cases: readonly (readonly [marked: string, expected: string])[] = [
  ['<a><b/>|<c/></a>', 'text a [b]  ""'],
  ['<a><b/><c|d/></a>', 'tag-name a [b] cd "cd"'],
  ['<a><b/><|c/></a>', 'tag-name a [b] c "c"'],
  ['<a><b/><|</a>', 'tag-name a [b]  ""'],
  ['<a><b/><|\n</a>', 'tag-name a [b]  ""'],
  ['<a><b/><c|\n</a>', 'tag-name a [b] c "c"'],
  ['<a><b/><c|', 'tag-name a [b] c "c"'],
  ['<|', 'tag-name  []  ""'],
  ['|', 'text  []  ""'],
  ['<a><b>x</|b></a>', 'end-tag-name a [] b "b"'],
  ['<a><b>x</|', 'end-tag-name a/b [] b ""'],
  ['<a><b |/></a>', 'attribute-name a [] b ""'],
  ['<a><b c|="1"/></a>', 'attribute-name a [] b@c "c"'],
  ['<a><b c="|"/></a>', 'attribute-value a [] b@c ""'],
  ['<a><b c="x|y"/></a>', 'attribute-value a [] b@c "xy"'],
  ['<a><b c="1" d|></b></a>', 'attribute-name a [] b@d "d"'],
  ['<a><b>|</b></a>', 'text a/b []  ""'],
  ['<a><b>te|xt</b></a>', 'text a/b []  ""'],
  ['<a><!-- x| --></a>', 'other a []  "x"'],
  ['<a/>|', 'text  [a]  ""'],
];

for (const [marked, expected] of cases) {
  void test(`in ${JSON.stringify(marked)} the place is: ${expected}`, () => {
    assert.equal(place(marked), expected);
  });
}

void test('the path of an offset holds the elements around it, outermost first', () => {
  const text = '<a><b><c>x</c></b><d/></a>';
  const path = (at: number): string => pathAt(parseXml(text).document, at).map(({ name }) => name).join('/');
  assert.equal(path(text.indexOf('x')), 'a/b/c');
  assert.equal(path(text.indexOf('<d') + 1), 'a/d');
  assert.equal(path(text.indexOf('</a>') + 1), 'a');
});
