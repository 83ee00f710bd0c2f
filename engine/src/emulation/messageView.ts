// The messages of a run for a person to read: what they say in one line, and the whole laid out.
import type { Actor } from '../base/actor';
import { toHex, fromUtf8 } from '../base/bytes';
import type { Problem } from '../base/problem';
import { hmacField } from '../session/authentication';
import { encodingOf } from '../session/encoding';
import { sessionIdText, type Notification } from '../session/notification';
import type { TracedMessage } from '../session/trace';
import { summarise } from '../syncml/summary';
import { decodeWbxml } from '../wbxml/decode';
import { toXmlForm } from '../wbxml/octetsInXml';
import type { XmlDocument } from '../xml/element';
import { parseXml } from '../xml/parse';
import { writeXml } from '../xml/write';
import type { Masking } from './masking';
import type { CallFlowMessage } from './runEvent';

/** A SyncML message. `id` is its name in the run. */
export function messageView(entry: TracedMessage, id: string, masking: Masking): CallFlowMessage {
  const toServer = entry.direction === 'to-server';
  const { message } = entry;
  return {
    id,
    from: toServer ? 'client' : 'server',
    to: toServer ? 'server' : 'client',
    ...(entry.packageNumber !== undefined && { packageNumber: entry.packageNumber }),
    summary: message === undefined ? `${entry.bytes.length} octets that are no message` : summarise(message),
    sessionId: entry.sessionId,
    text: readable(entry, masking),
    size: entry.bytes.length,
    remarks: entry.remarks.map((remark) => masking.text(remark)),
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
  ];
  return {
    id,
    from,
    to: 'client',
    packageNumber: 0,
    summary: `Notification of ${notification.serverId}, session ${sessionId}`,
    sessionId,
    text: `${lines.join('\n')}\n${hexRows(bytes)}</notification>\n`,
    size: bytes.length,
    remarks: [],
  };
}

/** As XML, whatever crossed the wire; what stood beside it first. */
function readable({ bytes, contentType, hmac }: TracedMessage, masking: Masking): string {
  const beside = hmac === undefined ? '' : comment(`${hmacField}: ${masking.field(hmacField, hmac)}`);
  if (encodingOf(contentType) === 'wbxml') return beside + fromTokens(bytes, masking);
  const text = fromUtf8(bytes);
  const { document, problems } = parseXml(text);
  return beside + (isBroken(problems) ? masking.text(text) : laidOut(masking.document(document)));
}

/** What was WBXML is shown as the XML that it stands for; what can't be read as that, as its octets too. */
function fromTokens(bytes: Uint8Array, masking: Masking): string {
  const { document, problems } = decodeWbxml(bytes, { embedded: 'always' });
  const note = comment(`WBXML, ${bytes.length} octets as sent, shown as the XML that it stands for.`);
  if (document.root === undefined) return note + hexRows(bytes);
  const faults = problems.filter(({ severity }) => severity === 'error').map(({ range, message }) => comment(`Octet ${range.start}: ${message}`));
  return note + faults.join('') + laidOut(toXmlForm(masking.document(document)));
}

function isBroken(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

function laidOut(document: XmlDocument): string {
  return `${writeXml(document, { indent: '  ' })}\n`;
}

function comment(text: string): string {
  return `<!-- ${text.replace(/-(?=-|$)/g, '- ')} -->\n`;
}

function hexRows(bytes: Uint8Array): string {
  return (toHex(bytes).match(/.{1,32}/g) ?? []).map((row) => `  ${(row.match(/../g) ?? []).join(' ')}\n`).join('');
}
