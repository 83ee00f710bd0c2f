// An element tree to WBXML, in time linear in its size.
import { concat } from '../base/bytes';
import type { Problem } from '../base/problem';
import type { XmlDocument } from '../xml/element';
import { initialPrefixes, type Prefixes } from '../xml/namespaces';
import { ByteWriter } from './byteWriter';
import { publicIdOf, typeOfDocument, typeOfTextualId, type DocumentType } from './documentTypes';
import { ElementEncoder } from './elementEncoder';
import { asciiCharset, latin1Charset, ucs2Charset, unitOf, unknownPublicId, utf8Charset } from './globalTokens';
import { wbxmlProblem } from './problems';
import { countTexts, StringTable } from './stringTable';

export type WbxmlVersion = '1.1' | '1.2' | '1.3';

/**
 * How the header declares the document type: as a number, where there is one; as a text in the string table; the same,
 * but where the text is all that the table holds, no zero ends it, as several makers' clients send it; or not at all.
 */
export type PublicIdForm = 'numeric' | 'textual' | 'string-table' | 'none';

/** By their IANA MIBenum: US-ASCII, ISO-8859-1, UTF-8, UCS-2. */
const writtenCharsets = [asciiCharset, latin1Charset, utf8Charset, ucs2Charset] as const;
export type WrittenCharset = (typeof writtenCharsets)[number];

/** The character set of a header, if documents can be written in it. */
export function writtenCharset(charset: number): WrittenCharset | undefined {
  return writtenCharsets.find((known) => known === charset);
}

export interface EncodeOptions {
  /** Default 1.2. [DM-REP 5] Receivers accept all three. */
  readonly version?: WbxmlVersion;
  /** Default `numeric`; a type without a number (DDF, TNDS) is declared by its text. */
  readonly publicId?: PublicIdForm;
  /** Puts texts that come more than once into the string table. Default false. */
  readonly stringTable?: boolean;
  /** Default UTF-8. Characters that it lacks become entities. */
  readonly charset?: WrittenCharset;
  /** Instead of what the document itself tells. */
  readonly type?: DocumentType;
  /** Keeps the white space between the elements of an element that holds no other text. Default false. */
  readonly keepLayout?: boolean;
  /** Elements deeper than this are left out. Default 1024. */
  readonly maxDepth?: number;
}

export interface Encoded {
  readonly bytes: Uint8Array;
  /**
   * What the octets don't carry, or carry in a way that not every decoder reads. Ranges are those of the nodes, in
   * their order.
   */
  readonly problems: readonly Problem[];
}

/**
 * Writes a document. Text becomes STR_I, octets OPAQUE, and so does a CDATA section where the decoder gives it back as
 * one. `xmlns` goes by code pages. An element that no table names becomes a LITERAL; so do attributes. A tree or device
 * information in the Data of a message becomes an OPAQUE with a document of its own, and the Type in its Meta says so,
 * unless Format says that the Data is octets. Never throws.
 */
export function encodeWbxml(document: XmlDocument, options: EncodeOptions = {}): Encoded {
  const problems: Problem[] = [];
  const bytes = writeDocument(document, options, initialPrefixes, 0, problems);
  return { bytes, problems: problems.sort((a, b) => a.range.start - b.range.start) };
}

function writeDocument(document: XmlDocument, options: EncodeOptions, prefixes: Prefixes, level: number, problems: Problem[]): Uint8Array {
  const { version = '1.2', publicId = 'numeric', charset = utf8Charset, keepLayout = false, maxDepth = 1024 } = options;
  const type = options.type ?? typeOfDocument(document);
  const numeric = type === undefined || publicId === 'none' ? unknownPublicId : publicId === 'numeric' ? type.publicId : undefined;
  const table = new StringTable(charset);
  if (numeric === undefined && type !== undefined) table.offset(type.textualId);
  const idLength = table.size;
  if (options.stringTable === true) for (const text of countTexts(document, keepLayout)) table.offset(text);

  const body = new ByteWriter(charset, expectedSize(document));
  const writeEmbedded = (inner: XmlDocument, innerType: DocumentType, outer: Prefixes): Uint8Array =>
    writeDocument(inner, { version, charset, keepLayout, maxDepth, type: innerType }, outer, level + 1, problems);
  const encoder = new ElementEncoder(body, table, type, { keepLayout, maxDepth, level, writeEmbedded }, problems);
  for (const node of document.children) {
    // What a DOCTYPE says beyond the public id is lost.
    const carried = node.kind === 'doctype' && !node.value.includes('[') && typeOfTextualId(publicIdOf(node.value) ?? '') === type;
    if (!carried) encoder.topLevel(node, prefixes);
  }
  if (document.root === undefined) {
    problems.push(wbxmlProblem('wbxml-no-root', 'The document has no element.', 0, 0));
  }

  const header = new ByteWriter(charset, 16);
  header.byte(Number(version.slice(2)));
  if (numeric === undefined) header.octets(Uint8Array.of(0, 0));
  else header.multiByte(numeric);
  header.multiByte(charset);
  const strings = table.bytes();
  const unterminated = publicId === 'string-table' && numeric === undefined && strings.length === idLength;
  const written = unterminated ? strings.subarray(0, idLength - unitOf(charset)) : strings;
  header.multiByte(written.length);
  return concat([header.view(), written, body.view()]);
}

/** Of a document that was read from a text, a part of which goes without saying. */
function expectedSize({ root }: XmlDocument): number {
  if (root === undefined) return 16;
  const { start, end } = root.range;
  return Math.max(256, (end - start) >> 1);
}
