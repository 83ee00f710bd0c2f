// Octets as a listing that people read, and what is wrong with a notification, at the lines of the listing.
import type { Finding } from '#engine/rules/finding';
import { lintBytes } from '#engine/rules/lintBytes';
import { unwrapPush } from '#engine/session/notification';
import { annotate, type ByteRow } from '#engine/wbxml/annotate';
import { octetsInLine, writeListing } from '#engine/wbxml/hexListing';
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import { unfenced, type LintOptions } from './lintOptions';
import { notificationRows } from './notificationRows';
import { octetKind, writtenOctets } from './octetKind';

export interface OctetListing {
  readonly text: string;
  readonly findings: readonly ListedFinding[];
}

export interface ListedFinding {
  /** Its range counts octets. */
  readonly finding: Finding;
  /** Of the listing, counted from 0. */
  readonly line: number;
}

/** What is wrong with WBXML is told where its text is shown: there is nothing about it here. */
export function octetListing(uri: string, octets: Uint8Array, { settings = {}, fenced = unfenced }: LintOptions = {}): OctetListing {
  const found = octetKind(uri, octets);
  if (found?.kind !== 'notification') return { text: writeListing(annotate(looksLikeWbxml(octets) ? octets : (writtenOctets(octets) ?? octets))), findings: [] };
  const { rows: read } = notificationRows(found.octets);
  const rows = read.length > 0 ? read : cutOff(found.octets);
  const findings = lintBytes({ uri, bytes: found.octets, kind: 'notification' }, settings, fenced);
  return { text: writeListing(rows), findings: findings.map((finding) => ({ finding, line: lineOf(rows, finding.range.start) })) };
}

/** The fields of a notification that has too few octets, as far as they go. [DM-NOTI 6.2] */
function cutOff(bytes: Uint8Array): readonly ByteRow[] {
  const { offset: message } = unwrapPush(bytes);
  const fields = [
    { mnemonic: 'HEADERS', meaning: 'of the transport', end: message },
    { mnemonic: 'DIGEST', meaning: 'MD5', end: message + 16 },
    { mnemonic: 'TRIGGER', meaning: 'version, ui-mode, initiator', end: message + 21 },
    { mnemonic: 'SESSION', meaning: 'SessionID', end: message + 23 },
    { mnemonic: 'LENGTH', meaning: `${bytes[message + 23] ?? 0} octets of server identifier`, end: message + 24 },
    { mnemonic: 'SERVER', meaning: 'cut off', end: bytes.length },
  ];
  let offset = 0;
  return fields.flatMap(({ mnemonic, meaning, end }): readonly ByteRow[] => {
    const row = { offset, bytes: bytes.subarray(offset, end), mnemonic, meaning, depth: 0 };
    offset = Math.min(end, bytes.length);
    return row.bytes.length > 0 ? [row] : [];
  });
}

function lineOf(rows: readonly ByteRow[], offset: number): number {
  let line = 0;
  for (const row of rows) {
    if (offset < row.offset + row.bytes.length) return line + Math.floor(Math.max(0, offset - row.offset) / octetsInLine);
    line += Math.ceil(row.bytes.length / octetsInLine);
  }
  return Math.max(0, line - 1);
}
