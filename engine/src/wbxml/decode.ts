// WBXML to an element tree, whatever the octets.
import { sameBytes } from '../base/bytes';
import type { Problem } from '../base/problem';
import type { XmlDocument } from '../xml/element';
import { CharacterReader, FlatText } from './characterReader';
import { encodeWbxml, writtenCharset, type WbxmlVersion } from './encode';
import { unitOf, utf8Charset } from './globalTokens';
import type { WbxmlHeader } from './header';
import { embeddableType, maxEmbedding } from './embedded';
import { FirstProblems, wbxmlProblem } from './problems';
import { looksLikeWbxml, readHeader } from './readHeader';
import { TokenReader } from './readTokens';
import { WbxmlTreeBuilder, type OpenDocument } from './treeBuilder';

export interface DecodeOptions {
  /**
   * Documents in WBXML within the message (a tree, device information): `exact` opens those that come out as the same
   * octets when the message is encoded again, `always` opens all that can be read, `never` leaves them octets.
   * Default `exact`.
   */
  readonly embedded?: 'exact' | 'always' | 'never';
  /** Elements deeper than this are laid flat. Default 256. */
  readonly maxDepth?: number;
  /** What references to the string table may come to, in UTF-16 units. Default 64 million. */
  readonly maxTableText?: number;
  /** The first ones that are come upon; the others are counted. Default 1000. */
  readonly maxProblems?: number;
}

export interface Decoded {
  /** Ranges count octets of what was decoded, in embedded documents too. */
  readonly document: XmlDocument;
  /** In the order of their places. */
  readonly problems: readonly Problem[];
  readonly header: WbxmlHeader;
}

/**
 * Reads any octets, in time linear in their number, and never throws. Namespaces are those of the code pages. A tag
 * that no table names becomes `unknown-PAGE-NUMBER`, both hexadecimal, and is encoded as that number again. OPAQUE that
 * is text, by its element and the Format in force, becomes a CDATA section, which is encoded as OPAQUE again; what
 * Format calls `bin`, and what isn't text, stays octets.
 */
export function decodeWbxml(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const { maxProblems = 1000 } = options;
  const { document, header, problems: found } = decodePart(bytes, 0, bytes.length, new FlatText(bytes), { ...options, maxProblems }, 0);
  const problems = found.kept.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  if (found.lost > 0) {
    problems.push(wbxmlProblem('wbxml-too-many-problems', `${found.lost} more problems are left out.`, bytes.length, bytes.length, 'warning'));
  }
  return { document, header, problems };
}

/** The document that an OPAQUE holds; undefined where its octets aren't one. Ranges count from the start of the octets. */
export function openEmbedded(octets: Uint8Array, options: DecodeOptions = {}): Decoded | undefined {
  return looksLikeWbxml(octets) ? decodeWbxml(octets, options) : undefined;
}

interface PartOptions extends DecodeOptions {
  readonly maxProblems: number;
}

/** A document, or one within it. */
interface Part {
  readonly document: XmlDocument;
  readonly header: WbxmlHeader;
  readonly problems: FirstProblems;
}

function decodePart(bytes: Uint8Array, start: number, limit: number, flat: FlatText, options: PartOptions, level: number): Part {
  const { embedded = 'exact', maxDepth = 256, maxTableText = 64_000_000, maxProblems } = options;
  const problems = new FirstProblems(maxProblems);
  const header = readHeader(bytes, start, limit, problems);
  const characters = new CharacterReader(bytes, header, flat, problems, maxTableText);
  const openDocument: OpenDocument = (from, to) => {
    if (embedded === 'never' || level >= maxEmbedding || !looksLikeWbxml(bytes, from, to)) return undefined;
    const inner = decodePart(bytes, from, to, flat, options, level + 1);
    if (inner.header.type?.family !== 'dmddf' && inner.header.type?.family !== 'devinf') return undefined;
    if (embedded === 'always') return isEncodedApart(inner.document) ? inner : undefined;
    if (inner.problems.hasErrors) return undefined;
    return comesOutTheSame(inner.document, header, bytes.subarray(from, to)) ? inner : undefined;
  };
  const tokens = new TokenReader(bytes, header.stringTable.end, limit, problems, unitOf(header.charset));
  const document = new WbxmlTreeBuilder(tokens, header, characters, openDocument, maxDepth, problems).build();
  return { document, problems, header };
}

/** Whether the encoder would make a document of its own of it again; its faults are told, and don't keep it shut. */
function isEncodedApart({ children }: XmlDocument): boolean {
  return children.length > 0 && children.every((node) => node.kind === 'element' && embeddableType(node) !== undefined);
}

function comesOutTheSame(document: XmlDocument, outer: WbxmlHeader, octets: Uint8Array): boolean {
  const version: WbxmlVersion = outer.version === '1.1' || outer.version === '1.3' ? outer.version : '1.2';
  const charset = writtenCharset(outer.charset) ?? utf8Charset;
  return sameBytes(encodeWbxml(document, { version, charset, keepLayout: true }).bytes, octets);
}
