import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { readStatusReport, writeStatusReport } from '#engine/download/statusReport';
import { downloadStatuses } from '#engine/download/statusCodes';

const cases: readonly (readonly [body: string, code: number | undefined, message: string, said: readonly string[]])[] = [
  ['900 Success', 900, 'Success', []],
  ['900 Success \n\r', 900, 'Success', []],
  ['902 User Cancelled\r\n', 902, 'User Cancelled', []],
  ['\ufeff900 Success', 900, 'Success', []],
  [' 900 Success', 900, 'Success', []],
  ['954', 954, '', []],
  ['900\tSuccess', 900, 'Success', []],
  ['905 Größe stimmt nicht', 905, 'Größe stimmt nicht', []],
  ['904 What', 904, 'What', ['error dd-report-code 904']],
  ['461 Busy', 461, 'Busy', ['warning dd-report-code 461']],
  ['900Success', 900, 'Success', ['warning dd-report ']],
  ['900 Success\nmore', 900, 'Success', ['warning dd-report \nmore']],
  ['', undefined, '', ['error dd-report ']],
  ['Success', undefined, '', ['error dd-report Success']],
  ['9001 Success', undefined, '', ['error dd-report 9001 Success']],
];

for (const [body, code, message, expected] of cases) {
  void test(`the report ${JSON.stringify(body)} is ${code === undefined ? 'none' : `${code}, "${message}"`} [DLOTA status report]`, () => {
    const bytes = utf8(body);
    const { report, problems } = readStatusReport(bytes);
    assert.deepEqual(report, code === undefined ? undefined : { code, message });
    const said = problems.map((problem) => `${problem.severity} ${problem.code} ${new TextDecoder().decode(bytes.subarray(problem.range.start, problem.range.end))}`);
    assert.deepEqual(said, expected);
  });
}

void test('read strictly, a code outside 900 to 999 is none [DLOTA status report]', () => {
  const { report, problems } = readStatusReport(utf8('461 Busy'), { strict: true });
  assert.equal(report, undefined);
  assert.deepEqual(problems.map(({ severity, code }) => `${severity} ${code}`), ['error dd-report-code']);
});

void test('a report is the code, one blank and the code\u2019s own words, or others', () => {
  assert.deepEqual(writeStatusReport(900), utf8('900 Success'));
  assert.deepEqual(writeStatusReport(903, 'lost\r\n at 40% '), utf8('903 lost at 40%'));
  assert.deepEqual(writeStatusReport(904), utf8('904'));
});

void test('every report that is written is read without a remark', () => {
  for (const { code, name } of downloadStatuses) {
    assert.deepEqual(readStatusReport(writeStatusReport(code)), { report: { code, message: name }, problems: [] });
  }
});

void test('octets that aren\u2019t UTF-8 keep the places inside the body', () => {
  const { problems } = readStatusReport(Uint8Array.of(0xff, 0xff, 0xff));
  assert.deepEqual(problems.map(({ range }) => range), [{ start: 0, end: 3 }]);
});
