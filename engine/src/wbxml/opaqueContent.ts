// What the octets of an OPAQUE are: a text, octets, or base64 of either. [TND 7.7.2]
import { fromBase64 } from '../base/bytes';
import { illegalCharacterIn } from '../xml/characters';
import { holdsOctets } from './formatScope';

export type OpaqueContent =
  /** Characters, as good as a string. */
  | 'text'
  /** Octets, but of a value that is written in base64 wherever it isn't octets: a nonce. */
  | 'nonce'
  | 'octets'
  /** Octets where text should be. */
  | 'not-text'
  /** Octets where base64 should be. */
  | 'not-base64';

/**
 * `text` is what the octets read as, undefined where they aren't text; `format` the one in force. What its Format calls
 * octets stays octets, even where it would read as text; what it calls base64 is text, and is never decoded.
 */
export function contentOfOpaque(text: string | undefined, pageNumber: number, local: string, format: string | undefined): OpaqueContent {
  const legal = text !== undefined && illegalCharacterIn(text, 0, text.length) < 0;
  if (!holdsOctets(pageNumber, local)) {
    if (legal) return 'text';
    return pageNumber < 0 ? 'octets' : 'not-text';
  }
  if (pageNumber === 1 && local === 'NextNonce') return format === 'b64' && legal && isBase64(text) ? 'text' : 'nonce';
  if (format === 'bin') return 'octets';
  if (format === 'b64') return legal && isBase64(text) ? 'text' : 'not-base64';
  if (legal) return 'text';
  return format === undefined || format === '' ? 'octets' : 'not-text';
}

function isBase64(text: string): boolean {
  return fromBase64(text) !== undefined;
}
