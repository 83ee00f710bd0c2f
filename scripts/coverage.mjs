// Measures which lines and branches the unit tests run, and tells it room by room.
// `node scripts/coverage.mjs engine/xml` runs only the tests whose path contains the words. Every source is compiled to
// a file of its own: c8 takes the sources of a bundle for files it was told to leave out, and then calls them covered.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'coverage');
const raw = join(folder, 'raw');
const goals = { lines: 95, branches: 90 };
const roomsWithGoals = new Set(['xml', 'schema', 'wbxml', 'syncml', 'session', 'download'].map((room) => `engine/${room}`));

rmSync(folder, { recursive: true, force: true });
mkdirSync(raw, { recursive: true });
/** Goals are for all tests together. */
const isWhole = process.argv.length === 2;

const tests = spawnSync(process.execPath, [join(root, 'scripts', 'unitTests.mjs'), '--apart', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_V8_COVERAGE: raw },
});

// What the tests start is a program of dist/, a bundle; the scripts are not what is measured.
const compiled = `${pathToFileURL(join(root, '.test-build')).href}/`;
for (const name of readdirSync(raw)) {
  const file = join(raw, name);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const result = report.result.filter(({ url }) => url.startsWith(compiled));
  if (result.length === 0) {
    rmSync(file);
    continue;
  }
  const maps = Object.fromEntries(Object.entries(report['source-map-cache'] ?? {}).filter(([url]) => url.startsWith(compiled)));
  writeFileSync(file, JSON.stringify({ result, timestamp: report.timestamp, 'source-map-cache': maps }));
}

const c8 = join(root, 'node_modules', 'c8', 'bin', 'c8.js');
const reported = spawnSync(process.execPath, [c8, 'report', '--temp-directory', raw, '--reports-dir', folder], { cwd: root, stdio: 'inherit' });
if (reported.status !== 0) process.exit(1);

const rooms = new Map();
for (const [path, counts] of Object.entries(JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')))) {
  if (path === 'total') continue;
  const [storey, , room] = relative(root, path).split(sep);
  const name = room.endsWith('.ts') ? storey : `${storey}/${room}`;
  const sums = rooms.get(name) ?? { lines: { covered: 0, total: 0 }, branches: { covered: 0, total: 0 } };
  for (const kind of ['lines', 'branches']) {
    sums[kind].covered += counts[kind].covered;
    sums[kind].total += counts[kind].total;
  }
  rooms.set(name, sums);
}
let below = 0;
console.log(`${'room'.padEnd(24)}   lines  branches`);
for (const [name, sums] of [...rooms].sort(([a], [b]) => a.localeCompare(b))) {
  const percent = (kind) => (sums[kind].total === 0 ? 100 : (100 * sums[kind].covered) / sums[kind].total);
  const short = isWhole && roomsWithGoals.has(name) && (percent('lines') < goals.lines || percent('branches') < goals.branches);
  if (short) below++;
  const written = (kind) => `${percent(kind).toFixed(1)} %`.padStart(8);
  console.log(`${name.padEnd(24)}${written('lines')}  ${written('branches')}${short ? `  below ${goals.lines} and ${goals.branches}` : ''}`);
}
console.log(`Every file: ${join('coverage', 'index.html')}`);
process.exit(tests.status === 0 && below === 0 ? 0 : 1);
