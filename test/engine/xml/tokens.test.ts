import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { guideOf } from '#engine/schema/guide';
import { syncml12 } from '#engine/schema/syncml';
import { decodeText } from '#engine/xml/encoding';
import { tokens } from '#engine/xml/tokens';
import { wellFormed } from './arbitrary';
import { corpusFiles, hasCorpus, isXml } from '#test/oracle/corpus';
import { fixtures } from './fixtures';

const guide = guideOf(syncml12);

/** Every character stands in exactly one token, none is empty, and those that are always the same are what they say. */
function checkCover(text: string): void {
  let at = 0;
  for (const { kind, range } of tokens(text, { guide })) {
    assert.equal(range.start, at, JSON.stringify(text.slice(at, at + 40)));
    assert.ok(range.end > at);
    const written = text.slice(range.start, range.end);
    if (kind === 'start-tag-open') assert.equal(written, '<');
    else if (kind === 'end-tag-open') assert.equal(written, '</');
    else if (kind === 'tag-close') assert.equal(written, '>');
    else if (kind === 'empty-tag-close') assert.equal(written, '/>');
    else if (kind === 'equals') assert.equal(written, '=');
    else if (kind === 'space') assert.match(written, /^[ \t\r\n]+$/);
    at = range.end;
  }
  assert.equal(at, text.length);
}

/** `kind text`, white space and plain tag ends left out. */
function told(text: string): string[] {
  return tokens(text)
    .filter(({ kind }) => !['space', 'tag-close', 'start-tag-open', 'end-tag-open', 'equals'].includes(kind))
    .map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`);
}

void test('every character of every fixture, and of each of its beginnings, stands in exactly one token', () => {
  for (const text of fixtures) {
    for (let end = 0; end <= Math.min(text.length, 200); end++) checkCover(text.slice(0, end));
    checkCover(text);
  }
});

void test('every character of a well-formed document with something broken into it stands in exactly one token', () => {
  const breakage = fc.constantFrom('<', '&', '</x>', '"', "'", '>', '<a', '</', '/', '=', '<!--', '<![CDATA[', '<?', '\u0001', '\n', '<!DOCTYPE');
  fc.assert(
    fc.property(wellFormed, fc.array(fc.tuple(breakage, fc.nat()), { maxLength: 3 }), (text, broken) => {
      let result = text;
      for (const [inserted, place] of broken) {
        const at = place % (result.length + 1);
        result = result.slice(0, at) + inserted + result.slice(at);
      }
      checkCover(result);
    }),
    { numRuns: 1000 },
  );
});

void test('every character of every file of the corpus stands in exactly one token', { skip: !hasCorpus() }, () => {
  for (const { bytes } of corpusFiles().filter(isXml)) checkCover(decodeText(bytes).text);
});

const cases: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['\ufeff<a b="1">x</a>', ['byte-order-mark \ufeff', 'tag-name a', 'attribute-name b', 'attribute-value "1"', 'text x', 'tag-name a']],
  ['<a b=1 c d=\'x\'/>', ['tag-name a', 'attribute-name b', 'attribute-value 1', 'attribute-name c', 'attribute-name d', "attribute-value 'x'", 'empty-tag-close />']],
  ['<a ?? b="1">', ['tag-name a', 'stray ??', 'attribute-name b', 'attribute-value "1"']],
  ['<a></b></a>', ['tag-name a', 'tag-name b', 'tag-name a']],
  ['<a><![CDATA[x]]><!--y--><?z?></a>', ['tag-name a', 'cdata <![CDATA[x]]>', 'comment <!--y-->', 'instruction <?z?>', 'tag-name a']],
  ['<?xml version="1.0"?><!DOCTYPE a>', ['declaration <?xml version="1.0"?>', 'doctype <!DOCTYPE a>']],
];

for (const [text, expected] of cases) {
  void test(`the tokens of ${JSON.stringify(text)} are those`, () => {
    assert.deepEqual(told(text), expected);
  });
}
