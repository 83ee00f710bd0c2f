// Source: one file that is looked at: its text, that of WBXML decoded, and what is wrong with the octets as such.
import type { Files } from '#engine/base/files';
import type { Problem } from '#engine/base/problem';
import type { NotificationSecrets } from '#engine/rules/bytesFacts';
import type { Finding } from '#engine/rules/finding';
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import { decodeText, type DecodedText } from '#engine/xml/encoding';
import type { LintOptions } from '../../language/lintOptions';
import { octetFindings } from '../../language/octetFindings';
import { octetKind } from '../../language/octetKind';
import { textOfWbxml } from '../../language/wbxmlText';
import { uriOfPath } from '../../launch/fileUri';
import { exchangesIn, headFindings, inText, moved, onlyBody } from './exchangeSource';
import { languageOf } from './lintFiles';

export interface Source {
  readonly path: string;
  readonly uri: string;
  /** Empty where the octets stand for no text. */
  readonly text: string;
  readonly languageId?: string;
  /** Of a file that is a text: how it was written, and what is wrong with that. */
  readonly written?: DecodedText;
  /** Of octets that the text was decoded from, or that have none: how many there are, and what is wrong with them. */
  readonly octets?: { readonly uri: string; readonly length: number; readonly findings: readonly Finding[] };
  /** Of HTTP exchanges that are a text: what is wrong with their heads. Their messages stand in the text. */
  readonly heads?: readonly Finding[];
}

/** `secrets`: those that the digests of notifications are checked with. */
export async function readSource(path: string, files: Files, options: LintOptions, secrets: NotificationSecrets | undefined): Promise<Source> {
  const uri = uriOfPath(path);
  const octets = (await files.read(uri)) ?? new Uint8Array();
  const found = octetKind(path, octets);
  switch (found?.kind) {
    case 'wbxml':
      return decoded(path, octets, octets, options);
    case 'notification': {
      const findings = octetFindings({ uri, bytes: found.octets, kind: 'notification', ...(secrets !== undefined && { secrets }) }, options);
      return { path, uri, text: '', octets: { uri, length: found.octets.length, findings } };
    }
    case 'http': {
      const exchanges = exchangesIn(octets);
      const heads = headFindings(exchanges, (bytes) => octetFindings({ uri, bytes, kind: 'http' }, options));
      const body = onlyBody(exchanges);
      if (body !== undefined && looksLikeWbxml(body)) return decoded(path, octets, body, options, heads);
      return { path, uri, text: decodeText(octets).text, heads: inText(heads, octets) };
    }
    case undefined: {
      const written = decodeText(octets);
      const languageId = languageOf(path);
      return { path, uri, text: written.text, written, ...(languageId !== undefined && { languageId }) };
    }
  }
}

/** A file whose octets, or some of them, are WBXML; `before`: what is wrong with those before it. */
function decoded(path: string, octets: Uint8Array, wbxml: Uint8Array, options: LintOptions, before: readonly Finding[] = []): Source {
  const uri = uriOfPath(path);
  const { text, problems } = textOfWbxml(uri, wbxml, options);
  const findings = [...before, ...problems.map(({ problem }) => moved(problem, wbxml.byteOffset - octets.byteOffset))];
  return { path, uri: `${uri.replace(/^file:/, 'fumo-wbxml:')}.syncml`, text, languageId: 'syncml', octets: { uri, length: octets.length, findings } };
}

/** What is wrong with the encoding of a text. */
export function encodingProblems({ written }: Source): readonly Problem[] {
  return written?.problems ?? [];
}
