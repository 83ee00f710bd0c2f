// The rules of access control lists. [TND 7.7.1]
import { valueRange } from '../elementText';
import { fromServer, type Example } from '../examples';
import type { Rule } from '../rule';
import { aclsOf, told } from './aclValues';

function sets(list: string, uri = './Vendor/Example/Mode'): Example {
  return fromServer(`<Replace><CmdID>2</CmdID><Item><Target><LocURI>${uri}?prop=ACL</LocURI></Target><Data>${list}</Data></Item></Replace>`);
}

const sound = sets('Get=*&amp;Replace=srv1+srv2');

export const aclRules: readonly Rule[] = [
  {
    id: 'acl-syntax',
    group: 'acl',
    severity: 'error',
    clause: 'TND 7.7.1.5',
    summary: 'An access control list is made of entries such as Get=*, joined by &.',
    docs: 'Each entry names a command and, after an equals sign, the servers that may give it, joined by +. A client that can’t read the list answers 415 or 500 and keeps the old one. Write the entry by that pattern.',
    breaks: sets('Get:*'),
    keeps: sound,
    on: 'message',
    check: told('acl-syntax'),
  },
  {
    id: 'acl-command',
    group: 'acl',
    severity: 'error',
    clause: 'TND 7.7.1.5',
    summary: 'An access control list names the commands Add, Delete, Exec, Get and Replace.',
    docs: 'Upper and lower case count. Copy has no entry of its own: it needs the rights of the commands that it is made of. A client answers another name with 415 and keeps the old list.',
    breaks: sets('Copy=*&amp;Replace=*'),
    keeps: sound,
    on: 'message',
    check: told('acl-command'),
  },
  {
    id: 'acl-duplicate-command',
    group: 'acl',
    severity: 'warning',
    clause: 'TND 7.7.1.5',
    summary: 'A command stands once in an access control list.',
    docs: 'Where it stands twice, some clients join the servers and others take the first entry or the last: who has the right is then open. Join them by + in one entry.',
    breaks: sets('Replace=*&amp;Replace=srv'),
    keeps: sound,
    on: 'message',
    check: told('acl-duplicate-command'),
  },
  {
    id: 'acl-empty-ids',
    group: 'acl',
    severity: 'error',
    clause: 'TND 7.7.1.1',
    summary: 'An entry of an access control list names a server.',
    docs: 'A command that no server may give is left out of the list; an entry without servers must not be stored. Clients answer 415 or 500. Take the entry away, or name the servers.',
    breaks: sets('Get=&amp;Replace=*'),
    keeps: sound,
    on: 'message',
    check: told('acl-empty-ids'),
  },
  {
    id: 'acl-star-plus-id',
    group: 'acl',
    severity: 'warning',
    clause: 'TND 7.7.1.5',
    summary: 'The star, which means every server, stands alone in its entry.',
    docs: 'Where every server has the right, naming some besides says nothing more. Mostly the star was to be taken away when the servers were added; then the list gives more than was meant.',
    breaks: sets('Replace=*+srv'),
    keeps: sound,
    on: 'message',
    check: told('acl-star-plus-id'),
  },
  {
    id: 'acl-char',
    group: 'acl',
    severity: 'error',
    clause: 'TND 7.7.1.5',
    summary: 'Ids of servers in an access control list hold no blanks and none of = & * +.',
    docs: 'These characters part the list: with one of them in an id, or with an id missing between two +, the list can’t be read. Clients answer 415 and keep the old one. Give the id exactly as the server’s account has it.',
    breaks: sets('Replace=my srv'),
    keeps: sound,
    on: 'message',
    check: told('acl-char'),
  },
  {
    id: 'acl-root-empty',
    group: 'acl',
    severity: 'error',
    clause: 'TND 7.7.1.2',
    summary: 'The root always has an access control list.',
    docs: 'A node with an empty list inherits that of its parent; the root has none to inherit from, and everything below it would be left without. Clients answer 405. Write a list, Add=*&Get=* at least.',
    breaks: sets('', '.'),
    keeps: sets('Add=*&amp;Get=*', '.'),
    on: 'message',
    check: (message, report, { text: source }) => {
      for (const { data, text, address, isNew } of aclsOf(message, source)) {
        // [TND 7.7.1.2]
        if (address === '.' && isNew && text === '') report(valueRange(data, source), 'An empty access control list for the root, which inherits from nobody.');
      }
    },
  },
  {
    id: 'acl-root-add',
    group: 'acl',
    severity: 'warning',
    clause: 'TND 7.7.1.2',
    summary: 'Every server may add at the root: its access control list keeps Add=*.',
    docs: 'Below the root each server makes its own branch, so that its list should keep Add=*: without it new servers can add nothing, not even their account. Clients may answer 405. Put Add=* back.',
    breaks: sets('Get=*&amp;Replace=*', '.'),
    keeps: sets('Add=*&amp;Get=*', '.'),
    on: 'message',
    check: (message, report, { text: source }) => {
      for (const { data, text, acl, address, isNew } of aclsOf(message, source)) {
        if (address !== '.' || !isNew || text === '' || acl === undefined) continue;
        // [TND 7.7.1.2]
        if (acl.get('Add')?.has('*') !== true) report(valueRange(data, source), 'The access control list of the root lacks Add=*.');
      }
    },
  },
  {
    id: 'acl-lockout',
    group: 'acl',
    severity: 'information',
    clause: 'TND 7.7.1.3',
    summary: 'A new access control list lets somebody replace.',
    docs: 'Who may change the list of a node is decided by the right to Replace, of the node or of its parent. A list without it can be mended only by who has that right above; where nobody has, it stands for ever.',
    breaks: sets('Get=*'),
    keeps: sound,
    on: 'message',
    check: (message, report, { text: source }) => {
      for (const { data, text, acl, address, isNew } of aclsOf(message, source)) {
        if (address === '.' || !isNew || text === '' || acl === undefined || acl.has('Replace')) continue;
        report(valueRange(data, source), 'The access control list gives nobody the right to Replace, nor to change the list.');
      }
    },
  },
  {
    id: 'acl-unescaped',
    group: 'acl',
    severity: 'error',
    clause: 'XML 2.4',
    summary: 'In XML, the & between the entries of an access control list is written &amp;.',
    docs: 'The entries of a list are joined by &, which begins a reference in XML: as it is, the document is not well-formed, and a parser stops there. Write `&amp;`, or put the list into a CDATA section.',
    breaks: sets('Get=*&Replace=*'),
    keeps: sets('Get=*&amp;Replace=*'),
    on: 'reading',
    fix: ({ range }) => ({ title: 'Write &amp;', edits: [{ range, newText: '&amp;' }] }),
  },
];
