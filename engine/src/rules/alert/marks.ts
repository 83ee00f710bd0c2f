// Mark: how important a generic alert is. [DM-PRO 8.7.1.8]
import { editXml } from '../../xml/edit';
import { plainText, quoted, valueRange } from '../elementText';
import { fromClient, fromServer } from '../examples';
import { metaChild } from '../messageFacts';
import type { Rule } from '../rule';
import { alertsOf } from './alertFacts';
import { genericItems } from './generic';

/** The most important first. [DM-PRO 8.7.1.8] */
const levels = ['fatal', 'critical', 'minor', 'warning', 'informational', 'harmless', 'indeterminate'];

const marked = (mark: string): string =>
  `<Alert><CmdID>2</CmdID><Data>1226</Data><Item><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">Reversed-Domain-Name: com.example.battery</Type><Mark xmlns="syncml:metinf">${mark}</Mark></Meta><Data>low</Data></Item></Alert>`;
const replace = (meta: string): string => `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example/Mode</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format>${meta}</Meta><Data>silent</Data></Item></Replace>`;

export const markRules: readonly Rule[] = [
  {
    id: 'generic-mark-value',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.8',
    summary: 'The Mark of a generic alert is one of the seven levels.',
    docs: `Mark says how important the event is: ${levels.join(', ')}, from the most to the least; informational is taken where it is missing. A server that doesn’t know the level can’t sort the event, and answers 412 or takes the default.`,
    breaks: fromClient(marked('Critical')),
    keeps: fromClient(marked('critical')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { meta } of genericItems(message)) {
        const mark = metaChild(meta, 'Mark');
        const said = mark === undefined ? undefined : plainText(mark)?.trim();
        if (mark === undefined || said === undefined || levels.includes(said)) continue;
        report(valueRange(mark, text), said === '' ? 'Mark says nothing.' : `Mark is ${quoted(said)}; it is one of ${levels.join(', ')}.`);
      }
    },
    fix: (found, { message, text }) => {
      for (const { meta } of message === undefined ? [] : genericItems(message)) {
        const mark = metaChild(meta, 'Mark');
        if (mark === undefined || valueRange(mark, text).start !== found.range.start) continue;
        const level = plainText(mark)?.trim().toLowerCase() ?? '';
        return levels.includes(level) ? { title: `Write ${level}`, edits: editXml(text, [{ kind: 'value', of: mark, value: level }]) } : undefined;
      }
      return undefined;
    },
  },
  {
    id: 'generic-mark-elsewhere',
    group: 'alert',
    severity: 'information',
    clause: 'DM-PRO 8.7.1.8',
    summary: 'Mark stands in generic alerts only.',
    docs: 'In device management Mark tells how important a generic alert is and nothing else; in other commands it is passed over. Early versions of meta-information used it for something different. Take it away.',
    breaks: fromServer(replace('<Mark xmlns="syncml:metinf">critical</Mark>')),
    keeps: fromServer(replace('')),
    on: 'message',
    check: (message, report) => {
      const generic = new Set([...alertsOf(message)].filter(({ code }) => code === '1226').map(({ command }) => command));
      for (const command of message.commands) {
        if (generic.has(command)) continue;
        for (const meta of [command.meta, ...command.items.map((item) => item.meta)]) {
          const mark = metaChild(meta, 'Mark');
          if (mark !== undefined) report(mark, `Mark in ${command.name}; it has a meaning in generic alerts only.`);
        }
      }
    },
  },
];
