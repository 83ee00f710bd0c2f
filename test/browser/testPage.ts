// The engine's own tests as a script for a page: those of them that need nothing of Node but its test runner, its
// assertions and its digests, for which the page has its own.
import { build, type Plugin } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface TestPage {
  readonly script: string;
  /** The files whose tests it runs, such as `xml/parse.test.ts`. */
  readonly files: readonly string[];
  /** Those that need more of Node. */
  readonly leftOut: readonly string[];
}

const folder = resolve('test', 'engine');

export async function testPage(rooms: readonly string[]): Promise<TestPage> {
  const all = rooms.flatMap((room) => readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, room, name))).filter((file) => file.endsWith('.test.ts')).sort();
  const needy = await needingNode(all);
  const files = all.filter((file) => !needy.has(file));
  const { outputFiles } = await bundled(files, await plugins(false), true);
  const nameOf = (file: string): string => relative(folder, file).split(sep).join('/');
  return { script: outputFiles?.[0]?.text ?? '', files: files.map(nameOf), leftOut: [...needy].map(nameOf) };
}

/** Those of the files that, themselves or through what they import, need a module of Node that a page can't stand in for. */
async function needingNode(files: readonly string[]): Promise<ReadonlySet<string>> {
  const { metafile } = await bundled(files, await plugins(true), false);
  const inputs = metafile?.inputs ?? {};
  const needy = new Set<string>();
  for (const file of files) {
    const seen = new Set<string>();
    const next = [relative(process.cwd(), file).split(sep).join('/')];
    for (let path = next.pop(); path !== undefined; path = next.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      next.push(...(inputs[path]?.imports ?? []).map((one) => one.path));
    }
    if ([...seen].some((path) => path.startsWith('absent:') || (path.startsWith('test/') && usesGlobals(path)))) needy.add(file);
  }
  return needy;
}

/** The engine has no use for them: only what tests it may. */
function usesGlobals(path: string): boolean {
  return /\b(?:Buffer|process)\./.test(readFileSync(resolve(path), 'utf8'));
}

function bundled(files: readonly string[], given: Plugin[], write: boolean): ReturnType<typeof build> {
  const entries = files.map((file) => `${JSON.stringify(relative(folder, file).split(sep).join('/'))}: () => import(${JSON.stringify(file)})`);
  const page = JSON.stringify(resolve('test', 'browser', 'inBrowser.ts'));
  return build({
    stdin: { contents: `import { runFiles } from ${page};\nrunFiles({${entries.join(',\n')}});`, resolveDir: process.cwd(), loader: 'ts' },
    write: false,
    metafile: !write,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.ddf': 'text' },
    plugins: given,
    logLevel: 'silent',
    absWorkingDir: process.cwd(),
  });
}

/** `lenient` lets modules of Node pass as empty ones. */
async function plugins(lenient: boolean): Promise<Plugin[]> {
  const { properties } = (await import(pathToFileURL(resolve('scripts', 'properties.mjs')).href)) as { readonly properties: (seed: string) => Plugin };
  const standIns: Plugin = {
    name: 'stand-ins',
    setup(of) {
      const own = (file: string) => () => ({ path: resolve('test', 'browser', file) });
      of.onResolve({ filter: /^node:test$/ }, own('pageTest.ts'));
      of.onResolve({ filter: /^#server\/node\/nodeHasher$/ }, own('pageHasher.ts'));
      of.onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: 'assert', namespace: 'stand-in' }));
      of.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({
        contents: `export { pageAssert as default } from ${JSON.stringify(resolve('test', 'browser', 'pageAssert.ts'))};`,
        resolveDir: process.cwd(),
      }));
      if (!lenient) return;
      of.onResolve({ filter: /^(node:|esbuild$)/ }, ({ path }) => ({ path, namespace: 'absent' }));
      // Whatever is asked of it, it has.
      of.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
  return [properties('1'), standIns];
}
