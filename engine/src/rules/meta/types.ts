// Type: what kind of value it is. [METINF 5.10]
import { textOf, type Element } from '../../xml/element';
import { quoted, valueRange } from '../elementText';
import { fromServer } from '../examples';
import { metaChild } from '../messageFacts';
import type { Rule } from '../rule';
import { addressOf, itemsOf } from '../command/visit';

const metinf = (local: string, value: string): string => `<${local} xmlns="syncml:metinf">${value}</${local}>`;
const replace = (meta: string, uri = './Vendor/Example/Mode'): string =>
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target>${meta === '' ? '' : `<Meta>${meta}</Meta>`}<Data>silent</Data></Item></Replace>`;
const add = (type: string): string =>
  `<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example</LocURI></Target><Meta>${metinf('Format', 'node')}${metinf('Type', type)}</Meta></Item></Add>`;

const described: ReadonlySet<string> = new Set(['Add', 'Copy', 'Exec', 'Get', 'Replace', 'Results']);
const making: ReadonlySet<string> = new Set(['Add', 'Replace']);
const replacing: ReadonlySet<string> = new Set(['Replace']);

export const typeRules: readonly Rule[] = [
  {
    id: 'type-mime',
    group: 'meta',
    severity: 'warning',
    clause: 'METINF 5.10',
    summary: 'The Type of a leaf is a media type, type and subtype.',
    docs:
      'What a value is, its Type says as a media type, such as text/plain or application/octet-stream; text/plain is taken where nothing is said. With a word that is none, a client that compares types answers 415. ' +
      'Alerts, credentials and interior nodes have types of another kind.',
    breaks: fromServer(replace(metinf('Format', 'chr') + metinf('Type', 'text'))),
    keeps: fromServer(replace(metinf('Format', 'chr') + metinf('Type', 'text/plain'))),
    on: 'message',
    check: (message, report, { text }) => {
      const told = new Set<Element>();
      for (const [{ type, format }] of itemsOf(message, described)) {
        if (type === undefined || told.has(type)) continue;
        told.add(type);
        const said = textOf(type).trim();
        // URNs and identifiers of objects name interior nodes, whose Format may be missing.
        if (/^[^\s/]+\/[^\s/]+/.test(said) || said.includes(':') || (format !== undefined && textOf(format).trim() === 'node')) continue;
        report(valueRange(type, text), said === '' ? 'Type says nothing.' : `Type is ${quoted(said)}; it is a media type such as text/plain.`);
      }
    },
  },
  {
    id: 'type-interior-mime',
    group: 'meta',
    severity: 'information',
    clause: 'TND 7.7.7.2',
    summary: 'The Type of an interior node is the identifier of a management object, or nothing.',
    docs:
      'An interior node has no value that could have a media type: its Type says which management object begins there, such as urn:oma:mo:oma-fumo:1.0. Clients pass a media type over. Take it away, or name the object.',
    breaks: fromServer(add('text/plain')),
    keeps: fromServer(add('com.example/1.0/Example')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [{ type, format }] of itemsOf(message, making)) {
        if (type === undefined || format === undefined || textOf(format).trim() !== 'node') continue;
        const said = textOf(type).trim();
        if (/^(?:application|audio|font|image|message|model|multipart|text|video)\/[^\s/]+$/i.test(said)) report(valueRange(type, text), `The media type ${quoted(said)} for an interior node, which has no value.`);
      }
    },
  },
  {
    id: 'size-number',
    group: 'meta',
    severity: 'error',
    clause: 'METINF 5.9',
    summary: 'Size is a whole number of octets.',
    docs: 'Size says how many octets the object has as it stands in the messages; the receiver of a large object counts the chunks against it and answers 424 where they don’t match. What is no number, with a unit for example, can’t be counted against: clients answer 400 or 411.',
    breaks: fromServer(replace(metinf('Format', 'chr') + metinf('Size', '12kb'))),
    keeps: fromServer(replace(metinf('Format', 'chr') + metinf('Size', '6'))),
    on: 'reading',
  },
  {
    id: 'property-value-meta',
    group: 'meta',
    severity: 'hint',
    clause: 'TND 7.4',
    summary: 'The value of a property is sent without Meta.',
    docs: 'What a property holds is fixed by its name, a text in UTF-8 in any case; Format and Type would describe the node and not the property. Clients pass them over. Take the Meta away.',
    breaks: fromServer(replace(metinf('Format', 'chr'), './Vendor/Example/Mode?prop=Title')),
    keeps: fromServer(replace('', './Vendor/Example/Mode?prop=Title')),
    on: 'message',
    check: (message, report) => {
      for (const [{ meta, targetUri }] of itemsOf(message, replacing)) {
        if (meta !== undefined && /\?prop=/.test(addressOf(targetUri)) && (metaChild(meta, 'Format') ?? metaChild(meta, 'Type')) !== undefined) report(meta, 'Meta for the value of a property, which needs none.');
      }
    },
  },
];
