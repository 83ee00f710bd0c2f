// Encoding: the two ways in which a message becomes octets, XML and WBXML, and the media types that tell them apart.
// [DM-REP 6.2.1]
import { utf8, utf8Length } from '../base/bytes';
import { syncMl12 } from '../wbxml/documentTypes';
import { encodeWbxml } from '../wbxml/encode';
import type { Element } from '../xml/element';
import { initialPrefixes, withPrefixes } from '../xml/namespaces';
import { writeXml } from '../xml/write';

export type Encoding = 'xml' | 'wbxml';

/** The media types of a DM message. [DM-REP 6.2.1] */
export const dmXml = 'application/vnd.syncml.dm+xml';
export const dmWbxml = 'application/vnd.syncml.dm+wbxml';

export const mediaTypes: Readonly<Record<Encoding, string>> = { xml: dmXml, wbxml: dmWbxml };

/** The encoding that a Content-Type tells; undefined for anything but a DM message that we can read. */
export function encodingOf(contentType: string | undefined): Encoding | undefined {
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  // A WBXML document says its own charset in its header.
  if (type === dmWbxml) return 'wbxml';
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  // [SyncML HTTP 5.3.3] UTF-8, said or not.
  return type === dmXml && (charset === undefined || charset === 'utf-8' || charset === 'us-ascii') ? 'xml' : undefined;
}

/** The octets of a message, of which `root` is the SyncML element. */
export function octetsOf(root: Element, encoding: Encoding): Uint8Array {
  return encoding === 'xml' ? utf8(writeXml(root)) : encodeWbxml({ children: [root], root }).bytes;
}

/**
 * Octets that an element adds to a message that it stands in. Of WBXML the most that it may be: whether the code page
 * must be switched back before it depends on what stands there.
 */
export function lengthWithin(part: Element, encoding: Encoding): number {
  if (encoding === 'wbxml') return encodeWbxml({ children: [part], root: part }, { type: syncMl12 }).bytes.length - wbxmlHeader + switchPage;
  return utf8Length(textWithin(part));
}

/** An element as it is written in a message, which declares the namespace for it. */
export function textWithin(part: Element): string {
  return writeXml(part, { namespaces: messageNamespaces });
}

const messageNamespaces = withPrefixes(initialPrefixes, new Map([['', 'SYNCML:SYNCML1.2']]));

/** Version, public identifier 1201, charset and an empty string table. */
const wbxmlHeader = 5;
const switchPage = 2;
