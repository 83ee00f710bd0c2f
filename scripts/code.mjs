// `npm run code`: opens a real VS Code with the extension and a sample workspace: a desktop VS Code where there is one,
// otherwise VS Code's own server, whose address any browser opens. `--host=` and `--port=` say where it listens.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureEditor } from './editor.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

// A fresh copy, kept afterwards: what a person tries in it may be worth something to them.
const sample = join(mkdtempSync(join(tmpdir(), 'fumo-sample-')), 'firmware-update');
cpSync(join(root, 'client', 'templates', 'firmware-update'), sample, { recursive: true });

const editor = await ensureEditor((sentence) => console.error(sentence));
if (editor.kind === 'desktop') openDesktop(editor.executable);
else await serve();

function openDesktop(executable) {
  const isRoot = process.getuid?.() === 0;
  const words = [
    `--extensionDevelopmentPath=${root}`,
    '--disable-workspace-trust',
    ...(isRoot ? ['--no-sandbox', `--user-data-dir=${join(dirname(sample), 'profile')}`] : []),
    sample,
  ];
  spawn(executable, words, { detached: true, stdio: 'ignore' }).unref();
  console.log(`VS Code opens with FUMO Tools and the workspace ${sample}`);
}

/** As an installed extension: one under development would tie the address to this machine's name for itself. */
async function serve() {
  const { startServer } = await import('./editorServer.mjs');
  const vsix = join(dirname(sample), 'fumo-tools.vsix');
  const packed = spawnSync(process.execPath, [join(root, 'scripts', 'package.mjs'), vsix], { encoding: 'utf8' });
  if (packed.status !== 0) {
    console.error(packed.stderr);
    process.exit(packed.status ?? 1);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));
  const server = await startServer({
    host: option('host'),
    port: option('port'),
    words: ['--disable-workspace-trust', '--default-folder', sample, '--install-extension', vsix, '--start-server'],
    onLine: (line) => process.env.FUMO_EDITOR_LOG && console.error(line),
  });
  // The address is good before the extension is there: whoever opened it at once would see a plain VS Code.
  await installed(join(server.dataFolder, 'extensions'));
  rmSync(vsix, { force: true });
  console.log(`VS Code with FUMO Tools and the workspace ${sample}:\n\n    ${server.address}\n\nCtrl+C ends it.`);
}

async function installed(extensions) {
  const { name, publisher } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const until = Date.now() + 60_000;
  const isThere = () => {
    const list = join(extensions, 'extensions.json');
    return existsSync(list) && readFileSync(list, 'utf8').includes(`"${publisher}.${name}"`);
  };
  while (!isThere()) {
    if (Date.now() > until) throw new Error("The extension could not be installed into VS Code's server.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
