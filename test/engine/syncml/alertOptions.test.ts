import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAlertOptions, writeAlertOptions, type AlertOptions } from '#engine/syncml/alertOptions';

const codes = (text: string): readonly string[] => readAlertOptions(text).problems.map((problem) => problem.code);

test('every option is read [DM-PRO 10.3]', () => {
  const { options, problems } = readAlertOptions('MINDT=10&MAXDT=60&DR=Firmware+1%2E1%20%C3%A9&MAXLEN=8&IT=N&ET=P');
  assert.deepEqual(problems, []);
  assert.deepEqual(options, {
    ...{ minDt: 10, maxDt: 60, defaultResponse: 'Firmware 1.1 é', maxLen: 8, inputType: 'numeric', echoType: 'password' },
  });
});

test('no options is an empty text, and the other way round', () => {
  assert.deepEqual(readAlertOptions(''), { options: {}, problems: [] });
  assert.equal(writeAlertOptions({}), '');
});

test('options that are not known are passed over [DM-PRO 10.3]', () => {
  assert.deepEqual(readAlertOptions('COLOUR=red&MAXDT=5').options, { maxDt: 5 });
  assert.deepEqual(codes('COLOUR=red&MAXDT=5'), ['ui-option-unknown']);
});

test('values that an option cannot have are reported with their place, the rest counts', () => {
  const table: readonly (readonly [string, string])[] = [
    ...(['MINDT=0', 'MINDT=-1', 'MAXDT=ten', 'MAXLEN='] as const).map((wrong) => [wrong, 'ui-mindt-number'] as const),
    ...[['IT=X', 'ui-it-value'] as const, ['IT=constructor', 'ui-it-value'] as const, ['ET=Q', 'ui-et-value'] as const],
  ];
  for (const [wrong, code] of table) {
    const { options, problems } = readAlertOptions(`DR=1&${wrong}`);
    assert.deepEqual(options, { defaultResponse: '1' }, wrong);
    assert.deepEqual(problems.map((problem) => [problem.code, problem.range]), [[code, { start: 5, end: 5 + wrong.length }]]);
  }
});

test('an option given twice counts as given first; one in lower case counts', () => {
  assert.deepEqual(readAlertOptions('MAXDT=5&MAXDT=6').options, { maxDt: 5 });
  assert.deepEqual(codes('MAXDT=5&MAXDT=6'), ['ui-option-duplicate']);
  assert.deepEqual(readAlertOptions('maxdt=5').options, { maxDt: 5 });
  assert.deepEqual(codes('maxdt=5'), ['ui-option-unknown']);
  assert.deepEqual(codes('MAXDT=ten&MAXDT=6'), ['ui-mindt-number', 'ui-option-duplicate']);
});

test('what is not NAME=value, or not escaped rightly, is no option', () => {
  for (const wrong of ['MINDT:10', 'DR', 'DR=%4']) assert.deepEqual(readAlertOptions(`${wrong}&MAXDT=5`).options, { maxDt: 5 }, wrong);
  for (const wrong of ['MINDT:10', 'DR', 'DR=%4']) assert.deepEqual(codes(wrong), ['ui-option-syntax'], wrong);
});

test('what is written is read back', () => {
  const options = fc.record(
    {
      minDt: fc.integer({ min: 1, max: 999_999 }),
      maxDt: fc.integer({ min: 1, max: 999_999 }),
      defaultResponse: fc.string({ unit: 'grapheme' }),
      maxLen: fc.integer({ min: 1, max: 999 }),
      inputType: fc.constantFrom('alphanumeric' as const, 'numeric' as const, 'date' as const, 'time' as const, 'phone' as const, 'ip-address' as const),
      echoType: fc.constantFrom('text' as const, 'password' as const),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(options, (given) => {
      assert.deepEqual(readAlertOptions(writeAlertOptions(given as AlertOptions)), { options: given, problems: [] });
    }),
  );
});

test('no text makes the reader throw', () => {
  const piece = fc.constantFrom('&', '=', '%', '%4', '+', 'MINDT', 'dr', 'IT=', '__proto__=1', 'é');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      readAlertOptions(pieces.join(''));
    }),
  );
});
