// `npm test`: types, lint, unit tests with the golden transcripts, editor tests in a real VS Code, and a short slice of the
// long tests. Goes on after a part that failed; ends with the count of all tests, alone on its line.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine } from './counts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const hasLongTests = ['long', 'fuzz', 'oracle'].some((name) => {
  const folder = join(root, 'test', name);
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith('.test.ts'));
});

const parts = [
  { name: 'types', words: ['scripts/typecheck.mjs'] },
  { name: 'lint', words: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'] },
  { name: 'unit tests', words: ['scripts/unitTests.mjs', '--part'], counts: '.test-build/unit-all/counts.json' },
  { name: 'editor tests', words: ['scripts/editorTests.mjs', '--part'], counts: '.test-build/editor/counts.json' },
  ...(hasLongTests
    ? [{ name: 'a slice of the long tests', words: ['scripts/unitTests.mjs', '--tier=long', '--slice', '--part'], counts: '.test-build/long-all/counts.json' }]
    : []),
];

const total = { passed: 0, failed: 0 };
const summary = [];
for (const { name, words, counts } of parts) {
  console.log(`\n== ${name}`);
  if (counts) rmSync(join(root, counts), { force: true });
  const started = Date.now();
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  const seen = counts && existsSync(join(root, counts)) ? JSON.parse(readFileSync(join(root, counts), 'utf8')) : { passed: 0, failed: 0 };
  total.passed += seen.passed;
  // A part that failed without a failed test (types, lint, an editor that didn't start) counts as one.
  total.failed += status === 0 ? 0 : Math.max(1, seen.failed);
  summary.push(`${status === 0 ? 'passed' : 'FAILED'}  ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
}
console.log(`\n${summary.join('\n')}\n`);
console.log(closingLine(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
