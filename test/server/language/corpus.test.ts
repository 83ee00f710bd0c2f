// Real documents: no feature throws, and what deployed clients, servers and vendors write is called an error only where
// it is one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Range } from '#engine/base/problem';
import { pathAt } from '#engine/xml/locate';
import { decodeText } from '#engine/xml/encoding';
import { checkModel } from '#server/language/check';
import { completionsAt } from '#server/language/complete';
import { modelOf } from '#server/language/documentModel';
import { hoverAt } from '#server/language/hover';
import { symbolsOf } from '#server/language/symbols';
import { flowFolder } from '#test/flowFolder';

const corpus = join(process.cwd(), '..', 'shared', 'corpus');
const skip = existsSync(corpus) ? false : 'the corpus is not there';

interface Entry {
  readonly file: string;
  readonly text: string;
  readonly wellFormed: boolean;
  /** Valid against its DTD, or with a header in front, once namespaces and what Meta and Data hold are left out. */
  readonly valid: boolean;
}

function entries(): Entry[] {
  const [head = '', ...lines] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').split('\n');
  const columns = head.split('\t');
  return lines
    .map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [columns[i], cell])) as Record<string, string>)
    .filter((row) => ['messages', 'ddf', 'dd'].includes(row['kind'] ?? '') && existsSync(join(corpus, row['file'] ?? '')))
    .map((row) => ({
      file: row['file'] ?? '',
      text: decodeText(readFileSync(join(corpus, row['file'] ?? ''))).text,
      wellFormed: row['wellformed'] === 'yes',
      valid: row['dtd_struct'] === 'valid' || row['dtd_stubhdr'] === 'valid',
    }));
}

/** Errors that no DTD knows of, each of them true to its clause in the files of the corpus. */
const beyondDtd: ReadonlySet<string> = new Set([
  'atomic-get',
  'cmdid-duplicate',
  'data-markup-escaped',
  'msgid-numeric',
  'sessionid-length',
  'ui-mindt-number',
  'command-not-in-dm',
  'ddf-default-format',
  'ddf-dfproperties-missing',
  'ddf-leaf-children',
  'ddf-occurrence-n',
  'ddf-sibling-duplicate',
  'empty-value',
]);

test('what is valid against its DTD has no errors but those that the DTD cannot tell', { skip }, async () => {
  let judged = 0;
  for (const { file, text, wellFormed, valid } of entries()) {
    if (!wellFormed || !valid || text.includes('\ufffd')) continue;
    const model = modelOf({ uri: `memory:/${file}`, text });
    const found = await checkModel(model, flowFolder());
    const isJudged = (range: Range): boolean => !pathAt(model.document, range.start).some(({ local }) => local === 'Meta');
    assert.deepEqual(found.filter(({ severity, code, range }) => severity === 'error' && isJudged(range) && !beyondDtd.has(code)).map(({ code, message }) => `${file}: ${code} ${message}`), []);
    judged++;
  }
  assert.ok(judged > 300, `${judged} documents were judged`);
});

test('a well-formed document has no two findings of one code in one place', { skip }, async () => {
  for (const { file, text } of entries()) {
    const found = await checkModel(modelOf({ uri: `memory:/${file}`, text }), flowFolder());
    const places = found.map(({ code, range, message }) => `${file}:${range.start} ${code} ${/missing|^unclosed/.test(code) ? message : ''}`);
    assert.deepEqual(places.filter((place, i) => places.indexOf(place) !== i), []);
  }
});

test('outline, hover and completion take every document, wherever the caret stands', { skip }, () => {
  for (const { file, text } of entries()) {
    const model = modelOf({ uri: `memory:/${file}`, text });
    symbolsOf(model);
    const step = Math.max(1, Math.floor(text.length / 40));
    for (let offset = 0; offset <= text.length; offset += step) {
      hoverAt(model, offset);
      completionsAt(model, offset);
    }
  }
});
