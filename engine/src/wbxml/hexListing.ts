// Annotated octets as a text that people read, and that gives the octets back.
import type { ByteRow } from './annotate';

const perLine = 16;

/**
 * One line a row: offset, octets, and behind a `;` what they say, indented by depth. More than 16 octets go on in lines
 * of their own.
 */
export function writeListing(rows: readonly ByteRow[]): string {
  const last = rows[rows.length - 1];
  const digits = Math.max(4, (last === undefined ? 0 : last.offset + last.bytes.length).toString(16).length);
  const lines: string[] = [];
  for (const { offset, bytes, mnemonic, meaning, depth } of rows) {
    for (let at = 0; at < bytes.length; at += perLine) {
      const place = (offset + at).toString(16).toUpperCase().padStart(digits, '0');
      const octets = hex(bytes.subarray(at, at + perLine));
      const said = at > 0 ? '' : ` ; ${'  '.repeat(Math.min(depth, 40))}${mnemonic} ${meaning}`;
      lines.push(said === '' ? `${place}: ${octets}` : `${place}: ${octets.padEnd(3 * perLine - 1)}${said}`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `${text === '' ? '' : ' '}${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return text;
}

/**
 * The octets of a listing, or of any text of hexadecimal octets: what stands behind `;` or `#` is a remark, what stands
 * before `:` an offset. Undefined where a line is anything else, or where there are none.
 */
export function readListing(text: string): Uint8Array | undefined {
  const octets: number[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, content = ''] = /^(?:\s*[0-9A-Fa-f]+:)?([^;#]*)/.exec(line) ?? [];
    for (const word of content.split(/[\s,]+/)) {
      const digits = word.replace(/^0x/i, '');
      if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined;
      for (let at = 0; at < digits.length; at += 2) octets.push(parseInt(digits.slice(at, at + 2), 16));
    }
  }
  return octets.length === 0 ? undefined : Uint8Array.from(octets);
}
