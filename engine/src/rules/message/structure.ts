// Rules of the envelope and of what stands where: told by the content models and the reader of messages.
import { firstMessage, fromServer, replacing, statusOfHeader, whole } from '../examples';
import { elementAt } from '../elementAt';
import type { Fix } from '../fix';
import { inModelOrder } from '../rearrange';
import type { Rule } from '../rule';
import { spelled } from '../specified';
import type { Subject } from '../subject';
import type { Range } from '../../base/problem';
import { editXml } from '../../xml/edit';
import { child, element as newElement } from '../../xml/element';
import { prefixOf } from '../../xml/namespaces';

const get = '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevDetail/FwV</LocURI></Target></Item></Get>';

export const structureRules: readonly Rule[] = [
  {
    id: 'root-element',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.2.1',
    summary: 'The root of a message is SyncML.',
    docs: 'A recipient looks for the element SyncML first, in just that spelling, and knows a message by it. What begins with anything else is refused before its header is read, mostly with an HTTP error and no Status. Rename the root, or put the commands into an envelope of SyncML, SyncHdr and SyncBody.',
    breaks: whole('message', firstMessage().replace('<SyncML ', '<SyncMl ').replace('</SyncML>', '</SyncMl>')),
    keeps: whole('message', firstMessage()),
    fix: ({ range }, subject) => {
      const root = elementAt(subject.document, range)?.element;
      return root?.local.toLowerCase() !== 'syncml' ? undefined : renamed(subject, range, 'SyncML');
    },
  },
  {
    id: 'unknown-element',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'Every element is one that the document type has.',
    docs: 'An element that the document type does not have means nothing to the other end: strict parsers refuse the whole message with 400, tolerant ones pass over it with all that it holds. Mostly it is misspelt; the message says what may stand there. What a vendor adds belongs in a namespace of its own.',
    breaks: fromServer('<Command><CmdID>2</CmdID></Command>'),
    keeps: fromServer(get),
  },
  {
    id: 'case-element',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 5.4',
    summary: 'Element names are written in upper and lower case as in the document type.',
    docs: 'XML tells upper from lower case, so `CmdId` is another element than `CmdID` and unknown to every recipient. It reads as if the element were missing, which is hard to see in a log. The mend writes it as the document type does, in both tags.',
    breaks: fromServer(get.replaceAll('CmdID', 'CmdId')),
    keeps: fromServer(get),
    fix: ({ range }, subject) => {
      const found = elementAt(subject.document, range)?.element;
      const right = found === undefined || subject.schema === undefined ? undefined : spelled(found.local, subject.schema);
      return right === undefined ? undefined : renamed(subject, range, right);
    },
  },
  {
    id: 'misplaced-element',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'Every element stands in a parent that may hold it.',
    docs: 'The element is known, but not in this place. Parsers that follow the document type refuse the message; others never look for it here, so that it has no effect. Move it to a parent that may hold it, or wrap it in the element that is missing around it.',
    breaks: fromServer(`${get}<LocURI>./DevInfo</LocURI>`),
    keeps: fromServer(get),
  },
  {
    id: 'missing-child',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'No element lacks a child that it must have.',
    docs: 'Without this child the element says too little to be acted upon, and the recipient answers 400 or 412 or gives up parsing. The content model in the message tells what is due and where it stands. A document that is all SyncBody, as some tools keep, is only warned of.',
    breaks: replacing('<SessionID>1A</SessionID><MsgID>1</MsgID>', '<MsgID>1</MsgID>'),
    keeps: replacing('<SessionID>1A</SessionID><MsgID>1</MsgID>'),
  },
  {
    id: 'duplicate-child',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'No child comes more often than its parent may hold it.',
    docs: 'Of two children where one may stand, some recipients take the first, some the last, and strict ones refuse the message. Keep the one that is meant; several objects go into several Items.',
    breaks: fromServer(`<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>1</Data><Data>1</Data></Item></Replace>`),
    keeps: fromServer(`<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>1</Data></Item></Replace>`),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range);
      const first = found?.parent === undefined ? undefined : child(found.parent, found.element.local);
      if (found === undefined || first === undefined || first === found.element) return undefined;
      const written = ({ range: { start, end } }: typeof first): string => text.slice(start, end);
      if (written(first) !== written(found.element)) return undefined;
      return { title: `Remove the second ${found.element.name}`, edits: editXml(text, [{ kind: 'remove', node: found.element }]) };
    },
  },
  {
    id: 'child-order',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    windows: 'hint',
    clause: 'RepPro 7',
    summary: 'Children stand in the order of the document type.',
    docs: 'The document type fixes the order of children, and parsers that are made from it insist. The examples of the specifications themselves break it here and there, so most peers take any order; it is a warning, and an error in the strict profile. The mend puts the children in order and leaves all else as it is.',
    breaks: replacing(statusOfHeader, '<Status><MsgRef>1</MsgRef><CmdID>1</CmdID><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>', 'server'),
    keeps: replacing(statusOfHeader, statusOfHeader, 'server'),
    fix: ({ range }, subject) => ordered(subject, range),
  },
  {
    id: 'item-data-last',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    clause: 'RepPro 6.3.2',
    summary: 'Only MoreData follows Data in an Item.',
    docs: 'A recipient that reads as it goes needs the addresses and the Meta of an Item before its Data: it must know the format and the target before it decodes and stores. Clients with little memory miss whatever comes later. The mend puts the children in order.',
    breaks: fromServer('<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Data>1</Data><Meta><Format xmlns="syncml:metinf">chr</Format></Meta></Item></Replace>'),
    keeps: fromServer('<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>1</Data></Item></Replace>'),
    fix: ({ range }, subject) => ordered(subject, range),
  },
  {
    id: 'final-not-last',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.2.3',
    summary: 'Final is the last child of SyncBody.',
    docs: 'Final closes the package: a recipient that reads as it goes starts to answer there and never sees the commands behind it. It stands after all commands of the last message of a package. The mend moves it to the end.',
    breaks: replacing(`${statusOfHeader}\n<Final/>`, `<Final/>\n${statusOfHeader}`, 'server'),
    keeps: replacing(`${statusOfHeader}\n<Final/>`, `${statusOfHeader}\n<Final/>`, 'server'),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range);
      if (found?.parent === undefined) return undefined;
      const { element, parent } = found;
      const last = newElement(element.name, [], { namespace: element.namespace });
      return { title: 'Move Final to the end', edits: editXml(text, [{ kind: 'remove', node: element }, { kind: 'insert', parent, node: last }]) };
    },
  },
  {
    id: 'empty-element-content',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'An element that is declared empty holds nothing.',
    docs: 'Final, MoreData and their like say all that they say by standing there. WBXML has no room for content in them, and a parser that validates refuses it. The mend removes the content.',
    breaks: replacing('<Final/>', '<Final>yes</Final>', 'server'),
    keeps: replacing('<Final/>', '<Final/>', 'server'),
    fix: ({ range }) => ({ title: 'Remove the content', edits: [{ range, newText: '' }] }),
  },
  {
    id: 'text-not-allowed',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 7',
    summary: 'No text stands between the children of an element that holds elements.',
    docs: 'Text in an element that holds elements only is left over from an edit, or lacks the element that should be around it. Parsers that validate refuse the message, and encoders of WBXML drop the text or fail on it.',
    breaks: replacing(statusOfHeader, `hello\n${statusOfHeader}`, 'server'),
    keeps: replacing(statusOfHeader, statusOfHeader, 'server'),
  },
  {
    id: 'empty-value',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'RepPro 6.1',
    summary: 'Numbers, references, names and addresses are not empty.',
    docs: 'CmdID, MsgID, CmdRef, Cmd, LocURI and their like identify something, and an empty one identifies nothing. The other end cannot address its answer or its operation, and refuses the command with 400 or 404. Write the value, or leave out the element where it is optional.',
    breaks: fromServer(get.replace('./DevDetail/FwV', '')),
    keeps: fromServer(get),
  },
  {
    id: 'body-empty',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    strict: 'error',
    clause: 'DM-REP 6.2.3',
    summary: 'SyncBody holds at least one command.',
    docs: 'The document type wants a command in every body. A package that only closes a session still carries the Status of the header that it answers, so an empty body tells the other end nothing, and some clients take it for a broken message.',
    breaks: replacing(`${statusOfHeader}\n<Final/>`, '<Final/>', 'server'),
    keeps: replacing(`${statusOfHeader}\n<Final/>`, undefined, 'server'),
  },
  {
    id: 'attribute-unknown',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    clause: 'RepPro 6',
    summary: 'Elements have no attributes but namespace declarations and those of XML itself.',
    docs: 'No element of SyncML defines an attribute of its own, and WBXML has no tokens for any: what is written there is lost or makes an encoder fail. In flows and accounts, where elements have attributes, one that the format does not have is an error. The mend removes it.',
    breaks: fromServer(get.replace('<Get>', '<Get id="3">')),
    keeps: fromServer(get),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      const unknown = found?.attributes.find(({ nameRange }) => nameRange.start === range.start);
      if (found === undefined || unknown === undefined) return undefined;
      return { title: `Remove ${unknown.name}`, edits: editXml(text, [{ kind: 'attribute', of: found, name: unknown.name }]) };
    },
  },
];

function renamed({ document, text }: Subject, range: Range, name: string): Fix | undefined {
  const found = elementAt(document, range)?.element;
  if (found === undefined) return undefined;
  const prefix = prefixOf(found.name);
  return { title: `Write ${name}`, edits: editXml(text, [{ kind: 'rename', of: found, name: prefix === '' ? name : `${prefix}:${name}` }]) };
}

function ordered({ document, text, schema }: Subject, range: Range): Fix | undefined {
  const parent = elementAt(document, range)?.parent;
  const edits = parent === undefined || schema === undefined ? undefined : inModelOrder(text, parent, schema);
  return edits === undefined ? undefined : { title: `Put the children of ${parent?.name ?? ''} in order`, edits };
}
