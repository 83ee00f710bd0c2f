// Addresses of properties: `./A?prop=ACL`. [TND 7]
import { propertyNames, type PropertyName } from '../../tree/uri';
import { editXml } from '../../xml/edit';
import { quoted } from '../elementText';
import { fromServer } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { queryRange, treeUris, type TreeUri } from './treeUris';

const get = (uri: string): string => `<Get><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`;
const replace = (uri: string, data: string): string => `<Replace><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Data>${data}</Data></Item></Replace>`;

/** What a server may set. [TND 7.5] */
const settable: ReadonlySet<PropertyName> = new Set(['ACL', 'Name', 'Title']);

function* propertiesOf(message: MessageFacts): Generator<readonly [string, TreeUri]> {
  for (const uri of treeUris(message)) if (uri.query?.startsWith('prop=') === true) yield [uri.query.slice('prop='.length), uri];
}

function isProperty(name: string): name is PropertyName {
  return (propertyNames as readonly string[]).includes(name);
}

/** Interior by what it is called in every device, or by a description that is at hand. [STD 5.3] */
const interior: ReadonlySet<string> = new Set(['DevInfo', 'DevInfo/Ext', 'DevInfo/Bearer', 'DevDetail', 'DevDetail/Ext', 'DevDetail/Bearer', 'DevDetail/URI', 'Inbox']);

function isInterior({ form }: TreeUri, { descriptions }: Subject): boolean {
  const { segments } = form;
  if (segments.length === 0 || interior.has(segments.join('/'))) return true;
  const places = descriptions?.find(segments) ?? [];
  return places.length > 0 && places.every(({ node }) => node.format === 'node');
}

export const propertyRules: readonly Rule[] = [
  {
    id: 'uri-prop-unknown',
    group: 'uri',
    severity: 'error',
    clause: 'TND 7.1',
    summary: 'A property that is addressed is one of those that nodes have.',
    docs: `Nodes have ${propertyNames.join(', ')}; upper and lower case count, and nobody can add others. A client answers 406. Write the name as it stands there.`,
    breaks: fromServer(get('./Vendor/Example/Mode?prop=acl')),
    keeps: fromServer(get('./Vendor/Example/Mode?prop=ACL')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [name, uri] of propertiesOf(message)) {
        // [TND 7.1]
        if (!isProperty(name)) report(queryRange(uri, text), `${quoted(name)} is no property of nodes; there are ${propertyNames.join(', ')}.`);
      }
    },
    fix: (found, { message, text }) => {
      for (const [name, uri] of message === undefined ? [] : propertiesOf(message)) {
        if (queryRange(uri, text).start !== found.range.start) continue;
        const meant = propertyNames.find((known) => known.toLowerCase() === name.toLowerCase());
        return meant === undefined ? undefined : { title: `Write ${meant}`, edits: editXml(text, [{ kind: 'value', of: uri.element, value: `${uri.address}?prop=${meant}` }]) };
      }
      return undefined;
    },
  },
  {
    id: 'uri-prop-command',
    group: 'uri',
    severity: 'error',
    clause: 'TND 7.5',
    summary: 'Of the properties, only ACL, Name and Title are replaced.',
    docs:
      'Format, Size, TStamp, Type and VerNo follow from what the node is and what happens to it: the device keeps them, and answers a Replace with 405. What the node is can be changed only by deleting it and adding another one.',
    breaks: fromServer(replace('./Vendor/Example/Mode?prop=Format', 'int')),
    keeps: fromServer(replace('./Vendor/Example/Mode?prop=Title', 'Mode')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [name, uri] of propertiesOf(message)) {
        // [TND 7.5]
        if (uri.command.name === 'Replace' && isProperty(name) && !settable.has(name)) report(queryRange(uri, text), `Replace of the property ${name}, which the device alone sets.`);
      }
    },
  },
  {
    id: 'uri-prop-size-interior',
    group: 'uri',
    severity: 'warning',
    clause: 'TND 7.2',
    summary: 'The property Size is asked of leaves only.',
    docs: 'Size is the number of octets of a leaf’s value. An interior node has no value and must not have the property either: the client answers 406. Ask the leaves below, or the whole branch by ?list=.',
    breaks: fromServer(get('./DevInfo?prop=Size')),
    keeps: fromServer(get('./DevInfo/Man?prop=Size')),
    on: 'message',
    check: (message, report, subject) => {
      for (const [name, uri] of propertiesOf(message)) {
        if (name === 'Size' && isInterior(uri, subject)) report(queryRange(uri, subject.text), `The property Size of ${quoted(uri.address)}, an interior node, which has none.`);
      }
    },
  },
  {
    id: 'uri-query-other',
    group: 'uri',
    severity: 'error',
    clause: 'TND 7.3',
    summary: 'What follows a question mark in an address is prop= or list=.',
    docs: 'An address has two queries: ?prop= for a property, and ?list= for a branch. Anything else no client knows; it answers 406 or 422. A question mark in a name is written %3F.',
    breaks: fromServer(get('./Vendor/Example/Mode?x=1')),
    keeps: fromServer(get('./Vendor/Example/Mode')),
    on: 'message',
    check: (message, report, { text }) => {
      for (const uri of treeUris(message)) {
        const { query } = uri;
        // [TND 7.3]
        if (query !== undefined && !/^(?:prop|list)=/.test(query)) report(queryRange(uri, text), `The query ${quoted(`?${query}`)} is neither ?prop= nor ?list=.`);
      }
    },
  },
];
