// Compares us with others: bundles test/oracle and runs it. Options are its own: --install, --seed=N, --messages=N.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, '.test-build', 'oracle', 'oracle.js');
await build({
  entryPoints: [join(root, 'test', 'oracle', 'oracle.ts')],
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
