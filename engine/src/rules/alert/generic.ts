// Generic alerts, 1226: what their Items say. [DM-PRO 8.7.1]
import { alertTypeForm, prefixedAlertType } from '../../syncml/genericAlert';
import { editXml, elementLike } from '../../xml/edit';
import type { Element } from '../../xml/element';
import { plainText, quoted, saysNothing, valueRange } from '../elementText';
import { fromClient } from '../examples';
import { isFumoAlertType } from '../fumoAlertTypes';
import type { ItemFacts, MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import { alertsOf } from './alertFacts';

const type = 'Reversed-Domain-Name: com.example.battery';
const alert = (inside: string): string => `<Alert><CmdID>2</CmdID><Data>1226</Data>${inside}</Alert>`;
const item = (meta: string, data = '<Data>low</Data>'): string => alert(`<Item>${meta === '' ? '' : `<Meta>${meta}</Meta>`}${data}</Item>`);
const metinf = (local: string, value: string): string => `<${local} xmlns="syncml:metinf">${value}</${local}>`;
const sound = item(metinf('Format', 'chr') + metinf('Type', type));

/** The Items of the generic alerts of a message. */
export function* genericItems(message: MessageFacts): Generator<ItemFacts> {
  for (const { code, command } of alertsOf(message)) if (code === '1226') yield* command.items;
}

/** The type, in the document's own text, and its element. */
function* typesOf(message: MessageFacts): Generator<readonly [string, Element]> {
  for (const { type: element } of genericItems(message)) {
    const said = element === undefined ? '' : (plainText(element) ?? '').trim();
    if (element !== undefined && said !== '') yield [said, element];
  }
}

/** `Domain: org.example`, but not `com.example:battery` and not a URN, which vendors and later objects write. */
function hasOtherPrefix(said: string): boolean {
  return alertTypeForm(said) === 'bare' && /^(?!urn:)[A-Za-z-]+:(?=\s)|^[A-Za-z-]*(?:domain|content|type)[A-Za-z-]*:/i.test(said.slice(0, 100));
}

export const genericRules: readonly Rule[] = [
  {
    id: 'generic-item',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.3',
    summary: 'A generic alert has at least one Item.',
    docs: 'Each Item of a generic alert is an event with a type, a format and data; without any there is nothing to tell. Servers answer 412.',
    breaks: fromClient(alert('')),
    keeps: fromClient(sound),
    on: 'message',
    check: (message, report, { text }) => {
      for (const { code, command, data } of alertsOf(message)) {
        // [DM-PRO 8.7.1.3]
        if (code === '1226' && data !== undefined && command.items.length === 0) report(valueRange(data, text), 'A generic alert without an Item; it has one at least.');
      }
    },
  },
  {
    id: 'generic-type-missing',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.6',
    summary: 'Each Item of a generic alert has a Type in its Meta.',
    docs: 'The Type is the name of the event: without it a server can’t tell what has happened and answers 415 or 412. Give the type, with the prefix Reversed-Domain-Name: or Content-Type:.',
    breaks: fromClient(item(metinf('Format', 'chr'))),
    keeps: fromClient(sound),
    on: 'message',
    check: (message, report) => {
      for (const { type: element, format, meta, element: of } of genericItems(message)) {
        if (element === undefined) report(meta ?? of, `The Item of a generic alert lacks Meta ${format === undefined && meta === undefined ? 'with Type and Format' : 'Type'}.`);
        else if (saysNothing(element)) report(element, 'The Type of a generic alert says nothing; it names the event.');
      }
    },
  },
  {
    id: 'generic-format-missing',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.7',
    summary: 'Each Item of a generic alert has a Format in its Meta.',
    docs: 'The Format says how the Data of the event is to be read. Elsewhere chr is taken where it is missing; a generic alert must say it, and servers that check it answer 412.',
    breaks: fromClient(item(metinf('Type', type))),
    keeps: fromClient(sound),
    on: 'message',
    check: (message, report) => {
      for (const { format, type: element, meta, element: of } of genericItems(message)) {
        // Where there is no Meta at all, that is told by its Type.
        if (format === undefined && (meta ?? element) !== undefined) report(meta ?? of, 'The Item of a generic alert lacks Meta Format.');
      }
    },
  },
  {
    id: 'generic-data-missing',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.9',
    summary: 'Each Item of a generic alert has Data, be it empty.',
    docs: 'Data is what the event has to tell; where there is nothing, it stands there empty. Servers take an Item without it as incomplete and answer 412.',
    breaks: fromClient(item(metinf('Format', 'chr') + metinf('Type', type), '')),
    keeps: fromClient(item(metinf('Format', 'chr') + metinf('Type', type), '<Data/>')),
    on: 'message',
    check: (message, report) => {
      // [DM-PRO 8.7.1.9]
      for (const { data, element } of genericItems(message)) if (data === undefined) report(element, 'The Item of a generic alert lacks Data; it is there and empty where there is nothing to tell.');
    },
    fix: (found, { message, text }) => {
      const wrong = message === undefined ? undefined : [...genericItems(message)].find(({ element }) => element.nameRange.start === found.range.start);
      return wrong === undefined ? undefined : { title: 'Add an empty Data', edits: editXml(text, [{ kind: 'insert', parent: wrong.element, node: elementLike(wrong.element, 'Data') }]) };
    },
  },
  {
    id: 'generic-type-prefix',
    group: 'alert',
    severity: 'information',
    strict: 'warning',
    windows: 'off',
    clause: 'DM-PRO 8.7.1.6',
    summary: 'The type of a generic alert begins with Reversed-Domain-Name: or Content-Type:.',
    docs:
      'The protocol wants the type of a generic alert to say what kind of name it is. Many objects and nearly all clients write the bare name, and servers take both; a strict server answers 415. ' +
      'Write Reversed-Domain-Name: and a blank before a name such as com.example.battery.',
    breaks: fromClient(item(metinf('Format', 'chr') + metinf('Type', 'com.example.battery'))),
    keeps: fromClient(sound),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [said, element] of typesOf(message)) {
        // FUMO's own types have a rule of their own.
        if (alertTypeForm(said) === 'bare' && !hasOtherPrefix(said) && !isFumoAlertType(said)) report(valueRange(element, text), `The type ${quoted(said)} has no prefix, Reversed-Domain-Name: or Content-Type:.`);
      }
    },
    fix: (found, { message, text }) => {
      for (const [said, element] of message === undefined ? [] : typesOf(message)) {
        if (valueRange(element, text).start !== found.range.start) continue;
        // A name of a domain, not a media type and not a URN.
        return /^[\w-]+(?:\.[\w-]+)+(?:\/[\w.-]+)*$/.test(said) ? { title: 'Add Reversed-Domain-Name:', edits: editXml(text, [{ kind: 'value', of: element, value: prefixedAlertType(said) }]) } : undefined;
      }
      return undefined;
    },
  },
  {
    id: 'generic-type-prefix-bad',
    group: 'alert',
    severity: 'error',
    clause: 'DM-PRO 8.7.1.6',
    summary: 'The type of a generic alert has no prefix but Reversed-Domain-Name: and Content-Type:.',
    docs: 'Only these two prefixes are defined: the first stands before a name in reversed domain form, the second before a media type. A server that meets another one takes it for part of the name and answers 415. Write the one that is meant.',
    breaks: fromClient(item(metinf('Format', 'chr') + metinf('Type', 'Domain: com.example.battery'))),
    keeps: fromClient(sound),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [said, element] of typesOf(message)) {
        // [DM-PRO 8.7.1.6]
        if (hasOtherPrefix(said)) report(valueRange(element, text), `The prefix of ${quoted(said)} is neither Reversed-Domain-Name: nor Content-Type:.`);
      }
    },
  },
];
