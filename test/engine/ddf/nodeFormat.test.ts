import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFault, type NodeFormat } from '#engine/ddf/nodeFormat';

const fits: readonly (readonly [NodeFormat, readonly string[], readonly string[]])[] = [
  ['int', ['0', '-2147483648', '2147483647', '+7', ' 5 '], ['', '1.5', '0x0', '2147483648', '-2147483649', 'ten', '1 2']],
  ['bool', ['true', 'False', '1', '0'], ['', 'yes', '2']],
  ['b64', ['', 'AAEC', 'AA EC\n', 'AA=='], ['A', '%%%%', 'AA=C']],
  ['bin', ['AAEC'], ['not base64!']],
  ['float', ['1', '-1.5e3', '.5', 'INF', 'NaN'], ['1,5', '', 'one']],
  ['date', ['2024-02-01', '20240201', '2024-W05-1', '2024-032'], ['1.2.2024', '24-02-01']],
  ['time', ['12:30:05', '123005Z', '12:30+01:00'], ['12.30', 'noon']],
  ['null', ['', ' '], ['x']],
  ['chr', ['', 'anything'], []],
  ['xml', ['<a/>'], []],
];

for (const [format, good, bad] of fits) {
  test(`texts that a value of format ${format} may be [TND 9.4.2]`, () => {
    for (const value of good) assert.equal(formatFault(format, value), undefined, JSON.stringify(value));
    for (const value of bad) assert.notEqual(formatFault(format, value), undefined, JSON.stringify(value));
  });
}
