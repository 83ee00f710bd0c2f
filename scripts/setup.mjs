// Set-up, run first by every script of package.json: the right Node, and the dependencies of package-lock.json in place.
// `--editor` also sees to a VS Code for the editor tests. Everything it says goes to stderr. Node built-ins only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.setup-stamp.json');

/** Says what is wrong with this version of Node, or nothing. */
export function nodeComplaint(version) {
  const [major, minor] = version.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24) return undefined;
  return `FUMO Tools needs Node 20.19 or later, 22.13 or later, or 24 or later; this is Node ${version}.`;
}

/** What an installation depends on. */
export function installationStamp() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify([dependencies, devDependencies]))
    .digest('hex');
  return JSON.stringify({ hash, node: process.versions.node.split('.')[0], platform: process.platform, arch: process.arch });
}

function installed() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === installationStamp();
}

async function install() {
  const { withLock } = await import('./lock.mjs');
  const { runNpm } = await import('./npm.mjs');
  await withLock(join(root, '.setup.lock'), tell, async () => {
    if (installed()) return;
    tell('Installing the dependencies (once) ...');
    await runNpm(['ci', '--ignore-scripts', '--include=dev', '--include=optional'], root);
    // Written last, inside node_modules: an interrupted or removed installation has no stamp.
    writeFileSync(stampFile, installationStamp());
  });
}

function tell(sentence) {
  process.stderr.write(`${sentence}\n`);
}

async function main() {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint) {
    tell(complaint);
    process.exit(2);
  }
  try {
    if (!installed()) await install();
    if (process.argv.includes('--editor')) {
      const { ensureEditor } = await import('./editor.mjs');
      await ensureEditor(tell);
    }
  } catch (error) {
    tell(`Set-up failed: ${error.message}`);
    process.exit(2);
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) await main();
