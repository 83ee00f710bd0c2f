// Files of the machine, named by `file:` URIs.
import { utf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import type { Files } from '#engine/base/files';
import { readFileSync, statSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pathOfFile } from './folderPath';

export interface NodeFilesOptions {
  /** The text of a document that is open in an editor, which stands for the file. */
  readonly open?: (uri: string) => string | undefined;
  /** Octets; a larger file is a Failure `file-too-large`. Default 256 MiB. */
  readonly maxSize?: number;
  /** Reads while everything else waits, which is quicker where there is nothing else to do. */
  readonly atOnce?: boolean;
}

/** A URI that isn't a file of this machine names nothing here: reading it gives `undefined`. */
export function nodeFiles(options: NodeFilesOptions = {}): Files {
  const { maxSize = 256 * 2 ** 20, atOnce = false } = options;
  return {
    async read(uri) {
      const text = options.open?.(uri);
      if (text !== undefined) return utf8(text);
      const path = pathOfFile(uri);
      return path === undefined ? undefined : readWhole(path, maxSize, atOnce);
    },
    resolve(base, reference) {
      return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
    },
  };
}

async function readWhole(path: string, maxSize: number, atOnce: boolean): Promise<Uint8Array | undefined> {
  try {
    checkEntry(path, atOnce ? statSync(path) : await stat(path), maxSize);
    const { buffer, byteOffset, byteLength } = atOnce ? readFileSync(path) : await readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ERR_INVALID_ARG_VALUE') return undefined;
    throw new Failure('file-not-readable', `${path} could not be read (${code ?? 'unknown error'}).`, thrown);
  }
}

function checkEntry(path: string, entry: Stats, maxSize: number): void {
  // A pipe or a device could keep us reading for ever.
  if (!entry.isFile()) throw new Failure('not-a-file', `${path} is not a file.`);
  if (entry.size > maxSize) throw new Failure('file-too-large', `${path} has ${entry.size} octets; at most ${maxSize} are read.`);
}
