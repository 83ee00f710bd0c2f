// Examples of rules: short in the tables, whole where they are checked.
import type { DocumentKind } from './subject';

export interface Example {
  /** What the pages show. */
  readonly shown: string;
  /** What is checked: documents in their order, one for all but sessions; `hex` holds octets instead of a text. */
  readonly documents: readonly { readonly name: string; readonly text?: string; readonly hex?: string }[];
  readonly kind: DocumentKind | 'session' | 'bytes';
  /** The texts of the descriptions that are at hand; with none of one's own, those of the standard objects still are. */
  readonly describedBy?: readonly string[];
}

/** The same with a description of the device at hand that holds these nodes; none: the standard objects alone. */
export function against(nodes: string, example: Example): Example {
  const descriptions = described(nodes).documents.map(({ text = '' }) => text);
  return { ...example, describedBy: nodes === '' ? [] : descriptions, ...(nodes !== '' && { shown: `${nodes}\n\n${example.shown}` }) };
}

/** A document as it stands. */
export function whole(kind: DocumentKind, text: string, name = nameOf(kind)): Example {
  return { shown: text, kind, documents: [{ name, text }] };
}

/** Commands (with their CmdIDs) in the body of a message that the server sends, as an answer to message 1 of the client. */
export function fromServer(commands: string): Example {
  return body(commands, serverAddresses, statusOfHeader);
}

/** The same from the client: the second message of a session, with the Status that it owes to the header. */
export function fromClient(commands: string): Example {
  return body(commands, clientAddresses, statusOfHeader);
}

/** The first message of a client, with its alert and its device information; `commands` come after these. */
export function firstFromClient(commands: string): Example {
  return body(commands, clientAddresses, packageOne);
}

/** The header's children after VerDTD ... MsgID, Target and Source: Cred and Meta, of a first message of the client. */
export function inHeader(children: string): Example {
  return { shown: children, kind: 'message', documents: [{ name: nameOf('message'), text: message(header(clientAddresses, children), packageOne) }] };
}

/** The text of a client's first message. */
export function firstMessage(): string {
  return message(header(clientAddresses, ''), packageOne);
}

/** A message with one piece of it replaced, which is what is shown: the client's first, or the server's answer. */
export function replacing(piece: string, by = piece, sender: 'client' | 'server' = 'client'): Example {
  const text = sender === 'client' ? firstMessage() : message(header(serverAddresses, ''), statusOfHeader);
  return { shown: by, kind: 'message', documents: [{ name: nameOf('message'), text: text.replace(piece, () => by) }] };
}

/** Nodes in a description. */
export function described(nodes: string): Example {
  return { shown: nodes, kind: 'description', documents: [{ name: nameOf('description'), text: `<MgmtTree xmlns="syncml:dmddf1.2">\n<VerDTD>1.2</VerDTD>\n${nodes}\n</MgmtTree>` }] };
}

/** Nodes in a serialised tree. */
export function serialised(nodes: string): Example {
  return { shown: nodes, kind: 'tree', documents: [{ name: nameOf('tree'), text: `<MgmtTree xmlns="syncml:dmddf1.2">\n<VerDTD>1.2</VerDTD>\n${nodes}\n</MgmtTree>` }] };
}

/** Children of a download descriptor. */
export function inDescriptor(children: string): Example {
  return { shown: children, kind: 'descriptor', documents: [{ name: nameOf('descriptor'), text: `<media xmlns="http://www.openmobilealliance.org/xmlns/dd">\n${children}\n</media>` }] };
}

/** Messages of a session in their order; made with `clientMessage` and `serverMessage`. */
export function session(...messages: readonly string[]): Example {
  return { shown: messages.join('\n'), kind: 'session', documents: messages.map((text, index) => ({ name: `${index + 1}.syncml`, text })) };
}

/** A message of the client for `session`; its commands whole, the Status to the header included. */
export function clientMessage(msgId: number, commands: string, headerChildren = ''): string {
  return message(header(clientAddresses, headerChildren, msgId), commands);
}

export function serverMessage(msgId: number, commands: string, headerChildren = ''): string {
  return message(header(serverAddresses, headerChildren, msgId), commands);
}

/** The commands of a client's first message. CmdIDs 1 and 2. */
export const packageOne = `<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>
<Replace><CmdID>2</CmdID>${(['DevId', 'Man', 'Mod', 'DmV', 'Lang'] as const)
  .map((leaf, index) => `<Item><Source><LocURI>./DevInfo/${leaf}</LocURI></Source><Data>${['IMEI:493005100592800', 'Example', 'One', '1.2', 'en'][index] ?? ''}</Data></Item>`)
  .join('')}</Replace>`;

/** The Status that a message owes to the header of message 1. CmdID 1. */
export const statusOfHeader = '<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>';

interface Addresses {
  readonly target: string;
  readonly source: string;
}

const clientAddresses: Addresses = { target: 'http://dm.example.com/dm', source: 'IMEI:493005100592800' };
const serverAddresses: Addresses = { target: clientAddresses.source, source: clientAddresses.target };

function body(commands: string, addresses: Addresses, before: string): Example {
  return { shown: commands, kind: 'message', documents: [{ name: nameOf('message'), text: message(header(addresses, ''), `${before}\n${commands}`) }] };
}

function header({ target, source }: Addresses, children: string, msgId = 1): string {
  const versions = '<VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>';
  return `${versions}<SessionID>1A</SessionID><MsgID>${msgId}</MsgID><Target><LocURI>${target}</LocURI></Target><Source><LocURI>${source}</LocURI></Source>${children}`;
}

function message(head: string, commands: string): string {
  return `<SyncML xmlns="SYNCML:SYNCML1.2">\n<SyncHdr>${head}</SyncHdr>\n<SyncBody>\n${commands}\n<Final/>\n</SyncBody>\n</SyncML>`;
}

function nameOf(kind: DocumentKind): string {
  return { message: 'message.syncml', description: 'device.ddf', tree: 'values.tnds', descriptor: 'firmware.dd', report: 'report.txt' }[kind];
}
