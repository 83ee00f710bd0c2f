// What answers what: every Status and every Results with the command that it refers to. [RepPro 6.1.5, 6.1.13]
import { child, childElements, type Element } from '../../xml/element';
import { metaChild, type CommandFacts } from '../messageFacts';
import type { Answer, Exchanged, Returned, Sent, Valued } from '../sessionFacts';
import type { Sender } from '../sender';
import type { Grouped } from './grouping';
import { defined, textIn, valued } from './header';

interface Draft extends Omit<Exchanged, 'headerAnswers' | 'commands'> {
  readonly headerAnswers: Answer[];
  readonly commands: readonly DraftSent[];
  readonly byId: ReadonlyMap<string, DraftSent>;
}

interface DraftSent extends Sent {
  readonly answers: Answer[];
  readonly results: Returned[];
}

/** The messages of a session with their references resolved, in time linear in what they hold. */
export function exchanged({ messages }: Grouped): readonly Exchanged[] {
  const bySender: Readonly<Record<Sender, Map<string, Draft>>> = { client: new Map(), server: new Map() };
  const last: Partial<Record<Sender, Draft>> = {};
  return messages.map(({ index, message, header, sender }) => {
    const { facts, size, sentTo } = message;
    const other = sender === undefined ? undefined : otherOf(sender);
    const peers = other === undefined ? undefined : bySender[other];
    const before = other === undefined ? undefined : last[other];
    const statuses: Answer[] = [];
    const results: Returned[] = [];
    const commands: DraftSent[] = [];
    const byId = new Map<string, DraftSent>();
    facts.commands.forEach((command, position) => {
      if (command.name === 'Status') statuses.push(answer(index, command, peers));
      else if (command.name === 'Results') results.push(returned(index, command, peers));
      else {
        const sent: DraftSent = { message: index, position, command, answers: [], results: [] };
        commands.push(sent);
        const id = textIn(command.cmdId)?.value;
        if (id !== undefined && !byId.has(id)) byId.set(id, sent);
      }
    });
    const draft: Draft = {
      ...{ index, facts, size, header, commands, statuses, results, byId, headerAnswers: [], final: facts.final },
      ...defined({ sender, sentTo, before }),
    };
    if (sender !== undefined) {
      last[sender] = draft;
      if (header.msgId !== undefined) bySender[sender].set(header.msgId.value, draft);
    }
    return draft;
  });
}

export function otherOf(sender: Sender): Sender {
  return sender === 'client' ? 'server' : 'client';
}

function answer(message: number, command: CommandFacts, peers: ReadonlyMap<string, Draft> | undefined): Answer {
  const { element } = command;
  const msgRef = valued(element, 'MsgRef');
  const cmdRef = valued(element, 'CmdRef');
  const cmd = valued(element, 'Cmd');
  const to = msgRef === undefined ? undefined : peers?.get(msgRef.value);
  const ofHeader = cmd?.value === 'SyncHdr' || cmdRef?.value === '0';
  const of = ofHeader || cmdRef === undefined ? undefined : to?.byId.get(cmdRef.value);
  const found: Answer = {
    ...{ message, command, refs: refsIn(element), ofHeader, messageKnown: to !== undefined },
    ...defined({ code: valued(element, 'Data'), cmd, msgRef, cmdRef, of, chal: chalIn(element) }),
  };
  if (ofHeader) to?.headerAnswers.push(found);
  else of?.answers.push(found);
  return found;
}

function returned(message: number, command: CommandFacts, peers: ReadonlyMap<string, Draft> | undefined): Returned {
  const msgRef = valued(command.element, 'MsgRef');
  const cmdRef = valued(command.element, 'CmdRef');
  // [RepPro 6.5.12] Results without MsgRef answer the first message.
  const to = peers?.get(msgRef?.value ?? '1');
  const of = cmdRef === undefined ? undefined : to?.byId.get(cmdRef.value);
  const found: Returned = { message, command, messageKnown: to !== undefined, ...defined({ msgRef, cmdRef, of }) };
  of?.results.push(found);
  return found;
}

function refsIn(status: Element): readonly Valued[] {
  const found: Valued[] = [];
  for (const inner of childElements(status)) {
    const ref = inner.local === 'TargetRef' || inner.local === 'SourceRef' ? textIn(inner) : undefined;
    if (ref !== undefined) found.push(ref);
  }
  return found;
}

function chalIn(status: Element): Answer['chal'] {
  const element = child(status, 'Chal');
  if (element === undefined) return undefined;
  const meta = child(element, 'Meta');
  const type = (textIn(metaChild(meta, 'Type'))?.value ?? '').toLowerCase();
  return { element, type, ...defined({ nonce: textIn(metaChild(meta, 'NextNonce')) }) };
}
