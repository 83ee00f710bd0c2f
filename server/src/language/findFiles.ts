// Looks through the folders of a workspace for the files that are ours, or may be named by them.
import type { Folders } from './folders';

export interface FoundFile {
  readonly uri: string;
  readonly name: string;
  readonly size: number;
}

export interface SearchLimits {
  /** Default 100,000 files in all; those beyond are left out. */
  readonly files?: number;
  /** Default 32 folders inside each other. */
  readonly depth?: number;
}

const passedOver: ReadonlySet<string> = new Set(['node_modules', 'bower_components', '__pycache__']);

/** Every file below the folders, hidden folders and those of packages left out. `goesOn` is asked before each folder. */
export async function findFiles(roots: readonly string[], folders: Folders, goesOn: () => Promise<boolean>, limits: SearchLimits = {}): Promise<readonly FoundFile[]> {
  const { files = 100_000, depth = 32 } = limits;
  const found = new Map<string, FoundFile>();
  const waiting = roots.map((uri) => ({ uri: uri.replace(/\/+$/, ''), depth: 0 }));
  for (let folder = waiting.pop(); folder !== undefined && found.size < files; folder = waiting.pop()) {
    if (!(await goesOn())) break;
    for (const { name, kind, size } of await folders.list(folder.uri)) {
      const uri = `${folder.uri}/${encodeURIComponent(name)}`;
      if (kind === 'file') found.set(uri, { uri, name, size });
      else if (!name.startsWith('.') && !passedOver.has(name) && folder.depth < depth) waiting.push({ uri, depth: folder.depth + 1 });
    }
  }
  return [...found.values()];
}
