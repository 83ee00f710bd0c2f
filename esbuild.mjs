// Builds every program into dist/, and only where something has changed since the last time. `--production` minifies,
// `--watch` goes on building. All it says goes to stderr.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './scripts/lock.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const stampFile = join(root, 'dist', '.build.json');
const isProduction = process.argv.includes('--production');

const inNode = { platform: 'node', format: 'cjs', target: 'node20' };
const onPage = { platform: 'browser', format: 'iife', target: 'es2022' };
/** In parts: a program loads those that it needs when it needs them. Node's own names are for libraries that are no modules. */
const inParts = {
  ...{ ...inNode, format: 'esm', splitting: true, outExtension: { '.js': '.mjs' }, chunkNames: 'server/[name]-[hash]' },
  banner: {
    js: [
      "import { createRequire as nodeRequire } from 'node:module';",
      'const require = nodeRequire(import.meta.url);',
      "const __filename = require('node:url').fileURLToPath(import.meta.url), __dirname = require('node:path').dirname(__filename);",
    ].join(' '),
  },
};
/** The programs that share the parts in `dist/server`; each gets a file by which it is started. */
const servers = ['languageServer', 'debugAdapter', 'commandLine'];

/** What is built together: the programs by what they become, and how. */
const builds = [
  { programs: { extension: 'client/src/extension.ts' }, options: { ...inNode, external: ['vscode'] } },
  { programs: Object.fromEntries(servers.map((name) => [`server/${name}`, `server/src/${name}.ts`])), options: inParts },
  { programs: { 'webview/callFlow': 'client/src/webview/callFlow.ts' }, options: onPage },
];

function optionsOf({ programs, options }) {
  return {
    entryPoints: programs,
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
    writeFileSync(path, `#!/usr/bin/env node\nvoid import('./server/${name}.mjs');\n`);
    chmodSync(path, 0o755);
  }
}

/** Parts are named by what they hold: those of an earlier build stay behind. */
function removeOldParts(results) {
  const outputs = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
  for (const name of readdirSync(join(root, 'dist', 'server'))) if (!outputs.has(`dist/server/${name}`)) rmSync(join(root, 'dist', 'server', name));
}

async function buildAll() {
  const { build } = await import('esbuild');
  // Source maps of an earlier build don't belong into a package.
  if (isProduction) rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  const results = await Promise.all(builds.map((each) => build(optionsOf(each))));
  removeOldParts(results);
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
  const contexts = await Promise.all(builds.map((each) => context({ ...optionsOf(each), plugins: [announce] })));
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
