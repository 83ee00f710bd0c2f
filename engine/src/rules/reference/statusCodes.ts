// Rules of the code that a Status brings.
import { statusCode } from '../../syncml/statusCodes';
import { editXml } from '../../xml/edit';
import { textOf } from '../../xml/element';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { fromClient } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Report, Rule } from '../rule';
import { statusesIn, type StatusFacts } from './statuses';

const answer = (data: string, cmd = 'Replace'): string => `<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>${cmd}</Cmd><Data>${data}</Data></Status>`;

/** Without a meaning, though in the range of codes. */
const reserved: ReadonlySet<string> = new Set(['509', '515']);

export const statusCodeRules: readonly Rule[] = [
  {
    id: 'status-data-numeric',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 11',
    summary: 'Data of a Status is a code of three digits and nothing else.',
    docs: 'Recipients compare the whole text with the codes that they know, so that `200 OK` is as unknown as an empty value and counts as a failure. What else there is to say belongs in an Item. The mend leaves the code alone.',
    breaks: fromClient(answer('200 OK')),
    keeps: fromClient(answer('200')),
    check: (message, report) => {
      for (const { data, code } of statusesIn(message)) {
        if (data === undefined || /^\d{3}$/.test(code) || data.children.some(({ kind }) => kind === 'opaque')) continue;
        report(data, `Data of the Status is ${code === '' ? 'empty' : quoted(code)}; it is a code of three digits.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const of = elementAt(document, range)?.element;
      const [, value] = of === undefined ? [] : (/^\s*(\d{3})(?!\d)/.exec(textOf(of)) ?? []);
      return of === undefined || value === undefined || statusCode(value) === undefined ? undefined : { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of, value }]) };
    },
  },
  {
    id: 'status-code-unknown',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 11',
    summary: 'The code of a Status is one that is defined.',
    docs: 'Only the standard codes are allowed, and a recipient that meets another can at best go by its first digit. A code of one’s own is mostly an HTTP status or an error of the operating system that was passed on; send the nearest code, and the detail in an Item.',
    breaks: fromClient(answer('299')),
    keeps: fromClient(answer('200')),
    check: (message, report) => {
      eachCode(message, report, ({ code }) => (statusCode(code) === undefined && !reserved.has(code) ? `${code} is no status code.` : undefined));
    },
  },
  {
    id: 'status-code-reserved',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 11',
    summary: 'The code of a Status is not a reserved one.',
    docs: '509 and 515 stand in the row of codes without having a meaning, so that no recipient knows what to make of them. Send 500 where nothing more exact fits.',
    breaks: fromClient(answer('509')),
    keeps: fromClient(answer('500')),
    check: (message, report) => {
      eachCode(message, report, ({ code }) => (reserved.has(code) ? `${code} is reserved and has no meaning.` : undefined));
    },
  },
  {
    id: 'status-code-ds-only',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'DM-REP 6.6',
    summary: 'The code of a Status is not one of data synchronisation.',
    docs: 'Codes of conflicts, soft deletes and refreshes tell something about synchronised data, and management servers know nothing of them. A device that shares its engine with a synchronisation client sends them by mistake; for a management command, one of the codes of the command’s own clause says what is meant.',
    breaks: fromClient(answer('508')),
    keeps: fromClient(answer('500')),
    check: (message, report) => {
      eachCode(message, report, ({ code }) => {
        const known = statusCode(code);
        return known?.use === 'data-synchronisation' ? `${code} (${known.name}) is a code of data synchronisation.` : undefined;
      });
    },
  },
  {
    id: 'status-code-command',
    group: 'reference',
    on: 'message',
    severity: 'information',
    windows: 'off',
    clause: 'DM-REP 6.6',
    summary: 'The code of a Status is one of those listed for its command, where it is listed for others.',
    docs: 'Every command has a list of the codes that answer it. The lists are guidance, and any defined code is legal; but a code that they give for other commands alone, such as 213 for a Get, says something that the command cannot come to. Look whether the Status refers to the command that is meant.',
    breaks: fromClient(answer('213', 'Get')),
    keeps: fromClient(answer('404', 'Get')),
    check: (message, report) => {
      eachCode(message, report, ({ code, cmd }) => {
        const { name = '', commands = [] } = statusCode(code) ?? {};
        if (everywhere.has(code)) return undefined;
        if (commands.length === 0 || commands.includes(cmd) || !answered.has(cmd)) return undefined;
        return `${code} (${name}) isn't listed for ${cmd}, but for ${commands.join(', ')}.`;
      });
    },
  },
];

/** A challenge answers every command of the message alike, and an Atomic undoes whatever stands in it. [DM-PRO 9.1, DM-REP 6.6.3] */
const everywhere: ReadonlySet<string> = new Set(['216', '401', '407']);

/** Those that the lists speak of. [DM-REP 6.6] */
const answered: ReadonlySet<string> = new Set(['SyncHdr', 'Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Sequence']);

function eachCode(message: MessageFacts, report: Report, judge: (status: StatusFacts) => string | undefined): void {
  for (const status of statusesIn(message)) {
    if (status.data === undefined || !/^\d{3}$/.test(status.code)) continue;
    const wrong = judge(status);
    if (wrong !== undefined) report(status.data, wrong);
  }
}
