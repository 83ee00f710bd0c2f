// Rules of what answers what: MsgRef, CmdRef, Cmd, TargetRef, and answers that are missing or given twice.
import { textOf } from '../../xml/element';
import { normaliseUri } from '../../tree/uri';
import { clientMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { Answer, Exchanged, OneSession, Sent } from '../sessionFacts';
import { isAlert } from './commands';
import { write } from './mends';
import { answering, exchange, get, headerStatus, opening, replace, results, status, targetRef } from './exampleParts';

const man = './DevInfo/Man';
const mod = './DevInfo/Mod';
const asks = answering(get(4, man));
const data = results(3, '1/4', man, 'Example');
const got = status(2, '1/4 Get', 200, { refs: targetRef(man) });
const answered = (statuses = got): string => clientMessage(2, `${headerStatus(1)}\n${statuses}\n${data}`);
const sets = answering(`${replace(4, './A/B', '1')}\n${replace(5, './A/C', '2')}`);
const setting = (first: string, second: string): string => clientMessage(2, [headerStatus(1), first, second].join('\n'));
const setB = status(2, '1/4 Replace', 200, { refs: targetRef('./A/B') });
const setC = status(3, '1/5 Replace', 200, { refs: targetRef('./A/C') });

export const referenceRules: readonly Rule[] = [
  {
    id: 's-msgref-unknown',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 6.1.13',
    summary: 'MsgRef names a message that the other side has sent.',
    docs: 'Each Status and each Results says which message it answers by its MsgID. A number that the other side hasn\'t used in this session leaves the command unanswered, whatever the rest of the Status says. Take the number from the header of the message, not from a counter of one\'s own.',
    breaks: exchange(status(4, '9/2 Alert', 200), opening, answering(status(4, '9/2 Alert', 200))),
    keeps: exchange(status(2, '1/1 Alert', 200), opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages, begins } of sessions) {
        for (const message of messages) {
          // Of a log that begins in the middle, what came before isn't known; nor of one that holds one side alone.
          if (!begins || message.before === undefined) continue;
          for (const { msgRef, messageKnown, command } of [...message.statuses, ...message.results]) {
            if (msgRef !== undefined && !messageKnown) report(message.index, msgRef.element, `${command.name} answers message ${quoted(msgRef.value)}, which the other side hasn't sent.`);
          }
        }
      }
    },
  },
  {
    id: 's-cmdref-unknown',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 6.1.5',
    summary: 'CmdRef names a command of the message that MsgRef names.',
    docs: 'CmdRef repeats the CmdID of the command that is answered; 0 stands for the header. With a number that the message doesn\'t have, the sender of the command waits for an answer that will never come. Commands within Sequence and Atomic have CmdIDs of their own, and are answered by them.',
    breaks: exchange(status(4, '1/77 Alert', 200), opening, answering(status(4, '1/77 Alert', 200))),
    keeps: exchange(status(3, '1/2 Replace', 200), opening, answering('')),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { index, statuses, results: returned } of messages) {
          for (const { cmdRef, ofHeader, messageKnown, of, msgRef, command } of statuses) {
            if (!ofHeader && messageKnown && of === undefined && cmdRef !== undefined && msgRef !== undefined) {
              report(index, cmdRef.element, `${command.name} answers command ${quoted(cmdRef.value)}; message ${msgRef.value} has no such command.`);
            }
          }
          for (const { cmdRef, messageKnown, of, msgRef } of returned) {
            if (messageKnown && of === undefined && cmdRef !== undefined) report(index, cmdRef.element, `Results answers command ${quoted(cmdRef.value)}; message ${msgRef?.value ?? '1'} has no such command.`);
          }
        }
      }
    },
  },
  {
    id: 's-cmd-mismatch',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'RepPro 6.1.3',
    summary: 'Cmd names the command that CmdRef refers to.',
    docs: 'A Status says twice what it answers: by number and by name. Where the two differ, it is anybody\'s guess which of them is wrong, and careful peers drop the Status. Copy the name of the command with its number.',
    breaks: exchange('<CmdRef>4</CmdRef><Cmd>Exec</Cmd> for a Get', opening, asks, answered(got.replace('<Cmd>Get<', '<Cmd>Exec<'))),
    keeps: exchange('<CmdRef>4</CmdRef><Cmd>Get</Cmd> for a Get', opening, asks, answered()),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { index, statuses } of messages) {
          for (const { cmd, of } of statuses) {
            if (cmd !== undefined && of !== undefined && cmd.value !== of.command.name) report(index, cmd.element, `Cmd is ${quoted(cmd.value)}; the command that CmdRef names is ${of.command.name}.`, { data: of.command.name });
          }
        }
      }
    },
    fix: write,
  },
  {
    id: 's-status-missing',
    group: 'session',
    on: 'session',
    severity: 'error',
    windows: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'Every command is answered with a Status.',
    docs: 'The receiver answers each command, those in Sequence and Atomic included, with a Status in one of its next messages. A server that gets none can\'t tell whether the command was carried out, lost or still to be done, and may neither repeat it nor go on. Add the Status to the message that follows the command.',
    breaks: exchange('A Replace with CmdID 5 and no Status for it', opening, sets, setting(setB, '')),
    keeps: exchange(setC, opening, sets, setting(setB, setC)),
    check: ({ sessions }, report) => {
      for (const session of sessions) {
        for (const { sent, text } of neverAnswered(session)) report(sent.message, sent.command.element, text);
      }
    },
  },
  {
    id: 's-status-duplicate',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'A command is answered once, or once for each of its Items.',
    docs: 'Two Statuses for one command may say different things, and which of them counts is up to the peer. A command with several Items may have a Status for each, told apart by TargetRef or SourceRef; and 101 may go before the answer proper. Leave the second one away.',
    breaks: exchange(`${setB}\n${setB.replace('<CmdID>2<', '<CmdID>4<')}`, opening, sets, setting(`${setB}\n${setB.replace('<CmdID>2<', '<CmdID>4<')}`, setC)),
    keeps: exchange(setB, opening, sets, setting(setB, setC)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const numbers = new Map(messages.map(({ index, header }) => [index, header.msgId?.value]));
        // A message with the number of another repeats it, and its answers: told of the number.
        const isRepeat = (again: Answer, [first]: readonly Answer[]): boolean => first !== undefined && again.message !== first.message && numbers.get(again.message) === numbers.get(first.message);
        for (const { headerAnswers, commands } of messages) {
          for (const again of givenTwice(headerAnswers, 1)) if (!isRepeat(again, headerAnswers)) report(again.message, again.command.element, 'The header is answered a second time.');
          for (const { answers, command } of commands) {
            for (const again of givenTwice(answers, command.items.length)) if (!isRepeat(again, answers)) report(again.message, again.command.element, `${command.name} with CmdID ${again.cmdRef?.value ?? ''} is answered a second time.`);
          }
        }
      }
    },
  },
  {
    id: 's-status-order',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.4.1',
    summary: 'Statuses come in the order of the commands that they answer.',
    docs: 'The order of the answers tells the order in which the commands were done, and simple servers walk both lists side by side. A Status that comes early is then taken for that of another command. Write the Statuses in the order of the commands; that of a Sequence or an Atomic may come when it is done.',
    breaks: exchange(`${setC}\n${setB}`, opening, sets, setting(setC, setB)),
    keeps: exchange(`${setB}\n${setC}`, opening, sets, setting(setB, setC)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { index, statuses } of messages) {
          let last: Sent | undefined;
          for (const { of, command } of statuses) {
            // Clients tell of a container when all in it is done.
            if (of === undefined || of.command.name === 'Sequence' || of.command.name === 'Atomic') continue;
            if (last !== undefined && (of.message < last.message || (of.message === last.message && of.position < last.position))) {
              report(index, command.element, `The Status of ${of.command.name} stands after that of ${last.command.name}, which came later.`);
              break;
            }
            last = of;
          }
        }
      }
    },
  },
  {
    id: 's-targetref-mismatch',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'RepPro 6.1.21',
    summary: 'TargetRef and SourceRef name an Item of the command that is answered.',
    docs: 'Where a command has several Items, TargetRef and SourceRef say which of them a Status is for: they repeat the address of its Target or Source. An address that no Item has leaves one of them without an answer. Copy the address as the Item has it.',
    breaks: exchange(targetRef(mod), opening, asks, answered(got.replace(man, mod))),
    keeps: exchange(targetRef(man), opening, asks, answered()),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        const addresses = new Map<Sent, ReadonlySet<string>>();
        for (const { index, statuses } of messages) {
          for (const { of, refs } of statuses) {
            if (of === undefined || refs.length === 0) continue;
            const known = addresses.get(of) ?? addressesOf(of);
            addresses.set(of, known);
            const wrong = known.size === 0 ? undefined : refs.find(({ value }) => !known.has(normaliseUri(value)));
            if (wrong !== undefined) report(index, wrong.element, `${wrong.element.local} is ${quoted(wrong.value)}; no Item of the ${of.command.name} has that address.`);
          }
        }
      }
    },
  },
];

