// What lies in a folder of this machine, and what only seems to.
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path that a `file:` URI names; undefined where it names nothing on this machine. */
export function pathOfFile(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The names from a folder down to a path in it; undefined for the folder itself and for whatever lies elsewhere. */
export function namesBelow(folder: string, path: string): readonly string[] | undefined {
  const way = relative(folder, path);
  if (way === '' || isAbsolute(way)) return undefined;
  const names = way.split(sep);
  return names[0] === '..' ? undefined : names;
}

/** Where a path really leads, links followed; undefined where that is not in the folder. Throws what the system says. */
export async function realPathIn(folder: string, path: string): Promise<string | undefined> {
  const [realFolder, real] = await Promise.all([realpath(folder), realpath(path)]);
  return namesBelow(realFolder, real) === undefined ? undefined : real;
}

/** Whether an error of the file system means that there is nothing of such a name. */
export function isNothing(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code);
}
