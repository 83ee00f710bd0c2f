// DocumentModel: one version of a document, parsed once, that every feature is given.
import type { Problem } from '#engine/base/problem';
import { guideOf } from '#engine/schema/guide';
import type { Schema } from '#engine/schema/schema';
import type { XmlDocument } from '#engine/xml/element';
import { LineIndex } from '#engine/xml/lines';
import { parseXml } from '#engine/xml/parse';
import { kindOf, schemaOfText, type DocumentKind } from './recognise';

export interface TextSource {
  readonly uri: string;
  readonly text: string;
  /** As the editor calls the language of the document. */
  readonly languageId?: string;
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
}

/** Never throws, whatever the text. */
export function modelOf({ uri, text, languageId }: TextSource): DocumentModel {
  const schema = schemaOfText(text, languageId);
  const { document, problems } = parseXml(text, schema === undefined ? {} : { guide: guideOf(schema) });
  return {
    uri,
    text,
    kind: kindOf(schema, document, uri, languageId),
    ...(schema === undefined ? {} : { schema }),
    document,
    faults: problems,
    lines: new LineIndex(text),
  };
}
