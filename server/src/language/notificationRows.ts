// A notification (package #0) as rows of octets and what they say. [DM-NOTI 6.2]
import { toHex } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import { sessionIdText } from '#engine/session/notification';
import { readWrapped } from '#engine/session/notificationForm';
import type { ByteRow } from '#engine/wbxml/annotate';

/** No rows where the octets are too few to be one. Rows cover every octet; ranges count the octets given. */
export function notificationRows(bytes: Uint8Array): { readonly rows: readonly ByteRow[]; readonly problems: readonly Problem[] } {
  const { unwrapped, notification, problems } = readWrapped(bytes);
  const { offset, wrapping } = unwrapped;
  if (notification === undefined) return { rows: [], problems };
  const rows: ByteRow[] = [];
  const row = (from: number, to: number, mnemonic: string, meaning: string): void => {
    if (from < to) rows.push({ offset: from, bytes: bytes.subarray(from, to), mnemonic, meaning, depth: 0 });
  };
  const { version, uiMode, initiator, sessionId, serverId, vendor } = notification;
  const pushStart = wrapping === 'sms' ? 1 + (bytes[0] ?? 0) : 0;
  row(0, pushStart, 'UDH', 'SMS user data header with the ports');
  row(pushStart, offset, 'HEADERS', 'WSP push');
  row(offset, offset + 16, 'DIGEST', 'MD5 over server, secret, nonce and what follows');
  row(offset + 16, offset + 21, 'TRIGGER', `version ${version / 10}, ui-mode ${uiMode}, initiator ${initiator}`);
  row(offset + 21, offset + 23, 'SESSION', `SessionID ${sessionIdText(sessionId)}`);
  const idStart = offset + 24;
  const idEnd = bytes.length - vendor.length;
  row(offset + 23, idStart, 'LENGTH', `${idEnd - idStart} octets of server identifier`);
  row(idStart, idEnd, 'SERVER', `"${serverId}"`);
  row(idEnd, bytes.length, 'VENDOR', `${vendor.length} octets: ${toHex(vendor).slice(0, 60)}`);
  return { rows, problems };
}

/** Whether octets read as a notification: those of data synchronisation have a version of their own, and the same layout. */
export function isNotification(bytes: Uint8Array): boolean {
  // A text has none of the octets of zeros that the trigger has. [DM-NOTI 6.2.9]
  if (!bytes.includes(0)) return false;
  const { rows, problems } = notificationRows(bytes);
  return rows.length > 0 && problems.every(({ severity, code }) => severity !== 'error' || code === 'notification-version');
}
