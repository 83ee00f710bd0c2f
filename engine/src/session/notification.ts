// Package #0: the notification by which a server asks a device to open a session. [DM-NOTI 6.2]
import { concat, fromUtf8, sameBytes, utf8 } from '../base/bytes';
import { Failure } from '../base/failure';
import type { Hasher } from '../base/hasher';
import type { Problem } from '../base/problem';
import { digestOver } from '../syncml/credentials';

export type UiMode = 'not-specified' | 'background' | 'informative' | 'user-interaction';

/** In the order of their two bits. [DM-NOTI 6.2.7] */
const uiModes: readonly UiMode[] = ['not-specified', 'background', 'informative', 'user-interaction'];

/** Of a DM 1.2 notification: 1.1, times ten. [DM-NOTI 6.2.6] */
export const notificationVersion = 11;

const digestLength = 16;
const headerEnd = 24;

export interface Notification {
  /** 16 octets. */
  readonly digest: Uint8Array;
  /** Times ten: 11 for DM 1.2, 10 for DM 1.1. */
  readonly version: number;
  readonly uiMode: UiMode;
  readonly initiator: 'server' | 'user';
  /** 1 to 65535. */
  readonly sessionId: number;
  readonly serverId: string;
  readonly vendor: Uint8Array;
}

export interface NotificationOrder {
  readonly serverId: string;
  /** The server's secret (SRVCRED). */
  readonly secret: string;
  /** The server's nonce as octets. */
  readonly nonce: Uint8Array;
  /** Times ten; default 11. */
  readonly version?: number;
  readonly uiMode: UiMode;
  readonly initiator: 'server' | 'user';
  /** 1 to 65535. */
  readonly sessionId: number;
  readonly vendor?: Uint8Array;
}

/** The message: digest and trigger, without transport headers. Throws a Failure where a value doesn't fit its field. */
export function writeNotification(hasher: Hasher, order: NotificationOrder): Uint8Array {
  const version = order.version ?? notificationVersion;
  const serverId = utf8(order.serverId);
  within('version', version, 0, 1023);
  within('session id', order.sessionId, 1, 0xffff);
  within('length of the server identifier', serverId.length, 0, 255);
  const trigger = concat([
    Uint8Array.of(
      // 10 bits of version, 2 of ui-mode, 1 of initiator, 27 for future use.
      version >> 2,
      ((version & 3) << 6) | (uiModes.indexOf(order.uiMode) << 4) | (order.initiator === 'server' ? 8 : 0),
      ...[0, 0, 0],
      order.sessionId >> 8,
      order.sessionId & 0xff,
      serverId.length,
    ),
    serverId,
    order.vendor ?? new Uint8Array(),
  ]);
  // [DM-NOTI 6.2.2] The digest covers the vendor's octets as well.
  return concat([digestOver(hasher, order.serverId, order.secret, order.nonce, trigger), trigger]);
}

function within(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new Failure('notification-value', `The ${what} of a notification is a whole number from ${least} to ${most}, not ${value}.`);
}

/**
 * Reads the bare message (`unwrapPush` takes transport headers off). `notification` is absent where the octets are
 * too few to be one. Ranges count octets.
 */
export function readNotification(bytes: Uint8Array): { notification?: Notification; problems: Problem[] } {
  const problems: Problem[] = [];
  const note = (code: string, severity: Problem['severity'], start: number, end: number, clause: string, message: string): void => {
    problems.push({ code, severity, message, range: { start, end }, clause });
  };
  if (bytes.length < headerEnd) {
    const message = `A notification has at least ${headerEnd} octets; this has ${bytes.length}.`;
    note('notification-short', 'error', 0, bytes.length, 'DM-NOTI 6.2', message);
    return { problems };
  }
  const at = (offset: number): number => bytes[offset] ?? 0;
  const version = (at(16) << 2) | (at(17) >> 6);
  const sessionId = (at(21) << 8) | at(22);
  const idEnd = headerEnd + at(23);
  if (idEnd > bytes.length) {
    const message = `The server identifier is to have ${at(23)} octets; ${bytes.length - headerEnd} are left.`;
    note('notification-length', 'error', 23, bytes.length, 'DM-NOTI 6.2.11', message);
    return { problems };
  }
  if (version !== notificationVersion && version !== 10) {
    note('notification-version', 'error', 16, 18, 'DM-NOTI 6.2.6', `Version ${version / 10} isn't known; DM 1.2 has 1.1, DM 1.1 has 1.0.`);
  }
  if ((at(17) & 7) !== 0 || at(18) !== 0 || at(19) !== 0 || at(20) !== 0) {
    note('notification-future-use', 'warning', 17, 21, 'DM-NOTI 6.2.9', 'The 27 bits for future use must be zero.');
  }
  if (sessionId === 0) note('notification-session-id', 'error', 21, 23, 'DM-NOTI 6.2.10', 'The session id must not be zero.');
  const serverId = fromUtf8(bytes.subarray(headerEnd, idEnd));
  if (!/^[\x21-\x7e]+$/.test(serverId) || /[=&*+]/.test(serverId)) {
    const message = 'The server identifier should be printable, without blanks and the characters = & * + that ACLs use.';
    note('notification-server-id', 'warning', headerEnd, idEnd, 'DM-NOTI 6.2.12', message);
  }
  const notification: Notification = {
    digest: bytes.slice(0, digestLength),
    version,
    uiMode: uiModes[(at(17) >> 4) & 3] ?? 'not-specified',
    initiator: (at(17) & 8) === 0 ? 'user' : 'server',
    sessionId,
    serverId,
    vendor: bytes.slice(idEnd),
  };
  return { notification, problems };
}

