// A document in one of its forms to another: XML, WBXML, annotated octets.
import { utf8 } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import { annotate } from '#engine/wbxml/annotate';
import { decodeWbxml } from '#engine/wbxml/decode';
import { encodeWbxml, type EncodeOptions } from '#engine/wbxml/encode';
import { readListing, writeListing } from '#engine/wbxml/hexListing';
import { fromXmlForm, toXmlForm } from '#engine/wbxml/octetsInXml';
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { notificationRows } from './notificationRows';

/** What octets can be. A notification is package #0, with or without transport headers. */
export type Form = 'xml' | 'wbxml' | 'hex' | 'notification';
/** What they can become. */
export type Target = 'xml' | 'wbxml' | 'hex';

export interface ConversionOptions {
  /** Default: what the content tells. */
  readonly from?: Form;
  /** Default: WBXML from XML, a listing from a notification, else XML. */
  readonly to?: Target;
  /** How WBXML is written. Given, WBXML is written anew from WBXML too. */
  readonly encode?: EncodeOptions;
  /** XML without white space between elements. Default false. */
  readonly compact?: boolean;
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
  switch (from) {
    case undefined:
      return undefined;
    case 'xml':
      return fromXml(bytes, options);
    case 'hex': {
      const octets = readListing(decodeText(bytes).text);
      if (octets === undefined) return undefined;
      const inner = formOf(octets) === 'notification' ? 'notification' : 'wbxml';
      return { ...fromOctets(octets, inner, options), from };
    }
    case 'wbxml':
    case 'notification':
      return fromOctets(bytes, from, options);
  }
}

/** What octets are, by their content. */
export function formOf(bytes: Uint8Array): Form | undefined {
  if (looksLikeWbxml(bytes)) return 'wbxml';
  const { text } = decodeText(bytes.subarray(0, 4096));
  if (/^\s*</.test(text)) return 'xml';
  if (isText(text) && readListing(decodeText(bytes).text) !== undefined) return 'hex';
  const { rows, problems } = notificationRows(bytes);
  // Those of data synchronisation have a version of their own, and the same layout.
  if (rows.length > 0 && problems.every(({ severity, code }) => severity !== 'error' || code === 'notification-version')) return 'notification';
  // Vocabularies that we have no tables for.
  const version = bytes[0];
  return version !== undefined && version <= 3 ? 'wbxml' : undefined;
}

/** What the rest of a text holds is in its first characters too: digits and blanks, or binary. */
function isText(text: string): boolean {
  return /^[\x20-\x7e\s]*$/.test(text.split('\n', 1)[0] ?? '');
}

function fromXml(bytes: Uint8Array, options: ConversionOptions): Converted {
  const to = options.to ?? 'wbxml';
  const { text, problems: unread } = decodeText(bytes);
  const { document, problems: faults } = parseXml(text);
  const problems = [...unread, ...faults];
  const read = { from: 'xml', to, text } as const;
  if (problems.some(({ severity }) => severity === 'error')) return { ...read, problems };
  if (to === 'xml') return { ...read, problems, bytes: utf8(writeXml(document, layout(options))) };
  const encoded = encodeWbxml(fromXmlForm(document), options.encode);
  const all = [...problems, ...encoded.problems];
  if (to === 'wbxml') return { ...read, problems: all, bytes: encoded.bytes };
  return { ...read, problems: all, bytes: utf8(writeListing(annotate(encoded.bytes))) };
}

function fromOctets(bytes: Uint8Array, from: 'wbxml' | 'notification', options: ConversionOptions): Converted {
  if (from === 'notification') {
    const { rows, problems } = notificationRows(bytes);
    const to = options.to ?? 'hex';
    if (to === 'hex') return { from, to, problems, bytes: utf8(writeListing(rows)) };
    const message = 'A notification is neither XML nor WBXML: it can be shown with --to hex.';
    return { from, to, problems: [...problems, { code: 'convert-notification', severity: 'error', message, range: { start: 0, end: bytes.length } }] };
  }
  const to = options.to ?? 'xml';
  const { document, problems, header } = decodeWbxml(bytes);
  const read = { from, to, problems };
  if (to === 'xml') return { ...read, bytes: utf8(writeXml(toXmlForm(document), layout(options))) };
  const written =
    options.encode === undefined
      ? { bytes, problems: [] }
      : encodeWbxml(document, { keepLayout: true, ...(header.type !== undefined && { type: header.type }), ...options.encode });
  const all = [...problems, ...written.problems];
  return { ...read, problems: all, bytes: to === 'wbxml' ? written.bytes : utf8(writeListing(annotate(written.bytes))) };
}

function layout({ compact }: ConversionOptions): { readonly indent?: string } {
  return compact === true ? {} : { indent: '  ' };
}

