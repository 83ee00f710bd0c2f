// What the alerts of the session and the events of the client carry, and what not.
import { editXml } from '../../xml/edit';
import { child } from '../../xml/element';
import { saysNothing, valueRange } from '../elementText';
import { fromClient } from '../examples';
import type { Rule } from '../rule';
import { alertsOf, titleOf } from './alertFacts';

const alert = (code: string, rest = ''): string => `<Alert><CmdID>2</CmdID><Data>${code}</Data>${rest}</Alert>`;
const meta = '<Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">com.example/1.0/battery</Type></Meta>';
const source = '<Source><LocURI>./Vendor/Example/Picture</LocURI></Source>';

export const payloadRules: readonly Rule[] = [
  {
    id: 'session-alert-items',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-REP 7',
    summary: 'The alerts of the session, 1200, 1201, 1222 and 1223, have no Items.',
    docs: 'These alerts say all by their code. What stands in their Items is passed over by most ends; a strict one answers 412. What is to be told besides goes into an alert of its own.',
    breaks: fromClient(alert('1222', '<Item><Data>more</Data></Item>')),
    keeps: fromClient(alert('1222')),
    on: 'message',
    check: (message, report) => {
      for (const { code, command } of alertsOf(message)) {
        const [first] = command.items;
        if (first !== undefined && /^(?:120[01]|122[23])$/.test(code)) report(first.element, `An Item in an alert ${titleOf(code)}, which has none.`);
      }
    },
  },
  {
    id: 'event-item',
    group: 'alert',
    severity: 'error',
    windows: 'warning',
    clause: 'DM-REP 6.6.2',
    summary: 'A client event, 1224, has an Item with Meta Type and Format and with Data.',
    docs:
      'The Item is the event: its Type says which, its Data what. Without them a server can’t tell what has happened and answers 406. Clients of Windows leave out the Format, which is told as a warning.',
    breaks: fromClient(alert('1224')),
    keeps: fromClient(alert('1224', `<Item>${meta}<Data>low</Data></Item>`)),
    on: 'message',
    check: (message, report) => {
      for (const { code, command } of alertsOf(message)) {
        if (code !== '1224') continue;
        if (command.items.length === 0) report(command.element, 'A client event without an Item; it has one at least, which tells the event.');
        for (const { element, type, format, data } of command.items) {
          const lacking = [...(type === undefined ? ['Meta Type'] : []), ...(format === undefined ? ['Meta Format'] : []), ...(data === undefined ? ['Data'] : [])];
          if (lacking.length === 0) continue;
          const isFormatAlone = format === undefined && lacking.length === 1;
          report(element, `The Item of a client event lacks ${lacking.join(', ')}.`, isFormatAlone ? { severity: 'warning' } : {});
        }
      }
    },
  },
  {
    id: 'nodata-item',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-PRO 7',
    summary: 'The alert 1225 names the object whose end never came.',
    docs: 'No End of Data says that a large object broke off: its Item should name the Source or Target of the command that brought it. Without it the sender can’t tell which object to send again.',
    breaks: fromClient(alert('1225')),
    keeps: fromClient(alert('1225', `<Item>${source}</Item>`)),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, command, data } of alertsOf(message)) {
        if (code !== '1225' || data === undefined || command.items.some(({ source: from, target }) => (from ?? target) !== undefined)) continue;
        report(valueRange(data, text), 'No end of data: the Item should name the Source or Target of the command that broke off.');
      }
    },
  },
  {
    id: 'correlator-empty',
    group: 'alert',
    severity: 'warning',
    clause: 'DM-REP 6.6.2',
    summary: 'A Correlator says something.',
    docs: 'A Correlator ties the report of a result to the Exec that started it: the client sends back what the Exec said. An empty one ties nothing. Give it a value, or take it away.',
    breaks: fromClient(alert('1226', `<Correlator></Correlator><Item><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">Reversed-Domain-Name: com.example.battery</Type></Meta><Data>low</Data></Item>`)),
    keeps: fromClient(alert('1226', `<Correlator>job-42</Correlator><Item><Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">Reversed-Domain-Name: com.example.battery</Type></Meta><Data>low</Data></Item>`)),
    on: 'message',
    check: (message, report) => {
      for (const { element } of message.commands) {
        const correlator = child(element, 'Correlator');
        if (correlator !== undefined && saysNothing(correlator)) report(correlator, 'The Correlator says nothing.');
      }
    },
    fix: (found, { message, text }) => {
      for (const { element } of message?.commands ?? []) {
        const correlator = child(element, 'Correlator');
        if (correlator?.nameRange.start === found.range.start) return { title: 'Remove Correlator', edits: editXml(text, [{ kind: 'remove', node: correlator }]) };
      }
      return undefined;
    },
  },
];