/** The SessionID of the session that a notification asks for: hexadecimal, no leading zeros. [DM-NOTI 6.2.10] */
export function sessionIdText(sessionId: number): string {
  return sessionId.toString(16).toUpperCase();
}

/**
 * The nonce by which the digest of a bare message holds: the account's own, or the default nonce 0x00000000, by which
 * both sides find together again; its octets are read as four zeros by some and as that very text by others.
 * [DM-NOTI 5.2] `undefined` where none fits: the notification must be passed over in silence.
 */
export function verifyNotification(
  hasher: Hasher,
  bytes: Uint8Array,
  server: { readonly serverId: string; readonly secret: string; readonly nonce: Uint8Array },
): 'nonce' | 'zero-octets' | 'zero-text' | undefined {
  if (bytes.length < headerEnd) return undefined;
  const trigger = bytes.subarray(digestLength);
  const fits = (nonce: Uint8Array): boolean =>
    sameBytes(digestOver(hasher, server.serverId, server.secret, nonce, trigger), bytes.subarray(0, digestLength));
  if (fits(server.nonce)) return 'nonce';
  if (fits(zeroOctets)) return 'zero-octets';
  return fits(zeroText) ? 'zero-text' : undefined;
}

/** The two readings of the default nonce. [DM-NOTI 5.2] */
export const zeroOctets: Uint8Array = new Uint8Array(4);
export const zeroText: Uint8Array = utf8('0x00000000');

/** The message in a connectionless WSP push: Content-Type 0x44, X-Wap-Application-Id 0x07. [DM-NOTI 7.1] */
export function wrapPush(message: Uint8Array, transactionId = 1): Uint8Array {
  return concat([Uint8Array.of(transactionId & 0xff, pushType, 3, 0x80 | contentCode, 0x80 | applicationField, 0x80 | applicationCode), message]);
}

const pushType = 0x06;
const contentCode = 0x44;
const contentName = 'application/vnd.syncml.notification';
const applicationField = 0x2f;
const applicationCode = 0x07;
const pushPort = 2948;
const maxHeaders = 48;

export interface Unwrapped {
  /** The bare message. */
  readonly message: Uint8Array;
  /** Where it begins in what came. */
  readonly offset: number;
  /** What stood before it: nothing, a WSP push header, or one behind an SMS user data header. */
  readonly wrapping: 'none' | 'push' | 'sms';
  readonly transactionId?: number;
  readonly problems: Problem[];
}

