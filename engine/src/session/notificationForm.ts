// A notification as people hand it round: octets, hexadecimal or base64; bare, in a push, or in a short message.
import { concat, fromUtf8, utf8 } from '../base/bytes';
import type { Problem } from '../base/problem';
import { readOctets, writeOctets, type OctetText } from '../wbxml/octetText';
import { readNotification, unwrapPush, wrapPush, type Notification, type Unwrapped } from './notification';

export type NotificationForm = 'octets' | OctetText;

/** A notification with the headers of its transport. */
export interface WrappedNotification {
  readonly unwrapped: Unwrapped;
  /** Absent where the octets are too few to be one. */
  readonly notification?: Notification;
  /** About headers and message; ranges count all octets. */
  readonly problems: readonly Problem[];
}

export function readWrapped(octets: Uint8Array): WrappedNotification {
  const unwrapped = unwrapPush(octets);
  const { offset } = unwrapped;
  const { notification, problems } = readNotification(unwrapped.message);
  const shifted = problems.map((one) => ({ ...one, range: { start: one.range.start + offset, end: one.range.end + offset } }));
  return { unwrapped, ...(notification !== undefined && { notification }), problems: [...unwrapped.problems, ...shifted] };
}

export interface NotificationRead extends WrappedNotification {
  /** How it was written. */
  readonly form: NotificationForm;
  /** All that came, transport headers included. */
  readonly octets: Uint8Array;
}

/**
 * Reads a notification from whatever it comes in; the content tells. The three octets for future use are zero, which no
 * text holds, so that octets are never taken for text. Ranges count octets, those that a text stands for.
 */
export function readNotificationForm(content: Uint8Array | string): NotificationRead {
  const text = typeof content === 'string' ? content : isPlainText(content) ? fromUtf8(content) : undefined;
  const written = text === undefined ? undefined : readOctets(text);
  const octets = written?.octets ?? (typeof content === 'string' ? utf8(content) : content);
  return { form: written?.form ?? 'octets', octets, ...readWrapped(octets) };
}

export function writeNotificationForm(octets: Uint8Array, form: 'octets'): Uint8Array;
export function writeNotificationForm(octets: Uint8Array, form: OctetText): string;
export function writeNotificationForm(octets: Uint8Array, form: NotificationForm): Uint8Array | string {
  return form === 'octets' ? octets : writeOctets(octets, form);
}

/** What stands before a message. */
export type Wrapping = Unwrapped['wrapping'];

/** A bare message behind the headers wished for. */
export function wrapMessage(message: Uint8Array, wrapping: Wrapping, transactionId = 1): Uint8Array {
  if (wrapping === 'none') return message;
  const push = wrapPush(message, transactionId);
  return wrapping === 'push' ? push : wrapSms(push);
}

const pushPort = 2948;
/** Where the sender likes; this one the specification's example has. */
const exampleSourcePort = 0xc002;

/** A push as the user data of a short message: a header with 16-bit application ports before it. [DM-NOTI 7.1] */
export function wrapSms(push: Uint8Array, sourcePort = exampleSourcePort): Uint8Array {
  return concat([Uint8Array.of(6, 0x05, 4, pushPort >> 8, pushPort & 0xff, (sourcePort >> 8) & 0xff, sourcePort & 0xff), push]);
}

function isPlainText(octets: Uint8Array): boolean {
  return octets.every((octet) => (octet >= 0x20 && octet < 0x7f) || (octet >= 0x09 && octet <= 0x0d));
}
