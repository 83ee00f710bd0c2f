// Rules of elements that device management doesn't use, and of white space around values.
import { editXml } from '../../xml/edit';
import { textOf } from '../../xml/element';
import { elementAt } from '../elementAt';
import { fromServer, whole } from '../examples';
import type { Rule } from '../rule';

const item = '<Item><Target><LocURI>./Vendor/Update</LocURI></Target></Item>';

/** A message of the server by version 1.1. */
function version11(commands: string): string {
  const header = '<VerDTD>1.1</VerDTD><VerProto>DM/1.1</VerProto><SessionID>1A</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:493005100592800</LocURI></Target><Source><LocURI>http://dm.example.com/dm</LocURI></Source>';
  const status = '<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>';
  return `<SyncML xmlns="SYNCML:SYNCML1.1">\n<SyncHdr>${header}</SyncHdr>\n<SyncBody>\n${status}\n${commands}\n<Final/>\n</SyncBody>\n</SyncML>`;
}

export const usageRules: readonly Rule[] = [
  {
    id: 'whitespace-value',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    clause: 'RepPro 5.6',
    summary: 'No white space stands around numbers, references, names and addresses.',
    docs: 'Some recipients trim values and some do not; to the latter ` ./DevInfo ` is another address than `./DevInfo` and is not found. Printers of XML that break lines put such white space in. The mend takes it away.',
    breaks: fromServer('<Get><CmdID>2</CmdID><Item><Target><LocURI> ./DevInfo </LocURI></Target></Item></Get>'),
    keeps: fromServer('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get>'),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      if (found === undefined || found.children.some(({ kind }) => kind !== 'text')) return undefined;
      return { title: 'Remove the white space around it', edits: editXml(text, [{ kind: 'value', of: found, value: textOf(found).trim() }]) };
    },
  },
  {
    id: 'not-used-in-dm',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    clause: 'DM-REP 6.1',
    summary: 'No element stands there that device management has no use for.',
    docs: 'Archive, Lang, NoResp, NoResults, NumberOfChanges, SftDel, the parents of Items and Filter belong to data synchronisation. Recipients of device management pass over them or refuse the command with 406; NoResp in particular does not keep a Status away. The mend removes the element.',
    breaks: fromServer('<Get><CmdID>2</CmdID><NoResp/><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'),
    keeps: fromServer('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found === undefined ? undefined : { title: `Remove ${found.name}`, edits: editXml(text, [{ kind: 'remove', node: found }]) };
    },
  },
  {
    id: 'command-not-in-dm',
    group: 'message',
    on: 'reading',
    severity: 'error',
    clause: 'DM-REP 6.6',
    summary: 'No command stands there that only data synchronisation has.',
    docs: 'Map, Move, Put, Search and Sync have no meaning for a management tree; a device answers them with 406 or 501. To write a value use Add or Replace, to read one Get.',
    breaks: fromServer('<Put><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target><Data>Example</Data></Item></Put>'),
    keeps: fromServer('<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>'),
  },
  {
    id: 'element-since-12',
    group: 'message',
    on: 'reading',
    severity: 'warning',
    clause: 'RepPro 1.2 DTD',
    summary: 'A message of version 1.1 holds no element that came with 1.2.',
    docs: 'Correlator came with version 1.2, as did Move, SourceParent and TargetParent. A peer that speaks 1.1 refuses them as unknown or passes over them, so the report of an update would arrive without what ties it to its Exec. Raise the version of the message, or leave the element out.',
    breaks: whole('message', version11(`<Exec><CmdID>2</CmdID><Correlator>a</Correlator>${item}</Exec>`)),
    keeps: whole('message', version11(`<Exec><CmdID>2</CmdID>${item}</Exec>`)),
  },
];
