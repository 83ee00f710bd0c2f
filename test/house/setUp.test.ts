// The scripts that set the project up.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const root = process.cwd();
const script = (name: string): string => pathToFileURL(join(root, 'scripts', name)).href;

test('versions of Node that the tools can not run on are told so', async () => {
  const { nodeComplaint } = (await import(script('setup.mjs'))) as { readonly nodeComplaint: (version: string) => string | undefined };
  for (const good of ['20.19.0', '20.20.2', '22.13.0', '24.0.0', '25.1.0']) assert.equal(nodeComplaint(good), undefined, good);
  for (const bad of ['18.20.0', '20.18.3', '21.7.0', '22.12.0', '23.9.0']) assert.match(nodeComplaint(bad) ?? '', /needs Node 20\.19/, bad);
});

test('no script of package.json runs by itself, and each sets itself up', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  for (const [name, line] of Object.entries(scripts)) {
    assert.doesNotMatch(name, /^(pre|post)|^(install|prepare)/, name);
    assert.match(line, /^node scripts\/setup\.mjs( --editor)? && /, name);
  }
});

test('two at once take turns, and the lock of one that died is taken over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fumo-lock-'));
  const lock = join(folder, 'lock');
  const log = join(folder, 'log');
  const dead = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lock, JSON.stringify({ pid: dead.pid, host: (await import('node:os')).hostname() }));
  const program = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(script('lock.mjs'))};
    await withLock(${JSON.stringify(lock)}, () => {}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await setTimeout(50);
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const ends = [1, 2, 3].map(
    () =>
      new Promise((resolve) => {
        spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }).once('exit', resolve);
      }),
  );
  assert.deepEqual(await Promise.all(ends), [0, 0, 0]);
  assert.equal(readFileSync(log, 'utf8'), 'in out in out in out ');
  assert.equal(existsSync(lock), false);
  rmSync(folder, { recursive: true });
});
