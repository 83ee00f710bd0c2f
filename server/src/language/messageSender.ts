// Which end sent a message that is open.
import { messageFacts } from '#engine/rules/messageFacts';
import type { Sender } from '#engine/rules/sender';
import type { DocumentModel } from './documentModel';

export function senderOfMessage({ document }: DocumentModel): Sender | undefined {
  return messageFacts(document)?.sender;
}
