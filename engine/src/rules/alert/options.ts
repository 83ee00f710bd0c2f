// The options of alerts for the user. [DM-PRO 10.3]
import { quoted, rangeInValue } from '../elementText';
import { fromServer, type Example } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { MessageRule, Report, Rule } from '../rule';
import type { Subject } from '../subject';
import { fits, optionRange, titleOf, userAlertsOf } from './alertFacts';

const texts: Readonly<Record<string, readonly string[]>> = { 1100: ['Welcome'], 1101: ['Install now?'], 1102: ['Your name?'], 1103: ['When?', 'Now', 'Tonight', 'Never'], 1104: ['Which?', 'One', 'Two', 'Three'] };

function asks(code: string, options: string): Example {
  const items = (texts[code] ?? []).map((text) => `<Item><Data>${text}</Data></Item>`).join('');
  return fromServer(`<Alert><CmdID>2</CmdID><Data>${code}</Data><Item><Data>${options}</Data></Item>${items}</Alert>`);
}

type Words = Pick<MessageRule, 'id' | 'severity' | 'clause' | 'summary' | 'docs' | 'breaks' | 'keeps'>;

/** A mistake that the reader of options tells. */
function read(words: Words): MessageRule {
  return {
    ...words,
    group: 'alert',
    on: 'message',
    check: (message, report, { text }) => {
      for (const { options } of userAlertsOf(message)) {
        for (const { code, message: sentence, range } of options?.problems ?? []) {
          if (options !== undefined && code === words.id) report(rangeInValue(options.of, range, text), sentence);
        }
      }
    },
  };
}

/** Tells the option of that name of each alert where it isn't as it should be. */
function told(
  message: MessageFacts,
  report: Report,
  { text }: Subject,
  names: readonly string[],
  wrong: (code: string, name: string, value: string, choices: number) => string | undefined,
): void {
  for (const { code, command, options } of userAlertsOf(message)) {
    if (options === undefined) continue;
    const choices = fits(code, command.items) ? command.items.length - 2 : Infinity;
    for (const name of names) {
      const range = optionRange(options.text, name);
      if (range === undefined) continue;
      const value = options.text.slice(range.start, range.end).replace(/^[^=]*=/, '').trim();
      const sentence = wrong(code, name, value, choices);
      if (sentence !== undefined) report(rangeInValue(options.of, range, text), sentence);
    }
  }
}

function isChoice(value: string, choices: number): boolean {
  return /^[1-9]\d{0,8}$/.test(value) && Number(value) <= choices;
}

