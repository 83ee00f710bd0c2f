// The engine in a browser: the case tables, run by a page in the headless Chromium of the editor tests.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleForBrowser } from '../browser/engineRooms';
import type { BrowserResult } from '../browser/result';

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

void test('every case of WBXML, XML and messages holds in a browser', { skip }, async (t) => {
  const { outputFiles } = await bundleForBrowser([join('test', 'browser', 'inBrowser.ts')]);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto('about:blank');
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    const { passed, failures } = (await page.evaluate('globalThis.fumoResult')) as BrowserResult;
    assert.deepEqual(failures, []);
    assert.ok(passed > 100);
    t.diagnostic(`${passed} cases`);
  } finally {
    await browser.close();
  }
});
