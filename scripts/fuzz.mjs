// Fuzzes: bundles test/fuzz and runs it. Options are its own: --cases N, --seed S, --kinds parser,wbxml.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, '.test-build', 'fuzz', 'fuzz.js');
await build({
  entryPoints: [join(root, 'test', 'fuzz', 'fuzz.ts')],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  loader: { '.ddf': 'text' },
  logLevel: 'warning',
  absWorkingDir: root,
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', out, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
