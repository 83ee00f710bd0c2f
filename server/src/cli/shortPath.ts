// Paths as short as they can be written.
import { relative } from 'node:path';

/** Relative where it lies below `directory`, absolute where not. */
export function shortPath(path: string, directory: string): string {
  const short = relative(directory, path);
  return short.startsWith('..') || short === '' ? path : short;
}
