// Octets as text: hexadecimal in the forms that people and their tools write it in, and base64.
import { fromBase64, toBase64, toHex } from '../base/bytes';

export type OctetText = 'hex' | 'base64';

/** What a text of octets was written in, and the octets. */
export interface OctetsRead {
  readonly form: OctetText;
  readonly octets: Uint8Array;
}

/** Hexadecimal where it can be read as that, else base64; undefined where it is neither, or holds no octets. */
export function readOctets(text: string): OctetsRead | undefined {
  const hex = readHex(text);
  if (hex !== undefined) return { form: 'hex', octets: hex };
  const base64 = fromBase64(text.trim());
  return base64 === undefined || base64.length === 0 ? undefined : { form: 'base64', octets: base64 };
}

/** In capitals, a blank between octets; or base64. No line ends. */
export function writeOctets(octets: Uint8Array, form: OctetText): string {
  if (form === 'base64') return toBase64(octets);
  return toHex(octets)
    .toUpperCase()
    .replace(/..(?=.)/g, '$& ');
}

/**
 * The octets of a listing, of a hex dump, or of any text of hexadecimal octets: in one piece or divided by blanks, line
 * ends, commas, colons or dashes, with or without `0x` or `\x`. What stands behind `;` or `#`, or between `|` at a line's end, is a
 * remark; what stands before a colon at the start of a line and counts the octets so far is an offset. Undefined where
 * a line is anything else, or where there are none.
 */
export function readHex(text: string): Uint8Array | undefined {
  const octets: number[] = [];
  const dump = /\|[^|\r\n]*\|[ \t]*$/m.test(text);
  for (const line of text.split(/\r\n|\r|\n/)) {
    const remark = line.search(/[;#|]/);
    const content = withoutOffset(remark < 0 ? line : line.slice(0, remark), octets.length, dump);
    for (const word of content.split(/[\s,:-]+/)) {
      const digits = word.replace(/0x|\\x/gi, '');
      if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined;
      for (let at = 0; at < digits.length; at += 2) octets.push(parseInt(digits.slice(at, at + 2), 16));
    }
  }
  return octets.length === 0 ? undefined : Uint8Array.from(octets);
}

/** `count` octets were read before the line; in a `dump` offsets have no colon. */
function withoutOffset(line: string, count: number, dump: boolean): string {
  const [whole = '', digits = '', blanks = ''] = /^\s*([0-9A-Fa-f]{2,16}):(\s*)/.exec(line) ?? [];
  if (whole !== '') {
    const rest = line.slice(whole.length).trim();
    const apart = blanks !== '' || rest === '';
    const counts = parseInt(digits, 16) === count && !rest.includes(':');
    // Some dumps end a line with its characters, two blanks before them.
    if (digits.length >= 4 ? apart || counts : apart && counts) return rest.split(/\s{2,}/, 1)[0] ?? '';
  }
  const [bare = '', place = ''] = dump ? (/^([0-9A-Fa-f]{6,16})(?:\s{2,}|\s*$)/.exec(line) ?? []) : [];
  return bare !== '' && parseInt(place, 16) === count ? line.slice(bare.length) : line;
}
