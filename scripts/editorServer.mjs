// VS Code's own server out of npm packages (scripts/editor.mjs), and the headless browser that shows its window.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { serverParts } from './editor.mjs';
import { plainEnvironment } from './npm.mjs';
import { quietSettings } from './editorSettings.mjs';

const readyWithin = 60_000;

/**
 * Starts a server, on a port that the system chooses where none is given, with a fresh data folder. `words` are further command line words;
 * `onLine` gets every line it prints. Answers `{ address, port, dataFolder, hostExit, stop }`: `hostExit()` is the exit code of
 * the last extension host that ended, `stop()` ends every process of it and removes its data.
 */
export async function startServer({ host = '127.0.0.1', port = '0', words = [], settings = {}, environment = {}, onLine = () => undefined } = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fumo-editor-'));
  mkdirSync(join(dataFolder, 'data', 'User'), { recursive: true });
  writeFileSync(join(dataFolder, 'data', 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  const child = spawn(
    serverParts.node,
    [
      serverParts.main,
      '--accept-server-license-terms',
      '--telemetry-level', 'off',
      '--host', host,
      '--port', port,
      '--disable-update-check',
      '--disable-getting-started-override',
      '--server-data-dir', dataFolder,
      ...words,
    ],
    {
      env: { ...plainEnvironment(), EXTENSIONS_GALLERY: '{}', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: it starts extension hosts, watchers and terminals, and all of them must end with it.
      detached: true,
    },
  );
  let hostExit;
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  const address = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('VS Code\'s server did not start in time.')), readyWithin);
    const read = (line) => {
      onLine(line);
      const ready = /Web UI available at (http\S+)/.exec(line);
      if (ready) {
        clearTimeout(limit);
        resolve(ready[1]);
      }
      const exited = /Extension Host Process exited with code: (\w+), signal: (\w+)/.exec(line);
      if (exited) hostExit = exited[1] === '0' ? 0 : `code ${exited[1]}, signal ${exited[2]}`;
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', onLine);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`VS Code's server ended early (${code}).`)));
  });
  return { address, port: Number(new URL(address).port), dataFolder, hostExit: () => hostExit, stop };
}

/** The browser, by playwright; `debuggingPort` opens it to a second driver. */
export async function openBrowser(debuggingPort) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: serverParts.browser,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      ...(debuggingPort ? [`--remote-debugging-port=${debuggingPort}`] : []),
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [serverParts.browserLibraries, dirname(serverParts.browser), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: serverParts.fontConfiguration,
    },
  });
}
