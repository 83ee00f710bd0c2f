// Measures: bundles every file of test/bench and runs them one after the other, each a program that prints its rows.
// `node scripts/bench.mjs sessions` runs only those whose name contains the word.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const filters = process.argv.slice(2).filter((word) => !word.startsWith('--'));
// `--json` and whatever else a bench may know are its own.
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const names = readdirSync(join(root, 'test', 'bench'))
  .filter((name) => name.endsWith('.bench.ts') && (filters.length === 0 || filters.some((word) => name.includes(word))))
  .sort();
if (names.length === 0) {
  console.error('No bench matches.');
  process.exit(1);
}

const out = join(root, '.test-build', 'bench');
await build({
  entryPoints: names.map((name) => join(root, 'test', 'bench', name)),
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  loader: { '.ddf': 'text' },
  logLevel: 'warning',
  absWorkingDir: root,
});
const failed = names.filter((name) => {
  const { status } = spawnSync(process.execPath, [join(out, name.replace(/\.ts$/, '.js')), ...options], { cwd: root, stdio: 'inherit' });
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
