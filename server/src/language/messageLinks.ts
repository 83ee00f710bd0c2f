// How messages answer each other: a MsgRef and a CmdRef name a command of a message from the other end of the session.
import type { FileFacts } from './facts';
import type { CommandFact, MessageFact, ReferenceFact } from './messageFacts';
import type { WorkspaceIndex } from './workspaceIndex';

export interface SessionMessage {
  readonly facts: FileFacts;
  readonly message: MessageFact;
}

/** Messages that the other end has sent in the session of a message, those in the same folder first. [DM-REP 6.1.13] */
export function messagesOfOtherEnd(facts: FileFacts, index: WorkspaceIndex): readonly SessionMessage[] {
  const { message: own, uri } = facts;
  if (own === undefined) return [];
  const found = index.files().flatMap((one): SessionMessage[] => {
    const { message } = one;
    return message !== undefined && message.session === own.session && isOtherEnd(own, message) ? [{ facts: one, message }] : [];
  });
  const folder = folderOf(uri);
  const near = found.filter((one) => folderOf(one.facts.uri) === folder);
  // The same session number stands in many logs: where the folder holds the session, others aren't meant.
  return near.length > 0 ? near : found;
}

function isOtherEnd(own: MessageFact, other: MessageFact): boolean {
  return own.source === '' || other.source === '' ? own !== other && own.source !== other.source : own.source !== other.source;
}

function folderOf(uri: string): string {
  return uri.replace(/[^/]*$/, '');
}

export function messageReferred(facts: FileFacts, { message }: ReferenceFact, index: WorkspaceIndex): SessionMessage | undefined {
  if (message === undefined) return undefined;
  return messagesOfOtherEnd(facts, index).find((one) => one.message.id?.value === message.value);
}

export interface ReferredCommand extends SessionMessage {
  readonly command?: CommandFact;
}

/** The command that a reference means; without `command`, the header. [DM-REP 6.1.5] */
export function commandReferred(facts: FileFacts, reference: ReferenceFact, index: WorkspaceIndex): ReferredCommand | undefined {
  const found = messageReferred(facts, reference, index);
  if (found === undefined || reference.command === undefined) return undefined;
  if (reference.command.value === '0') return found;
  const command = found.message.commands.find(({ id }) => id.value === reference.command?.value);
  return command === undefined ? undefined : { ...found, command };
}

export interface PlacedReference {
  readonly facts: FileFacts;
  readonly reference: ReferenceFact;
}

/** What answers a message, or one command of it. */
export function referencesTo(facts: FileFacts, command: string | undefined, index: WorkspaceIndex): readonly PlacedReference[] {
  const id = facts.message?.id?.value;
  if (id === undefined) return [];
  return messagesOfOtherEnd(facts, index).flatMap(({ facts: other, message }) =>
    message.references.flatMap((reference) =>
      reference.message?.value === id && (command === undefined || reference.command?.value === command) ? [{ facts: other, reference }] : [],
    ),
  );
}
