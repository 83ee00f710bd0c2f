// Runs tests in Node: bundles every test file of a tier and gives the bundles to Node's test runner.
// `node scripts/unitTests.mjs engine/xml` runs only those whose path contains the words. `--tier=long` takes the long
// tests instead, `--slice` a short part of them; `--update` writes golden files anew; `--apart` compiles file by file
// instead of bundling, for measuring coverage. Other options are for `node --test`.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apart, sourcesOf } from './apart.mjs';
import { closingLine } from './counts.mjs';
import { properties } from './properties.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const own = new Set(['--part', '--slice', '--update', '--apart', '--tier=long']);
const filters = words.filter((word) => !word.startsWith('--'));
const options = words.filter((word) => word.startsWith('--') && !own.has(word));
const isLong = words.includes('--tier=long');

/** The folders of test/ that are not for every day: the long tier, and what runs in another way. */
const longFolders = ['long', 'fuzz', 'oracle'];
const foldersApart = new Set([...longFolders, 'editor', 'bench']);

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folder === join(root, 'test') && foldersApart.has(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

const files = (isLong ? longFolders.flatMap((name) => testFiles(join(root, 'test', name))) : testFiles(join(root, 'test')))
  .filter((file) => filters.length === 0 || filters.some((word) => relative(root, file).split(sep).join('/').includes(word)))
  .sort();
if (files.length === 0) {
  console.error('No test file matches.');
  process.exit(1);
}

/** A test, or a file of tests, that takes longer hangs: milliseconds. */
const timeLimit = isLong ? 3_600_000 : 240_000;

const isApart = words.includes('--apart');
const tier = `${isLong ? 'long' : 'unit'}${isApart ? '-apart' : ''}`;
const out = join(root, '.test-build', `${tier}-${filters.join('-').replace(/[^\w-]/g, '_').slice(0, 100) || 'all'}`);
const results = join(out, 'counts.json');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const base = isApart ? root : join(root, 'test');
await build({
  entryPoints: isApart ? sourcesOf(root) : files,
  outdir: out,
  outbase: base,
  bundle: true,
  plugins: [properties(isLong && !words.includes('--slice') ? 'new' : '1'), ...(isApart ? [apart(root, out)] : [])],
  ...(isApart ? { packages: 'external' } : {}),
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  loader: { '.ddf': 'text' },
  external: ['esbuild', 'typescript', 'vscode'],
  logLevel: 'warning',
  absWorkingDir: root,
});
const bundles = files.map((file) => join(out, relative(base, file).replace(/\.ts$/, '.js')));
const reporters = [
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=./scripts/countingReporter.mjs', `--test-reporter-destination=${results}`],
];
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', `--test-concurrency=${availableParallelism()}`, `--test-timeout=${timeLimit}`, ...reporters, ...options, ...bundles], {
  stdio: 'inherit',
  cwd: root,
  env: {
    ...process.env,
    ...(words.includes('--update') ? { UPDATE_GOLDEN: '1' } : {}),
    ...(words.includes('--slice') ? { FUMO_TEST_SLICE: '1' } : {}),
  },
});
const counts = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 1 };
if (!words.includes('--part')) console.log(closingLine(counts));
process.exit(counts.passed === 0 || counts.failed > 0 ? 1 : (status ?? 1));
