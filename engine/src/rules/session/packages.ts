// Rules of packages: what the first one holds, who ends one and when, what may follow. [DM-PRO 6, 8]
import { textOf } from '../../xml/element';
import { segmentsOf } from '../../tree/uri';
import { clientMessage, packageOne, serverMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { Exchanged, Sent } from '../sessionFacts';
import { hasWork, headerCode, isAlert, isChallenge } from './commands';
import { answering, closing, exchange, get, headerStatus, opening, replace, results, status, takenIn, targetRef, unfinished } from './exampleParts';
import { sessionAlertIn } from './header';
import { addFinal, remove } from './mends';

const man = './DevInfo/Man';
const next = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1222</Data></Alert>`;
const abort = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1223</Data></Alert>`;
const asks = answering(get(4, man));
const tells = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${results(3, '1/4', man, 'Example')}`);
const alertOnly = packageOne.slice(0, packageOne.indexOf('<Replace>')).trim();
const deviceOnly = packageOne.slice(packageOne.indexOf('<Replace>'));
/** The server sends its package in two messages: a Get, then a Replace. */
const half = unfinished(asks);
const answersHalf = tells.replace('\n<Final/>', `\n${next(4)}\n<Final/>`);
/** The client sends its package in two messages. */
const firstHalf = unfinished(clientMessage(1, `${packageOne}\n${next(3)}`));
const goAhead = (more: string): string => serverMessage(1, `${takenIn}\n${status(4, '1/3 Alert', 200)}\n${next(5)}${more}`);

export const packageRules: readonly Rule[] = [
  {
    id: 's-pkg1-alert',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'The first message of a session has an Alert 1200 or 1201.',
    docs: 'The client opens the session with one of two alerts: 1200 where a notification asked for it, 1201 where it comes of its own accord. A server that finds neither doesn\'t know that a session begins, and refuses the message. Put the alert before the device information.',
    breaks: exchange(deviceOnly, clientMessage(1, deviceOnly), serverMessage(1, `${headerStatus(1)}\n${status(2, '1/2 Replace', 200)}`)),
    keeps: exchange(alertOnly, opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages, begins } of sessions) {
        const first = begins ? messages.find(({ sender }) => sender === 'client') : undefined;
        const at = first?.facts.body ?? first?.facts.root;
        if (first !== undefined && at !== undefined && sessionAlertIn(first.facts) === undefined) report(first.index, at, 'The first message of the session has no Alert 1200 or 1201.');
      }
    },
  },
  {
    id: 's-pkg1-devinfo',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'The first message of a session brings the device information.',
    docs: 'A Replace of ./DevInfo tells the server which device it speaks to, of which make, in which version and language. It stands in the first message of every session, whether or not anything has changed. Without it a server answers, at best, with a Get of the same values.',
    breaks: exchange(alertOnly, clientMessage(1, alertOnly), serverMessage(1, `${headerStatus(1)}\n${status(2, '1/1 Alert', 200)}`)),
    keeps: exchange(deviceOnly, opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages, begins } of sessions) {
        const first = begins ? messages.find(({ sender }) => sender === 'client') : undefined;
        const at = first?.facts.body ?? first?.facts.root;
        // Without its alert it's no first message at all, which is told already.
        if (first !== undefined && at !== undefined && sessionAlertIn(first.facts) !== undefined && !bringsDevInfo(first)) {
          report(first.index, at, 'The first message of the session has no Replace of ./DevInfo.');
        }
      }
    },
  },
  {
    id: 's-pkg1-1200-session',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'A session that a notification asked for has the SessionID of the notification.',
    docs: 'With Alert 1200 the client says that it follows a notification, and the server finds the job by the SessionID that it put there: the number in hexadecimal, in upper case, without zeros before it. Any other SessionID, or 1200 where nothing has been sent, leaves the server without a job. A session of the client\'s own accord opens with 1201.',
    breaks: notified('1B'),
    keeps: notified('1A'),
    check: ({ sessions, notifications = [] }, report) => {
      if (notifications.length === 0) return;
      for (const { messages } of sessions) {
        const [first] = messages;
        const id = first?.header.sessionId;
        if (first === undefined || id === undefined || sessionAlertIn(first.facts) !== '1200') continue;
        const before = notifications.filter((one) => one.before <= first.index);
        const number = /^[0-9A-Fa-f]{1,4}$/.test(id.value) ? parseInt(id.value, 16) : -1;
        if (before.some(({ sessionId }) => sessionId === number)) continue;
        const last = before.at(-1);
        report(first.index, id.element, last === undefined ? 'The session follows a notification (1200), and none was sent before it.' : `SessionID is ${quoted(id.value)}; the notification has ${quoted(last.sessionId.toString(16).toUpperCase())}.`);
      }
    },
  },
  {
    id: 's-final-early',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 6',
    summary: 'The client ends its package when the server has ended the one that it answers.',
    docs: 'A server that has more to send leaves Final away and waits to be asked for the rest. A client that answers with Final says that its package is complete, and the server\'s next message then belongs to no package at all. Leave Final away until the server\'s Final has come.',
    breaks: exchange('Final, in answer to a message without Final', opening, half, answersHalf),
    keeps: exchange('No Final, in answer to a message without Final', opening, half, unfinished(answersHalf)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { sender, final, before, facts, index, commands } of messages) {
          if (sender !== 'client' || !final || before === undefined || before.final || commands.some(({ command }) => isAlert(command, '1223'))) continue;
          // A server that asks for the rest of the client's own package has none to end. [DM-PRO 6]
          if (!hasWork(before)) continue;
          const at = facts.body?.children.findLast((node) => node.kind === 'element' && node.local === 'Final');
          if (at?.kind === 'element') report(index, at, 'The client ends its package, and the server has not ended the one that it answers.');
        }
      }
    },
    fix: remove('Final'),
  },
  {
    id: 's-final-missing',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.1.7',
    summary: 'The last message of a session has Final.',
    docs: 'Final ends a package, and a server\'s package without commands ends the session. Without it the client has to ask for more with Alert 1222, and the session doesn\'t end. Put Final last in SyncBody.',
    breaks: exchange('The last message, without <Final/>', opening, asks, tells, unfinished(closing(2))),
    keeps: exchange('<Final/>', opening, asks, tells, closing(2)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const last = messages.at(-1);
        const { body } = last?.facts ?? {};
        if (last === undefined || body === undefined || last.final) continue;
        const isEnd = last.sender === 'server' && last.commands.length === 0 && last.before?.final === true && !isChallenge(headerCode(last));
        if (isEnd || last.commands.some(({ command }) => isAlert(command, '1223'))) report(last.index, body, 'The last message of the session has no Final.');
      }
    },
    fix: addFinal,
  },
  {
    id: 's-server-new-commands',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 6',
    summary: 'A server sends new commands when those before have been answered.',
    docs: 'Until every Status of a package is there, the server doesn\'t know what its commands have done, and a client may still be at them. It may only ask for the next message (1222), end the session (1223) or go on with a large object. Wait for the last Status, then send what comes next.',
    breaks: exchange(
      'A Replace, before the Status of the Get has come',
      opening,
      asks,
      clientMessage(2, headerStatus(1)),
      serverMessage(2, `${headerStatus(2)}\n${replace(2, './A/B', '1')}`),
      clientMessage(3, `${headerStatus(2)}\n${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${status(3, '2/2 Replace', 200, { refs: targetRef('./A/B') })}\n${results(4, '1/4', man, 'Example')}`),
    ),
    keeps: exchange('A Replace, after the Status of the Get', opening, asks, tells, serverMessage(2, `${headerStatus(2)}\n${replace(2, './A/B', '1')}`)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        /** What is answered later than now, and by when. */
        let waiting: { readonly sent: Sent; readonly until: number } | undefined;
        for (const message of messages) {
          if (message.sender !== 'server') continue;
          const fresh = message.commands.find((sent) => isNew(sent));
          if (fresh !== undefined && waiting !== undefined && waiting.until > message.index && !isNextMessage(message)) {
            report(message.index, fresh.command.element, `${fresh.command.name} is sent before ${waiting.sent.command.name} of an earlier message is answered.`);
          }
          for (const sent of message.commands) {
            const until = sent.answers[0]?.message ?? -1;
            if (isNew(sent) && (waiting === undefined || until > waiting.until)) waiting = { sent, until };
          }
        }
      }
    },
  },
  {
    id: 's-next-message-form',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 6',
    summary: 'A server that asks for the next message of a package sends nothing else.',
    docs: 'While the client\'s package isn\'t complete, the server\'s answer holds Statuses and an Alert 1222, or 1223 to break off, and has no Final: it is no package of its own. Commands or Final in it come before the server has seen all that it answers. Hold them back until the client\'s Final has come.',
    breaks: exchange(`${next(5)}\n${get(6, man)}`, firstHalf, unfinished(goAhead(`\n${get(6, man)}`))),
    keeps: exchange(next(5), firstHalf, unfinished(goAhead(''))),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const message of messages) {
          if (!isNextMessage(message)) continue;
          const other = message.commands.find((sent) => isNew(sent));
          const at = message.facts.body;
          if (other !== undefined) report(message.index, other.command.element, `${other.command.name} stands in a message that asks for the rest of the client's package.`);
          else if (message.final && at !== undefined && !message.commands.some(({ command }) => isAlert(command, '1223'))) report(message.index, at, "Final stands in a message that asks for the rest of the client's package.");
        }
      }
    },
  },
  {
    id: 's-empty-client-message',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'A client doesn\'t send a message that only says that the last one was received.',
    docs: 'A server\'s package without commands ends the session: there is nothing to answer but its header. A client that says so nevertheless makes the server answer again, and the two go on for ever. Close the connection instead.',
    breaks: exchange('<Status>…<Cmd>SyncHdr</Cmd><Data>200</Data></Status>, and nothing else', opening, answering(''), clientMessage(2, headerStatus(1))),
    keeps: exchange('No message after the server\'s last one', opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const message of messages) if (followsEnd(message) && saysNothing(message)) report(message.index, message.facts.body ?? message.facts.root, 'The message holds nothing but the Status of the header; the session had ended.');
      }
    },
  },
  {
    id: 's-after-abort',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8.1',
    summary: 'No commands follow an Alert 1223.',
    docs: 'Alert 1223 ends the session at once. The server still answers it, with Statuses alone; whatever else is sent is lost, and the other side may have closed the session already. What is left to do belongs in a new session.',
    breaks: exchange(
      'A Get, after Alert 1223',
      opening,
      asks,
      clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 404, { refs: targetRef(man) })}\n${abort(3)}`),
      serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}\n${get(3, man)}`),
    ),
    keeps: exchange(
      'Statuses alone, after Alert 1223',
      opening,
      asks,
      clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 404, { refs: targetRef(man) })}\n${abort(3)}`),
      serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}`),
    ),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        let aborted = false;
        for (const { index, commands } of messages) {
          const [first] = commands;
          if (aborted && first !== undefined) report(index, first.command.element, `${first.command.name} comes after the session was broken off with 1223.`);
          if (commands.some(({ command }) => isAlert(command, '1223'))) aborted = true;
        }
      }
    },
  },
  {
    id: 's-after-end',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 8',
    summary: 'The client sends nothing after a server package without commands.',
    docs: 'The server ends a session by sending a package that holds Statuses alone. What the client still has to say belongs in a new session, with an alert and device information of its own; in the old one the server takes it for a stray message.',
    breaks: exchange('A Replace, after the server has ended the session', opening, answering(''), clientMessage(2, `${headerStatus(1)}\n${deviceOnly}`)),
    keeps: exchange('No message after the server\'s last one', opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const message of messages) if (followsEnd(message) && !saysNothing(message)) report(message.index, message.facts.body ?? message.facts.root, 'The client goes on after the server has ended the session.');
      }
    },
  },
];

