// Drives the window of the VS Code under test on behalf of its suites (test/editor/window.ts): a small HTTP service that
// reaches the window over Chromium's debugging port, the same way for a desktop VS Code and for the server's browser.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const patience = 10_000;

/** Answers `{ address, close, endEditor }`: `endEditor` closes the whole VS Code, for a suite that hangs. Pictures go to the folder `pictures`, `small` ones for shipping. */
export async function serveWindow(debuggingPort, pictures, small) {
  let connection;
  const connect = async () => (connection ??= await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`));
  const window = async () => {
    const pages = (await connect()).contexts().flatMap((context) => context.pages());
    const page = pages.find((each) => /workbench|folder=|payload=/.test(each.url())) ?? pages[0];
    if (!page) throw new Error('VS Code has no window.');
    return page;
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += text));
    request.on('end', async () => {
      const answer = {};
      try {
        answer.value = await perform(JSON.parse(body), await window(), pictures, small);
      } catch (error) {
        answer.error = error.message;
      }
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await connection?.close().catch(() => undefined);
  };
  const endEditor = async () => {
    const session = await (await connect()).newBrowserCDPSession();
    await session.send('Browser.close');
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close, endEditor };
}

async function perform(request, page, pictures, small) {
  switch (request.act) {
    case 'press':
      return page.keyboard.press(request.key);
    case 'type':
      return page.keyboard.type(request.text);
    case 'click': {
      const { button, clickCount, modifiers } = request;
      return (await find(page, request)).click({ button, clickCount, modifiers, timeout: request.timeout ?? patience });
    }
    case 'hover':
      return (await find(page, request)).hover({ timeout: request.timeout ?? patience });
    case 'wait':
      await find(page, request);
      return undefined;
    case 'texts': {
      const found = await Promise.all(page.frames().map((frame) => frame.locator(request.selector).allInnerTexts().catch(() => [])));
      return found.flat();
    }
    case 'picture': {
      mkdirSync(pictures, { recursive: true });
      const path = join(pictures, request.name.replace(/[^\w.-]+/g, '-').slice(0, 120));
      if (small && !request.selector) return smallPicture(page, `${path}.webp`);
      const subject = request.selector ? await find(page, request) : page;
      await subject.screenshot({ path: `${path}.png`, animations: 'disabled' });
      return `${path}.png`;
    }
    default:
      throw new Error(`The window knows no act "${request.act}".`);
  }
}

/** Pictures that are shipped have to be small: Playwright itself writes no WebP. */
async function smallPicture(page, path) {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await devtools.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
  return path;
}

/** The visible element that a selector names, in the workbench or in any webview; waits for it. */
async function find(page, { selector, nth = 0, timeout = patience }) {
  const deadline = Date.now() + timeout;
  for (;;) {
    for (const frame of page.frames()) {
      const found = nth < 0 ? frame.locator(selector).last() : frame.locator(selector).nth(nth);
      if (await found.isVisible().catch(() => false)) return found;
    }
    if (Date.now() > deadline) throw new Error(`Nothing visible in the window matches ${selector}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
