// Examples of octets: WBXML and notifications in hexadecimal, HTTP as text.
import type { Example } from '../examples';

const names = { notification: 'notification.bin', wbxml: 'message.wbxml' } as const;

/** `hex` as it is shown. */
export function octets(kind: keyof typeof names, hex: string): Example {
  return { shown: hex, kind: 'bytes', documents: [{ name: names[kind], hex }] };
}

/** The lines of a head, and a body. */
export function http(lines: readonly string[], body: string): Example {
  return { shown: `${lines.join('\n')}\n\n${body}`, kind: 'bytes', documents: [{ name: 'exchange.http', text: `${lines.join('\r\n')}\r\n\r\n${body}` }] };
}

/** A message of SyncML 1.2 in WBXML that holds no more than a header with VerDTD; its parts can be replaced. */
export const smallMessage = { head: '02 A4 01 6A 00', body: '6D 6C 71 03 31 2E 32 00 01 01 01' } as const;

/** The head of a request that brings a message to a server. */
export const requestHead: readonly string[] = [
  'POST /dm HTTP/1.1',
  'Host: dm.example.com',
  'Content-Type: application/vnd.syncml.dm+xml; charset=utf-8',
  'Accept: application/vnd.syncml.dm+xml',
  'Cache-Control: no-store',
];
