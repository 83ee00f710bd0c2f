// Folding, growing selections, tags in pairs: what a place or a text gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldsOf } from '#server/language/folding';
import { selectionsAt } from '#server/language/selection';
import { endTagDueAt, linkedNamesAt } from '#server/language/tagPairs';
import { modelOf } from '#server/language/documentModel';
import { atCursor } from './cursor';

function assertFolds(text: string, expected: readonly string[], most?: number): void {
  const folds = foldsOf(modelOf({ uri: 'memory:/a.syncml', text, languageId: 'syncml' }), most);
  assert.deepEqual(folds.map(({ startLine, endLine, kind = '', collapsed = '' }) => [startLine, endLine, kind, collapsed].join(' ').trim()), expected);
}

function assertSelections(marked: string, expected: readonly string[]): void {
  const { model, offset } = atCursor(marked);
  assert.deepEqual(selectionsAt(model, offset).map(({ start, end }) => model.text.slice(start, end)), expected);
}

function assertLinked(marked: string, expected: readonly string[]): void {
  const { model, offset } = atCursor(marked);
  assert.deepEqual(linkedNamesAt(model, offset).map(({ start, end }) => `${start} ${model.text.slice(start, end)}`), expected);
}

function assertEndTag(marked: string, expected: string | undefined): void {
  const { model, offset } = atCursor(marked);
  assert.equal(endTagDueAt(model, offset), expected);
}

const long = '<SyncML>\n<SyncBody>\n<!-- one\ntwo -->\n<Status>\n<Data>200</Data>\n</Status>\n<Status>\n<Data>200</Data>\n</Status>\n<Get>\n<Item/></Get>\n</SyncBody>\n</SyncML>\n';

test('elements fold with their end tags in sight, comments and runs of Status as one', () => {
  assertFolds(long, ['0 12', '1 11', '2 3 comment', '4 9  2 Statuses', '7 8', '10 11']);
  assertFolds(long, ['0 12', '1 11'], 2);
  assertFolds('<a>\n</a>', []);
});

test('what stands between region comments folds, one region in another too', () => {
  assertFolds('<SyncML>\n<!-- #region Outer -->\n<!-- region -->\n<Get/>\n<!-- endregion -->\n<!-- #endregion -->\n<!-- endregion -->\n</SyncML>', ['0 6', '1 5 region Outer', '2 4 region']);
});

test('a selection grows from the word to the value, the element, what holds it, and the document', () => {
  assertSelections('<a><b> ./De|v/x </b></a>', ['Dev', './Dev/x', ' ./Dev/x ', '<b> ./Dev/x </b>', '<a><b> ./Dev/x </b></a>']);
  assertSelections('<a><b c="1 |2"/><d/></a>', ['2', '1 2', 'c="1 2"', '<b c="1 2"/>', '<b c="1 2"/><d/>', '<a><b c="1 2"/><d/></a>']);
  assertSelections('<a>x</|a>', ['a', '</a>', '<a>x</a>']);
});

test('the names of two tags are one, where they agree', () => {
  assertLinked('<a><x:b|></x:b></a>', ['4 x:b', '10 x:b']);
  assertLinked('<a><b></b|></a>', ['4 b', '8 b']);
  assertLinked('<a><b/|></a>', []);
  assertLinked('<a><b>t|</b></a>', []);
});

test('an end tag is due behind a start tag that has none', () => {
  assertEndTag('<SyncML><SyncBody>|</SyncML>', '</SyncBody>');
  assertEndTag('<SyncML><SyncBody>|', '</SyncBody>');
  assertEndTag('<SyncML><SyncBody>|</SyncBody></SyncML>', undefined);
  assertEndTag('<SyncML><Final/>|</SyncML>', undefined);
  assertEndTag('<SyncML><SyncBody></SyncBody>|</SyncML>', undefined);
  assertEndTag('<SyncML><!-- a>| --></SyncML>', undefined);
  assertEndTag('<SyncML><Data>a >|</Data></SyncML>', undefined);
});
