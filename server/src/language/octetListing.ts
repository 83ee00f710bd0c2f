// Octets as a listing that people read, and what is wrong with a notification, at the lines of the listing.
import type { Finding } from '#engine/rules/finding';
import { annotate, type ByteRow } from '#engine/wbxml/annotate';
import { octetsInLine, writeListing } from '#engine/wbxml/hexListing';
import { looksLikeWbxml } from '#engine/wbxml/readHeader';
import type { LintOptions } from './lintOptions';
import { notificationRows } from './notificationRows';
import { octetFindings } from './octetFindings';
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
export function octetListing(uri: string, octets: Uint8Array, options: LintOptions = {}): OctetListing {
  const found = octetKind(uri, octets);
  if (found?.kind !== 'notification') return { text: writeListing(annotate(looksLikeWbxml(octets) ? octets : (writtenOctets(octets)?.octets ?? octets))), findings: [] };
  const { rows } = notificationRows(found.octets);
  const findings = octetFindings({ uri, bytes: found.octets, kind: 'notification' }, options);
  return { text: writeListing(rows), findings: findings.map((finding) => ({ finding, line: lineOf(rows, finding.range.start) })) };
}

function lineOf(rows: readonly ByteRow[], offset: number): number {
  let line = 0;
  for (const row of rows) {
    if (offset < row.offset + row.bytes.length) return line + Math.floor(Math.max(0, offset - row.offset) / octetsInLine);
    line += Math.ceil(row.bytes.length / octetsInLine);
  }
  return Math.max(0, line - 1);
}
