// A notification in one of its forms to another: annotated, as octets, as hexadecimal, as base64; bare or wrapped.
import { utf8 } from '#engine/base/bytes';
import type { Problem } from '#engine/base/problem';
import { unwrapPush } from '#engine/session/notification';
import { wrapMessage, type Wrapping } from '#engine/session/notificationForm';
import { writeListing } from '#engine/wbxml/hexListing';
import { writeOctets } from '#engine/wbxml/octetText';
import { notificationRows } from '../language/notificationRows';

export type NotificationTarget = 'notification' | 'hex' | 'plain-hex' | 'base64';

export interface NotificationConverted<T extends string> {
  readonly from: 'notification';
  readonly to: T | NotificationTarget;
  /** Absent where nothing came of it. */
  readonly bytes?: Uint8Array;
  /** Ranges count the octets that were given. */
  readonly problems: readonly Problem[];
}

/** A listing unless `to` says otherwise; the headers before the message stay as they are unless `wrap` does. */
export function convertNotification<T extends string>(bytes: Uint8Array, options: { readonly to?: T | NotificationTarget; readonly wrap?: Wrapping }): NotificationConverted<T> {
  const { to = 'hex', wrap } = options;
  const { problems } = notificationRows(bytes);
  const { message, transactionId } = unwrapPush(bytes);
  const octets = wrap === undefined ? bytes : wrapMessage(message, wrap, transactionId);
  const read = { from: 'notification', to, problems } as const;
  switch (to) {
    case 'hex':
      return { ...read, bytes: utf8(writeListing(notificationRows(octets).rows)) };
    case 'notification':
      return { ...read, bytes: octets };
    case 'plain-hex':
    case 'base64':
      return { ...read, bytes: utf8(`${writeOctets(octets, to === 'base64' ? 'base64' : 'hex')}\n`) };
    default: {
      const message = 'A notification is neither XML nor WBXML: it can be shown with --to hex.';
      return { ...read, problems: [...problems, { code: 'convert-notification', severity: 'error', message, range: { start: 0, end: bytes.length } }] };
    }
  }
}
