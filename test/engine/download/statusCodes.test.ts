import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn, isDescriptorType } from '#engine/download/descriptor';
import { downloadStatus, downloadStatuses, failedExchange, fumoResultOf, type HttpOutcome } from '#engine/download/statusCodes';
import { isSuccess, resultCode } from '#engine/fumo/resultCodes';

void test('every status of a download has a result that FUMO defines, and only 900 is a success [FUMO 6.2.4]', () => {
  for (const { code, fumoResult } of downloadStatuses) {
    assert.ok(resultCode(fumoResult), String(code));
    assert.equal(isSuccess(fumoResult), code === 900, String(code));
  }
});

const results: readonly (readonly [code: number, result: number])[] = [
  [900, 200], [901, 501], [902, 401], [903, 503], [905, 402], [906, 405], [951, 405], [952, 400], [953, 405], [954, 500], [904, 409],
];

for (const [code, result] of results) {
  void test(`a download that ends with ${code} is reported as ${result} [FUMO 6.2.4]`, () => {
    assert.equal(fumoResultOf(code), result);
  });
}

void test('codes between the defined ones are not defined', () => {
  for (const code of [899, 904, 907, 950, 955]) assert.equal(downloadStatus(code), undefined);
});

const exchanges: readonly (readonly [outcome: HttpOutcome, download: number, fumo: number])[] = [
  [401, 952, 406], [407, 952, 406], [408, 903, 407], [504, 903, 407], ['timed-out', 903, 407], [404, 954, 411], [410, 954, 411],
  [400, 954, 411], ['bad-address', 954, 411], [503, 954, 412], [500, 954, 500], [502, 954, 500], [302, 954, 500], ['unreachable', 903, 503], ['reset', 903, 503],
];

for (const [outcome, download, fumo] of exchanges) {
  void test(`an exchange that ends with ${outcome} makes ${download} of the download and ${fumo} of the update [DLOTA 954]`, () => {
    assert.deepEqual(failedExchange(outcome), { download, fumo });
    assert.ok(resultCode(fumo));
    assert.ok(downloadStatus(download));
  });
}

void test('an exchange with a 2xx went well', () => {
  assert.equal(failedExchange(200), undefined);
  assert.equal(failedExchange(206), undefined);
});

void test('the media type of a descriptor is told from others, whatever its parameters [DLOTA media type]', () => {
  assert.ok(isDescriptorType('application/vnd.oma.dd+xml'));
  assert.ok(isDescriptorType('Application/VND.oma.dd+xml; charset=utf-8'));
  assert.ok(!isDescriptorType('application/octet-stream'));
  assert.ok(!isDescriptorType(undefined));
});

void test('a relative address counts from where the descriptor was fetched [DLOTA objectURI]', () => {
  assert.equal(addressIn('fw.bin', 'https://dl.example.com/dd/43.dd'), 'https://dl.example.com/dd/fw.bin');
  assert.equal(addressIn('https://a.example.com/b', 'https://dl.example.com/'), 'https://a.example.com/b');
  assert.equal(addressIn('fw.bin'), undefined);
});
