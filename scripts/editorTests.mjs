// Runs the editor tests: bundles every suite of test/editor, opens a fresh copy of its workspace in a real VS Code through
// @vscode/test-electron, and counts. `node scripts/editorTests.mjs smoke` runs only the suites whose file name contains
// the word; `--grep=WORDS` only the tests whose title does; `--pictures` puts the pictures into media/.
import { build } from 'esbuild';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { closingLine } from './counts.mjs';
import { ensureEditor } from './editor.mjs';
import { quietSettings, testSettings } from './editorSettings.mjs';
import { serveWindow } from './editorWindow.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const out = join(root, '.test-build', 'editor');
mkdirSync(out, { recursive: true });
// Of this run alone, so that two runs at once don't take each other's suites.
const bundles = mkdtempSync(join(out, 'run-'));
const results = join(bundles, 'counts.json');
const launcher = join(root, 'scripts', 'editorLauncher.mjs');

/** In milliseconds. The server's launcher keeps to it by itself; a desktop VS Code is ended from here, a little later. */
const timeLimit = Number(process.env.FUMO_EDITOR_TIME_LIMIT ?? 600_000);

const suites = readdirSync(join(root, 'test', 'editor'))
  .filter((name) => name.endsWith('.test.ts') && (words.length === 0 || words.some((word) => name.includes(word))))
  .map((name) => join(root, 'test', 'editor', name));
if (suites.length === 0) {
  rmSync(bundles, { recursive: true });
  console.error('No editor suite matches.');
  process.exit(1);
}

const shown = join(out, 'pictures');
for (const name of existsSync(shown) ? readdirSync(shown) : []) if (name.startsWith('failed-')) rmSync(join(shown, name));
await bundle();
const editor = await ensureEditor((sentence) => console.error(sentence));
const counts = await runInEditor();
rmSync(bundles, { recursive: true, force: true, maxRetries: 5 });
writeFileSync(join(out, 'counts.json'), JSON.stringify(counts));
if (process.argv.includes('--part')) process.exit(counts.code);
console.log(closingLine(counts));
process.exit(counts.code);

async function bundle() {
  const common = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    loader: { '.ddf': 'text' },
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
    absWorkingDir: root,
  };
  await build({ ...common, entryPoints: suites, outdir: join(bundles, 'suites') });
  await build({ ...common, entryPoints: [join(root, 'test', 'editor', 'runSuites.ts')], outdir: bundles });
}

async function runInEditor() {
  const temporary = mkdtempSync(join(tmpdir(), 'fumo-tests-'));
  const workspace = join(temporary, 'workspace');
  cpSync(join(root, 'test', 'editor', 'workspace'), workspace, { recursive: true });
  const debuggingPort = await freePort();
  const pictures = process.argv.includes('--pictures') ? join(root, 'media') : shown;
  const window = await serveWindow(debuggingPort, pictures, process.argv.includes('--pictures'));
  const launchArgs = [workspace, `--remote-debugging-port=${debuggingPort}`];
  if (editor.kind === 'server') {
    // A clone made by copying files may have lost the run bit; and the launcher's shebang must find this very Node.
    chmodSync(launcher, 0o755);
    process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  } else {
    const profile = join(temporary, 'profile');
    mkdirSync(join(profile, 'User'), { recursive: true });
    writeFileSync(join(profile, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...testSettings }));
    launchArgs.push(`--user-data-dir=${profile}`, `--extensions-dir=${join(temporary, 'extensions')}`, '--disable-extensions');
  }
  let code = 0;
  const limit = setTimeout(() => {
    console.error(`The editor tests did not end within ${timeLimit / 1000} s.`);
    void window.endEditor().finally(() => process.exit(1));
  }, timeLimit + 30_000);
  try {
    await runTests({
      vscodeExecutablePath: editor.kind === 'server' ? launcher : editor.executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(bundles, 'runSuites.js'),
      launchArgs,
      extensionTestsEnv: {
        FUMO_EDITOR_RESULTS: results,
        FUMO_EDITOR_WINDOW: window.address,
        FUMO_EDITOR_GREP: option('grep') ?? '',
        FUMO_EDITOR_COLOR: process.stdout.isTTY ? '1' : '0',
      },
    });
  } catch (error) {
    console.error(error.message);
    code = 1;
  }
  clearTimeout(limit);
  await window.close();
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  if (!existsSync(results)) {
    console.error('The suites did not come to their end.');
    return { passed: 0, failed: 1, skipped: 0, code: 1 };
  }
  const counts = JSON.parse(readFileSync(results, 'utf8'));
  return { ...counts, code: counts.failed > 0 || counts.passed === 0 ? 1 : code };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
