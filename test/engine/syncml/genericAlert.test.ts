import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertTypeForm, bareAlertType, firmwareAlertType, isFirmwareReport, prefixedAlertType, sameAlertType } from '#engine/syncml/genericAlert';

const update = 'org.openmobilealliance.dm.firmwareupdate.update';

test('the prefix is optional, in any case, with or without its blank [DM-PRO 8.7.1.6, FUMO 6.2.2]', () => {
  for (const written of [update, `Reversed-Domain-Name: ${update}`, `Reversed-Domain-Name:${update}`, ` reversed-domain-name:  ${update} `]) {
    assert.equal(bareAlertType(written), update);
    assert.ok(sameAlertType(written, update));
    assert.equal(firmwareAlertType(written)?.command, 'Update');
  }
});

test('a type goes out with its prefix, once [DM-PRO 8.7.1.6]', () => {
  assert.equal(prefixedAlertType(update), `Reversed-Domain-Name: ${update}`);
  assert.equal(prefixedAlertType(prefixedAlertType(update)), `Reversed-Domain-Name: ${update}`);
  assert.equal(prefixedAlertType('Content-Type: text/plain'), 'Content-Type: text/plain');
  assert.deepEqual([update, 'Reversed-Domain-Name:x', 'Content-Type: a/b'].map(alertTypeForm), ['bare', 'domain', 'content']);
});

test('three types of FUMO report the end of an Exec, two ask for an update [FUMO 6.2.2, 7.1.2]', () => {
  const ends = ['download', 'update', 'downloadandupdate', 'devicerequest', 'userrequest', 'other'];
  const types = ends.map((end) => `org.openmobilealliance.dm.firmwareupdate.${end}`);
  assert.deepEqual(types.map(isFirmwareReport), [true, true, true, false, false, false]);
  assert.deepEqual(types.map((type) => firmwareAlertType(type)?.kind), ['report', 'report', 'report', 'request', 'request', undefined]);
  // A misspelling that devices send: without `.dm`.
  assert.equal(isFirmwareReport('org.openmobilealliance.firmwareupdate.download'), false);
});
