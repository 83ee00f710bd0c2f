// Golden files: what a test has seen, kept as text beside it. UPDATE_GOLDEN=1 writes them anew; a difference leaves
// what was seen this time in a file ending in .actual.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `file` counts from the project's root: `test/server/dap/next.golden.txt`. */
export function expectGolden(file: string, actual: string): void {
  const path = join(process.cwd(), file);
  const leftover = `${path}.actual`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  const expected = existsSync(path) ? readFileSync(path, 'utf8').replace(/\r\n/g, '\n') : '';
  if (expected !== actual) writeFileSync(leftover, actual);
  else rmSync(leftover, { force: true });
  assert.equal(actual, expected, `${file} differs: see ${file}.actual, or run again with UPDATE_GOLDEN=1 to keep it`);
}
