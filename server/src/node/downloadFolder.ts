// A folder of packages and descriptors on this machine's disk.
import { Failure } from '#engine/base/failure';
import type { DownloadFile, DownloadFiles } from '#engine/download/downloadServerSetup';
import type { BigIntStats } from 'node:fs';
import { constants, open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isNothing, pathOfFile, realPathIn } from './folderPath';

export interface DownloadFolderOptions {
  /** Octets; a larger file is a Failure `file-too-large`. Default 256 MiB. */
  readonly maxSize?: number;
  /** Octets of files that are kept in memory; the one read last is in any case. Default 256 MiB. */
  readonly maxKept?: number;
}

interface Kept {
  readonly file: DownloadFile;
  /** What it is known by: while this stays, so does the content. */
  readonly mark: string;
}

/**
 * The files below a folder, named by a `file:` URI. A link is followed as long as it doesn't lead out of the folder;
 * what isn't a file, a folder above all, is nothing. A file that hasn't changed (time and size) is given as the same
 * octets, the very object, unless it had to make room for others. Throws a Failure for what is there and can't be read.
 */
export function downloadFolder(rootUri: string, options: DownloadFolderOptions = {}): DownloadFiles {
  const { maxSize = 256 * 2 ** 20, maxKept = 256 * 2 ** 20 } = options;
  const root = pathOfFile(rootUri);
  const kept = new Map<string, Kept>();
  return {
    async read(name) {
      if (root === undefined) return undefined;
      const path = join(root, name);
      try {
        const real = await realPathIn(root, path);
        if (real === undefined) return undefined;
        const entry = await stat(real, { bigint: true });
        // Opening a pipe could keep us waiting for ever.
        if (!entry.isFile()) return undefined;
        const known = kept.get(real);
        kept.delete(real);
        const current = known?.mark === markOf(entry) ? known : await readWhole(real, maxSize);
        if (current === undefined) return undefined;
        kept.set(real, current);
        forgetOldest(kept, maxKept);
        return current.file;
      } catch (thrown) {
        if (thrown instanceof Failure) throw thrown;
        if (isNothing(thrown)) return undefined;
        throw new Failure('file-not-readable', `${path} could not be read (${(thrown as NodeJS.ErrnoException).code ?? 'unknown error'}).`, thrown);
      }
    },
  };
}

/** O_NOFOLLOW doesn't exist everywhere; there it is undefined. */
const flags = constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/** `real` has been resolved: a link that stands there by now has been put there meanwhile, and isn't followed. */
async function readWhole(real: string, maxSize: number): Promise<Kept | undefined> {
  const handle = await open(real, flags);
  try {
    const entry = await handle.stat({ bigint: true });
    if (!entry.isFile()) return undefined;
    if (entry.size > maxSize) throw new Failure('file-too-large', `${real} has ${entry.size} octets; at most ${maxSize} are given out.`);
    const bytes = await readOctets(handle, Number(entry.size));
    const after = await handle.stat({ bigint: true });
    // What is being written at this moment is read again the next time.
    const mark = markOf(after) === markOf(entry) ? markOf(entry) : '';
    return { file: { bytes, modified: Number(entry.mtimeMs) }, mark };
  } finally {
    await handle.close();
  }
}

async function readOctets(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) return bytes.slice(0, filled);
    filled += bytesRead;
  }
  return bytes;
}

function markOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs}`;
}

/** Those read last are the last in the table. */
function forgetOldest(kept: Map<string, Kept>, maxKept: number): void {
  let total = 0;
  for (const [i, [path, { file }]] of [...kept].reverse().entries()) {
    total += file.bytes.length;
    if (i > 0 && total > maxKept) kept.delete(path);
  }
}
