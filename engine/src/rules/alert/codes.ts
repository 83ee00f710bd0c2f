// Which alert codes there are, and who sends them.
import { alertCode } from '../../syncml/alertCodes';
import { quoted, valueRange } from '../elementText';
import { firstFromClient, fromClient, fromServer } from '../examples';
import type { Rule } from '../rule';
import { alertsOf, titleOf } from './alertFacts';

const alert = (code: string, rest = ''): string => `<Alert><CmdID>2</CmdID><Data>${code}</Data>${rest}</Alert>`;
const display = alert('1100', '<Item/><Item><Data>Welcome</Data></Item>');
const nextMessage = alert('1222');

/** Codes of data synchronisation: 200 to 206 and 210 to 223. */
const ofSynchronisation = /^2(?:0[0-6]|1\d|2[0-3])$/;

function isReserved(code: string): boolean {
  const number = /^\d{4}$/.test(code) ? Number(code) : 0;
  return (number >= 1105 && number <= 1199) || (number >= 1202 && number <= 1220) || (number >= 1227 && number <= 1299);
}

export const codeRules: readonly Rule[] = [
  {
    id: 'alert-data-missing',
    group: 'alert',
    severity: 'error',
    clause: 'DM-REP 6.6.2',
    summary: 'An Alert says by Data which alert it is.',
    docs: 'The content model lets Data be left out, but the alert code in it is all that tells one Alert from another: without it nobody knows what is meant, and the other end answers 400 or 412. Give the code.',
    breaks: fromClient('<Alert><CmdID>2</CmdID></Alert>'),
    keeps: fromClient(nextMessage),
    on: 'message',
    check: (message, report) => {
      for (const { command, code, data } of alertsOf(message)) {
        if (code === '') report(data ?? command.element, data === undefined ? 'Alert lacks Data with its alert code.' : 'Data of Alert says no alert code.');
      }
    },
  },
  {
    id: 'alert-code-unknown',
    group: 'alert',
    severity: 'error',
    clause: 'DM-REP 7',
    summary: 'The alert code is one of those that device management defines.',
    docs:
      'Only the codes of the table are valid: 1100 to 1104 for the user, 1200, 1201, 1222 and 1223 for the session, and 1224 to 1226. 1221, which early protocols had, is none of them. ' +
      'The other end answers 406 or passes the alert over. An event of one’s own goes as a generic alert, 1226, or a client event, 1224.',
    breaks: fromClient(alert('1221')),
    keeps: fromClient(nextMessage),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, data } of alertsOf(message)) {
        if (data === undefined || code === '' || alertCode(code) !== undefined || ofSynchronisation.test(code) || isReserved(code)) continue;
        report(valueRange(data, text), `${quoted(code)} is no alert code of device management.`);
      }
    },
  },
  {
    id: 'alert-code-ds',
    group: 'alert',
    severity: 'error',
    clause: 'DM-REP 7',
    summary: 'Alert codes of data synchronisation have no place in device management.',
    docs:
      'Codes such as 200 (two-way sync) or 201 (slow sync) start the synchronisation of data stores. A device management server or client doesn’t know them and answers 406, or ends the session. Open a session by 1200 or 1201.',
    breaks: fromClient(alert('201')),
    keeps: fromClient(nextMessage),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, data } of alertsOf(message)) {
        if (data !== undefined && ofSynchronisation.test(code)) report(valueRange(data, text), `${code} is an alert code of data synchronisation.`);
      }
    },
  },
  {
    id: 'alert-code-reserved',
    group: 'alert',
    severity: 'error',
    clause: 'DM-REP 7',
    summary: 'Alert codes that are reserved are not used.',
    docs: 'The ranges 1105 to 1199, 1202 to 1220 and 1227 to 1299 are kept for later versions of the protocol. What one vendor means by such a code nobody else can know. Use a generic alert, 1226, with a type of one’s own.',
    breaks: fromClient(alert('1150')),
    keeps: fromClient(nextMessage),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, data } of alertsOf(message)) {
        if (data !== undefined && isReserved(code)) report(valueRange(data, text), `The alert code ${code} is reserved.`);
      }
    },
  },
  {
    id: 'alert-direction-client',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 10.2',
    summary: 'The alerts 1100 to 1104 are the server’s.',
    docs: 'By them a server shows the user of the device something or asks a question; a client that sends one asks a server that has no user. Servers answer 406. Where the addresses of the header are the wrong way round, mend these.',
    breaks: fromClient(display),
    keeps: fromServer(display),
    on: 'message',
    check: (message, report, { text }) => {
      if (message.sender !== 'client') return;
      for (const { code, data } of alertsOf(message)) {
        if (data !== undefined && /^110[0-4]$/.test(code)) report(valueRange(data, text), `${titleOf(code)} in a message of the client; only servers send it.`);
      }
    },
  },
  {
    id: 'alert-direction-server',
    group: 'alert',
    severity: 'error',
    clause: 'DM-REP 7',
    summary: 'The alerts 1200, 1201, 1224 and 1226 are the client’s.',
    docs:
      'A client opens a session by 1200 or 1201 and reports events by 1224 and 1226; a server has none of this to tell, and clients answer 405 or 406. ' +
      'A server that wants a session sends a notification. Where the addresses of the header are the wrong way round, mend these.',
    breaks: fromServer(alert('1201')),
    keeps: fromServer(nextMessage),
    on: 'message',
    check: (message, report, { text }) => {
      if (message.sender !== 'server') return;
      for (const { code, data } of alertsOf(message)) {
        // [DM-REP 7]
        if (data !== undefined && /^(?:120[01]|122[46])$/.test(code)) report(valueRange(data, text), `${titleOf(code)} in a message of the server; only clients send it.`);
      }
    },
  },
  {
    id: 'session-alert-count',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'A message opens its session once, by 1200 or by 1201.',
    docs:
      '1200 says that a notification of the server asked for the session, 1201 that the client opens it of its own; both, or one twice, can’t be. Servers answer the second with 405, or end the session. Keep the one that is true.',
    breaks: firstFromClient('<Alert><CmdID>3</CmdID><Data>1200</Data></Alert>'),
    keeps: firstFromClient(''),
    on: 'message',
    check: (message, report, { text, uri }) => {
      const opening = [...alertsOf(message)].filter(({ code }) => code === '1200' || code === '1201');
      const [first, ...more] = opening;
      if (first?.data === undefined) return;
      const related = [{ uri, range: valueRange(first.data, text), message: 'The session is opened here.' }];
      for (const { code, data } of more) {
        if (data !== undefined) report(valueRange(data, text), `${titleOf(code)} opens the session a second time.`, { related });
      }
    },
  },
];
