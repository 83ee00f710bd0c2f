// What the Items of a command bring, or fail to bring: formats, types and values.
import { editXml } from '../../xml/edit';
import { quoted } from '../elementText';
import { fromServer } from '../examples';
import { metaChild } from '../messageFacts';
import type { Rule } from '../rule';
import { addressOf, hasValue, holdsTree, itemsOf, mayContinue, nodeOf, said } from './visit';

const target = (uri: string): string => `<Target><LocURI>${uri}</LocURI></Target>`;
const meta = (format: string, type?: string): string =>
  `<Meta><Format xmlns="syncml:metinf">${format}</Format>${type === undefined ? '' : `<Type xmlns="syncml:metinf">${type}</Type>`}</Meta>`;
const add = (inside: string): string => `<Add><CmdID>2</CmdID><Item>${target('./Vendor/Example/Mode')}${inside}</Item></Add>`;
const replace = (inside: string): string => `<Replace><CmdID>2</CmdID><Item>${target('./Vendor/Example/Mode')}${inside}</Item></Replace>`;
const get = (inside: string): string => `<Get><CmdID>2</CmdID><Item>${target('./DevDetail/FwV')}${inside}</Item></Get>`;

const tndsType = 'application/vnd.syncml.dmtnds+xml';
const tree = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>Example</NodeName><RTProperties><Format><node/></Format><Type><DDFName>com.example/1.0/Example</DDFName></Type></RTProperties></Node></MgmtTree>';
const addTree = (format: string, type: string): string => `<Add><CmdID>2</CmdID><Item>${target('./Vendor/Example')}${meta(format, type)}<Data>${tree}</Data></Item></Add>`;

const adds: ReadonlySet<string> = new Set(['Add']);
const changes: ReadonlySet<string> = new Set(['Add', 'Replace']);
const bringing: ReadonlySet<string> = new Set(['Add', 'Replace', 'Results']);
const bare: ReadonlySet<string> = new Set(['Get', 'Delete']);
const withoutValue: ReadonlySet<string> = new Set(['node', 'null']);