/** Takes transport headers off; what isn't recognised as a push counts as the bare message. [DM-NOTI 7.1] */
export function unwrapPush(bytes: Uint8Array): Unwrapped {
  const problems: Problem[] = [];
  const sms = readUserDataHeader(bytes);
  const start = sms?.end ?? 0;
  const push = readPushHeader(bytes, start);
  const bareReads = (): boolean => {
    const { notification, problems: found } = readNotification(bytes.subarray(start));
    return notification !== undefined && found.every((problem) => problem.severity !== 'error');
  };
  const named = push !== undefined && (push.content === contentCode || push.content === contentName);
  // A digest is any 16 octets and may look like a push header: a push of another content only counts as a push where
  // the whole can't be the message itself.
  if (push === undefined || (!named && bareReads())) {
    if (sms === undefined) return { message: bytes, offset: 0, wrapping: 'none', problems };
    problems.push(pushProblem('push-header', start, start, 'No WSP push header follows the user data header.'));
    return { message: bytes.subarray(start), offset: start, wrapping: 'sms', problems };
  }
  if (sms !== undefined && sms.port !== pushPort) {
    problems.push(pushProblem('push-port', 0, start, `The destination port is ${pushPort}, not ${sms.port}.`));
  }
  if (push.content !== contentCode) {
    const given = typeof push.content === 'string' ? `the text "${push.content.slice(0, 60)}"` : `code ${push.content}`;
    problems.push(pushProblem('push-content-type', start, push.end, `The content type is the code 0x44, not ${given}.`));
  }
  if (push.application !== applicationCode) {
    const given = push.application === undefined ? 'is missing' : `is "${String(push.application).slice(0, 60)}"`;
    problems.push(pushProblem('push-application-id', start, push.end, `X-Wap-Application-Id is the code 0x07; it ${given}.`));
  }
  if (push.end > maxHeaders) {
    problems.push(pushProblem('push-headers-long', 0, push.end, `The headers have ${push.end} octets; ${maxHeaders} are allowed.`));
  }
  const transactionId = bytes[start] ?? 0;
  return { message: bytes.subarray(push.end), offset: push.end, wrapping: sms === undefined ? 'push' : 'sms', transactionId, problems };
}

function pushProblem(code: string, start: number, end: number, message: string): Problem {
  return { code, severity: 'error', message, range: { start, end }, clause: 'DM-NOTI 7.1' };
}

/** An SMS user data header with 16-bit application ports among its elements; `undefined` where there is none. */
function readUserDataHeader(bytes: Uint8Array): { readonly end: number; readonly port: number } | undefined {
  const end = 1 + (bytes[0] ?? 0);
  if (end > bytes.length) return undefined;
  let port: number | undefined;
  let at = 1;
  while (at + 1 < end) {
    const length = bytes[at + 1] ?? 0;
    if (bytes[at] === 0x05 && length === 4) port = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    at += 2 + length;
  }
  return at === end && port !== undefined ? { end, port } : undefined;
}

interface PushHeader {
  /** After the last header. */
  readonly end: number;
  readonly content: number | string;
  readonly application?: number | string;
}

/** A WSP push PDU's header; `undefined` where the octets from `start` on aren't one. */
function readPushHeader(bytes: Uint8Array, start: number): PushHeader | undefined {
  if (bytes[start + 1] !== pushType) return undefined;
  const length = readUintvar(bytes, start + 2);
  if (length === undefined || length.end + length.value > bytes.length) return undefined;
  const end = length.end + length.value;
  const content = readWspValue(bytes, length.end, end);
  if (content === undefined) return undefined;
  let application: number | string | undefined;
  let at = content.end;
  while (at < end) {
    const name = readWspValue(bytes, at, end);
    const value = name === undefined ? undefined : readWspValue(bytes, name.end, end);
    if (name === undefined || value === undefined) return undefined;
    const isApplication = typeof name.value === 'number' ? name.value === applicationField : /^x-wap-application-id$/i.test(name.value);
    if (isApplication) application = value.value;
    at = value.end;
  }
  return { end, content: content.value, ...(application !== undefined && { application }) };
}

interface WspValue {
  readonly value: number | string;
  readonly end: number;
}

/** A short integer, a text that a zero ends, or a value with its length before it, of which the first part counts. */
function readWspValue(bytes: Uint8Array, at: number, end: number): WspValue | undefined {
  const first = bytes[at];
  if (first === undefined || at >= end || first >= 0x20) return readShortValue(bytes, at, end);
  const length = first < 31 ? { value: first, end: at + 1 } : readUintvar(bytes, at + 1);
  if (length === undefined || length.end + length.value > end) return undefined;
  const inner = readShortValue(bytes, length.end, length.end + length.value);
  return { value: inner?.value ?? '', end: length.end + length.value };
}

function readShortValue(bytes: Uint8Array, at: number, end: number): WspValue | undefined {
  const first = bytes[at];
  if (first === undefined || at >= end || first < 0x20) return undefined;
  if (first >= 0x80) return { value: first & 0x7f, end: at + 1 };
  const zero = bytes.indexOf(0, at);
  return zero < 0 || zero >= end ? undefined : { value: fromUtf8(bytes.subarray(at, zero)), end: zero + 1 };
}

/** Seven bits an octet, the high bit where more follow; at most five octets. */
function readUintvar(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = at; i < at + 5; i++) {
    const octet = bytes[i];
    if (octet === undefined) return undefined;
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) return { value, end: i + 1 };
  }
  return undefined;
}
