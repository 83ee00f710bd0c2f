// The programs of others: whether they are there, and what they say of many files at once.
import { execFile, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

const packages = ['libxml2-utils', 'libwbxml2-utils'];
const installing = ['apt-get', 'install', '-y', ...packages];
export const installCommand = (process.getuid?.() === 0 ? installing : ['sudo', ...installing]).join(' ');

export function isThere(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Runs the package manager; its output goes to stderr. */
export function install(): boolean {
  const [command = '', ...rest] = installCommand.split(' ');
  return spawnSync(command, rest, { stdio: ['inherit', 2, 2] }).status === 0;
}

export interface Ran {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, maxBuffer: 1 << 28, encoding: 'buffer' }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, stdout, stderr: stderr.toString('utf8') });
    });
  });
}

/** Does `work` for each item, as many at a time as the machine has processors. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
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
  for (const { stderr } of await inParallel(batches, (batch) => run('xmllint', ['--noout', '--nonet', ...options, ...batch], folder))) {
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

/** Runs one of libwbxml's tools on a file. */
export function wbxmlTool(tool: 'wbxml2xml' | 'xml2wbxml', args: readonly string[], folder: string): Promise<Ran> {
  return run(tool, args, folder);
}
