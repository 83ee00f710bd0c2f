// The log of installation reports: a text file in the flow's folder, one line a report.
import { Failure } from '#engine/base/failure';
import { constants, lstat, open, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isNothing, namesBelow, pathOfFile } from './folderPath';

export interface ReportLog {
  /**
   * Appends a line to the file that a `file:` URI names, which is made where there is none; its folder must be there.
   * Lines come in the order of the calls. What would break the line becomes a blank. Throws a Failure
   * `log-outside-folder` where the file isn't in the log's folder, or is hidden in it (a name that begins with a dot),
   * and `log-not-writable` where it can't be written.
   */
  appendLine(uri: string, line: string): Promise<void>;
}

/** Writes below one folder, named by a `file:` URI, and nowhere else, wherever links lead. */
export function reportLog(folderUri: string): ReportLog {
  const folder = pathOfFile(folderUri);
  let last: Promise<unknown> = Promise.resolve();
  return {
    appendLine(uri, line) {
      const path = pathOfFile(uri);
      if (folder === undefined || path === undefined || !isPlace(folder, path)) return Promise.reject(outside(uri));
      const written = last.then(() => append(folder, path, oneLine(line)));
      last = written.catch(() => undefined);
      return written;
    },
  };
}

/** Hidden files are other programs' own: what peers say has no place in a `.git`. */
function isPlace(folder: string, path: string): boolean {
  return namesBelow(folder, path)?.every((name) => !name.startsWith('.')) === true;
}

/** Not every system has the last two; there they are undefined. */
const flags =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | ((constants.O_NOFOLLOW as number | undefined) ?? 0) | ((constants.O_NONBLOCK as number | undefined) ?? 0);

async function append(folder: string, path: string, line: string): Promise<void> {
  try {
    const place = await realPlace(path);
    if (!isPlace(await realpath(folder), place)) throw outside(path);
    const handle = await open(place, flags, 0o644);
    try {
      if (!(await handle.stat()).isFile()) throw new Failure('log-not-writable', `${path} is not a file: no report can be logged there.`);
      await handle.appendFile(`${line}\n`);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure('log-not-writable', `No report can be logged in ${path} (${(thrown as NodeJS.ErrnoException).code ?? 'unknown error'}).`, thrown);
  }
}

/** Where a path leads, links followed, also where there is no file yet. A link to nothing leads nowhere. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    if (!isNothing(thrown) || (await isThere(path))) throw thrown;
    return join(await realpath(dirname(path)), basename(path));
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function oneLine(line: string): string {
  return line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function outside(place: string): Failure {
  return new Failure('log-outside-folder', `${place} is not in the folder of the flow: no report is logged there.`);
}
