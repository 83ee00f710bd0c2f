// Makes the VSIX that people install, and refuses one that has grown too big.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const limit = 1.5 * 1024 * 1024;
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const out = process.argv[2] ?? join(root, `${name}-${version}.vsix`);

run(['esbuild.mjs', '--production']);
run([
  ...['node_modules/@vscode/vsce/vsce', 'package', '--out', out],
  // Everything is bundled; and without a public repository a README's pictures are taken from the package itself.
  ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
]);
const { size } = statSync(out);
if (size > limit) {
  console.error(`${out} has ${size} bytes; at most ${limit} are allowed.`);
  process.exit(1);
}

function run(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
