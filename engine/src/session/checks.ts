// Checks: what an end sees at once in a message that came, before anything in it is done.
import type { Header, Message } from '../syncml/message';
import { statusesIn } from './statuses';
import { versionRefusal } from './versions';

/** Why a server's header can't belong to the session; undefined where it can. */
export function wrongHeader(
  header: Header,
  expected: { readonly sessionId: string; readonly deviceId: string; readonly lastMsgId: number },
): string | undefined {
  const version = versionRefusal(header);
  if (version !== undefined) return version.reason;
  const { sessionId, deviceId, lastMsgId } = expected;
  // [DM-PRO 8.4] The same session, addressed to this device.
  if (header.sessionId !== sessionId) return `The answer belongs to session ${header.sessionId.slice(0, 20)}, not to ${sessionId}. [DM-PRO 8.4]`;
  if (header.target !== deviceId) return `The answer is addressed to ${header.target.slice(0, 100)}, not to ${deviceId}. [DM-PRO 8.4]`;
  // [RepPro 6.1.12] MsgID grows with each message.
  if (!/^\d{1,9}$/.test(header.msgId) || Number(header.msgId) <= lastMsgId) {
    return `The answer has MsgID ${header.msgId.slice(0, 20)}; the one before had ${lastMsgId}. [RepPro 6.1.12]`;
  }
  return undefined;
}

/** A client message that isn't what follows the last one; undefined where it is fine. [RepPro 6.1.12] */
export function skippedNumber(header: Header, lastMsgId: number): string | undefined {
  return Number(header.msgId) > lastMsgId + 1 ? `Message ${header.msgId} follows message ${lastMsgId}. [RepPro 6.1.12]` : undefined;
}

/** What a server's Status elements refer to must have been sent; `sent` holds `msgId/cmdId`. [RepPro 6.1.5, 6.1.13] */
export function wrongReferences(message: Message, msgId: number, sent: readonly string[]): readonly string[] {
  const statuses = statusesIn(message);
  const remarks = statuses
    .filter(({ msgRef, cmdRef }) => (cmdRef === '0' ? msgRef !== String(msgId) : !sent.includes(`${msgRef}/${cmdRef}`)))
    .map(
      ({ msgRef, cmdRef }) =>
        `A Status answers command ${cmdRef.slice(0, 20)} of message ${msgRef.slice(0, 20)}, which was never sent. [RepPro 6.1.5]`,
    );
  return statuses.some(({ cmdRef }) => cmdRef === '0') ? remarks : [...remarks, 'There is no Status for the header. [RepPro 6.4.1]'];
}

/** [RepPro 6.1.4] A CmdID is given once in a message. */
export function twiceNumbered(message: Message): readonly string[] {
  const ids = message.commands.map(({ cmdId }) => cmdId);
  return new Set(ids).size < ids.length ? ['Two commands have the same CmdID. [RepPro 6.1.4]'] : [];
}

/** What the first message of a session must hold. [DM-PRO 8.3] */
export function missingInPackage1(message: Message): readonly string[] {
  const opens = message.commands.filter((command) => command.name === 'Alert' && (command.data === '1200' || command.data === '1201'));
  const remarks: string[] = [];
  if (opens.length !== 1) remarks.push(`Package #1 opens with one Alert 1200 or 1201; this one has ${opens.length}. [DM-PRO 8.3]`);
  if (!message.commands.some((command) => command.name === 'Replace')) remarks.push('Package #1 lacks the device information. [DM-PRO 8.3]');
  return remarks;
}