function addressesOf({ command }: Sent): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { targetUri, sourceUri } of command.items) {
    for (const uri of [targetUri, sourceUri]) if (uri !== undefined) found.add(normaliseUri(textOf(uri).trim()));
  }
  return found;
}

/** Those after the first that are about the same. */
function givenTwice(answers: readonly Answer[], items: number): readonly Answer[] {
  const before = new Set<string>();
  return answers.filter(({ refs, code, command }) => {
    // In progress: the answer is still to come. [RepPro 11]
    if (code?.value === '101') return false;
    // What a user has chosen may come in one Status each. [DM-PRO 10.2.4]
    const chosen = command.items.map(({ data }) => (data === undefined ? '' : textOf(data))).join(' ');
    const key = `${items > 1 ? refs.map(({ value }) => normaliseUri(value)).join(' ') : ''} ${chosen}`;
    if (before.has(key)) return true;
    before.add(key);
    return false;
  });
}

/** Where a message is answered by its header alone, that is one mistake, told of its first command. */
function neverAnswered({ messages }: OneSession): readonly { readonly sent: Sent; readonly text: string }[] {
  const last: Partial<Record<'client' | 'server', Exchanged>> = {};
  for (const message of messages) if (message.sender !== undefined) last[message.sender] = message;
  const found: { readonly sent: Sent; readonly text: string }[] = [];
  for (const { sender, index, commands, headerAnswers } of messages) {
    const answerer = sender === 'client' ? last.server : last.client;
    // Where the log ends there is nothing to tell yet.
    if (sender === undefined || answerer === undefined || answerer.index < index) continue;
    // What isn't taken in at all is refused as a whole.
    if (headerAnswers.some(({ code }) => code !== undefined && !code.value.startsWith('2'))) continue;
    const passedOver = new Set(commands.filter(isRefusedContainer).map(({ command }) => command));
    const without: Sent[] = [];
    for (const sent of commands) {
      const { command, answers } = sent;
      if (answers.length > 0 || command.cmdId === undefined || (command.container !== undefined && passedOver.has(command.container))) continue;
      // A client doesn't answer that the server has broken off. [DM-PRO 8.1]
      if (sender === 'server' && isAlert(command, '1223')) continue;
      without.push(sent);
    }
    const [first] = without;
    if (first !== undefined && without.length > 1 && without.length === commands.length) {
      found.push({ sent: first, text: `None of the ${commands.length} commands of this message is ever answered: no Status has their CmdIDs.` });
    } else found.push(...without.map((sent) => ({ sent, text: `${sent.command.name} is never answered: no Status has its CmdID.` })));
  }
  return found;
}

function isRefusedContainer({ command, answers }: Sent): boolean {
  if (command.name !== 'Sequence' && command.name !== 'Atomic') return false;
  return answers.some(({ code }) => code !== undefined && !code.value.startsWith('2'));
}
