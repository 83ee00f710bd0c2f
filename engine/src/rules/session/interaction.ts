// Rules of what the user is asked and answers, and of commands that hang together by it. [DM-PRO 10]
import { textOf } from '../../xml/element';
import { clientMessage } from '../examples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import type { CommandFacts } from '../messageFacts';
import type { Answer, Exchanged, Sent } from '../sessionFacts';
import { alertCodeOf, isAlert } from './commands';
import { write } from './mends';
import { answering, exchange, headerStatus, opening, replace, status, targetRef } from './exampleParts';

const question = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1101</Data><Item></Item><Item><Data>Update now?</Data></Item></Alert>`;
const together = (name: 'Sequence' | 'Atomic', ...commands: readonly string[]): string => answering(`<${name}><CmdID>4</CmdID>${commands.join('')}</${name}>`);
const asked = together('Sequence', question(5), replace(6, './A/B', '1'));
const setB = (code: number, cmdId = 4, ref = '1/6'): string => status(cmdId, `${ref} Replace`, code, { refs: targetRef('./A/B') });
const decided = (alert: number, then: number): string => clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Sequence', 200)}\n${status(3, '1/5 Alert', alert)}\n${setB(then)}`);
const atomic = together('Atomic', replace(5, './A/B', '1'), replace(6, './A/C', '2'));
const undone = (code: number): string =>
  clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Atomic', 507)}\n${setB(code, 3, '1/5')}\n${status(4, '1/6 Replace', 404, { refs: targetRef('./A/C') })}`);
const choice = answering(`<Alert><CmdID>4</CmdID><Data>1103</Data><Item></Item><Item><Data>Update when?</Data></Item><Item><Data>Now</Data></Item><Item><Data>Tonight</Data></Item></Alert>`);
const chosen = (items: string): string => clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Alert', 200, { items })}`);
const item = (value: string): string => `<Item><Data>${value}</Data></Item>`;

export const interactionRules: readonly Rule[] = [
  {
    id: 's-user-no',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 10.2.2',
    summary: 'What follows a refused question in a Sequence or an Atomic is not carried out.',
    docs: 'A question in front of commands asks for leave to carry them out. When the user says no (304) or cancels (214), the client passes over what follows in the same Sequence and answers each with 215; in an Atomic it undoes what went before, too. A 200 there means that the user was asked in vain.',
    breaks: exchange(`${status(3, '1/5 Alert', 304)}\n${setB(200)}`, opening, asked, decided(304, 200)),
    keeps: exchange(`${status(3, '1/5 Alert', 304)}\n${setB(215)}`, opening, asked, decided(304, 215)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { commands } of messages) {
          /** By container: the answer by which the user refused. */
          const refused = new Map<CommandFacts, string>();
          for (const { command, answers } of commands) {
            const { container } = command;
            if (container === undefined) continue;
            const no = refused.get(container);
            const done = no === undefined ? undefined : answers.find(({ code }) => code?.value === '200');
            if (done?.code !== undefined && !isQuestion(command)) report(done.message, done.code.element, `${command.name} is answered with 200; it follows a question that was answered with ${no ?? ''}, and isn't carried out (215).`, { data: '215' });
            const answer = isQuestion(command) ? answers.find(({ code }) => code?.value === '304' || code?.value === '214')?.code?.value : undefined;
            if (answer !== undefined) refused.set(container, answer);
          }
        }
      }
    },
    fix: write,
  },
  {
    id: 's-atomic-rollback',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-REP 6.6.3',
    summary: 'When an Atomic has failed, none of its commands has succeeded.',
    docs: 'An Atomic is done whole or not at all. With 507 for the Atomic, the commands that were done before the failing one are undone and answered with 216, or with 516 where that couldn\'t be. A 200 among them says that its change is still there.',
    breaks: exchange(`${status(2, '1/4 Atomic', 507)}\n${setB(200, 3, '1/5')}`, opening, atomic, undone(200)),
    keeps: exchange(`${status(2, '1/4 Atomic', 507)}\n${setB(216, 3, '1/5')}`, opening, atomic, undone(216)),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { commands } of messages) {
          const failed = new Set(commands.filter(({ command, answers }) => command.name === 'Atomic' && answers.some(({ code }) => code?.value === '507')).map(({ command }) => command));
          if (failed.size === 0) continue;
          for (const { command, answers } of commands) {
            if (command.container === undefined || !failed.has(command.container)) continue;
            const done = answers.find(({ code }) => code?.value === '200');
            if (done?.code !== undefined) report(done.message, done.code.element, `${command.name} is answered with 200, and the Atomic that it stands in with 507; what was done is undone (216).`, { data: '216' });
          }
        }
      }
    },
    fix: write,
  },
  {
    id: 's-ui-result',
    group: 'session',
    on: 'session',
    severity: 'warning',
    clause: 'DM-PRO 10.2',
    summary: 'The answer to a question for a text or a choice holds what the user has given.',
    docs: 'What the user types or chooses comes back in an Item of the Status: the text, or the number of the choice. With 200 and no Item the server knows that something was answered and not what. Where the user has given nothing, the Status is 214 or 408.',
    breaks: exchange(status(2, '1/4 Alert', 200), opening, choice, chosen('')),
    keeps: exchange(status(2, '1/4 Alert', 200, { items: item('1') }), opening, choice, chosen(item('1'))),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { sent, answer } of answersTo(messages, '1102', '1103', '1104')) {
          if (answer.command.items.length === 0) report(answer.message, answer.command.element, `Alert ${alertCodeOf(sent.command) ?? ''} is answered with 200 and no Item; what the user has given is missing.`);
        }
      }
    },
  },
  {
    id: 's-choice-range',
    group: 'session',
    on: 'session',
    severity: 'error',
    clause: 'DM-PRO 10.2.4',
    summary: 'The number of a choice is one of those that were offered.',
    docs: 'The Items after the title are the choices, counted from 1, and the client answers with the number. Any other number, or the text of the choice, means nothing to the server. Of several choices each has an Item of its own.',
    breaks: exchange(status(2, '1/4 Alert', 200, { items: item('9') }), opening, choice, chosen(item('9'))),
    keeps: exchange(status(2, '1/4 Alert', 200, { items: item('2') }), opening, choice, chosen(item('2'))),
    check: ({ sessions }, report) => {
      for (const { messages } of sessions) {
        for (const { sent, answer } of answersTo(messages, '1103', '1104')) {
          const choices = sent.command.items.length - 2;
          for (const { data } of answer.command.items) {
            const value = data === undefined ? '' : textOf(data).trim();
            if (data === undefined || choices < 1 || (/^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= choices)) continue;
            report(answer.message, data, `The choice is ${quoted(value)}; there are ${choices}, counted from 1.`);
          }
        }
      }
    },
  },
];

function isQuestion(command: CommandFacts): boolean {
  return isAlert(command, '1101', '1102', '1103', '1104');
}

/** What users have given in answer to alerts of these codes. */
function answersTo(messages: readonly Exchanged[], ...codes: readonly string[]): readonly { readonly sent: Sent; readonly answer: Answer }[] {
  return messages.flatMap(({ commands }) =>
    commands.flatMap((sent) => (isAlert(sent.command, ...codes) ? sent.answers.flatMap((answer) => (answer.code?.value === '200' ? [{ sent, answer }] : [])) : [])),
  );
}
