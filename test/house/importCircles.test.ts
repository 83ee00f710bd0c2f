// No file may import itself by way of others, type imports included: most circles begin with those, and lint misses them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = process.cwd();
const storeys = ['engine', 'server', 'client'];

type Imports = ReadonlyMap<string, readonly string[]>;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** `#engine/base/clock` and `../base/clock` are one file; a package is none. */
function resolveImport(from: string, specifier: string): string | undefined {
  const across = /^#(engine|server|client)\/(.+)$/.exec(specifier);
  const path = across ? join(root, across[1] ?? '', 'src', `${across[2] ?? ''}.ts`) : join(dirname(from), `${specifier}.ts`);
  return (across || specifier.startsWith('.')) && existsSync(path) ? path : undefined;
}

function readImports(files: readonly string[]): Imports {
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
      return [file, importedFiles.flatMap(({ fileName }) => resolveImport(file, fileName) ?? [])];
    }),
  );
}

/** Every circle once, as the files on it in order. */
function findCircles(imports: Imports): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const imported of imports.get(file) ?? []) visit(imported);
    path.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return circles;
}

test('a circle of three files is found, whatever leads into it', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['d']],
    ['d', ['b']],
  ]);
  assert.deepEqual(findCircles(imports), [['b', 'c', 'd']]);
});

test('a type import counts as an import', () => {
  const { importedFiles } = ts.preProcessFile(`import type { A } from './a';\nexport type { B } from './b';\ntype C = import('./c').C;`, true, true);
  assert.deepEqual(importedFiles.map(({ fileName }) => fileName).sort(), ['./a', './b', './c']);
});

test('no file imports itself by way of others', () => {
  const files = storeys.flatMap((storey) => sourceFiles(join(root, storey, 'src')));
  assert.ok(files.length > 0);
  const circles = findCircles(readImports(files)).map((circle) => circle.map((file) => relative(root, file).split(sep).join('/')).join(' -> '));
  assert.deepEqual(circles, []);
});
