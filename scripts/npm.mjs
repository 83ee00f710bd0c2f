// Runs npm for set-up: by this very Node, with its output on stderr, untouched by the options of an outer `npm run`.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

/** Settings that say where packages come from and that an outer npm may have handed down; all others are dropped. */
const handedDown = /^npm_config_(.*registry.*|cache|userconfig|globalconfig|ca|cafile|proxy|https_proxy|noproxy|strict_ssl|.*auth.*)$/i;

/** The environment for a child: without npm's own settings, which would change what `npm ci` does (omit, global, dry-run). */
export function plainEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name) || handedDown.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs npm in `folder`; fails with a plain sentence where npm does. */
export async function runNpm(words, folder) {
  // Not npm.cmd, which Node can't spawn on Windows.
  const child = spawn(process.execPath, [findNpm(), ...words, '--no-audit', '--no-fund', '--no-update-notifier'], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  if (code !== 0) throw new Error(`"npm ${words.join(' ')}" failed in ${folder} (${code}).`);
}

function findNpm() {
  const started = process.env.npm_execpath;
  if (started && basename(started).startsWith('npm-cli') && existsSync(started)) return started;
  const cli = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const home = dirname(process.execPath);
  const places = [join(home, cli), join(dirname(home), 'lib', cli)];
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    places.push(join(folder, cli), join(dirname(folder), 'lib', cli));
    const linked = join(folder, 'npm');
    if (existsSync(linked) && realpathSync(linked).endsWith('npm-cli.js')) places.push(realpathSync(linked));
  }
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('npm was not found. Install it with Node (https://nodejs.org) and try again.');
  return found;
}
