// Folders: the port through which a workspace is looked through.

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Octets, of a file. */
  readonly size: number;
}

export interface Folders {
  /** What stands in a folder, links to other folders left out; nothing where it can't be looked into. */
  list(uri: string): Promise<readonly FolderEntry[]>;
}
