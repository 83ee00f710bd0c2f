// Notifications: digest, trigger, and the headers of the push that carries them. [DM-NOTI 6.2, 7.1]
import type { Problem } from '../../base/problem';
import { verifyNotification } from '../../session/notification';
import { readWrapped, type WrappedNotification } from '../../session/notificationForm';
import { quoted } from '../elementText';
import type { BytesFacts } from '../bytesFacts';
import type { BytesRule, Rule } from '../rule';
import { octets } from './examples';

const digest = 'C2 A3 5F 10 9B 7E 44 D8 21 6C F0 3E 88 A5 D1 97';
/** Of the server `dms.example`, session 1. */
const trigger = '02 D8 00 00 00 00 01 0B 64 6D 73 2E 65 78 61 6D 70 6C 65';
const right = `${digest} ${trigger}`;
const push = '01 06 03 C4 AF 87';
const userData = '06 05 04 0B 84 C0 02';

const laidOut = new WeakMap<BytesFacts, WrappedNotification>();

function reading(facts: BytesFacts): WrappedNotification {
  let read = laidOut.get(facts);
  if (read === undefined) laidOut.set(facts, (read = readWrapped(facts.bytes)));
  return read;
}

interface Told extends Pick<BytesRule, 'id' | 'severity' | 'clause' | 'summary' | 'docs'> {
  /** Under which the reader tells it. */
  readonly codes: readonly string[];
  readonly wrong: string;
  /** Default: one with nothing before it and nothing wrong. */
  readonly mended?: string;
}

function told({ codes, wrong, mended = right, ...words }: Told): BytesRule {
  return {
    ...words,
    group: 'bytes',
    on: 'bytes',
    breaks: octets('notification', wrong),
    keeps: octets('notification', mended),
    check: (facts, report) => {
      if (facts.kind !== 'notification') return;
      const found = (problem: Problem): boolean => codes.includes(problem.code);
      const first = reading(facts).problems.find(found);
      if (first !== undefined) report(first.range, first.message);
    },
  };
}

