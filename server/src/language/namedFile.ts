// NamedFile: a file that a document names.
import type { Range } from '#engine/base/problem';

export interface NamedFile {
  readonly role: 'flow' | 'description' | 'tree' | 'accounts' | 'package' | 'descriptor';
  /** As written. */
  readonly written: string;
  readonly range: Range;
  /** Where it leads; absent of an address in a network: a file of the same name may lie beside the document. */
  readonly uri?: string;
}

/** The last segment of an address or a path; a query is left out of account. */
export function lastName(written: string): string {
  const path = written.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
