// Branches as a whole: `./A?list=TNDS+ACL+Value`. [TND 8]
import { propertyNames } from '../../tree/uri';
import { quoted } from '../elementText';
import { fromServer } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import { queryRange, treeUris, type TreeUri } from './treeUris';

const get = (uri: string): string => `<Get><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`;

function* listsOf(message: MessageFacts): Generator<readonly [string, TreeUri]> {
  for (const uri of treeUris(message)) if (uri.query?.startsWith('list=') === true) yield [uri.query.slice('list='.length), uri];
}

/** What may follow the sign. [TND 8.2] */
const parts: ReadonlySet<string> = new Set([...propertyNames, 'Value']);

export const listRules: readonly Rule[] = [
  {
    id: 'uri-list-unknown',
    group: 'uri',
    severity: 'error',
    clause: 'TND 8',
    summary: 'A list that is asked for is Struct, StructData or TNDS.',
    docs: 'Struct brings the names of a branch, StructData the values of its leaves too, TNDS all of it as one document. Upper and lower case count. A client answers anything else with 406.',
    breaks: fromServer(get('./Vendor/Example?list=All')),
    keeps: fromServer(get('./Vendor/Example?list=StructData')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [list, uri] of listsOf(message)) {
        // [TND 8]
        if (!/^(?:Struct|StructData|TNDS(?:[+-].*)?)$/.test(list)) report(queryRange(uri, text), `${quoted(list)} is no list of nodes; there are Struct, StructData and TNDS.`);
      }
    },
  },
  {
    id: 'uri-list-command',
    group: 'uri',
    severity: 'error',
    clause: 'TND 8',
    summary: 'Lists are for Get only.',
    docs: 'A list is a view of a branch that the client makes when it is asked: it can be read and nothing else. To change a branch as a whole, address its node and send a serialised tree. A client answers 405.',
    breaks: fromServer('<Delete><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/Example?list=TNDS</LocURI></Target></Item></Delete>'),
    keeps: fromServer(get('./Vendor/Example?list=TNDS')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [, uri] of listsOf(message)) {
        const { name } = uri.command;
        // What a client brings may keep the address that it was asked by.
        if (name !== 'Get' && name !== 'Results' && name !== 'Alert') report(queryRange(uri, text), `${name} of a list, which can only be read.`);
      }
    },
  },
  {
    id: 'uri-list-mix',
    group: 'uri',
    severity: 'error',
    clause: 'TND 8.2',
    summary: 'A TNDS list names what it wants by + or what it doesn’t by -, not both.',
    docs: '?list=TNDS+ACL+Value brings these two alone, ?list=TNDS-ACL all but that one. With both signs it is open what happens to the rest; clients answer 406.',
    breaks: fromServer(get('./Vendor/Example?list=TNDS+ACL-Value')),
    keeps: fromServer(get('./Vendor/Example?list=TNDS+ACL+Value')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [list, uri] of listsOf(message)) {
        // [TND 8.2]
        if (list.startsWith('TNDS') && list.includes('+') && list.includes('-')) report(queryRange(uri, text), `The list ${quoted(list)} mixes + and -.`);
      }
    },
  },
  {
    id: 'uri-list-property',
    group: 'uri',
    severity: 'error',
    clause: 'TND 8.2',
    summary: 'A TNDS list names properties of nodes, and Value.',
    docs: `After + or - stand ${[...parts].join(', ')}; upper and lower case count. A client answers other names with 406.`,
    breaks: fromServer(get('./Vendor/Example?list=TNDS+Color')),
    keeps: fromServer(get('./Vendor/Example?list=TNDS+Value')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [list, uri] of listsOf(message)) {
        const [head, ...named] = list.split(/[+-]/);
        const unknown = head === 'TNDS' ? named.find((name) => !parts.has(name)) : undefined;
        // [TND 8.2]
        if (unknown !== undefined) report(queryRange(uri, text), `The list names ${quoted(unknown)}; there are ${[...parts].join(', ')}.`);
      }
    },
  },
];
