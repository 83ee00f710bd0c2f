// Rules of what stays the same through a session: its number, its sides, its versions; and of what counts on.
import { clientMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { Exchanged, OneSession, Valued } from '../sessionFacts';
import { write } from './mends';
import { closing, exchange, headerStatus, opening, answering, get, results, status, targetRef } from './exampleParts';

const firmware = './DevDetail/FwV';
const asksFirmware = get(4, firmware);
const tellsFirmware = `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(firmware) })}\n${results(3, '1/4', firmware, '1.0.3')}`;
const answer = clientMessage(2, tellsFirmware);
const asks = answering(asksFirmware);

export const identityRules: readonly Rule[] = [
  {
    id: 's-sessionid-change',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'All messages of a session have one SessionID.',
    docs: 'The client chooses the SessionID in its first message, or takes that of the notification, and both sides repeat it. A message with another one belongs to no session that the other side knows; a server treats it as a new session without a first package. Copy the SessionID as it is: its case and its form count.',
    breaks: exchange('<SessionID>1B</SessionID> after <SessionID>1A</SessionID>', opening, asks, answer.replace('>1A<', '>1B<')),
    keeps: exchange('<SessionID>1A</SessionID> in every message', opening, asks, answer),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        let id: string | undefined;
        for (const { index, header } of messages) {
          const { sessionId } = header;
          if (sessionId === undefined) continue;
          if (id !== undefined && sessionId.value !== id) report(index, sessionId.element, `SessionID is ${quoted(sessionId.value)}; this session has ${quoted(id)}.`, { data: id });
          // Told once a change: what goes on under the new number is no further mistake.
          id = sessionId.value;
        }
      }
    },
    fix: write,
  },
  {
    id: 's-msgid-order',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 6.1.12',
    summary: 'The messages of each side count up from 1.',
    docs: 'MsgID counts the messages of one side in a session, from 1, by one. What answers a message names it by this number, so that a number which stands twice, or goes back, makes every MsgRef ambiguous. A message that is sent again because it was lost is the same message and keeps its number.',
    breaks: exchange('<MsgID>2</MsgID>, then <MsgID>2</MsgID> for another message', opening, asks, answer, closing(2).replace('<MsgID>2<', '<MsgID>1<')),
    keeps: exchange('<MsgID>2</MsgID> after <MsgID>1</MsgID>', opening, asks, answer, closing(2)),
    check: ({ sessions }, report) => {
      for (const session of sessions) for (const told of outOfCount(session)) report(told.index, told.msgId.element, told.text);
    },
  },
  {
    id: 's-target-swap',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 8',
    summary: 'A reply has the addresses of the message that it answers, the other way round.',
    docs: 'What the client calls Target, the server calls Source, and the reverse. Either side finds its account by the other\'s address, and a reply from or to somebody else is refused by careful clients. The one address that may take the place of another is the RespURI that a side has asked for.',
    breaks: exchange('<Target><LocURI>IMEI:490154203237518</LocURI></Target>', opening, asks.replace('<Target><LocURI>IMEI:493005100592800<', '<Target><LocURI>IMEI:490154203237518<')),
    keeps: exchange('<Target><LocURI>IMEI:493005100592800</LocURI></Target>', opening, asks),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const known = { client: new Set<string>(), server: new Set<string>() };
        for (const { index, sender, header } of messages) {
          if (sender === undefined) continue;
          const [own, others] = sender === 'client' ? [known.client, known.server] : [known.server, known.client];
          const isFirst = own.size === 0 && others.size === 0;
          const wrong = isFirst ? undefined : ([['Target', header.target, others], ['Source', header.source, own]] as const).find(([, address, of]) => address !== undefined && of.size > 0 && !of.has(address.value));
          if (wrong?.[1] !== undefined) report(index, wrong[1].element, `${wrong[0]} is ${quoted(wrong[1].value)}; the other side's messages have ${quoted([...wrong[2]][0] ?? '')}.`);
          // Each address is told of once.
          for (const address of [header.source, header.respUri]) if (address !== undefined) own.add(address.value);
          if (header.target !== undefined) others.add(header.target.value);
        }
      }
    },
  },
  {
    id: 's-version-change',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 8',
    summary: 'VerDTD and VerProto stay what they are through a session.',
    docs: 'The client says in its first message which version it speaks, and the session goes on in that one. A server that can\'t, answers 505 or 513 and names what it can. A change in the middle leaves the other side reading elements that it doesn\'t know.',
    breaks: exchange('<VerProto>DM/1.1</VerProto> after <VerProto>DM/1.2</VerProto>', opening, asks.replace('<VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>', '<VerDTD>1.1</VerDTD><VerProto>DM/1.1</VerProto>').replace('SYNCML1.2', 'SYNCML1.1')),
    keeps: exchange('<VerProto>DM/1.2</VerProto> in every message', opening, asks),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        let before: Exchanged | undefined;
        for (const message of messages) {
          const changed = before === undefined ? undefined : changedVersion(before, message);
          if (changed !== undefined) report(message.index, changed.now.element, `${changed.name} is ${quoted(changed.now.value)}; the session began with ${quoted(changed.then)}.`);
          // A side that may not speak the version that it was addressed in says so in its own.
          if (!message.statuses.some(({ code }) => code?.value === '505' || code?.value === '513')) before = message;
        }
      }
    },
  },
  {
    id: 's-respuri-ignored',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.1.17',
    summary: 'A message goes to the RespURI that the other side has asked for.',
    docs: 'A RespURI in the header tells where the answer is expected, mostly because the session is held by one machine of several. A message that is sent to the old address may reach one that knows nothing of the session. Send what follows, to the end of the session, to the address that was given.',
    breaks: posted('http://dm.example.com/dm'),
    keeps: posted('http://dm.example.com/dm?s=7'),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        let wanted: string | undefined;
        for (const { index, sender, sentTo, header } of messages) {
          if (sender === 'server') wanted = header.respUri?.value ?? wanted;
          else if (sender === 'client' && wanted !== undefined && sentTo !== undefined && sentTo !== wanted && header.target !== undefined) {
            report(index, header.target.element, `The message was sent to ${quoted(sentTo)}; the server has asked for ${quoted(wanted)} as RespURI.`);
          }
        }
      }
    },
  },
];

