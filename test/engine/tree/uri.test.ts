import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#engine/syncml/refusal';
import { normaliseUri, readUri, segmentsOf, writeUri, type UriLimits } from '#engine/tree/uri';

const refused = (text: string, limits?: UriLimits): number => {
  try {
    readUri(text, limits);
  } catch (thrown) {
    assert.ok(thrown instanceof Refusal);
    return thrown.status;
  }
  return 200;
};

test('./A/B and A/B are the same, and a point is the root [TND 5]', () => {
  for (const text of ['./A/B', 'A/B']) assert.deepEqual(readUri(text).segments, ['A', 'B']);
  assert.deepEqual(readUri('.').segments, []);
  assert.equal(normaliseUri('A/B?prop=ACL'), './A/B');
  assert.equal(writeUri([]), '.');
  assert.deepEqual(readUri('./A%20b').segments, ['A%20b']);
});

test('forms that no node can have are 404 [TND 5]', () => {
  for (const text of ['', './', '/A', './A/', './A//B', './A/../B', './A/./B', '..', '../A']) {
    assert.equal(refused(text), 404, text);
    assert.equal(segmentsOf(text), undefined, text);
  }
});

test('properties and lists are read, unknown ones are 406 [TND 7.3] [TND 8]', () => {
  assert.deepEqual(readUri('./A?prop=ACL').query, { kind: 'property', name: 'ACL' });
  assert.deepEqual(readUri('?prop=ACL'.replace('?', '.?')).query, { kind: 'property', name: 'ACL' });
  assert.deepEqual(readUri('A?list=StructData').query, { kind: 'list', list: 'StructData' });
  assert.deepEqual(readUri('A?list=TNDS+Value+ACL').query, { kind: 'list', list: 'TNDS', parts: new Set(['ACL', 'Value']) });
  const without = readUri('A?list=TNDS-Format').query;
  assert.ok(without?.kind === 'list' && without.list === 'TNDS' && !without.parts.has('Format') && without.parts.has('Value'));
  for (const text of ['A?prop=acl', 'A?prop=', 'A?list=All', 'A?list=TNDS+ACL-Value', 'A?list=TNDS+Color', 'A?x=1', 'A?']) assert.equal(refused(text), 406, text);
});

test('what is longer or deeper than the limits is 414 [STD 5.3.3]', () => {
  const limits = { maxDepth: 2, maxTotLen: 9, maxSegLen: 4 };
  assert.equal(refused('./AB/CD', limits), 200);
  assert.equal(refused('./A/B/C', limits), 414);
  assert.equal(refused('./ABCDE', limits), 414);
  assert.equal(refused('./ABCD/EFGH', limits), 414);
  assert.equal(refused('./ABCD?prop=Format', limits), 200);
});
