// Folders of the machine, named by `file:` URIs.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEntry, Folders } from '../language/folders';
import { pathOfFile } from './folderPath';

export const nodeFolders: Folders = {
  async list(uri) {
    const path = pathOfFile(uri);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const found: FolderEntry[] = [];
      for (const entry of entries) {
        if (entry.isDirectory()) found.push({ name: entry.name, kind: 'folder', size: 0 });
        else if (entry.isFile() || entry.isSymbolicLink()) {
          const size = await sizeOf(join(path, entry.name));
          if (size !== undefined) found.push({ name: entry.name, kind: 'file', size });
        }
      }
      return found;
    } catch {
      // Not a folder, or one that isn't ours to look into.
      return [];
    }
  },
};

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const entry = await stat(path);
    return entry.isFile() ? entry.size : undefined;
  } catch {
    // A link that leads nowhere.
    return undefined;
  }
}
