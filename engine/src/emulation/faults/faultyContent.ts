// Packages and descriptors that aren't what they should be.
import { fromUtf8, utf8 } from '../../base/bytes';
import { readPackage } from '../../fumo/package';
import type { FaultBoard } from './faultBoard';

/** A package as it is given out. What has no header of ours can only be corrupt. */
export function faultyPackage(bytes: Uint8Array, board: FaultBoard, entityChanged: boolean): Uint8Array {
  if (board.isEmpty) return bytes;
  if (entityChanged) return otherwiseWritten(bytes);
  if (board.inForce('package-corrupt') !== undefined) return bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
  if (board.inForce('package-other-model') !== undefined) return withHeader(bytes, /^(model: *)(.+)$/m, (text) => text.replace(/[^\s]/g, 'Z'));
  if (board.inForce('package-other-version') !== undefined) return withHeader(bytes, /^(from: *)(.+)$/m, (text) => text.replace(/\d/g, (digit) => String((Number(digit) + 5) % 10)));
  return bytes;
}

/** Another entity of the same worth: the same fields, two of them in another order. */
function otherwiseWritten(bytes: Uint8Array): Uint8Array {
  return withHeader(bytes, /^()(model: .*\nfrom: .*)$/m, (lines) => lines.split('\n').reverse().join('\n'));
}

/** The header with a value changed; its length stays, and so does whatever its digest is of. */
function withHeader(bytes: Uint8Array, line: RegExp, change: (value: string) => string): Uint8Array {
  const { header, payload } = readPackage(bytes);
  if (header === undefined) return bytes;
  const end = bytes.length - payload.length;
  const head = utf8(fromUtf8(bytes.subarray(0, end)).replace(line, (_, name: string, value: string) => `${name}${change(value)}`));
  const changed = bytes.slice();
  if (head.length === end) changed.set(head);
  return changed;
}

type Edit = (text: string, board: FaultBoard) => string;

const edits: Readonly<Record<string, Edit>> = {
  'descriptor-malformed': (text) => text.replace('</media>', '<'),
  'descriptor-version-2': (text) => text.replace(/(<DDVersion>)[^<]*/, '$12.0'),
  'descriptor-without-size': (text) => text.replace(/<size>[^<]*<\/size>/, ''),
  'descriptor-wrong-size': (text, board) => text.replace(/(<size>)(\d+)/, (_, tag: string, size: string) => `${tag}${Number(size) + (board.inForce('descriptor-wrong-size')?.settings.number('by') ?? 1)}`),
  'descriptor-wrong-type': (text) => text.replace(/(<type>)[^<]*/, '$1application/x-other'),
  'descriptor-strange-type': (text) => text.replace(/(<type>)[^<]*/, '$1video/mp4'),
  'descriptor-bad-address': (text) => text.replace(/(<objectURI>)[^<]*/, '$1ftp://nowhere.invalid/package'),
  'descriptor-too-large': (text) => `${text}<!-- ${'x'.repeat(100_000)} -->`,
};

/** A descriptor as it is given out. */
export function faultyDescriptor(bytes: Uint8Array, board: FaultBoard): Uint8Array {
  if (board.isEmpty) return bytes;
  for (const [name, edit] of Object.entries(edits)) if (board.inForce(name) !== undefined) return utf8(edit(fromUtf8(bytes), board));
  return bytes;
}
