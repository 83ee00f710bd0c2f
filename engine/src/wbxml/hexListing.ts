// Annotated octets as a text that people read; `readHex` gives the octets back.
import type { ByteRow } from './annotate';

export const octetsInLine = 16;

/**
 * One line a row: offset, octets, and behind a `;` what they say, indented by depth. More than 16 octets go on in lines
 * of their own.
 */
export function writeListing(rows: readonly ByteRow[]): string {
  const last = rows[rows.length - 1];
  const digits = Math.max(4, (last === undefined ? 0 : last.offset + last.bytes.length).toString(16).length);
  const lines: string[] = [];
  for (const { offset, bytes, mnemonic, meaning, depth } of rows) {
    for (let at = 0; at < bytes.length; at += octetsInLine) {
      const place = (offset + at).toString(16).toUpperCase().padStart(digits, '0');
      const octets = hex(bytes.subarray(at, at + octetsInLine));
      const said = at > 0 ? '' : ` ; ${'  '.repeat(Math.min(depth, 40))}${mnemonic} ${meaning}`;
      lines.push(said === '' ? `${place}: ${octets}` : `${place}: ${octets.padEnd(3 * octetsInLine - 1)}${said}`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `${text === '' ? '' : ' '}${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return text;
}
