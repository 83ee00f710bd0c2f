// The messages of a run for a person to read: what they say in one line, and the whole laid out.
import type { Actor } from '../base/actor';
import { toHex, fromUtf8 } from '../base/bytes';
import { sessionIdText, type Notification } from '../session/notification';
import type { TracedMessage } from '../session/trace';
import { summarise } from '../syncml/summary';
import { parseXml } from '../xml/parse';
import { writeXml } from '../xml/write';
import type { CallFlowMessage } from './runEvent';

/** A SyncML message. `id` is its name in the run. */
export function messageView(entry: TracedMessage, id: string): CallFlowMessage {
  const toServer = entry.direction === 'to-server';
  const { message } = entry;
  return {
    id,
    from: toServer ? 'client' : 'server',
    to: toServer ? 'server' : 'client',
    ...(entry.packageNumber !== undefined && { packageNumber: entry.packageNumber }),
    summary: message === undefined ? `${entry.bytes.length} octets that are no message` : summarise(message),
    sessionId: entry.sessionId,
    text: laidOut(fromUtf8(entry.bytes)),
    size: entry.bytes.length,
    remarks: entry.remarks,
  };
}

/** Package #0: what its octets mean, then the octets. [DM-NOTI 6.2] */
export function notificationView(notification: Notification, bytes: Uint8Array, id: string): CallFlowMessage {
  const from: Actor = 'server';
  const sessionId = sessionIdText(notification.sessionId);
  const lines = [
    '<!-- Package #0, a notification: not XML on the wire. Its fields, then its octets. -->',
    `<notification version="${notification.version / 10}" ui-mode="${notification.uiMode}" initiator="${notification.initiator}"`,
    `              session-id="${sessionId}" server-id="${notification.serverId}" digest="${toHex(notification.digest)}">`,
    ...(toHex(bytes).match(/.{1,32}/g) ?? []).map((row) => `  ${(row.match(/../g) ?? []).join(' ')}`),
    '</notification>',
  ];
  return {
    id,
    from,
    to: 'client',
    packageNumber: 0,
    summary: `Notification of ${notification.serverId}, session ${sessionId}`,
    sessionId,
    text: `${lines.join('\n')}\n`,
    size: bytes.length,
    remarks: [],
  };
}

function laidOut(text: string): string {
  const { document, problems } = parseXml(text);
  return problems.some((problem) => problem.severity === 'error') ? text : `${writeXml(document, { indent: '  ' })}\n`;
}
