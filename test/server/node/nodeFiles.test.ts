// Files by URI: what is there, what isn't, and what must not be read.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fromUtf8 } from '#engine/base/bytes';
import { nodeFiles } from '#server/node/nodeFiles';

const folder = mkdtempSync(join(tmpdir(), 'fumo-files-'));
const base = pathToFileURL(join(folder, 'a flow.xml')).href;
writeFileSync(join(folder, 'accounts 100%.xml'), '<accounts/>');
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file is found beside the document that names it', async () => {
  const files = nodeFiles();
  const uri = files.resolve(base, 'accounts%20100%25.xml');
  assert.equal(fromUtf8((await files.read(uri)) ?? new Uint8Array()), '<accounts/>');
});

test('what is not there, or no file of this machine, is undefined', async () => {
  const files = nodeFiles();
  for (const uri of [files.resolve(base, 'none.ddf'), 'http://example.com/a.ddf', 'not a uri', 'file:///a%00b', files.resolve(base, 'accounts%20100%25.xml/x')]) {
    assert.equal(await files.read(uri), undefined, uri);
  }
});

test('a reference that is no URI is left as it is', () => {
  assert.equal(nodeFiles().resolve('untitled', 'x.ddf'), 'x.ddf');
});

test('a folder, and a file that is too large, are Failures', async () => {
  await assert.rejects(nodeFiles().read(pathToFileURL(folder).href), { code: 'not-a-file' });
  const files = nodeFiles({ maxSize: 4 });
  await assert.rejects(files.read(files.resolve(base, 'accounts%20100%25.xml')), { code: 'file-too-large' });
});

test('an open document stands for its file', async () => {
  const files = nodeFiles({ open: (uri) => (uri === base ? 'édité' : undefined) });
  assert.equal(fromUtf8((await files.read(base)) ?? new Uint8Array()), 'édité');
});
