// The texts of the corpus, where it is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const corpus = join(process.cwd(), '..', 'shared', 'corpus');

/** For `test`'s `skip`. */
export const withoutCorpus = existsSync(corpus) ? false : 'the corpus is not there';

export interface CorpusFile {
  /** From the corpus's root. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Every XML file of the corpus, in the order of their names. */
export function corpusFiles(folders: readonly string[] = ['dd', 'ddf', 'messages', 'wbxml']): CorpusFile[] {
  if (withoutCorpus !== false) return [];
  return folders
    .flatMap((folder) => readdirSync(join(corpus, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => /\.(xml|ddf|dd|syncml|txt)$/.test(file))
    .sort()
    .map((file) => ({ file, bytes: readFileSync(join(corpus, file)) }));
}
