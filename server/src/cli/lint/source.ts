// Source: one file that is looked at: its text, that of WBXML decoded, and what is wrong with the octets as such.
import type { Files } from '#engine/base/files';
import type { Problem } from '#engine/base/problem';
import { lintBytes } from '#engine/rules/lintBytes';
import type { Finding } from '#engine/rules/finding';
import { decodeText, type DecodedText } from '#engine/xml/encoding';
import type { LintOptions } from '../../language/lintOptions';
import { unfenced } from '../../language/lintOptions';
import { textOfWbxml } from '../../language/wbxmlText';
import { uriOfPath } from '../../launch/fileUri';
import { isWbxml, languageOf } from './lintFiles';

export interface Source {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly languageId?: string;
  /** Of a file that is a text: how it was written, and what is wrong with that. */
  readonly written?: DecodedText;
  /** Of WBXML: how many octets there are, and what is wrong with them. */
  readonly octets?: { readonly uri: string; readonly length: number; readonly findings: readonly Finding[] };
}

export async function readSource(path: string, files: Files, options: LintOptions): Promise<Source> {
  const uri = uriOfPath(path);
  const octets = (await files.read(uri)) ?? new Uint8Array();
  if (isWbxml(path)) {
    const { text } = textOfWbxml(uri, octets, options);
    const findings = lintBytes({ uri, bytes: octets, kind: 'wbxml' }, options.settings ?? {}, options.fenced ?? unfenced);
    return { path, uri: `${uri.replace(/^file:/, 'fumo-wbxml:')}.syncml`, text, languageId: 'syncml', octets: { uri, length: octets.length, findings } };
  }
  const written = decodeText(octets);
  const languageId = languageOf(path);
  return { path, uri, text: written.text, written, ...(languageId !== undefined && { languageId }) };
}

/** What is wrong with the encoding of a text. */
export function encodingProblems({ written }: Source): readonly Problem[] {
  return written?.problems ?? [];
}
