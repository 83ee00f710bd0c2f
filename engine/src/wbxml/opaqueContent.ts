// What the octets of an OPAQUE are: a text, octets, or base64 of either. [TND 7.7.2]
import { fromBase64, toBase64 } from '../base/bytes';
import { illegalCharacterIn } from '../xml/characters';
import { holdsOctets } from './formatScope';

export type OpaqueContent =
  /** Characters of their own, as good as a string. */
  | { readonly kind: 'text'; readonly value: string }
  /** The value is written in base64 wherever it isn't octets: a nonce. */
  | { readonly kind: 'base64'; readonly value: string }
  | { readonly kind: 'octets'; readonly unexpected?: 'not-text' | 'not-base64' };

/**
 * `format` is the one in force. What its Format calls octets stays octets, even where it would read as text; what it
 * calls base64 is text, and is never decoded.
 */
export function contentOfOpaque(octets: Uint8Array, text: string | undefined, pageNumber: number, local: string, format: string | undefined): OpaqueContent {
  const legal = text !== undefined && illegalCharacterIn(text, 0, text.length) < 0 ? text : undefined;
  if (!holdsOctets(pageNumber, local)) {
    if (legal !== undefined) return { kind: 'text', value: legal };
    return pageNumber < 0 ? { kind: 'octets' } : { kind: 'octets', unexpected: 'not-text' };
  }
  const isBase64 = legal !== undefined && fromBase64(legal) !== undefined;
  if (pageNumber === 1 && local === 'NextNonce') {
    return format === 'b64' && isBase64 ? { kind: 'text', value: legal } : { kind: 'base64', value: toBase64(octets) };
  }
  if (format === 'bin') return { kind: 'octets' };
  if (format === 'b64') return isBase64 ? { kind: 'text', value: legal } : { kind: 'octets', unexpected: 'not-base64' };
  if (legal !== undefined) return { kind: 'text', value: legal };
  return format === undefined || format === '' ? { kind: 'octets' } : { kind: 'octets', unexpected: 'not-text' };
}
