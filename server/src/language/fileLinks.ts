// Where the files are that documents name, and how a document at another place would name them.
import type { FileFacts } from './facts';
import { lastName, type NamedFile } from './namedFile';
import type { WorkspaceIndex } from './workspaceIndex';

/**
 * The URI of a file that a document names. An address in a network means the file of that name, where one lies in the
 * workspace; a file that the index doesn't know may still be there.
 */
export function uriOfNamed({ uri: document }: FileFacts, { role, uri, written }: NamedFile, index: WorkspaceIndex): string | undefined {
  if (uri !== undefined && (index.exists(uri) || (role !== 'package' && role !== 'descriptor'))) return uri;
  const name = lastName(written);
  const found = name === '' || name.includes('${') ? undefined : index.named(name, document)[0];
  return found ?? (uri !== undefined && !written.includes('/') && /\.(?:fwp|bin|img|zip|dd)$/i.test(written) ? uri : undefined);
}

/** The reference by which the document `from` names the file `to`; both are URIs of one authority. */
export function relativeReference(from: string, to: string): string {
  const [base, target] = [partsOf(from), partsOf(to)];
  if (base.root !== target.root) return to;
  let common = 0;
  while (common < base.folders.length && common < target.folders.length && base.folders[common] === target.folders[common]) common++;
  const up = base.folders.slice(common).map(() => '..');
  return [...up, ...target.folders.slice(common), target.name].map(readable).join('/');
}

function partsOf(uri: string): { readonly root: string; readonly folders: readonly string[]; readonly name: string } {
  const [, root = '', path = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)(.*)$/i.exec(uri) ?? [];
  const segments = path.split('/');
  return { root, folders: segments.slice(0, -1), name: segments.at(-1) ?? '' };
}

/** As people write it: only what would mean something else stays escaped. */
function readable(segment: string): string {
  try {
    return decodeURIComponent(segment).replace(/[%#?:\\/]/g, encodeURIComponent);
  } catch {
    return segment;
  }
}

export interface FileRename {
  readonly oldUri: string;
  readonly newUri: string;
}

/** Where a file is after renames of files and folders. */
export function uriAfter(uri: string, renames: readonly FileRename[]): string {
  for (const { oldUri, newUri } of renames) {
    if (uri === oldUri) return newUri;
    if (uri.startsWith(`${oldUri}/`)) return newUri + uri.slice(oldUri.length);
  }
  return uri;
}
