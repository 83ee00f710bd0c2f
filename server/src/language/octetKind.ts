// What octets are, that are no text of ours: WBXML, a notification, an HTTP exchange.
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import { readOctets } from '#engine/wbxml/octetText';
import { decodeText } from '#engine/xml/encoding';
import { isNotification } from './notificationRows';

export type OctetKind =
  | { readonly kind: 'wbxml' | 'http' }
  /** The octets themselves, where the file holds them as hexadecimal or base64. */
  | { readonly kind: 'notification'; readonly octets: Uint8Array };

/** Names go before contents: a notification that is cut off, or WBXML with a wrong head, is known by its name alone. */
export function octetKind(name: string, octets: Uint8Array): OctetKind | undefined {
  if (name.endsWith('.wbxml')) return { kind: 'wbxml' };
  if (name.endsWith('.notification')) return { kind: 'notification', octets: writtenOctets(octets)?.octets ?? octets };
  if (name.endsWith('.http')) return { kind: 'http' };
  if (/\.(?:xml|syncml|ddf|tnds|dd)$/.test(name)) return undefined;
  if (looksLikeWbxml(octets)) return { kind: 'wbxml' };
  const head = decodeText(octets.subarray(0, 200)).text;
  if (/^\s*</.test(head)) return undefined;
  if (/^(?:[A-Z]+ \S+ HTTP\/1\.\d|HTTP\/1\.\d \d{3}\b)/.test(head)) return { kind: 'http' };
  if (octets.length > mostWritten) return undefined;
  const written = writtenOctets(octets)?.octets;
  if (written !== undefined && isNotification(written)) return { kind: 'notification', octets: written };
  return octets.length <= longestNotification && isNotification(octets) ? { kind: 'notification', octets } : undefined;
}

/** Octets of a short message, its parts put together: longer ones are no notification. */
const longestNotification = 64 * 1024;
/** The same as a text, with all that may stand between the octets. */
const mostWritten = 8 * longestNotification;

/** The octets that a text of hexadecimal or base64 stands for, and which of them it is; undefined for other texts. */
export function writtenOctets(bytes: Uint8Array): ReturnType<typeof readOctets> {
  return isText(decodeText(bytes.subarray(0, 4096)).text) ? readOctets(decodeText(bytes).text) : undefined;
}

/** What the rest of a text holds is in its first characters too: digits and blanks, or binary. */
function isText(text: string): boolean {
  return /^[\x20-\x7e\s]*$/.test(text.split('\n', 1)[0] ?? '');
}
