// Builds every program into dist/, and only where something has changed since the last time. `--production` minifies,
// `--watch` goes on building. All it says goes to stderr.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './scripts/lock.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const stampFile = join(root, 'dist', '.build.json');
const isProduction = process.argv.includes('--production');

const inNode = { platform: 'node', format: 'cjs', target: 'node20' };
const onPage = { platform: 'browser', format: 'iife', target: 'es2022' };
/** The programs that the bundle `server` holds; each gets a file by which it is started. */
const servers = ['languageServer', 'debugAdapter', 'commandLine'];

/** Every bundle: what it is made from, what it becomes, and how. */
const programs = [
  { from: 'client/src/extension.ts', to: 'extension', options: { ...inNode, external: ['vscode'] } },
  { from: 'server/src/programs.ts', to: 'server', options: inNode },
  { from: 'client/src/webview/callFlow.ts', to: 'webview/callFlow', options: onPage },
];

function optionsOf({ from, to, options }) {
  return {
    entryPoints: [{ in: from, out: to }],
    outdir: 'dist',
    bundle: true,
    metafile: true,
    minify: isProduction,
    sourcemap: !isProduction,
    legalComments: 'none',
    loader: { '.ddf': 'text' },
    logLevel: 'warning',
    absWorkingDir: root,
    ...options,
  };
}

/** Every file that went into a build, with its size and time: what says whether it is still good. */
function stampOf(results) {
  const inputs = new Set(['esbuild.mjs', 'package-lock.json', ...results.flatMap(({ metafile }) => Object.keys(metafile.inputs))]);
  const outputs = results.flatMap(({ metafile }) => Object.keys(metafile.outputs));
  return JSON.stringify({ isProduction, files: Object.fromEntries([...inputs, ...outputs].map((path) => [path, traceOf(path)])) });
}

function traceOf(path) {
  const { mtimeMs, size } = statSync(join(root, path), { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}

function isFresh() {
  if (!existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return stamp.isProduction === isProduction && Object.entries(stamp.files).every(([path, trace]) => traceOf(path) === trace);
}

function writeStarters() {
  for (const name of servers) {
    const path = join(root, 'dist', `${name}.js`);
    writeFileSync(path, `#!/usr/bin/env node\nvoid require('./server.js').${name}();\n`);
    chmodSync(path, 0o755);
  }
}

async function buildAll() {
  const { build } = await import('esbuild');
  // Source maps of an earlier build don't belong into a package.
  if (isProduction) rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  const results = await Promise.all(programs.map((each) => build(optionsOf(each))));
  writeStarters();
  writeFileSync(stampFile, stampOf(results));
}

async function watchAll() {
  const { context } = await import('esbuild');
  // VS Code's task (.vscode/tasks.json) waits for these two sentences.
  const announce = {
    name: 'announce',
    setup(build) {
      build.onStart(() => void process.stderr.write('Build started\n'));
      build.onEnd(() => void process.stderr.write('Build finished\n'));
    },
  };
  rmSync(stampFile, { force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeStarters();
  const contexts = await Promise.all(programs.map((each) => context({ ...optionsOf(each), plugins: [announce] })));
  await Promise.all(contexts.map((each) => each.watch()));
}

try {
  if (process.argv.includes('--watch')) await watchAll();
  else if (!isFresh()) {
    await withLock(join(root, '.build.lock'), (sentence) => process.stderr.write(`${sentence}\n`), async () => {
      if (!isFresh()) await buildAll();
    });
  }
} catch (error) {
  // What esbuild found wrong in a source it has printed itself.
  if (!error.errors) process.stderr.write(`The build failed: ${error.message}\n`);
  process.exit(1);
}
