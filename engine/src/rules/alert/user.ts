// The alerts that show the user something or ask: their Items. [DM-PRO 10.2]
import { quoted, saysNothing, valueRange } from '../elementText';
import { fromServer } from '../examples';
import type { Rule } from '../rule';
import { fits, looksLikeOptions, titleOf, userAlertsOf } from './alertFacts';

const alert = (code: string, ...items: readonly string[]): string => `<Alert><CmdID>2</CmdID><Data>${code}</Data>${items.join('')}</Alert>`;
const item = (text: string): string => (text === '' ? '<Item/>' : `<Item><Data>${text}</Data></Item>`);

const counts: Readonly<Record<string, string>> = {
  1100: 'two Items, options and text',
  1101: 'two Items, options and question',
  1102: 'two Items or more, options and prompt',
  1103: 'three Items or more, options, title and choices',
  1104: 'three Items or more, options, title and choices',
};

export const userRules: readonly Rule[] = [
  {
    id: 'ui-item-count',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 10.2',
    summary: 'An alert for the user has as many Items as its kind asks for.',
    docs:
      'What is shown stands in the second Item, and choices after it; the first one holds the options, and is there and empty where there are none. With an Item missing a client takes the text for options and answers 412. ' +
      'An alert that shows or asks once, 1100 or 1101, has exactly two.',
    breaks: fromServer(alert('1101', item('Install now?'))),
    keeps: fromServer(alert('1101', item(''), item('Install now?'))),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, command, data } of userAlertsOf(message)) {
        // [DM-PRO 10.2]
        if (data !== undefined && !fits(code, command.items)) report(valueRange(data, text), `${titleOf(code)} has ${counts[code] ?? 'Items'}; here are ${command.items.length}.`);
      }
    },
  },
  {
    id: 'ui-first-item',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-PRO 10.2',
    summary: 'The first Item of an alert for the user holds options or nothing.',
    docs:
      'The text that the user is to read stands in the second Item. What stands in the first one is taken for options, and a client that knows none of them passes it over without a word. ' +
      'Put an empty Item in front.',
    breaks: fromServer(alert('1101', item('Install now?'), item('It takes five minutes.'))),
    keeps: fromServer(alert('1101', item('MAXDT=60'), item('Install now?'))),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, command, options } of userAlertsOf(message)) {
        const data = command.items[0]?.data;
        if (data === undefined || options !== undefined || saysNothing(data) || !fits(code, command.items)) continue;
        const said = text.slice(data.startTag.end, data.endTag?.start ?? data.range.end);
        if (!looksLikeOptions(said)) report(valueRange(data, text), `The first Item holds options, or nothing; ${quoted(said)} is no option.`);
      }
    },
  },
  {
    id: 'ui-text-empty',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-PRO 10.2',
    summary: 'What an alert shows the user isn’t empty.',
    docs: 'The second Item and the choices after it are what the user reads. With an empty one there is an empty screen or an empty line to choose; clients answer 412 or show it. Give the text.',
    breaks: fromServer(alert('1100', item(''), '<Item><Data></Data></Item>')),
    keeps: fromServer(alert('1100', item(''), item('Welcome'))),
    on: 'message',
    check: (message, report) => {
      for (const { command } of userAlertsOf(message)) {
        for (const { element, data } of command.items.slice(1)) {
          if (data === undefined || saysNothing(data)) report(element, 'The Item shows the user nothing; it holds the text in Data.');
        }
      }
    },
  },
  {
    id: 'ui-in-atomic',
    group: 'alert',
    severity: 'hint',
    clause: 'DM-PRO 10.2.2',
    summary: 'A question in an Atomic rolls everything back where the user says no.',
    docs:
      'Where the user refuses a 1101 in an Atomic, the whole Atomic fails: what came before is undone. In a Sequence the commands that follow are skipped, and what came before stays; that is mostly what is wanted.',
    breaks: fromServer(
      `<Atomic><CmdID>3</CmdID><Replace><CmdID>4</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target><Data>silent</Data></Item></Replace>${alert('1101', item(''), item('Install now?'))}</Atomic>`,
    ),
    keeps: fromServer(
      `<Sequence><CmdID>3</CmdID><Replace><CmdID>4</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target><Data>silent</Data></Item></Replace>${alert('1101', item(''), item('Install now?'))}</Sequence>`,
    ),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, data, command } of userAlertsOf(message)) {
        if (code === '1101' && data !== undefined && command.container?.name === 'Atomic') report(valueRange(data, text), 'A question in an Atomic: a no rolls back all that came before.');
      }
    },
  },
];
