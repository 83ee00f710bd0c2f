// The files of others, and what their list says of them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const corpusFolder = join(process.cwd(), '..', 'shared', 'corpus');

export interface CorpusFile {
  /** Path below the folder. */
  readonly file: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** What the list says, by column. */
  readonly listed: Readonly<Record<string, string>>;
}

export function hasCorpus(): boolean {
  return existsSync(join(corpusFolder, 'MANIFEST.tsv'));
}

/** Every file that the list names and that is there. */
export function corpusFiles(): CorpusFile[] {
  if (!hasCorpus()) return [];
  const [head = '', ...lines] = readFileSync(join(corpusFolder, 'MANIFEST.tsv'), 'utf8').split('\n');
  const columns = head.split('\t');
  return lines.flatMap((line) => {
    const listed = Object.fromEntries(line.split('\t').map((cell, i) => [columns[i] ?? '', cell]));
    const file = listed['file'] ?? '';
    const path = join(corpusFolder, file);
    if (file === '' || !existsSync(path)) return [];
    return [{ file, kind: listed['kind'] ?? '', bytes: readFileSync(path), listed }];
  });
}

/** Whether a file is XML, whatever is wrong with it. */
export function isXml({ file, kind }: CorpusFile): boolean {
  return /\.(xml|ddf|dd)$/.test(file) && kind !== 'dtd' && kind !== 'notification';
}

const dtds = {
  m11: 'dtd/rickyepoderi-wbxml-stream/OMA-SyncML-MetaInfo-DTD-V1_1_2-20030505-D.dtd',
  r11: 'dtd/rickyepoderi-wbxml-stream/OMA-SyncML-RepPro-DTD-V1_1_2-20030505-D.dtd',
  r12: 'dtd/rickyepoderi-wbxml-stream/OMA-SUP-DTD_SyncML_RepPro-V1_2-20070221-A.dtd',
  d12: 'dtd/greearb-hostap-ct/dm_ddf-v1_2.dtd',
} as const;

export type DtdName = keyof typeof dtds;
export const dtdNames = Object.keys(dtds) as readonly DtdName[];

/** One of the published files has a comment before its XML declaration, which no parser takes. */
export function dtdText(name: DtdName): string {
  return readFileSync(join(corpusFolder, dtds[name]), 'latin1').replace(/<!--[\s\S]*?-->/g, '').trimStart();
}
