// What the Items of a command name: which nodes, and how.
import { editXml } from '../../xml/edit';
import { childElements } from '../../xml/element';
import { segmentsOf } from '../../tree/uri';
import { quoted, valueRange } from '../elementText';
import { fromServer } from '../examples';
import type { Rule } from '../rule';
import { addressOf, itemsOf, treeCommands } from './visit';

const get = (item: string): string => `<Get><CmdID>2</CmdID><Item>${item}</Item></Get>`;
const target = (uri: string): string => `<Target><LocURI>${uri}</LocURI></Target>`;
const source = (uri: string): string => `<Source><LocURI>${uri}</LocURI></Source>`;

const copies: ReadonlySet<string> = new Set(['Copy']);
const deletes: ReadonlySet<string> = new Set(['Delete']);
const notOnProperties: ReadonlySet<string> = new Set(['Add', 'Copy', 'Delete', 'Exec']);
const withOneTarget: ReadonlySet<string> = new Set([...treeCommands].filter((name) => name !== 'Copy'));

export const itemRules: readonly Rule[] = [
  {
    id: 'cred-in-command',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.1.6',
    summary: 'Credentials stand in SyncHdr and in no command.',
    docs:
      'The representation protocol lets commands carry a Cred of their own, device management does not: whoever sends a message proves it once, in its header. ' +
      'Clients ignore a Cred in a command or refuse the command. Move it to SyncHdr, before Meta.',
    breaks: fromServer(`<Get><CmdID>2</CmdID><Cred><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>Zz6EivR3yeaaENcRN6lpAQ==</Data></Cred><Item>${target('./DevDetail/FwV')}</Item></Get>`),
    keeps: fromServer(get(target('./DevDetail/FwV'))),
    on: 'reading',
  },
  {
    id: 'item-required',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6',
    summary: 'Add, Copy, Delete, Get, Replace and Results have at least one Item.',
    docs:
      'A command without an Item says nothing about any node: there is nothing to carry out and nothing that a Status could answer. ' +
      'Clients answer 400 or drop the message. Add an Item with the Target that is meant, or take the command away.',
    breaks: fromServer('<Get><CmdID>2</CmdID></Get>'),
    keeps: fromServer(get(target('./DevDetail/FwV'))),
    on: 'reading',
  },
  {
    id: 'exec-one-item',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.6',
    summary: 'Exec has an Item, which names the node to start.',
    docs:
      'Exec starts the process that one node stands for, so that its Item is what it is all about. Without one a client has nothing to run and answers 400 or 412. ' +
      'Give it an Item with the Target of the node.',
    breaks: fromServer('<Exec><CmdID>2</CmdID></Exec>'),
    keeps: fromServer(`<Exec><CmdID>2</CmdID><Item>${target('./Vendor/Example/Restart')}</Item></Exec>`),
    on: 'reading',
  },
  {
    id: 'exec-many-items',
    group: 'command',
    severity: 'warning',
    clause: 'DM-REP 6.6.6',
    summary: 'Exec has no more than one Item.',
    docs:
      'The content model gives Exec a single Item; the text of the protocol speaks of one or more. Most clients run the first one and pass over the rest, and their one Status then says nothing of the others. ' +
      'Send an Exec for each node.',
    breaks: fromServer(`<Exec><CmdID>2</CmdID><Item>${target('./Vendor/Example/Restart')}</Item><Item>${target('./Vendor/Example/Reset')}</Item></Exec>`),
    keeps: fromServer(`<Exec><CmdID>2</CmdID><Item>${target('./Vendor/Example/Restart')}</Item></Exec>\n<Exec><CmdID>3</CmdID><Item>${target('./Vendor/Example/Reset')}</Item></Exec>`),
    on: 'reading',
  },
  {
    id: 'item-target-required',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6',
    summary: 'An Item of a command to the tree names its node by Target.',
    docs:
      'The node that a server means is the LocURI of the Item’s Target; Source is for what a client tells of itself, and for what a Copy reads. ' +
      'An Item without a Target addresses nothing: clients answer 400 or 404. Name the node in Target.',
    breaks: fromServer(get(source('./DevDetail/FwV'))),
    keeps: fromServer(get(target('./DevDetail/FwV'))),
    on: 'message',
    check: (message, report) => {
      for (const [item, { name }] of itemsOf(message, withOneTarget)) {
        // What a client may not send at all is told as that.
        if (item.target !== undefined || (message.sender === 'client' && name !== 'Replace')) continue;
        // What a client tells of itself stands in Source. [DM-PRO 8.3]
        if (name === 'Replace' && item.source !== undefined && message.sender !== 'server') continue;
        const found = item.source === undefined ? 'names no node' : 'names its node by Source';
        report(item.source ?? item.element, `The Item of ${name} ${found}; the node is named by Target.`, item.source === undefined ? {} : { data: 'source' });
      }
    },
    fix: (found, { message, text }) => {
      if (found.data !== 'source' || message === undefined) return undefined;
      for (const [{ source: wrong }] of itemsOf(message, withOneTarget)) {
        if (wrong?.nameRange.start === found.range.start) return { title: 'Write Target', edits: editXml(text, [{ kind: 'rename', of: wrong, name: wrong.name.replace('Source', 'Target') }]) };
      }
      return undefined;
    },
  },
  {
    id: 'locuri-bare-text',
    group: 'command',
    severity: 'error',
    clause: 'RepPro 6.1.10',
    summary: 'Target and Source hold their address in a LocURI.',
    docs:
      'Target and Source hold elements: a LocURI with the address, and perhaps a LocName. Some worked messages in the specifications write the address as bare text, and clients whose parser follows the content model find no address then. ' +
      'Put the address into a LocURI.',
    breaks: fromServer(get('<Target>./DevDetail/FwV</Target>')),
    keeps: fromServer(get(target('./DevDetail/FwV'))),
    on: 'reading',
    fix: (found, { document, text }) => {
      const { root } = document;
      if (root === undefined) return undefined;
      const waiting = [root];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (next.nameRange.start === found.range.start) {
          const { start, end } = valueRange(next, text);
          const name = next.name.replace(/\w+$/, 'LocURI');
          return { title: 'Put the address into LocURI', edits: [{ range: { start, end }, newText: `<${name}>${text.slice(start, end)}</${name}>` }] };
        }
        waiting.push(...childElements(next).filter(({ range }) => range.start <= found.range.start && found.range.start < range.end));
      }
      return undefined;
    },
  },
  {
    id: 'copy-source-target',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.4',
    summary: 'An Item of Copy names the leaf to read by Source and the leaf to write by Target.',
    docs:
      'Copy takes the value of one leaf and puts it into another, so that it needs both addresses. With one of them missing a client can’t tell what is meant and answers 400 or 404. Give both.',
    breaks: fromServer(`<Copy><CmdID>2</CmdID><Item>${target('./Vendor/Example/Backup')}</Item></Copy>`),
    keeps: fromServer(`<Copy><CmdID>2</CmdID><Item>${target('./Vendor/Example/Backup')}${source('./Vendor/Example/Mode')}</Item></Copy>`),
    on: 'message',
    check: (message, report) => {
      for (const [item] of itemsOf(message, copies)) {
        const lacking = [...(item.source === undefined ? ['Source'] : []), ...(item.target === undefined ? ['Target'] : [])];
        if (lacking.length > 0) report(item.element, `The Item of Copy lacks ${lacking.join(' and ')}; it needs both Source and Target.`);
      }
    },
  },
  {
    id: 'delete-root',
    group: 'command',
    severity: 'error',
    clause: 'DM-REP 6.6.5',
    summary: 'The root of the tree is not deleted.',
    docs:
      'The root is permanent, and everything that a device holds is below it: no device carries this out, all answer 405. Name the dynamic node that shall go.',
    breaks: fromServer(`<Delete><CmdID>2</CmdID><Item>${target('.')}</Item></Delete>`),
    keeps: fromServer(`<Delete><CmdID>2</CmdID><Item>${target('./Vendor/Example/Old')}</Item></Delete>`),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [{ targetUri }] of itemsOf(message, deletes)) {
        if (targetUri !== undefined && addressOf(targetUri) === '.') report(valueRange(targetUri, text), 'Delete names the root of the tree, which no device deletes.');
      }
    },
  },
  {
    id: 'delete-property',
    group: 'command',
    severity: 'error',
    clause: 'TND 7.5',
    summary: 'Add, Copy, Delete and Exec address nodes, not properties of nodes.',
    docs:
      'Properties come and go with their node: they can be read, and some of them replaced, but neither added nor deleted, copied or run. A device answers 405. ' +
      'To empty an access control list or a title, Replace the property with an empty value.',
    breaks: fromServer(`<Delete><CmdID>2</CmdID><Item>${target('./Vendor/Example/Mode?prop=Title')}</Item></Delete>`),
    keeps: fromServer(`<Delete><CmdID>2</CmdID><Item>${target('./Vendor/Example/Mode')}</Item></Delete>`),
    on: 'message',
    check: (message, report, { text }) => {
      for (const [{ targetUri, sourceUri }, { name }] of itemsOf(message, notOnProperties)) {
        for (const uri of name === 'Copy' ? [targetUri, sourceUri] : [targetUri]) {
          // [TND 7.5]
          if (uri !== undefined && /\?prop=/.test(addressOf(uri))) report(valueRange(uri, text), `${name} on a property: ${quoted(addressOf(uri))}; properties can only be read, and some replaced.`);
        }
      }
    },
  },
  {
    id: 'duplicate-target-in-command',
    group: 'command',
    severity: 'warning',
    clause: 'practice',
    summary: 'A command names each node once.',
    docs:
      'The same node twice in one command is mostly left over from copying an Item. A client carries out both, so that the second value wins or the second Add fails with 418, and a Status that tells Items apart by their TargetRef can’t tell these two. ' +
      'Take one of them away, or send two commands.',
    breaks: fromServer(`<Get><CmdID>2</CmdID><Item>${target('./DevDetail/FwV')}</Item><Item>${target('./DevDetail/FwV')}</Item></Get>`),
    keeps: fromServer(`<Get><CmdID>2</CmdID><Item>${target('./DevDetail/FwV')}</Item><Item>${target('./DevDetail/SwV')}</Item></Get>`),
    on: 'message',
    check: (message, report, { text, uri }) => {
      for (const command of message.commands) {
        if (!treeCommands.has(command.name) || command.items.length < 2) continue;
        const seen = new Map<string, (typeof command.items)[number]>();
        for (const item of command.items) {
          const { targetUri } = item;
          if (targetUri === undefined) continue;
          const key = keyOf(addressOf(targetUri));
          const first = seen.get(key);
          seen.set(key, first ?? item);
          // Chunks of one object may follow each other. [DM-PRO 7]
          if (first?.targetUri === undefined || first.moreData || key === '') continue;
          const related = [{ uri, range: valueRange(first.targetUri, text), message: 'It is named here already.' }];
          report(valueRange(targetUri, text), `${command.name} names ${quoted(addressOf(targetUri))} twice.`, { related });
        }
      }
    },
  },
];

function keyOf(address: string): string {
  const mark = address.indexOf('?');
  const segments = segmentsOf(address);
  return segments === undefined ? address : `${segments.join('/')}${mark < 0 ? '' : address.slice(mark)}`;
}