export const valueRules: readonly Rule[] = [
  {
    id: 'add-meta-missing',
    group: 'command',
    severity: 'warning',
    windows: 'information',
    clause: 'DM-REP 6.6.1',
    summary: 'Add says the Format of the new node and, for a leaf, its Type.',
    docs:
      'A client that creates a node needs to know whether it is interior and what its value is. Without a Format it takes chr, so that an interior node becomes a leaf and a number a text; without a Type it takes text/plain. ' +
      'Give Format, node for an interior node, and for a leaf the Type.',
    breaks: fromServer(add('<Data>silent</Data>')),
    keeps: fromServer(add(`${meta('chr', 'text/plain')}<Data>silent</Data>`)),
    on: 'message',
    check: (message, report) => {
      for (const [item] of itemsOf(message, adds)) {
        if (holdsTree(item) || /\?/.test(addressOf(item.targetUri)) || item.moreData && mayContinue(item, message)) continue;
        if (item.format === undefined) report(item.element, 'Add gives no Format for the new node; chr is taken, and an interior node needs node.');
        else if (item.type === undefined && said(item.format) !== 'node') report(item.element, 'Add gives no Type for the new leaf; text/plain is taken.', { severity: 'information' });
      }
    },
  },
  {
    id: 'add-interior-data',
    group: 'command',
    severity: 'error',
    clause: 'TND 6',
    summary: 'Add of an interior node brings no Data.',
    docs:
      'An interior node has children and no value, so that there is nothing where Data could go. Clients answer 415 or 500, or make a leaf of it. ' +
      'Take the Data away, or give the Format of the leaf that is meant; a whole branch goes as a serialised tree, whose Format is xml.',
    breaks: fromServer(add(`${meta('node')}<Data>silent</Data>`)),
    keeps: fromServer(add(meta('node'))),
    on: 'message',
    check: (message, report) => {
      for (const [item] of itemsOf(message, adds)) {
        if (said(item.format) === 'node' && hasValue(item) && !holdsTree(item)) report(item.data, 'Data for a node whose Format is node: an interior node has no value.');
      }
    },
  },
  {
    id: 'item-data-missing',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.3.2',
    summary: 'Add and Replace of a leaf bring its value in Data.',
    docs:
      'Where an Item is about a leaf whose Format isn’t null, Data must be there; for an empty value it is there and empty. Clients take an Item without it as incomplete and answer 400 or 412, others empty the leaf. ' +
      'Add Data, or say null or node as the Format.',
    breaks: fromServer(replace('')),
    keeps: fromServer(replace('<Data>silent</Data>')),
    on: 'message',
    check: (message, report) => {
      for (const [item, { name }] of itemsOf(message, changes)) {
        if (item.data !== undefined || nodeOf(item) === undefined || /\?/.test(addressOf(nodeOf(item)))) continue;
        const format = said(item.format);
        // An Add that says nothing of the node may well mean an interior one, and is told of its Format.
        if (name === 'Add' && format === undefined) continue;
        // [DM-REP 6.3.2]
        if (!withoutValue.has(format?.toLowerCase() ?? 'chr')) report(item.element, `The Item of ${name} brings no Data for a leaf of Format ${format ?? 'chr'}.`);
      }
    },
  },
  {
    id: 'null-with-data',
    group: 'command',
    severity: 'warning',
    clause: 'METINF 5.2',
    summary: 'Where Format is null there is no value in Data.',
    docs:
      'A leaf of Format null has no value: it is there, and that says it all. A client either passes over the Data or answers 415, and which of the two was meant is lost. Take the Data away, or name the Format that it has.',
    breaks: fromServer(add(`${meta('null', 'text/plain')}<Data>silent</Data>`)),
    keeps: fromServer(add(meta('null', 'text/plain'))),
    on: 'message',
    check: (message, report) => {
      for (const [item] of itemsOf(message, bringing)) {
        if (said(item.format) === 'null' && hasValue(item)) report(item.data, 'Data for a leaf of Format null, which has no value.');
      }
    },
  },
  {
    id: 'get-with-data',
    group: 'command',
    severity: 'warning',
    clause: 'practice',
    summary: 'Get and Delete bring no value.',
    docs:
      'What a Get asks for comes back in Results, and a Delete needs an address alone. A value in their Items is passed over by most clients, and makes others answer 400; mostly the command was meant to be a Replace. Take the Data away.',
    breaks: fromServer(get('<Data>1.0</Data>')),
    keeps: fromServer(get('')),
    on: 'message',
    check: (message, report) => {
      for (const [item, { name }] of itemsOf(message, bare)) if (hasValue(item)) report(item.data, `${name} brings Data, which it has no use for.`);
    },
    fix: (found, { message, text }) => {
      if (message === undefined) return undefined;
      for (const [{ data }] of itemsOf(message, bare)) {
        if (data?.nameRange.start === found.range.start) return { title: 'Remove Data', edits: editXml(text, [{ kind: 'remove', node: data }]) };
      }
      return undefined;
    },
  },
  {
    id: 'get-with-meta',
    group: 'command',
    severity: 'hint',
    windows: 'off',
    clause: 'practice',
    summary: 'Get says nothing of Format and Type.',
    docs:
      'The device tells the Format and the Type of what it has with its Results; what a Get says of them has no effect. Examples of Windows’ management carry it everywhere. Take it away where nobody needs it.',
    breaks: fromServer(get(meta('chr', 'text/plain'))),
    keeps: fromServer(get('')),
    on: 'message',
    check: (message, report) => {
      for (const { name, meta: outer, items } of message.commands) {
        if (name !== 'Get') continue;
        for (const one of [outer, ...items.map((item) => item.meta)]) {
          if (one !== undefined && (metaChild(one, 'Format') ?? metaChild(one, 'Type')) !== undefined) report(one, 'Format and Type have no effect in a Get.');
        }
      }
    },
    fix: (found, { message, text }) => {
      for (const { name, meta: outer, items } of message?.commands ?? []) {
        if (name !== 'Get') continue;
        const one = [outer, ...items.map((item) => item.meta)].find((each) => each?.nameRange.start === found.range.start);
        if (one !== undefined) return { title: 'Remove Meta', edits: editXml(text, [{ kind: 'remove', node: one }]) };
      }
      return undefined;
    },
  },
  {
    id: 'tnds-type-format',
    group: 'command',
    severity: 'error',
    clause: 'TNDS 5',
    summary: 'A serialised tree comes with its media type, and with Format xml as mark-up or bin as WBXML.',
    docs:
      'A branch that is added, replaced or read as a whole is a document of its own: its Type is application/vnd.syncml.dmtnds+xml with Format xml, or application/vnd.syncml.dmtnds+wbxml with Format bin or b64. ' +
      'A client that reads another Type or Format takes the document for the value of a leaf, or answers 415.',
    breaks: fromServer(addTree('xml', 'text/xml')),
    keeps: fromServer(addTree('xml', tndsType)),
    on: 'message',
    over: ['add-meta-missing', 'type-mime', 'type-interior-mime'],
    check: (message, report) => {
      for (const [item, { name }] of itemsOf(message, bringing)) {
        const type = said(item.type) ?? '';
        const format = said(item.format) ?? 'chr';
        const isTree = holdsTree(item);
        if (isTree && !/^application\/vnd\.syncml\.dm(?:tnds|ddf)\+xml(?:\s*;|$)/i.test(type)) {
          const found = type === '' ? 'without a Type' : `of Type ${quoted(type)}`;
          report(item.type ?? item.element, `${name} brings a serialised tree ${found}; it is ${tndsType}.`, { data: 'type' });
        } else if (isTree || (/^application\/vnd\.syncml\.dmtnds\+xml/i.test(type) && hasValue(item))) {
          if (format !== 'xml') report(item.format ?? item.element, `${name} brings a serialised tree of Format ${format}; it is xml.`, { data: 'format' });
        } else if (/^application\/vnd\.syncml\.dmtnds\+wbxml/i.test(type) && hasValue(item) && format !== 'bin' && format !== 'b64') {
          report(item.format ?? item.element, `${name} brings a serialised tree in WBXML of Format ${format}; it is bin, and b64 within XML.`);
        }
      }
    },
    fix: (found, { message, text }) => {
      if (message === undefined) return undefined;
      for (const [{ type, format }] of itemsOf(message, bringing)) {
        if (found.data === 'type' && type?.nameRange.start === found.range.start) return { title: `Write ${tndsType}`, edits: editXml(text, [{ kind: 'value', of: type, value: tndsType }]) };
        if (found.data === 'format' && format?.nameRange.start === found.range.start) return { title: 'Write xml', edits: editXml(text, [{ kind: 'value', of: format, value: 'xml' }]) };
      }
      return undefined;
    },
  },
];
