// The engine needs nothing of Node: every room goes into a bundle for a browser.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { test } from 'node:test';
import { bundleForBrowser, filesOfRooms } from '../browser/engineRooms';
import { testPage } from '../browser/testPage';

const rooms = readdirSync(resolve('engine', 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

void test('every room of the engine is bundled for a browser, and nothing of Node with it', async () => {
  const files = filesOfRooms(rooms);
  assert.ok(['xml', 'schema', 'wbxml', 'syncml', 'flow', 'tree', 'session'].every((room) => files.some((file) => relative(resolve('engine', 'src'), file).startsWith(room))));
  const { errors, warnings } = await bundleForBrowser(files);
  assert.deepEqual([...errors, ...warnings].map(({ text, location }) => `${location?.file ?? ''}: ${text}`), []);
});

void test('a program that needs Node is not bundled', async () => {
  await assert.rejects(bundleForBrowser([resolve('server', 'src', 'node', 'nodeFiles.ts')]), /node:/);
});

void test('the tests of the engine that a page can run are bundled for one, too', async () => {
  const { script, files } = await testPage(['xml', 'wbxml']);
  assert.ok(script.length > 100_000 && files.includes('wbxml/codec.test.ts'));
});
