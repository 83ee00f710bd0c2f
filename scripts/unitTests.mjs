// Runs the unit tests: bundles every test file below test/ (editor, long, bench and the like left out) and gives the
// bundles to Node's test runner. `node scripts/unitTests.mjs engine/xml` runs only those whose path contains the words.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const filters = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const apart = new Set(['editor', 'long', 'bench', 'fuzz', 'oracle']);

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folder === join(root, 'test') && apart.has(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

const files = testFiles(join(root, 'test'))
  .filter((file) => filters.length === 0 || filters.some((word) => relative(root, file).split(sep).join('/').includes(word)))
  .sort();
if (files.length === 0) {
  console.error('No test file matches.');
  process.exit(1);
}

const out = join(root, '.test-build', `unit-${filters.join('-').replace(/[^\w-]/g, '_') || 'all'}`);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: files,
  outdir: out,
  outbase: join(root, 'test'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  loader: { '.ddf': 'text' },
  external: ['esbuild', 'typescript', 'vscode'],
  logLevel: 'warning',
  absWorkingDir: root,
});
const bundles = files.map((file) => join(out, relative(join(root, 'test'), file).replace(/\.ts$/, '.js')));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...options, ...bundles], { stdio: 'inherit', cwd: root });
process.exit(run.status ?? 1);
