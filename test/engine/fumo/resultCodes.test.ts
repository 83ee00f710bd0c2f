import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSuccess, resultCode, resultCodes } from '#engine/fumo/resultCodes';

// [FUMO 6.2.4]
test('the defined codes are 200, 400 to 412 and 500 to 503, each once', () => {
  const expected = [200, ...Array.from({ length: 13 }, (_, i) => 400 + i), 500, 501, 502, 503];
  assert.deepEqual(resultCodes.map((row) => row.code), expected);
});

test('vendor ranges are known and what lies between is not', () => {
  for (const code of [250, 299, 450, 499, 550, 599]) assert.ok(resultCode(code), String(code));
  for (const code of [199, 201, 249, 300, 399, 413, 449, 504, 549, 600]) assert.equal(resultCode(code), undefined, String(code));
});

test('only the 2xx series is a success', () => {
  for (let code = 0; code < 700; code++) {
    assert.equal(isSuccess(code), code === 200 || (code >= 250 && code <= 299), String(code));
  }
});
