import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertCode, alertCodes, alertName } from '#engine/syncml/alertCodes';
import { isSuccess, statusCode, statusCodes, statusName, statusText } from '#engine/syncml/statusCodes';

test('every status code stands once, in order, and says what it means', () => {
  const codes = statusCodes.map((status) => status.code);
  assert.deepEqual(codes, [...new Set(codes)].sort((a, b) => a - b));
  assert.equal(codes.length, 1 + 17 + 6 + 29 + 17);
  for (const status of statusCodes) assert.match(status.meaning, /^[A-Z].*\.$/, String(status.code));
});

test('515 and other numbers that are not assigned have no entry [RepPro 11]', () => {
  for (const code of [515, 299, 0, 'x', '']) assert.equal(statusCode(code), undefined);
  assert.equal(statusCode(509)?.use, 'reserved');
});

test('a code is found by number and by text', () => {
  assert.equal(statusName(425), 'Permission denied');
  assert.equal(statusName(' 425 '), 'Permission denied');
  assert.equal(statusText('425'), '425 Permission denied');
  assert.equal(statusText(299), '299');
});

test('the codes that answer the header are those of authentication and of versions [DM-PRO 9]', () => {
  const header = statusCodes.filter((status) => status.commands.includes('SyncHdr')).map((status) => status.code);
  assert.deepEqual(header, [200, 212, 401, 407, 505, 513]);
});

test('no to a confirmation is 304, by the protocol alone [DM-PRO 10.2.2]', () => {
  assert.deepEqual(statusCode(304)?.commands, ['Alert']);
  assert.equal(statusCode(304)?.clause, 'DM-PRO 10.2.2');
});

test('success is 2xx and nothing else', () => {
  assert.deepEqual([101, 200, 216, 304, 425, 500, '20', '2000'].map(isSuccess), [false, true, true, false, false, false, false, false]);
});

test('the alert codes are the twelve of device management [DM-REP 7]', () => {
  assert.deepEqual(
    alertCodes.map((alert) => alert.code),
    [1100, 1101, 1102, 1103, 1104, 1200, 1201, 1222, 1223, 1224, 1225, 1226],
  );
  for (const alert of alertCodes) {
    assert.match(alert.meaning, /^[A-Z].*\.$/);
    for (const status of alert.statuses) assert.ok(statusCode(status) !== undefined, `${alert.code}: ${status}`);
  }
  assert.equal(alertName('1226'), 'Generic alert');
  // [DM-REP 7] 1221 and the alerts of data synchronisation mean nothing in device management.
  for (const code of [1221, 1210, 200, 201]) assert.equal(alertCode(code), undefined);
});
