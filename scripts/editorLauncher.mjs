#!/usr/bin/env node
// Stands in for the executable of a desktop VS Code: takes the command line that @vscode/test-electron gives to it, runs
// the suite in VS Code's server with a headless browser, and ends with the suite's exit code.
import { format } from 'node:util';
import { openBrowser, startServer } from './editorServer.mjs';
import { testSettings, windowSize } from './editorSettings.mjs';

/** What the workbench says of itself, most of it about native modules that these packages come without. */
const isNoise = (text) =>
  /spdlog|native-watchdog|^Creating a socket|connection token|reconnection-grace-time|builtin extensions|AgentHost|AccountPolicyGate|ServiceWorker/.test(text);
const timeLimit = Number(process.env.FUMO_EDITOR_TIME_LIMIT ?? 600_000);
const words = process.argv.slice(2);
const option = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = words.find((word) => !word.startsWith('-'));
const tests = option('extensionTestsPath');
const developed = option('extensionDevelopmentPath');
const isTrustTest = words.includes('--fumo-keep-workspace-trust');

const server = await startServer({
  words: [
    '--without-connection-token',
    '--enable-smoke-test-driver',
    ...(isTrustTest ? [] : ['--disable-workspace-trust']),
    ...words.filter((word) => word.startsWith('--install-extension=')),
  ],
  settings: testSettings,
  onLine: (line) => process.env.FUMO_EDITOR_LOG && process.stderr.write(`${line}\n`),
});
const browser = await openBrowser(option('remote-debugging-port'));

// In an environment of its own, each time: what the page keeps (open editors, layout) must not reach the next run.
const context = await browser.newContext({ viewport: windowSize, permissions: ['clipboard-read', 'clipboard-write'] });
const page = await context.newPage();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
const ended = new Promise((resolve) => {
  let isOver = false;
  const end = (code) => {
    isOver = true;
    resolve(code);
  };
  const fail = (sentence) => {
    if (!isOver) process.stderr.write(`${sentence}\n`);
    end(1);
  };
  setTimeout(() => fail(`The editor tests did not end within ${timeLimit / 1000} s.`), timeLimit);
  page.on('crash', () => fail('The window crashed.'));
  browser.on('disconnected', () => fail('The browser ended too early.'));
  void page.exposeFunction('codeAutomationLog', (kind, args) => {
    const text = format(...args);
    if (isNoise(text) && !process.env.FUMO_EDITOR_LOG) return;
    (kind === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
  });
  void page.exposeFunction('codeAutomationExit', end);
});
const authority = `vscode-remote://127.0.0.1:${server.port}`;
const payload = [
  ['extensionDevelopmentPath', `${authority}${developed}`],
  ['extensionTestsPath', `${authority}${tests}`],
];
const query = new URLSearchParams({ ...(folder ? { folder } : {}), payload: JSON.stringify(payload) });
await page.goto(`http://127.0.0.1:${server.port}/?${query}`);
let code = await ended;

// The window reports 0 also where the extension host has died; only the server knows how that ended.
const deadline = Date.now() + 5_000;
while (code === 0 && server.hostExit() === undefined && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
if (code === 0 && server.hostExit() !== 0) {
  process.stderr.write(`The extension host ended with ${server.hostExit() ?? 'no exit code'}.\n`);
  code = 1;
}
await Promise.race([browser.close().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 5_000))]);
server.stop();
// The reader of the output takes it in pieces: what was written last must arrive before this process is gone.
await new Promise((resolve) => setTimeout(resolve, 300));
process.exit(code);
