// Rules of what a Status refers to, and where it stands.
import { editXml, elementLike } from '../../xml/edit';
import { child, childElements, text as newText, textOf, type Element } from '../../xml/element';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { fromServer, replacing, statusOfHeader } from '../examples';
import { lastFirst } from '../rearrange';
import type { Rule } from '../rule';
import { isOfHeader, statusesIn } from './statuses';

const answer = (parts: string): string => `<Status><CmdID>2</CmdID>${parts}</Status>`;
const replaceAnswered = answer('<MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>200</Data>');

/** [RepPro 6.1.3] */
const commandNames: readonly string[] = [
  ...['Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Map', 'Move', 'Put', 'Replace', 'Results', 'Search', 'Sequence', 'Status', 'Sync', 'SyncHdr'],
];

export const statusRules: readonly Rule[] = [
  {
    id: 'status-msgref-missing',
    group: 'reference',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.4.1',
    summary: 'A Status says by MsgRef which message it answers.',
    docs: 'CmdIDs are unique in one message only, so a Status without MsgRef may answer a command of any. The recipient drops it or takes it for an answer to its last message, and goes on waiting for the right one. Where all other Statuses of the message agree, the mend writes theirs.',
    breaks: fromServer(replaceAnswered.replace('<MsgRef>1</MsgRef>', '')),
    keeps: fromServer(replaceAnswered),
    fix: ({ range }, { document, text, message }) => {
      const status = elementAt(document, range)?.element;
      const refs = new Set(message === undefined ? [] : statusesIn(message).flatMap(({ msgRef }) => (msgRef === '' ? [] : [msgRef])));
      const [ref, ...more] = refs;
      if (status === undefined || ref === undefined || more.length > 0) return undefined;
      const before = childElements(status).find(({ local }) => local !== 'CmdID');
      const node = elementLike(status, 'MsgRef', [newText(ref)]);
      return { title: `Write MsgRef ${ref}`, edits: editXml(text, [{ kind: 'insert', parent: status, node, ...(before !== undefined && { before }) }]) };
    },
  },
  {
    id: 'status-cmdref-missing',
    group: 'reference',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    clause: 'RepPro 6.1.5',
    summary: 'A Status says by CmdRef which command it answers.',
    docs: 'Without CmdRef a Status cannot be matched with its command, which then counts as unanswered. In the Status of a header it may be left out, since Cmd says SyncHdr; that is a hint alone, and the mend writes 0 there.',
    breaks: replacing(statusOfHeader, statusOfHeader.replace('<CmdRef>0</CmdRef>', ''), 'server'),
    keeps: replacing(statusOfHeader, statusOfHeader, 'server'),
    fix: ({ range }, { document, text }) => {
      const status = elementAt(document, range)?.element;
      const cmd = status === undefined ? undefined : child(status, 'Cmd');
      if (status === undefined || cmd === undefined || textOf(cmd).trim() !== 'SyncHdr') return undefined;
      return { title: 'Write CmdRef 0', edits: editXml(text, [{ kind: 'insert', parent: status, node: elementLike(status, 'CmdRef', [newText('0')]), before: cmd }]) };
    },
  },
  {
    id: 'status-cmd-name',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.1.3',
    summary: 'Cmd of a Status is the name of a command, or SyncHdr.',
    docs: 'Cmd repeats the name of the element that is answered, as it is written there. Recipients compare it to tell an answer to the header from others and to find the command again; an unknown name makes them drop the Status. The mend writes it in the right case.',
    breaks: fromServer(replaceAnswered.replace('>Replace<', '>replace<')),
    keeps: fromServer(replaceAnswered),
    check: (message, report) => {
      for (const { cmd, cmdElement } of statusesIn(message)) {
        if (cmdElement === undefined || cmd === '' || commandNames.includes(cmd)) continue;
        const right = nameLike(cmd);
        report(cmdElement, right === undefined ? `${quoted(cmd)} is no command; Cmd is the name of the command that is answered, or SyncHdr.` : `${quoted(cmd)} is written ${right}.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const of = elementAt(document, range)?.element;
      const value = of === undefined ? undefined : nameLike(textOf(of).trim());
      return of === undefined || value === undefined ? undefined : { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of, value }]) };
    },
  },
  {
    id: 'status-synchdr-zero',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'RepPro 6.4.1',
    summary: 'CmdRef is 0 where Cmd is SyncHdr, and only there.',
    docs: 'The header has no CmdID, so 0 stands for it, and no command has that number. Where only one of the two says that the header is answered, recipients differ in which they believe: the Status of a command may pass for that of the authentication. Where Cmd says SyncHdr, the mend writes 0.',
    breaks: replacing('<CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>', '<CmdRef>1</CmdRef><Cmd>SyncHdr</Cmd>', 'server'),
    keeps: replacing('<CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>', undefined, 'server'),
    check: (message, report) => {
      for (const { cmd, cmdRef, cmdElement, cmdRefElement } of statusesIn(message)) {
        if (cmdElement === undefined || cmdRefElement === undefined || cmdRef === '' || !commandNames.includes(cmd)) continue;
        const isZero = /^0+$/.test(cmdRef);
        if (isZero && cmd !== 'SyncHdr') report(cmdElement, `CmdRef 0 stands for the header, but Cmd is ${cmd}.`);
        else if (!isZero && cmd === 'SyncHdr') report(cmdRefElement, `Cmd is SyncHdr, but CmdRef is ${quoted(cmdRef)}; 0 stands for the header.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const of = elementAt(document, range)?.element;
      return of?.local !== 'CmdRef' ? undefined : { title: 'Write CmdRef 0', edits: editXml(text, [{ kind: 'value', of, value: '0' }]) };
    },
  },
  {
    id: 'status-synchdr-first',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'The Status of the header stands before all others that answer the same message.',
    docs: 'The Status of the header says whether the message was accepted at all, and recipients read it first to decide about the rest: whatever comes before it they may take for an answer of an unknown peer. The mend moves it to the front.',
    breaks: replacing(statusOfHeader, `${replaceAnswered}\n${statusOfHeader}`, 'server'),
    keeps: replacing(statusOfHeader, `${statusOfHeader}\n${replaceAnswered}`, 'server'),
    check: (message, report) => {
      const answered = new Set<string>();
      for (const status of statusesIn(message)) {
        if (status.command.container !== undefined) continue;
        if (isOfHeader(status) && answered.has(status.msgRef)) report(status.element, 'The Status of the header stands after others that answer the same message; it is the first of them.');
        answered.add(status.msgRef);
      }
    },
    fix: ({ range }, { document, text, message }) => {
      const late = elementAt(document, range)?.element;
      if (late === undefined || message === undefined) return undefined;
      const all = statusesIn(message).filter(({ command }) => command.container === undefined);
      const end = all.findIndex(({ element }) => element === late);
      const start = all.findIndex(({ msgRef }) => msgRef === all[end]?.msgRef);
      return { title: 'Move the Status of the header to the front', edits: lastFirst(text, all.slice(start, end + 1).map(({ element }) => element)) };
    },
  },
  {
    id: 'status-synchdr-absent',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    strict: 'error',
    clause: 'RepPro 6.4.1',
    summary: 'A message that answers another has a Status for its header.',
    docs: 'Every message is owed one Status for its header beside those for its commands. Without it the other end does not learn whether its credentials hold, and many sessions stop there. Add a Status with CmdRef 0 and Cmd SyncHdr before the others; 212 says that the credentials hold for the session, 200 that they do for this message.',
    breaks: replacing(statusOfHeader, replaceAnswered, 'server'),
    keeps: replacing(statusOfHeader, `${statusOfHeader}\n${replaceAnswered}`, 'server'),
    check: (message, report) => {
      const [first, ...others] = statusesIn(message);
      if (message.header === undefined || first === undefined || [first, ...others].some(isOfHeader)) return;
      report(first.element, 'The message answers commands of another, but not its header: there is no Status with CmdRef 0 and Cmd SyncHdr.');
    },
  },
  {
    id: 'status-in-container',
    group: 'reference',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.5.14',
    summary: 'Status and Results stand directly in SyncBody.',
    docs: 'Sequence and Atomic hold what is to be carried out, and an answer is nothing of the kind: recipients refuse the container with 400 or 500, or never see the answer. Answers to commands in a container stand side by side with that to the container itself.',
    breaks: fromServer(
      `<Sequence><CmdID>2</CmdID><Get><CmdID>3</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get><Get><CmdID>4</CmdID><Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item></Get>${replaceAnswered.replace('<CmdID>2', '<CmdID>5')}</Sequence>`,
    ),
    keeps: fromServer(
      `${replaceAnswered.replace('<CmdID>2', '<CmdID>5')}<Sequence><CmdID>2</CmdID><Get><CmdID>3</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get><Get><CmdID>4</CmdID><Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item></Get></Sequence>`,
    ),
  },
  {
    id: 'status-of-status',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'No Status answers a Status, but to say that a challenge is not supported.',
    docs: 'A Status needs no answer, or both ends would go on for ever. The one exception is 406, by which a client tells that it does not support what a challenge in a Status asks for. Leave the others out.',
    breaks: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Status</Cmd><Data>200</Data>')),
    keeps: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Status</Cmd><Data>406</Data>')),
    check: (message, report) => {
      for (const { cmd, code, element } of statusesIn(message)) {
        if (cmd === 'Status' && code !== '406') report(element, `A Status of ${code === '' ? 'a' : quoted(code)} answers a Status; only 406 may.`);
      }
    },
  },
  {
    id: 'status-of-results-200',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'DM-REP 6.5.1',
    summary: 'No Status 200 answers Results.',
    docs: 'Results that were processed are not answered in device management: the Status would cost a message without telling anything. Only a failure is reported. Leave it out; some clients of older versions send it all the same.',
    breaks: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Results</Cmd><Data>200</Data>')),
    keeps: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Results</Cmd><Data>500</Data>')),
    check: (message, report) => {
      for (const { cmd, code, element } of statusesIn(message)) {
        if (cmd === 'Results' && code === '200') report(element, 'Results are answered only where their processing failed, not with 200.');
      }
    },
    fix: ({ range }, { document, text, message }) => {
      const status = elementAt(document, range)?.element;
      const isAlone = message !== undefined && message.commands.length === 1;
      return status === undefined || isAlone ? undefined : { title: 'Remove the Status', edits: editXml(text, [{ kind: 'remove', node: status }]) };
    },
  },
  {
    id: 'status-407-chal',
    group: 'reference',
    on: 'message',
    severity: 'error',
    clause: 'DM-PRO 9.1',
    summary: 'A Status 401 or 407 for the header carries a challenge.',
    docs: 'The other end is asked to authenticate, and needs to know by which scheme and, for a digest, with which nonce. Without Chal it can only repeat what was refused, and ends the session. The mend inserts a challenge for a digest; put a nonce of your own in it.',
    breaks: replacing('<Data>200</Data>', '<Data>407</Data>', 'server'),
    keeps: replacing('<Data>200</Data>', `${challenge('xmlns="syncml:metinf"')}<Data>407</Data>`, 'server'),
    check: (message, report) => {
      for (const status of statusesIn(message)) {
        const { code, chal, element } = status;
        if (/^40[17]$/.test(code) && chal === undefined && isOfHeader(status)) report(element, `The Status ${code} for the header carries no Chal that says how to authenticate.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const status = elementAt(document, range)?.element;
      const data = status === undefined ? undefined : child(status, 'Data');
      if (data === undefined || status?.name !== 'Status') return undefined;
      return { title: 'Insert a challenge for a digest', edits: [{ range: { start: data.range.start, end: data.range.start }, newText: challenge('xmlns="syncml:metinf"') + blankBefore(text, data) }] };
    },
  },
  {
    id: 'chal-unexpected',
    group: 'reference',
    on: 'message',
    severity: 'information',
    clause: 'DM-PRO 9.1',
    summary: 'Chal stands in Statuses 401, 407, 200 and 212 only.',
    docs: 'A challenge asks for credentials (401, 407) or hands out the next nonce (200, 212). With any other code nobody looks for it, so that the nonce in it is lost and the next digest is computed with an old one.',
    breaks: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd>' + challenge('xmlns="syncml:metinf"') + '<Data>404</Data>')),
    keeps: fromServer(answer('<MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>404</Data>')),
    check: (message, report) => {
      for (const { code, chal } of statusesIn(message)) {
        if (chal !== undefined && /^\d{3}$/.test(code) && !/^(401|407|200|212)$/.test(code)) report(chal, `A challenge stands in a Status ${code}; it is looked for in 401, 407, 200 and 212.`);
      }
    },
  },
  {
    id: 'status-505-513-item',
    group: 'reference',
    on: 'message',
    severity: 'warning',
    clause: 'RepPro 11',
    summary: 'A Status 505 or 513 lists the versions that are supported in its Items.',
    docs: 'These codes say that a version is not supported, and the other end can only try another if it learns which. Each Item brings one in its Data: `1.2` for 505, `DM/1.2` for 513.',
    breaks: replacing('<Data>200</Data>', '<Data>513</Data>', 'server'),
    keeps: replacing('<Data>200</Data>', '<Data>513</Data><Item><Data>DM/1.2</Data></Item>', 'server'),
    check: (message, report) => {
      for (const { code, command, element } of statusesIn(message)) {
        if (/^5(05|13)$/.test(code) && command.items.length === 0) report(element, `The Status ${code} has no Item that lists the versions which are supported.`);
      }
    },
  },
];

function nameLike(cmd: string): string | undefined {
  return commandNames.find((name) => name !== cmd && name.toLowerCase() === cmd.toLowerCase());
}

function challenge(namespace: string): string {
  return `<Chal><Meta><Format ${namespace}>b64</Format><Type ${namespace}>syncml:auth-md5</Type><NextNonce ${namespace}>EBESExQVFhcYGRobHB0eHw==</NextNonce></Meta></Chal>`;
}

/** The line end and the indentation before an element that stands on a line of its own. */
function blankBefore(text: string, { range }: Element): string {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, range.start - 200), range.start))?.[0] ?? '';
}
