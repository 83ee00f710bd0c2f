// Files over node:fs, for tests that read real files: URIs are `file:` URLs.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Files } from '#engine/base/files';

export const nodeFiles: Files = {
  async read(uri) {
    try {
      return new Uint8Array(await readFile(fileURLToPath(uri)));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw thrown;
    }
  },
  resolve: (base, reference) => new URL(reference, base).href,
};

/** The URI of a file below the project's root. */
export function projectUri(path: string): string {
  return pathToFileURL(resolve(process.cwd(), path)).href;
}

/** Files in memory, by URI. */
export function memoryFiles(content: Readonly<Record<string, string>>): Files {
  return {
    read: (uri) => Promise.resolve(Object.hasOwn(content, uri) ? new TextEncoder().encode(content[uri]) : undefined),
    resolve: (base, reference) => new URL(reference, base).href,
  };
}
