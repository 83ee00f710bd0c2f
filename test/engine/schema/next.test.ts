import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flowSchema } from '#engine/schema/flow';
import { guideOf } from '#engine/schema/guide';
import { mayStandAt, nextAllowed } from '#engine/schema/next';
import { syncml11, syncml12 } from '#engine/schema/syncml';
import { element } from '#engine/xml/element';

function after(parent: string, before: readonly string[], schema = syncml12): readonly string[] {
  const rule = schema.elements.get(parent);
  assert.ok(rule !== undefined);
  return nextAllowed(rule, before);
}

void test('what may come next follows the order of the model', () => {
  assert.deepEqual(after('Exec', []), ['CmdID']);
  assert.deepEqual(after('Exec', ['CmdID']), ['NoResp', 'Cred', 'Meta', 'Correlator', 'Item']);
  assert.deepEqual(after('Exec', ['CmdID', 'Correlator']), ['Item']);
  assert.deepEqual(after('Exec', ['CmdID', 'Item']), []);
  assert.deepEqual(after('Item', ['Target', 'Meta']), ['Data', 'MoreData']);
});

void test('what is missing or unknown before the place doesn\u2019t stop the help', () => {
  assert.deepEqual(after('Exec', ['Correlator']), ['Item']);
  assert.deepEqual(after('Exec', ['CmdID', 'Foo', 'Correlator']), ['Item']);
});

void test('where any order will do, everything may come that hasn\u2019t come too often', () => {
  assert.ok(!after('Meta', ['Format']).includes('Format'));
  assert.ok(after('Meta', ['Format', 'EMI']).includes('EMI'));
});

void test('Correlator came with 1.2', () => {
  assert.ok(!after('Exec', ['CmdID'], syncml11).includes('Correlator'));
});

void test('a command in a flow has no CmdID, but may have one', () => {
  assert.deepEqual(after('Get', [], flowSchema), ['CmdID', 'NoResp', 'Lang', 'Cred', 'Meta', 'Item']);
  assert.ok(after('Status', [], flowSchema).includes('Data'));
});

void test('with no element around, the roots may stand, once', () => {
  assert.deepEqual(mayStandAt(flowSchema, [], []).map(({ name }) => name), ['flow']);
  assert.deepEqual(mayStandAt(flowSchema, [], ['flow']), []);
});

void test('candidates come with what they mean; elements of other namespaces have none', () => {
  const [first] = mayStandAt(syncml12, [element('Exec', [], { namespace: 'SYNCML:SYNCML1.2' })], []);
  assert.equal(first?.name, 'CmdID');
  assert.equal(first.clause, 'DM-REP 6.1.4');
  assert.deepEqual(mayStandAt(syncml12, [element('Exec', [], { namespace: 'urn:other' })], []), []);
});

void test('the guide knows what may stand where, and says when it doesn\u2019t know', () => {
  const guide = guideOf(syncml12);
  assert.equal(guide.mayContain('SyncBody', 'Exec'), true);
  assert.equal(guide.mayContain('Item', 'Exec'), false);
  assert.equal(guide.mayContain('CmdID', 'Item'), false);
  assert.equal(guide.mayContain('Data', 'Exec'), false);
  assert.equal(guide.mayContain('Data', 'MgmtTree'), undefined);
  assert.equal(guide.mayContain('Foo', 'Exec'), undefined);
  assert.equal(guideOf(syncml12), guide);
});
