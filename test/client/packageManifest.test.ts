// package.json's words, commands and files: what it names is there, and what is there is named.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const manifest = readFileSync('package.json', 'utf8');
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const { contributes } = JSON.parse(manifest) as {
  readonly contributes: { readonly commands: readonly { readonly command: string }[]; readonly grammars: readonly { readonly path: string }[] };
};

const client = readdirSync(join('client', 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('client', 'src', name), 'utf8'))
  .join('\n');

test('every word that package.json refers to is there, and none is left over', () => {
  const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  assert.deepEqual([...used].sort(), Object.keys(words).sort());
});

test('every command that is contributed is registered, and the other way round', () => {
  const registered = [...client.matchAll(/registerCommand\('([^']+)'/g)].map(([, id]) => id);
  assert.deepEqual(registered.sort(), contributes.commands.map(({ command }) => command).sort());
});

test('files that are contributed exist, and grammars are JSON with patterns that compile', () => {
  for (const [, path] of manifest.matchAll(/"((?:\.\/)?(?:media|syntaxes)\/[^"]+)"/g)) assert.ok(path !== undefined && existsSync(path), path);
  for (const { path } of contributes.grammars) {
    const text = readFileSync(path, 'utf8');
    for (const [, pattern] of text.matchAll(/"(?:match|begin)": ("(?:[^"\\]|\\.)*")/g)) {
      assert.ok(new RegExp(JSON.parse(pattern ?? '""') as string), pattern);
    }
  }
});
