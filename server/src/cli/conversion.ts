// A document in one of its forms to another: XML, WBXML, a notification, octets as annotated or plain text.
import { fromBase64, utf8 } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import type { Wrapping } from '#engine/session/notificationForm';
import { annotate } from '#engine/wbxml/annotate';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, writtenCharset, type EncodeOptions } from '#engine/wbxml/encode';
import { writeListing } from '#engine/wbxml/hexListing';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { readHex, writeOctets } from '#engine/wbxml/octetText';
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { isNotification } from '../language/notificationRows';
import { writtenOctets } from '../language/octetKind';
import { convertNotification } from './notificationConversion';

/** What octets can be. A notification is package #0, with or without transport headers; hex and base64 are texts of octets. */
export type Form = 'xml' | 'wbxml' | 'notification' | 'hex' | 'base64';
/** What they can become. `hex` is a listing of what each octet says, `plain-hex` the octets alone. */
export type Target = 'xml' | 'wbxml' | 'notification' | 'hex' | 'plain-hex' | 'base64';

export interface ConversionOptions {
  /** Default: what the content tells. */
  readonly from?: Form;
  /** Default: WBXML from XML, a listing from a notification, else XML. */
  readonly to?: Target;
  /** How WBXML is written. Given, WBXML is written anew from WBXML too. */
  readonly encode?: EncodeOptions;
  /** XML without white space between elements. Default false. */
  readonly compact?: boolean;
  /** What is to stand before a notification. Default: what stood before it. */
  readonly wrap?: Wrapping;
}

export interface Converted {
  /** Absent where nothing came of it. */
  readonly bytes?: Uint8Array;
  readonly from: Form;
  readonly to: Target;
  /** About the document that was read. */
  readonly problems: readonly Problem[];
  /** The text that the places of `problems` count in; absent where they count octets. */
  readonly text?: string;
}

/** Never throws. `undefined` where the octets are none of the forms. */
export function convert(bytes: Uint8Array, options: ConversionOptions = {}): Converted | undefined {
  const from = options.from ?? formOf(bytes);
  if (from !== 'hex' && from !== 'base64') return from === undefined ? undefined : fromDocument(bytes, from, options);
  const { text } = decodeText(bytes);
  const octets = from === 'hex' ? readHex(text) : fromBase64(text);
  if (octets === undefined || octets.length === 0) return undefined;
  const form = formOf(octets);
  return { ...fromDocument(octets, form === 'xml' || form === 'notification' ? form : 'wbxml', options), from };
}

function fromDocument(bytes: Uint8Array, form: Exclude<Form, 'hex' | 'base64'>, options: ConversionOptions): Converted {
  switch (form) {
    case 'xml':
      return fromXml(bytes, options);
    case 'wbxml':
      return fromWbxml(bytes, options);
    case 'notification':
      return convertNotification(bytes, options);
  }
}

/** What octets are, by their content. */
export function formOf(bytes: Uint8Array): Form | undefined {
  if (looksLikeWbxml(bytes)) return 'wbxml';
  const { text } = decodeText(bytes.subarray(0, 4096));
  if (/^\s*</.test(text)) return 'xml';
  const written = writtenOctets(bytes);
  // Nearly any word is base64: it has to be base64 of something.
  if (written?.form === 'hex' || (written !== undefined && isDocument(written.octets))) return written.form;
  if (isNotification(bytes)) return 'notification';
  // Vocabularies that we have no tables for.
  const version = bytes[0];
  return version !== undefined && version <= 3 ? 'wbxml' : undefined;
}

function isDocument(octets: Uint8Array): boolean {
  return looksLikeWbxml(octets) || isNotification(octets);
}

function fromXml(bytes: Uint8Array, options: ConversionOptions): Converted {
  const to = options.to ?? 'wbxml';
  const { text, problems: unread } = decodeText(bytes);
  const { document, problems: faults } = parseXml(text);
  const problems = [...unread, ...faults];
  const read = { from: 'xml', to, text } as const;
  if (problems.some(({ severity }) => severity === 'error')) return { ...read, problems };
  if (to === 'xml') return { ...read, problems, bytes: utf8(writeXml(document, layout(options))) };
  if (to === 'notification') return { ...read, problems: [...problems, noNotification(text.length)] };
  const encoded = encodeWbxml(fromXmlForm(document), options.encode);
  return { ...read, problems: [...problems, ...encoded.problems], bytes: inForm(encoded.bytes, to) };
}

function fromWbxml(bytes: Uint8Array, options: ConversionOptions): Converted {
  const to = options.to ?? 'xml';
  const { document, problems, header } = decodeWbxml(bytes);
  const read = { from: 'wbxml', to, problems } as const;
  if (to === 'xml') return { ...read, bytes: utf8(writeXml(toXmlForm(document), layout(options))) };
  if (to === 'notification') return { ...read, problems: [...problems, noNotification(bytes.length)] };
  const charset = writtenCharset(header.charset);
  const kept = { keepLayout: true, ...(header.type !== undefined && { type: header.type }), ...(charset !== undefined && { charset }) };
  const written = options.encode === undefined ? { bytes, problems: [] } : encodeWbxml(document, { ...kept, ...options.encode });
  return { ...read, problems: [...problems, ...written.problems], bytes: inForm(written.bytes, to) };
}

/** A WBXML document as octets or as a text of them. */
function inForm(bytes: Uint8Array, to: 'wbxml' | 'hex' | 'plain-hex' | 'base64'): Uint8Array {
  if (to === 'wbxml') return bytes;
  return utf8(to === 'hex' ? writeListing(annotate(bytes)) : `${writeOctets(bytes, to === 'base64' ? 'base64' : 'hex')}\n`);
}

function noNotification(end: number): Problem {
  return { code: 'convert-notification', severity: 'error', message: 'The document is no notification and can\'t become one.', range: { start: 0, end } };
}

function layout({ compact }: ConversionOptions): { readonly indent?: string } {
  return compact === true ? {} : { indent: '  ' };
}

