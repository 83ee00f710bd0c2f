import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectiveItem, effectiveMeta, formatOf, typeOf } from '#engine/syncml/meta';
import { element, text } from '#engine/xml/element';

test('the Item’s Meta counts over the command’s, that over the container’s [RepPro 6.3.3]', () => {
  assert.deepEqual(effectiveMeta({ type: 'item' }, { type: 'command', format: 'int' }, { format: 'chr', mark: 'container' }), {
    type: 'item',
    format: 'int',
    mark: 'container',
  });
});

test('what is not understood comes from the innermost level that says it', () => {
  const emi = (value: string) => element('EMI', [text(value)]);
  const mem = element('Mem');
  assert.deepEqual(effectiveMeta({ other: [emi('item')] }, undefined, { other: [emi('command'), mem] }), { other: [emi('item'), mem] });
});

test('nothing is made up: defaults come only where they are asked for [METINF 5]', () => {
  assert.deepEqual(effectiveMeta(undefined, undefined), {});
  const item = { target: './A' };
  assert.equal(effectiveItem(item, undefined), item);
  assert.deepEqual(effectiveItem(item, { format: 'int' }), { target: './A', meta: { format: 'int' } });
  assert.deepEqual([formatOf(undefined), typeOf({}), formatOf({ format: 'b64' }), typeOf({ type: 'a/b' })], ['chr', 'text/plain', 'b64', 'a/b']);
});