export const optionRules: readonly Rule[] = [
  read({
    id: 'ui-option-syntax',
    severity: 'error',
    clause: 'DM-PRO 10.3',
    summary: 'Options are written NAME=value and joined by &.',
    docs: 'The options of an alert are one text, written like the query of a URL: NAME=value, joined by & (in XML `&amp;`), a blank as + and other characters as % and two digits. A client passes over what it can’t read so, and the time limit or the default answer is lost.',
    breaks: asks('1101', 'MINDT:10'),
    keeps: asks('1101', 'MINDT=10&amp;MAXDT=60'),
  }),
  read({
    id: 'ui-option-unknown',
    severity: 'information',
    clause: 'DM-PRO 10.3',
    summary: 'The options are those that the protocol defines: MINDT, MAXDT, DR, MAXLEN, IT and ET.',
    docs: 'A client passes over options that it doesn’t know without a word. Mostly the name is misspelt, or in lower case, which not all clients read.',
    breaks: asks('1101', 'COLOR=red'),
    keeps: asks('1101', 'MAXDT=60'),
  }),
  read({
    id: 'ui-option-duplicate',
    severity: 'warning',
    clause: 'practice',
    summary: 'An option is given once.',
    docs: 'Which of two values counts the protocol doesn’t say: some clients take the first, some the last. Keep one.',
    breaks: asks('1101', 'MINDT=1&amp;MINDT=2'),
    keeps: asks('1101', 'MINDT=1&amp;MAXDT=2'),
  }),
  read({
    id: 'ui-mindt-number',
    severity: 'error',
    clause: 'DM-PRO 10.3',
    summary: 'MINDT, MAXDT and MAXLEN are positive whole numbers.',
    docs: 'MINDT and MAXDT count seconds, MAXLEN characters. A client passes over a value that is no positive whole number: the question then stands until somebody answers, and the session with it.',
    breaks: asks('1101', 'MAXDT=soon'),
    keeps: asks('1101', 'MAXDT=60'),
  }),
  {
    id: 'ui-mindt-maxdt',
    group: 'alert',
    severity: 'warning',
    clause: 'practice',
    summary: 'The least time of display, MINDT, is not above the longest, MAXDT.',
    docs: 'MINDT says how long a text is shown at least, MAXDT after how many seconds no answer counts as one. Where the least is more than the most, a client can keep to one of them only. Swap the two, or drop MINDT.',
    breaks: asks('1101', 'MINDT=60&amp;MAXDT=10'),
    keeps: asks('1101', 'MINDT=10&amp;MAXDT=60'),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { options } of userAlertsOf(message)) {
        const { minDt = 0, maxDt = Infinity } = options?.read ?? {};
        const range = options === undefined ? undefined : optionRange(options.text, 'MINDT');
        if (options !== undefined && range !== undefined && minDt > maxDt) report(rangeInValue(options.of, range, text), `MINDT is ${minDt} seconds, more than MAXDT, ${maxDt}.`);
      }
    },
  },
  {
    id: 'ui-dr-confirm',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 10.3.3',
    summary: 'The default response of a question, 1101, is 0 or 1.',
    docs: 'DR says which answer is offered first, and which one counts when the time is over: 0 is no, 1 is yes. With any other value a client has no default, and the time limit ends in 408.',
    breaks: asks('1101', 'DR=yes'),
    keeps: asks('1101', 'DR=1'),
    on: 'message',
    check: (message, report, subject) => {
      told(message, report, subject, ['DR'], (code, _name, value) =>
        // [DM-PRO 10.3.3]
        code === '1101' && value !== '0' && value !== '1' ? `The default response of a question is 0 or 1, not ${quoted(value)}.` : undefined,
      );
    },
  },
  {
    id: 'ui-dr-choice',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 10.3.3',
    summary: 'The default response of a choice numbers choices that there are: one for 1103, any joined by - for 1104.',
    docs: 'Choices are numbered from 1, in the order of their Items. 1103 takes one number, 1104 several joined by a hyphen: 2-3 is the second and the third, not a range of them. Clients pass over any other default.',
    breaks: asks('1104', 'DR=1-3,6'),
    keeps: asks('1104', 'DR=1-3'),
    on: 'message',
    check: (message, report, subject) => {
      told(message, report, subject, ['DR'], (code, _name, value, choices) => {
        const upTo = choices === Infinity ? '' : ` up to ${choices}`;
        if (code === '1103' && !isChoice(value, choices)) return `The default response of a single choice is a number from 1${upTo}, not ${quoted(value)}.`;
        if (code === '1104' && !value.split('-').every((one) => isChoice(one, choices))) return `The default response of a multiple choice is numbers from 1${upTo} joined by -, not ${quoted(value)}.`;
        return undefined;
      });
    },
  },
  {
    id: 'ui-option-wrong-alert',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-PRO 10.3',
    summary: 'IT, ET and MAXLEN stand in a text input, 1102, and DR in no display, 1100.',
    docs: 'The kind of input, its echo and its length are about a text that the user types, and a text that is only shown has no response. In other alerts clients pass these options over. Take the option away, or use the alert that was meant.',
    breaks: asks('1100', 'IT=N'),
    keeps: asks('1102', 'IT=N'),
    on: 'message',
    check: (message, report, subject) => {
      told(message, report, subject, ['IT', 'ET', 'MAXLEN', 'DR'], (code, name) => {
        if (name === 'DR') return code === '1100' ? `DR has no meaning in ${titleOf(code)}, which has no response.` : undefined;
        return code === '1102' ? undefined : `${name} has no meaning in ${titleOf(code)}, only in a text input, 1102.`;
      });
    },
  },
  read({
    id: 'ui-it-value',
    severity: 'error',
    clause: 'DM-PRO 10.3.5',
    summary: 'The kind of input is A, N, D, T, P or I.',
    docs: 'IT tells the client what the user may type: A letters and digits, N digits, D a date, T a time, P a phone number, I an IP address. With another value the client takes A, and anything can be typed.',
    breaks: asks('1102', 'IT=X'),
    keeps: asks('1102', 'IT=D'),
  }),
  read({
    id: 'ui-et-value',
    severity: 'error',
    clause: 'DM-PRO 10.3.6',
    summary: 'The echo of an input is T or P.',
    docs: 'ET says whether what is typed can be read, T, or is hidden as a password, P. With another value the client takes T, and a secret stands readable on the screen.',
    breaks: asks('1102', 'ET=H'),
    keeps: asks('1102', 'ET=P'),
  }),
];
