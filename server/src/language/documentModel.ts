// DocumentModel: one version of a document, parsed once, that every feature is given.
import type { Problem } from '#engine/base/problem';
import { guideOf } from '#engine/schema/guide';
import type { Schema } from '#engine/schema/schema';
import type { XmlDocument } from '#engine/xml/element';
import { LineIndex } from '#engine/xml/lines';
import { parseXml, type Parsed } from '#engine/xml/parse';
import { parseAfter } from '#engine/xml/reparse';
import { changeBetween } from '#engine/xml/textChange';
import { kindOf, schemaOfText, type DocumentKind } from './recognise';

export interface TextSource {
  readonly uri: string;
  readonly text: string;
  /** As the editor calls the language of the document. */
  readonly languageId?: string;
  /** Those of the text, where they are known already. */
  readonly lines?: LineIndex;
}

export interface DocumentModel {
  readonly uri: string;
  readonly text: string;
  readonly kind: DocumentKind;
  /** Absent where the document is none of ours, or of a kind without a schema. */
  readonly schema?: Schema;
  readonly document: XmlDocument;
  /** What keeps the text from being well-formed, in the order of the places. */
  readonly faults: readonly Problem[];
  readonly lines: LineIndex;
  /** The last version of a long document in which no tag was broken. */
  readonly sound?: SoundVersion;
}

interface SoundVersion {
  readonly text: string;
  readonly schema: Schema | undefined;
  readonly parsed: Parsed;
}

/** Characters. A shorter text is read anew each time: that takes no time. */
const leastKept = 20_000;

/** Never throws, whatever the text. Of a version of a document that came before, what stayed the same isn't read again. */
export function modelOf({ uri, text, languageId, lines: given }: TextSource, before?: DocumentModel): DocumentModel {
  const schema = schemaOfText(text, languageId);
  const options = schema === undefined ? {} : { guide: guideOf(schema) };
  const known = before?.sound?.schema === schema ? before?.sound : undefined;
  const change = known === undefined ? undefined : changeBetween(known.text, text);
  const parsed = known === undefined || change === undefined ? parseXml(text, options) : parseAfter(known.parsed, text, options, change);
  const { document, problems } = parsed;
  const lines = given ?? new LineIndex(text);
  const sound = text.length < leastKept ? undefined : problems.length === 0 ? { text, schema, parsed } : known;
  return {
    uri,
    text,
    kind: kindOf(schema, document, uri, languageId),
    ...(schema === undefined ? {} : { schema }),
    document,
    faults: problems,
    lines,
    ...(sound === undefined ? {} : { sound }),
  };
}
