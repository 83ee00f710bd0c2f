import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type UpdateCase } from '#engine/management/decision';

const needed: UpdateCase = {
  version: '1.0.3',
  state: '10',
  largeObjects: 'true',
  maxMsgSize: 4096,
  maxObjSize: 100_000,
  package: { version: '1.1.0', sizeInMessages: 9000 },
};

function verdict(change: Partial<UpdateCase>): string {
  const decision = decide({ ...needed, ...change });
  return decision.update ? 'update' : decision.verdict;
}

test('an idle device with older firmware and enough room is updated', () => {
  assert.equal(verdict({}), 'update');
});

test('firmware that is there already is not sent again', () => {
  assert.equal(verdict({ version: '1.1.0' }), 'up-to-date');
});

// [FUMO 6]
test('only State 10 takes a new package', () => {
  for (const state of ['20', '30', '40', '50', '60', '70', '80', '90', '100', '7', '']) assert.equal(verdict({ state }), 'busy', state);
});

// [DM-PRO 7]
test('without large objects a package must fit into one message', () => {
  assert.equal(verdict({ largeObjects: 'false' }), 'no-large-objects');
  assert.equal(verdict({ largeObjects: 'False' }), 'no-large-objects');
  assert.equal(verdict({ largeObjects: 'false', package: { version: '1.1.0', sizeInMessages: 1000 } }), 'update');
});

// [DM-PRO 7]
test("nothing larger than the device's MaxObjSize is sent", () => {
  assert.equal(verdict({ maxObjSize: 8999 }), 'package-too-large');
  assert.equal(verdict({ maxObjSize: 9000 }), 'update');
});

test('a package that travels outside the messages is not measured against them', () => {
  assert.equal(verdict({ largeObjects: 'false', maxObjSize: 10, package: { version: '1.1.0' } }), 'update');
});

test('what the device has not said does not stand in the way', () => {
  assert.equal(decide({ package: { sizeInMessages: 1e9 } }).update, true);
});

// [FUMO 6, figure]
test('a device that cleans up by itself is offered a package wherever no update is under way', () => {
  for (const state of ['20', '50', '70', '80', '90', '100']) assert.equal(verdict({ state, strictness: 'lenient' }), 'update', state);
  for (const state of ['30', '40', '60', '7', '']) assert.equal(verdict({ state, strictness: 'lenient' }), 'busy', state);
});
