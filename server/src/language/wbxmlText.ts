// A WBXML document as a text to be edited, and the way back: pure functions of octets and text.
import type { Range } from '#engine/base/problem';
import type { Finding } from '#engine/rules/finding';
import { elementAtByte, elementAtPath } from '#engine/wbxml/byteMap';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, writtenCharset, type EncodeOptions } from '#engine/wbxml/encode';
import { unknownPublicId } from '#engine/wbxml/globalTokens';
import type { WbxmlHeader } from '#engine/wbxml/header';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { readHeader } from '#engine/wbxml/readHeader';
import type { XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import type { LintOptions } from './lintOptions';
import { octetFindings } from './octetFindings';

export interface WbxmlText {
  readonly text: string;
  /** About the octets, with the element of the text that each stands in. */
  readonly problems: readonly OctetProblem[];
}

export interface OctetProblem {
  /** Its range counts octets. */
  readonly problem: Finding;
  /** In the text; empty at its start where no element is meant. */
  readonly place: Range;
}

/** Laid out for people. Octets that are no document become as much of one as can be read. */
export function textOfWbxml(uri: string, octets: Uint8Array, options: LintOptions = {}): WbxmlText {
  const { document } = decodeWbxml(octets);
  const text = `${writeXml(toXmlForm(document), { indent: '  ' })}\n`;
  const shown = parseXml(text).document;
  const problems = octetFindings({ uri, bytes: octets, kind: 'wbxml' }, options).map((problem): OctetProblem => {
    const element = elementAtPath(shown, elementAtByte(document, problem.range.start).path);
    return { problem, place: element?.nameRange ?? { start: 0, end: 0 } };
  });
  return { text, problems };
}

/** Octets, or the sentence that says why there are none. */
export type Encoding = { readonly octets: Uint8Array } | { readonly refusal: string };

/** `before` is what the text was made from: version, character set and document type stay as they were there. */
export function wbxmlOfText(text: string, before: Uint8Array): Encoding {
  const { document: written, problems } = parseXml(text);
  const [fault] = problems.filter(({ severity }) => severity === 'error');
  if (fault !== undefined) return { refusal: refusal(fault.message, fault.range, text) };
  const document = fromXmlForm(written);
  const remark = firstRemark(document.children);
  if (remark !== undefined) return { refusal: refusal('WBXML of SyncML carries no comments and no processing instructions.', remark, text) };
  const { bytes, problems: lost } = encodeWbxml(document, optionsOf(before));
  const [first] = lost.filter(({ severity, code }) => severity === 'error' || code === 'wbxml-unencodable');
  return first === undefined ? { octets: bytes } : { refusal: refusal(first.message, first.range, text) };
}

/** What a person has written for people, and would be gone when the document is opened again. */
function firstRemark(nodes: readonly XmlNode[]): Range | undefined {
  for (const node of nodes) {
    if (node.kind === 'comment' || node.kind === 'instruction') return node.range;
    const inside = node.kind === 'element' ? firstRemark(node.children) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function refusal(message: string, { start }: Range, text: string): string {
  const line = text.slice(0, start).split('\n').length;
  return `Line ${line}: ${message}`;
}

function optionsOf(before: Uint8Array): EncodeOptions {
  if (before.length === 0) return {};
  const header = readHeader(before, 0, before.length, []);
  const { version, type, stringTable } = header;
  const charset = writtenCharset(header.charset);
  return {
    ...((version === '1.1' || version === '1.2' || version === '1.3') && { version }),
    ...(charset !== undefined && { charset }),
    ...(type !== undefined && { type }),
    publicId: publicIdForm(header),
    stringTable: stringTable.end - stringTable.start > (header.publicId.text ?? '').length + 1,
  };
}

function publicIdForm({ publicId }: WbxmlHeader): NonNullable<EncodeOptions['publicId']> {
  if (publicId.text !== undefined) return 'textual';
  return publicId.numeric === unknownPublicId ? 'none' : 'numeric';
}
