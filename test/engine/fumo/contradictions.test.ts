// Results held against State and versions: a table of both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contradictions } from '#engine/fumo/contradictions';
import { operations, type Operation } from '#engine/fumo/firmwareObject';
import { firmwareStates } from '#engine/fumo/states';

/** States that go with a result, by the figure. [FUMO 6] */
const table: readonly (readonly [Operation, number, readonly number[]])[] = [
  ['download', 200, [40, 50]],
  ['download', 503, [10, 20]],
  ['update', 200, [10, 90, 100]],
  ['update', 299, [10, 90, 100]],
  ['update', 410, [10, 70, 80]],
  ['downloadandupdate', 250, [10, 90, 100]],
  ['downloadandupdate', 401, [10, 20, 70, 80]],
  ['downloadandupdate', 552, [10, 20, 70, 80]],
];

// [FUMO 5.1.10]
for (const [operation, result, agreeing] of table) {
  test(`after ${operation} with ${result}, State is ${agreeing.join(', ')} and nothing else`, () => {
    for (const { value } of firmwareStates) {
      assert.equal(contradictions({ operation, result, state: value }).length, agreeing.includes(value) ? 0 : 1, String(value));
    }
  });
}

test('the table has every operation', () => {
  assert.deepEqual(new Set(table.map(([operation]) => operation)), new Set(Object.values(operations)));
});

test("a State of a vendor's own, and a result that FUMO leaves undefined, contradict nothing of the versions", () => {
  assert.deepEqual(contradictions({ operation: 'update', result: 200, state: 130 }), []);
  assert.deepEqual(contradictions({ operation: 'update', result: 777, before: '1', after: '2' }), []);
});

// [FUMO 6.2.4]
test('a success without the new version and a failure with it are contradictions', () => {
  assert.match(contradictions({ operation: 'update', result: 200, before: '1', after: '1', offered: '2' }).join(), /FwV is 1, and the device has reported 200 \(Successful\) for a package of 2\. \[FUMO 6\.2\.4\]/);
  assert.match(contradictions({ operation: 'update', result: 410, before: '1', after: '2' }).join(), /FwV was 1 and is 2/);
  assert.match(contradictions({ operation: 'download', result: 200, state: 50, before: '1', after: '2' }).join(), /FwV was 1 and is 2/);
  assert.deepEqual(contradictions({ operation: 'update', result: 200, state: 90, before: '1', after: '2', offered: '2' }), []);
  assert.deepEqual(contradictions({ operation: 'update', result: 200, before: '1', after: '1' }), [], 'nobody knows which version the package brings');
});
