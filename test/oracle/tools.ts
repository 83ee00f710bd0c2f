// The programs of others: whether they are there, and what they say of many files at once.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const packages = ['libxml2-utils', 'libwbxml2-utils'];
const installing = ['apt-get', 'install', '-y', ...packages];
export const installCommand = (process.getuid?.() === 0 ? installing : ['sudo', ...installing]).join(' ');

export function missingTools(): string[] {
  return ['xmllint', 'wbxml2xml', 'xml2wbxml'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined);
}

/** Runs the package manager; its output goes to stderr. */
export function install(): boolean {
  const [command = '', ...rest] = installCommand.split(' ');
  return spawnSync(command, rest, { stdio: ['inherit', 2, 2] }).status === 0;
}

/** Gives what it says on stderr; whether it likes its input shows there, too. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, maxBuffer: 1 << 28 }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

/** Does `work` for each item, as many at a time as the machine has processors. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  await Promise.all(
    cpus().map(async () => {
      while (next < items.length) {
        const at = next++;
        results[at] = await work(items[at] as T);
      }
    }),
  );
  return results;
}

/** One line that xmllint prints about a file. */
export interface Fault {
  readonly line: number;
  readonly kind: 'parser' | 'namespace' | 'validity' | 'encoding';
  readonly message: string;
}

const faultLine = /^([^:\n]+):(\d+): (?:element [^:]*: )?(parser|namespace|validity|encoding) (error|warning) : (.*)$/;

/** What xmllint says of each file of the folder, in its order; a file that isn't in the answer has no fault. */
export async function xmllint(folder: string, names: readonly string[], options: readonly string[] = []): Promise<Map<string, Fault[]>> {
  const batches: string[][] = [];
  for (let at = 0; at < names.length; at += 400) batches.push(names.slice(at, at + 400));
  const faults = new Map<string, Fault[]>();
  for (const stderr of await inParallel(batches, (batch) => run('xmllint', ['--noout', '--nonet', ...options, ...batch], folder))) {
    if (stderr.includes('Could not parse DTD')) throw new Error(stderr.slice(0, 500));
    for (const line of stderr.split('\n')) {
      const match = faultLine.exec(line);
      if (match === null) continue;
      const [, name = '', at, kind, level, message = ''] = match;
      if (level === 'warning') continue;
      const own = faults.get(name) ?? [];
      own.push({ line: Number(at), kind: kind as Fault['kind'], message });
      faults.set(name, own);
    }
  }
  return faults;
}

/**
 * Runs one of libwbxml's tools on every file, by few shells: a process for each from here would take ten times as long.
 * Returns, in the order of the names, what each wrote, or what it said instead.
 */
export async function wbxmlTool(tool: 'wbxml2xml' | 'xml2wbxml', options: string, folder: string, names: readonly string[]): Promise<({ readonly bytes: Buffer } | { readonly refusal: string })[]> {
  const batches: string[][] = [];
  for (let at = 0; at < names.length; at += 250) batches.push(names.slice(at, at + 250));
  await inParallel(batches, (batch) => run('sh', ['-c', `for f in "$@"; do ${tool} ${options} -o "$f.out" "$f" 2>"$f.err"; done`, 'sh', ...batch], folder));
  return names.map((name) => {
    const out = join(folder, `${name}.out`);
    const bytes = existsSync(out) ? readFileSync(out) : Buffer.alloc(0);
    return bytes.length > 0 ? { bytes } : { refusal: readFileSync(join(folder, `${name}.err`), 'utf8').trim() };
  });
}