/** As a server's log has it: the notification stands before the messages. */
function notified(sessionId: string): ReturnType<typeof exchange> {
  const first = opening.replace('>1201<', '>1200<').replace('>1A<', `>${sessionId}<`);
  return { shown: `<SessionID>${sessionId}</SessionID>, after a notification with session 1A`, kind: 'session', documents: [{ name: 'session.log', text: `<notification version="1.2" session-id="1A" server-id="dm.example.com"/>\n${first}` }] };
}

function bringsDevInfo({ commands }: Exchanged): boolean {
  return commands.some(({ command }) => {
    if (command.name !== 'Replace') return false;
    return command.items.some(({ sourceUri, targetUri }) => {
      const uri = sourceUri ?? targetUri;
      return uri !== undefined && segmentsOf(textOf(uri).trim())?.[0] === 'DevInfo';
    });
  });
}

/** A command of the server's that starts something: no request for the next message, and no later chunk of an object. */
function isNew({ command }: Sent): boolean {
  if (isAlert(command, '1222', '1223', '1225')) return false;
  return command.items.length !== 1 || command.items[0]?.moreData !== true;
}

/** Whether a server's message answers one that isn't the last of the client's own package, or asks for more of it. */
export function isNextMessage({ sender, before, commands }: Exchanged): boolean {
  if (sender !== 'server' || before === undefined) return false;
  const serversBefore = before.before;
  return commands.some(({ command }) => isAlert(command, '1222')) || (!before.final && (serversBefore === undefined || serversBefore.final));
}

/** Whether a client's message comes after a package by which the server has ended the session. */
function followsEnd({ sender, before }: Exchanged): boolean {
  if (sender !== 'client' || before === undefined || !before.final || before.commands.length > 0) return false;
  const clients = before.before;
  // What the server answers may be unfinished, or ask for its credentials: then it waits for the rest.
  if (clients === undefined || !clients.final || isChallenge(headerCode(clients))) return false;
  return headerCode(before)?.startsWith('2') === true;
}

function saysNothing({ commands, results: returned, statuses }: Exchanged): boolean {
  return commands.length === 0 && returned.length === 0 && statuses.every(({ ofHeader, code, chal }) => ofHeader && code?.value.startsWith('2') === true && chal === undefined);
}
