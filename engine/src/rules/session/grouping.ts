// Which messages of a log belong to one session.
import { valueOf, type CommandFacts } from '../messageFacts';
import type { HeaderFacts, SessionMessage } from '../sessionFacts';
import type { Sender } from '../sender';
import { headerOf, sessionAlertIn } from './header';

/** Messages of a session, by their places in the log. */
export interface Grouped {
  readonly id: string;
  readonly device: string;
  readonly begins: boolean;
  followed: boolean;
  readonly messages: { readonly index: number; readonly message: SessionMessage; readonly header: HeaderFacts; readonly sender?: Sender }[];
  /** What a message that is sent again is known by. */
  readonly texts: Set<string>;
  lastSender: Sender | undefined;
  serverAddress: string | undefined;
  /** The server has refused the last credentials, or missed them. */
  challenged: boolean;
  /** The server has sent a package with nothing more to do. */
  ended: boolean;
}

export function grouped(messages: readonly SessionMessage[]): readonly Grouped[] {
  const sessions: Grouped[] = [];
  const ofDevice = new Map<string, Grouped>();
  let last: Grouped | undefined;
  messages.forEach((message, index) => {
    const header = headerOf(message.facts);
    const sender = senderOf(message, header, last);
    const address = (sender === 'server' ? header.target : header.source)?.value ?? '';
    const known = sender === undefined ? undefined : ofDevice.get(address);
    let session = known ?? last;
    if (session === undefined || (sender === 'client' && begins(message, header, session))) {
      const number = header.msgId?.value;
      const opens = sender === 'client' && (number === '1' || sessionAlertIn(message.facts) !== undefined);
      if (known !== undefined) known.followed = true;
      session = {
        ...{ id: header.sessionId?.value ?? '', device: sender === undefined ? '' : address, begins: opens },
        ...{ followed: false, messages: [], texts: new Set(), lastSender: undefined, serverAddress: undefined, challenged: false, ended: false },
      };
      sessions.push(session);
      ofDevice.set(address, session);
    }
    last = session;
    take(session, { index, message, header, ...(sender !== undefined && { sender }) });
  });
  return sessions;
}

/** A message that came before as it is was sent again, which answers a lost one: it counts once. */
function take(session: Grouped, one: Grouped['messages'][number]): void {
  const { message, header, sender } = one;
  const key = `${sender ?? ''} ${message.subject.text.trim()}`;
  session.lastSender = sender ?? session.lastSender;
  if (session.texts.has(key)) return;
  session.texts.add(key);
  session.messages.push(one);
  if (sender !== 'server') return;
  session.serverAddress = header.source?.value ?? session.serverAddress;
  const { commands, final } = message.facts;
  session.challenged = commands.some(isRefusalOfHeader);
  session.ended = final && !session.challenged && commands.every(({ name }) => name === 'Status');
}

function isRefusalOfHeader({ name, element }: CommandFacts): boolean {
  return name === 'Status' && valueOf(element, 'Cmd') === 'SyncHdr' && /^40[17]$/.test(valueOf(element, 'Data') ?? '');
}

function senderOf({ facts }: SessionMessage, { source, target }: HeaderFacts, session: Grouped | undefined): Sender | undefined {
  if (facts.sender !== undefined || session === undefined) return facts.sender;
  if (source !== undefined && source.value === session.device) return 'client';
  if (target !== undefined && target.value === session.device) return 'server';
  return undefined;
}

/** Whether a message of the client opens a session other than the one under way. */
function begins({ facts, subject }: SessionMessage, { sessionId, msgId }: HeaderFacts, session: Grouped): boolean {
  const opens = sessionAlertIn(facts) !== undefined;
  if (sessionId?.value !== session.id) return opens || msgId?.value === '1';
  // Devices that number all their sessions alike: only after the end, or in place of one that was broken off.
  if (!opens || msgId?.value !== '1' || session.challenged || session.texts.has(`client ${subject.text.trim()}`)) return false;
  return session.ended || session.messages.filter(({ sender }) => sender === 'client').length > 1;
}