export const notificationRules: readonly Rule[] = [
  told({
    id: 'n-length',
    severity: 'error',
    clause: 'DM-NOTI 6.2',
    summary: 'A notification has 24 octets at least, and as many for its server’s name as it says.',
    docs:
      'The digest takes 16 octets and the head of the trigger 8; the last of these says how long the name of the server is that follows. A client can’t find its way in one that is shorter, and must pass it over in silence. ' +
      'Mostly the octets were cut when they were copied, or counted as characters.',
    codes: ['notification-short', 'notification-length'],
    wrong: `${digest} 02 D8 00 00 00 00 01 12 64 6D 73`,
    mended: `${digest} 02 D8 00 00 00 00 01 03 64 6D 73`,
  }),
  told({
    id: 'n-version',
    severity: 'error',
    clause: 'DM-NOTI 6.2.6',
    summary: 'The version of a notification is 1.1, or 1.0 before device management 1.2.',
    docs:
      'The version stands in ten bits, times ten: 11 for device management 1.2, so that the trigger begins with 02 C0 to 02 FF. It is neither the version of the protocol nor that of SyncML. A client that doesn’t know it drops the notification.',
    codes: ['notification-version'],
    wrong: `${digest} 03 18 ${trigger.slice(6)}`,
  }),
  told({
    id: 'n-future',
    severity: 'warning',
    clause: 'DM-NOTI 6.2.9',
    summary: 'The bits for future use are zero.',
    docs: 'Between the initiator and the session’s number 27 bits are kept for later versions, and are zero. A client may take others for a trigger that it doesn’t understand. Mostly a field was written in the wrong place.',
    codes: ['notification-future-use'],
    wrong: `${digest} 02 D8 00 00 01 ${trigger.slice(15)}`,
  }),
  told({
    id: 'n-session-zero',
    severity: 'error',
    clause: 'DM-NOTI 6.2.10',
    summary: 'The number of the session that is asked for is not 0.',
    docs:
      'The client takes the number over as the SessionID of its first message, by which the server knows the session it has asked for. Zero is none: clients drop the notification, or choose a number that the server doesn’t expect. Count from 1.',
    codes: ['notification-session-id'],
    wrong: `${digest} 02 D8 00 00 00 00 00 ${trigger.slice(21)}`,
  }),
  told({
    id: 'n-server-id',
    severity: 'warning',
    clause: 'DM-NOTI 6.2.12',
    summary: 'The server’s name is printable and keeps clear of what access control lists use.',
    docs:
      'The name is the ServerID of the account in the device, and goes into access control lists, where = & * + and blanks mean something else. A name with these can’t be given any right. Use a domain name, as most do.',
    codes: ['notification-server-id'],
    wrong: `${digest} 02 D8 00 00 00 00 01 03 61 2B 62`,
    mended: `${digest} 02 D8 00 00 00 00 01 03 61 2D 62`,
  }),
  {
    id: 'n-digest',
    group: 'bytes',
    on: 'bytes',
    severity: 'error',
    clause: 'DM-NOTI 6.2.2',
    summary: 'The digest is made with the secret and the nonce that server and client share.',
    docs:
      'It is the MD5 over the server’s name and secret, its nonce, and the whole trigger, vendor’s part included; by it the client knows that the notification is the server’s own. With a wrong one the client must do nothing at all, so that the server waits in vain. ' +
      'Mostly the nonce is an older one: the default nonce of four zeros is taken as well. It is checked where the secrets are known.',
    breaks: octets('notification', '00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 D8 00 00 00 00 01 0E 64 6D 2E 65 78 61 6D 70 6C 65 2E 63 6F 6D'),
    keeps: octets('notification', 'AD 52 44 E4 46 3C 0B E9 97 09 06 F6 53 D0 15 ED 02 D8 00 00 00 00 01 0E 64 6D 2E 65 78 61 6D 70 6C 65 2E 63 6F 6D'),
    check: (facts, report) => {
      if (facts.kind !== 'notification' || facts.secrets === undefined) return;
      const { unwrapped, notification } = reading(facts);
      if (notification === undefined) return;
      const { serverId } = notification;
      const { hasher, of } = facts.secrets;
      const { offset, message } = unwrapped;
      const known = of(serverId);
      if (known.length > 0 && known.every((secrets) => verifyNotification(hasher, message, { serverId, ...secrets }) === undefined)) {
        report({ start: offset, end: offset + notification.digest.length }, `The digest is not that of ${quoted(serverId)} by its secret and nonce.`);
      }
    },
  },
  told({
    id: 'n-content-type',
    severity: 'error',
    clause: 'DM-NOTI 7.1',
    summary: 'The push says by its codes that it holds a notification: content type 0x44, application 0x07.',
    docs:
      'A handset hands a push to the program that has asked for its content type and application. With another type, such as that of a bootstrap or an MMS, it never reaches the client; the name application/vnd.syncml.notification in place of the code isn’t understood by all. Write C4 and AF 87.',
    codes: ['push-content-type', 'push-application-id'],
    wrong: `01 06 03 C2 AF 87 ${right}`,
    mended: `${push} ${right}`,
  }),
  told({
    id: 'n-header-size',
    severity: 'error',
    clause: 'DM-NOTI 7.1',
    summary: 'The headers before a notification have 48 octets at most.',
    docs: 'A notification shall fit into one short message, which leaves 48 octets for the headers of WDP and WSP. With more the message is parted, and many devices take no parted push for it. Leave out the headers that nobody needs.',
    codes: ['push-headers-long'],
    wrong: `01 06 33 C4 AF 87 8D ${'61 '.repeat(46)}00 ${right}`,
    mended: `${push} ${right}`,
  }),
  told({
    id: 'n-push-form',
    severity: 'error',
    clause: 'DM-NOTI 7.1',
    summary: 'Behind the user data header of a short message stands a push, for port 2948.',
    docs: 'The short message goes to port 2948, where the device’s push service listens, and its payload begins with a transaction number, the type 06 and the length of the headers. Otherwise nobody takes it in.',
    codes: ['push-header', 'push-port'],
    wrong: `06 05 04 0B 85 C0 02 ${push} ${right}`,
    mended: `${userData} ${push} ${right}`,
  }),
];
