// A notification (package #0) as rows of octets and what they say. [DM-NOTI 6.2]
import { toHex } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import { sessionIdText, type Notification } from '#engine/session/notification';
import { readWrapped } from '#engine/session/notificationForm';
import type { ByteRow } from '#engine/wbxml/annotate';

/** Rows cover every octet; of a notification that is cut off they go as far as it does. Ranges count the octets given. */
export function notificationRows(bytes: Uint8Array): { readonly rows: readonly ByteRow[]; readonly problems: readonly Problem[] } {
  const { unwrapped, notification, problems } = readWrapped(bytes);
  const { offset, wrapping } = unwrapped;
  const rows: ByteRow[] = [];
  const row = (from: number, to: number, mnemonic: string, meaning: string): void => {
    if (from < Math.min(to, bytes.length)) rows.push({ offset: from, bytes: bytes.subarray(from, to), mnemonic, meaning, depth: 0 });
  };
  const pushStart = wrapping === 'sms' ? 1 + (bytes[0] ?? 0) : 0;
  const idStart = offset + 24;
  const idEnd = bytes.length - (notification?.vendor.length ?? 0);
  const idLength = notification === undefined ? (bytes[offset + 23] ?? 0) : idEnd - idStart;
  const { trigger, session, server } = meaningsOf(notification);
  row(0, pushStart, 'UDH', 'SMS user data header with the ports');
  row(pushStart, offset, 'HEADERS', 'WSP push');
  row(offset, offset + 16, 'DIGEST', 'MD5 over server, secret, nonce and what follows');
  row(offset + 16, offset + 21, 'TRIGGER', trigger);
  row(offset + 21, offset + 23, 'SESSION', session);
  row(offset + 23, idStart, 'LENGTH', `${idLength} octets of server identifier`);
  row(idStart, idEnd, 'SERVER', server);
  row(idEnd, bytes.length, 'VENDOR', `${bytes.length - idEnd} octets: ${toHex(bytes.subarray(idEnd)).slice(0, 60)}`);
  return { rows, problems };
}

function meaningsOf(notification: Notification | undefined): Readonly<Record<'trigger' | 'session' | 'server', string>> {
  if (notification === undefined) return { trigger: 'version, ui-mode, initiator', session: 'SessionID', server: 'cut off' };
  const { version, uiMode, initiator, sessionId, serverId } = notification;
  return { trigger: `version ${version / 10}, ui-mode ${uiMode}, initiator ${initiator}`, session: `SessionID ${sessionIdText(sessionId)}`, server: `"${serverId}"` };
}

/** Whether octets read as a notification: those of data synchronisation have a version of their own, and the same layout. */
export function isNotification(bytes: Uint8Array): boolean {
  // A text has none of the octets of zeros that the trigger has. [DM-NOTI 6.2.9]
  if (!bytes.includes(0)) return false;
  return readWrapped(bytes).problems.every(({ severity, code }) => severity !== 'error' || code === 'notification-version');
}
