// A folder on disk as a Download Server sees it: what lies in it, and nothing else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fromUtf8 } from '#engine/base/bytes';
import { downloadFolder } from '#server/node/downloadFolder';

const base = mkdtempSync(join(tmpdir(), 'fumo-folder-'));
after(() => {
  rmSync(base, { recursive: true, force: true });
});

let count = 0;
function folder() {
  const root = join(base, `store ${++count}`);
  mkdirSync(join(root, 'sub'), { recursive: true });
  return { root, uri: pathToFileURL(root).href, put: (name: string, text: string) => { writeFileSync(join(root, name), text); } };
}

const onPosix = { skip: process.platform === 'win32' ? 'links need a right of their own here' : false };

test('files are found by their names, below the folder too, with the time of their last change', async () => {
  const { uri, put, root } = folder();
  put('ä 1.fwp', 'one');
  put('sub/..two.dd', 'two');
  utimesSync(join(root, 'ä 1.fwp'), 1_000_000, 1_000_000.5);
  for (const written of [uri, `${uri}/`]) {
    const files = downloadFolder(written);
    const file = await files.read('ä 1.fwp');
    assert.deepEqual([fromUtf8(file?.bytes ?? new Uint8Array()), file?.modified], ['one', 1_000_000_500]);
    assert.equal(fromUtf8((await files.read('sub/..two.dd'))?.bytes ?? new Uint8Array()), 'two');
  }
});

test('a folder, what is not there and what lies elsewhere are nothing', async () => {
  const { uri, put } = folder();
  put('a.fwp', 'a');
  writeFileSync(join(base, 'outside.fwp'), 'secret');
  const files = downloadFolder(uri);
  for (const name of ['sub', 'none', 'a.fwp/x', '', '.', '..', '../outside.fwp', 'sub/../../outside.fwp', join(base, 'outside.fwp'), 'a\0', 'n'.repeat(5000)]) {
    assert.equal(await files.read(name), undefined, name);
  }
  for (const root of ['http://example.com/', 'not a uri', pathToFileURL(join(base, 'no folder')).href]) {
    assert.equal(await downloadFolder(root).read('a.fwp'), undefined, root);
  }
});

test('a link is followed inside the folder, and never out of it', onPosix, async () => {
  const { root, uri, put } = folder();
  put('real.fwp', 'real');
  mkdirSync(join(base, `store ${count} too`));
  writeFileSync(join(base, `store ${count} too`, 'x.fwp'), 'secret');
  symlinkSync('../real.fwp', join(root, 'sub', 'inside.fwp'));
  symlinkSync(join(base, `store ${count} too`, 'x.fwp'), join(root, 'file.fwp'));
  symlinkSync(join('..', `store ${count} too`), join(root, 'folder'));
  symlinkSync('/dev/zero', join(root, 'device.fwp'));
  symlinkSync('loop.fwp', join(root, 'loop.fwp'));
  symlinkSync(root, join(base, `link ${count}`));
  const files = downloadFolder(uri);
  for (const name of ['file.fwp', 'folder/x.fwp', 'device.fwp', 'loop.fwp']) assert.equal(await files.read(name), undefined, name);
  assert.equal(fromUtf8((await files.read('sub/inside.fwp'))?.bytes ?? new Uint8Array()), 'real');
  const linked = downloadFolder(pathToFileURL(join(base, `link ${count}`)).href);
  assert.equal(fromUtf8((await linked.read('real.fwp'))?.bytes ?? new Uint8Array()), 'real');
});

test('a pipe is nothing, and keeps nobody waiting', onPosix, async () => {
  const { root, uri } = folder();
  execFileSync('mkfifo', [join(root, 'pipe.fwp')]);
  assert.equal(await downloadFolder(uri).read('pipe.fwp'), undefined);
});

test('the same octets are the same object until the file changes', async () => {
  const { root, uri, put } = folder();
  const path = join(root, 'a.fwp');
  const files = downloadFolder(uri);
  put('a.fwp', 'one');
  utimesSync(path, 1000, 1000);
  const first = await files.read('a.fwp');
  assert.ok(first !== undefined && first.bytes === (await files.read('a.fwp'))?.bytes);

  const changes: Readonly<Record<string, () => void>> = {
    'by its time': () => {
      writeFileSync(path, 'two');
      utimesSync(path, 1000, 1000.001);
    },
    'by its size': () => {
      writeFileSync(path, 'three');
      utimesSync(path, 1000, 1000.001);
    },
    'by another file in its place': () => {
      put('b.fwp', 'seven');
      utimesSync(join(root, 'b.fwp'), 1000, 1000.001);
      renameSync(join(root, 'b.fwp'), path);
    },
  };
  const seen: string[] = [];
  for (const change of Object.values(changes)) {
    change();
    seen.push(fromUtf8((await files.read('a.fwp'))?.bytes ?? new Uint8Array()));
  }
  assert.deepEqual(seen, ['two', 'three', 'seven']);
  rmSync(path);
  assert.equal(await files.read('a.fwp'), undefined);
});

test('files that are many or large make room for one another', async () => {
  const { uri, put } = folder();
  for (const name of ['a', 'b', 'c']) put(name, name.repeat(10));
  const files = downloadFolder(uri, { maxKept: 20 });
  const [a, b] = [await files.read('a'), await files.read('b')];
  assert.equal((await files.read('a'))?.bytes, a?.bytes);
  await files.read('c');
  assert.equal((await files.read('a'))?.bytes, a?.bytes);
  assert.notEqual((await files.read('b'))?.bytes, b?.bytes);
  const none = downloadFolder(uri, { maxKept: 0 });
  assert.equal((await none.read('a'))?.bytes, (await none.read('a'))?.bytes);
});

test('a file that is too large is a Failure', async () => {
  const { uri, put } = folder();
  put('a.fwp', 'four');
  await assert.rejects(downloadFolder(uri, { maxSize: 3 }).read('a.fwp'), { code: 'file-too-large' });
  assert.equal((await downloadFolder(uri, { maxSize: 4 }).read('a.fwp'))?.bytes.length, statSync(new URL(`${uri}/a.fwp`)).size);
});