/** As a client's log has it: the address stands before the message. */
function posted(url: string): ReturnType<typeof exchange> {
  const moved = asks.replace('</Source>', '</Source><RespURI>http://dm.example.com/dm?s=7</RespURI>');
  const text = [`POST http://dm.example.com/dm HTTP/1.1\n\n${opening}`, `HTTP/1.1 200 OK\n\n${moved}`, `POST ${url} HTTP/1.1\n\n${answer}`].join('\n\n');
  return { shown: `<RespURI>http://dm.example.com/dm?s=7</RespURI>, then POST ${url}`, kind: 'session', documents: [{ name: 'session.log', text }] };
}

interface OutOfCount {
  readonly index: number;
  readonly msgId: Valued;
  readonly text: string;
}

function outOfCount({ messages, begins }: OneSession): readonly OutOfCount[] {
  const found: OutOfCount[] = [];
  const last: Partial<Record<'client' | 'server', number>> = begins ? { client: 0, server: 0 } : {};
  for (const message of messages) {
    const { index, header, sender } = message;
    // What isn't a number, the header's own rules tell.
    if (sender === undefined || header.msgId === undefined || !/^\d{1,9}$/.test(header.msgId.value)) continue;
    const now = Number(header.msgId.value);
    const before = last[sender];
    last[sender] = now;
    if (before === undefined || now === before + 1 || (now === before && isRetry(message))) continue;
    const should = before === 0 ? `the first message of the ${sender} has 1` : `the ${sender}'s message before has ${before}`;
    found.push({ index, msgId: header.msgId, text: `MsgID is ${now}; ${should}.` });
  }
  return found;
}

/** Whether the message repeats another with credentials. A number that it keeps has a rule of its own. [DM-PRO 9.1] */
export function isRetry({ sender, before }: Exchanged): boolean {
  return sender === 'client' && before?.statuses.some(({ ofHeader, code }) => ofHeader && (code?.value === '401' || code?.value === '407')) === true;
}

function changedVersion({ header: then }: Exchanged, { header: now }: Exchanged): { readonly name: string; readonly now: Valued; readonly then: string } | undefined {
  for (const [name, key] of [['VerProto', 'verProto'], ['VerDTD', 'verDtd']] as const) {
    const [a, b] = [then[key], now[key]];
    if (a !== undefined && b !== undefined && a.value !== b.value) return { name, now: b, then: a.value };
  }
  return undefined;
}
