// Pieces of the examples: a vendor's nodes, and the commands to them.
import { describedNode, type NodeWords } from '../nodeExamples';

/** `./Vendor` with nodes inside. */
export function vendor(inside: string): string {
  return describedNode('Vendor', { format: 'node' }, inside);
}

export function leaf(name: string, words: NodeWords = {}): string {
  return describedNode(name, { access: '<Get/><Replace/>', ...words });
}

/** An interior node with a leaf in it. */
export function interior(name: string, words: NodeWords = {}, inside = leaf('Value')): string {
  return describedNode(name, { format: 'node', ...words }, inside);
}

export const metinf = (format: string, type?: string): string =>
  `<Meta><Format xmlns="syncml:metinf">${format}</Format>${type === undefined ? '' : `<Type xmlns="syncml:metinf">${type}</Type>`}</Meta>`;

const command = (name: string, cmdId: number, uri: string, more = ''): string => `<${name}><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${uri}</LocURI></Target>${more}</Item></${name}>`;

export const get = (uri: string): string => command('Get', 2, uri);
export const exec = (uri: string): string => command('Exec', 2, uri);
export const remove = (uri: string): string => command('Delete', 2, uri);
export const replace = (uri: string, data: string, meta = metinf('chr')): string => command('Replace', 2, uri, `${meta}<Data>${data}</Data>`);
export const add = (uri: string, data = 'silent', cmdId = 2, meta = metinf('chr', 'text/plain')): string => command('Add', cmdId, uri, `${meta}<Data>${data}</Data>`);
export const addInterior = (uri: string, cmdId = 2, type?: string): string => command('Add', cmdId, uri, metinf('node', type));
export const results = (uri: string, data: string, format: string): string =>
  `<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\n<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>${uri}</LocURI></Source>${metinf(format, 'text/plain')}<Data>${data}</Data></Item></Results>`;
