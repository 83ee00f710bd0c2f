// A program of test/ bundled for Node and run, from the project's root, with the words of the call.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the process with the program's exit code. `name` is that of the folder in test/ and of the file in it. */
export async function runBundled(name) {
  const out = join(root, '.test-build', name, `${name}.js`);
  await build({
    entryPoints: [join(root, 'test', name, `${name}.ts`)],
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
}
