// What only one end may send.
import { editXml } from '../../xml/edit';
import { valueRange, quoted } from '../elementText';
import { fromClient, fromServer } from '../examples';
import type { Rule } from '../rule';
import { addressOf, isDevInfo, itemsOf } from './visit';

const replaceNames: ReadonlySet<string> = new Set(['Replace']);
const serverCommands: ReadonlySet<string> = new Set(['Add', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Sequence']);

const get = '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevDetail/FwV</LocURI></Target></Item></Get>';
const tell = (part: 'Source' | 'Target', uri: string): string =>
  `<Replace><CmdID>2</CmdID><Item><${part}><LocURI>${uri}</LocURI></${part}><Data>1.1</Data></Item></Replace>`;

export const directionRules: readonly Rule[] = [
  {
    id: 'client-command',
    group: 'command',
    severity: 'error',
    clause: 'DM-PRO 8',
    summary: 'A client sends Alert, Replace with its device information, Results and Status, nothing else.',
    docs:
      'The tree is the client’s own: it is the server that reads and changes it. A client answers, tells what has happened by an Alert and who it is by a Replace; servers answer any other command with 405 or 406, or end the session. ' +
      'Where the addresses of the header are the wrong way round, mend these.',
    breaks: fromClient(get),
    keeps: fromServer(get),
    on: 'message',
    check: (message, report) => {
      if (message.sender !== 'client') return;
      for (const { name, container, element } of message.commands) {
        // [DM-PRO 8]
        if (container === undefined && serverCommands.has(name)) report(element, `${name} in a message of the client; only servers send it.`);
      }
    },
  },
  {
    id: 'client-replace-not-devinfo',
    group: 'command',
    severity: 'warning',
    clause: 'DM-PRO 8.3',
    summary: 'What a client replaces is below ./DevInfo.',
    docs:
      'The Replace of a client’s first package tells the server what ./DevInfo holds. Nodes outside are for the server to ask for; servers pass over what they didn’t ask, or answer 405. ' +
      'Send it as Results of a Get, or as an Alert.',
    breaks: fromClient(tell('Source', './DevDetail/FwV')),
    keeps: fromClient(tell('Source', './DevInfo/DmV')),
    on: 'message',
    check: (message, report, { text }) => {
      if (message.sender !== 'client') return;
      for (const [{ sourceUri, targetUri }] of itemsOf(message, replaceNames)) {
        const uri = sourceUri ?? targetUri;
        const address = addressOf(uri);
        if (uri !== undefined && address !== '' && !isDevInfo(address)) report(valueRange(uri, text), `A client’s Replace of ${quoted(address)}, which is not below ./DevInfo.`);
      }
    },
  },
  {
    id: 'replace-devinfo-source',
    group: 'command',
    severity: 'error',
    clause: 'DM-PRO 8.3',
    summary: 'A client names the nodes of its device information by Source.',
    docs:
      'What a client tells of itself comes from its own tree, so that its address is the Source of the Item; a Target would be a node of the server’s. Servers that look for Source find no device information and refuse the session. ' +
      'Write Source instead of Target.',
    breaks: fromClient(tell('Target', './DevInfo/DmV')),
    keeps: fromClient(tell('Source', './DevInfo/DmV')),
    on: 'message',
    check: (message, report) => {
      if (message.sender !== 'client') return;
      for (const [{ source, target, targetUri }] of itemsOf(message, replaceNames)) {
        // [DM-PRO 8.3]
        if (source === undefined && target !== undefined && isDevInfo(addressOf(targetUri))) report(target, 'Device information is named by Target; the client names it by Source.');
      }
    },
    fix: (found, { message, text }) => {
      if (message === undefined) return undefined;
      for (const [{ target }] of itemsOf(message, replaceNames)) {
        if (target?.nameRange.start === found.range.start) return { title: 'Write Source', edits: editXml(text, [{ kind: 'rename', of: target, name: target.name.replace('Target', 'Source') }]) };
      }
      return undefined;
    },
  },
];
