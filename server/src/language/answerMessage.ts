// Writes the Statuses that a message owes to what came from the other end, and the message that would answer one.
import { senderOfMessage } from './messageSender';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import type { CommandFact, MessageFact } from './messageFacts';
import { messagesOfOtherEnd, referencesTo, type SessionMessage } from './messageLinks';
import { answerText, layoutOf, statusText, type StatusParts } from './messageText';
import { freeUri, stemOf, type Change, type Refactoring } from './refactoring';
import type { WorkspaceIndex } from './workspaceIndex';
import { childElements } from '#engine/xml/element';
import { blankBefore, indentOf, lineEndOf } from '#engine/xml/layout';

/** [RepPro 6.4.1] Answers aren't answered. */
function isAnswered({ name }: CommandFact): boolean {
  return name !== 'Status' && name !== 'Results';
}

type Owed = Omit<StatusParts, 'cmdId'>;

function owedFor({ id, commands }: MessageFact): readonly Owed[] {
  const msgRef = id?.value ?? '';
  const header: Owed = { msgRef, cmdRef: '0', cmd: 'SyncHdr' };
  return [header, ...commands.filter(isAnswered).map((command): Owed => ({ msgRef, cmdRef: command.id.value, cmd: command.name }))];
}

/** The message that this one answers: the one that its Statuses name, else the one before it in the session. */
function answeredBy(model: DocumentModel, facts: FileFacts, index: WorkspaceIndex): SessionMessage | undefined {
  const { message } = facts;
  if (message === undefined) return undefined;
  const others = messagesOfOtherEnd(facts, index);
  const named = message.references.find(({ message: to }) => to !== undefined)?.message?.value;
  // Both ends count their messages from 1, and the client begins.
  const before = Number(message.id?.value) - (senderOfMessage(model) === 'client' ? 1 : 0);
  const wanted = named ?? String(before);
  return others.find((one) => one.message.id?.value === wanted);
}

function missing(model: DocumentModel, facts: FileFacts, index: WorkspaceIndex): readonly Owed[] {
  const answered = answeredBy(model, facts, index);
  if (answered === undefined || facts.message === undefined) return [];
  const { references } = facts.message;
  return owedFor(answered.message).filter(({ msgRef, cmdRef }) => !references.some(({ message, command }) => message?.value === msgRef && command?.value === cmdRef));
}

function nextNumber(message: MessageFact | undefined): number {
  return 1 + Math.max(0, ...(message?.commands ?? []).map(({ id }) => (/^\d{1,9}$/.test(id.value) ? Number(id.value) : 0)));
}

export const addStatuses: Refactoring = {
  id: 'add-statuses',
  kind: 'refactor.rewrite',
  creates: false,
  title({ model, facts, index }) {
    const count = layoutOf(model) === undefined ? 0 : missing(model, facts, index).length;
    return count === 0 ? undefined : `Add the ${count === 1 ? 'Status that is' : `${count} Statuses that are`} missing`;
  },
  changes({ model, facts, index }): readonly Change[] {
    const layout = layoutOf(model);
    if (layout === undefined) return [];
    const { root, body } = layout;
    const { text, uri } = model;
    const children = childElements(body);
    const first = nextNumber(facts.message);
    const written = missing(model, facts, index).map((one, at) => ({ one, text: statusText({ ...one, cmdId: first + at }, root) }));
    // The header's answer goes before all others, the others behind those that are there. [DM-REP 6.6.15]
    const header = written.filter(({ one }) => one.cmdRef === '0').map((one) => one.text);
    const others = written.filter(({ one }) => one.cmdRef !== '0').map((one) => one.text);
    const lastStatus = children.findLast(({ local }) => local === 'Status');
    const beginning = children[0];
    const blank = (beginning === undefined ? undefined : blankBefore(text, beginning.range.start)) ?? indentOf(text).repeat(2);
    const line = lineEndOf(text) + blank;
    const atStart = lastStatus === undefined ? [...header, ...others] : header;
    const behind = lastStatus === undefined ? [] : others;
    const edit = (at: number, statuses: readonly string[], form: (one: string) => string): readonly Change[] => (statuses.length === 0 ? [] : [{ kind: 'edit', uri, range: { start: at, end: at }, text: statuses.map(form).join('') }]);
    const start = beginning === undefined || beginning.range.start > (body.endTag?.start ?? Infinity) ? body.startTag.end : beginning.range.start;
    return [...edit(start, atStart, (one) => one + line), ...edit(lastStatus?.range.end ?? start, behind, (one) => line + one)];
  },
};

export const writeAnswer: Refactoring = {
  id: 'write-answer',
  kind: 'refactor.extract',
  creates: true,
  title({ model, facts, index }) {
    const { message } = facts;
    if (message?.id === undefined || layoutOf(model) === undefined || !message.commands.some(isAnswered)) return undefined;
    return referencesTo(facts, undefined, index).length > 0 ? undefined : 'Write the message that answers this one';
  },
  changes({ model, facts, index }): readonly Change[] {
    const layout = layoutOf(model);
    const { message, uri } = facts;
    if (layout === undefined || message?.id === undefined) return [];
    const own = Number(message.id.value) || 1;
    const msgId = String(senderOfMessage(model) === 'server' ? own + 1 : own);
    const statuses = owedFor(message).map((one, at) => statusText({ ...one, cmdId: at + 1 }, layout.root));
    return [{ kind: 'create', uri: freeUri(uri, `${stemOf(uri)}-answer`, '.syncml', index), text: answerText(model, layout, msgId, statuses) }];
  },
};
