// The engine in a browser: its own tests, run by a page in the headless Chromium of the editor tests.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { BrowserResult } from '../browser/result';
import { testPage } from '../browser/testPage';

interface Page {
  goto(address: string): Promise<unknown>;
  addScriptTag(options: { readonly content: string }): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}

interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const skip = existsSync(resolve('.vscode-test', 'server', 'browser', 'chromium')) ? false : 'the headless Chromium of the editor tests is not installed';

async function openBrowser(): Promise<Browser> {
  const scripts = (await import(pathToFileURL(resolve('scripts', 'editorServer.mjs')).href)) as { readonly openBrowser: () => Promise<Browser> };
  return scripts.openBrowser();
}

const rooms = ['base', 'xml', 'wbxml', 'schema', 'syncml', 'ddf', 'download', 'fumo', 'tree', 'session', 'flow'];
/** Their tests are tables of cases for the most part, and must not be among those left out. */
const needed = ['xml/parse', 'xml/recovery', 'xml/strict', 'xml/write', 'wbxml/codec', 'wbxml/decode', 'wbxml/encode', 'schema/validate', 'syncml/writeMessage', 'flow/expression', 'tree/perform', 'session/notification', 'session/clientSession'];

void test('the tests of the engine hold in a browser', { skip }, async (t) => {
  const { script, files, leftOut } = await testPage(rooms);
  for (const name of needed) assert.ok(files.includes(`${name}.test.ts`), `${name} needs Node`);
  t.diagnostic(`left out: ${leftOut.join(', ')}`);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto('about:blank');
    await page.addScriptTag({ content: script });
    const { passed, failures, files: counts } = (await page.evaluate('globalThis.fumoResult')) as BrowserResult;
    assert.deepEqual(failures, []);
    for (const name of files) assert.ok((counts[name] ?? 0) > 0, `no test of ${name} was run`);
    t.diagnostic(`${passed} tests of ${files.length} files`);
  } finally {
    await browser.close();
  }
});
