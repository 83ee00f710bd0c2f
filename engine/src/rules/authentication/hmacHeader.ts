// The rule of the header field that a MAC travels in.
import { fromBase64, toHex, utf8 } from '../../base/bytes';
import type { Range } from '../../base/problem';
import { readHmacHeader } from '../../syncml/credentials';
import { quoted } from '../elementText';
import type { Example } from '../examples';
import type { Rule } from '../rule';

const body = '<SyncML xmlns="SYNCML:SYNCML1.2"></SyncML>';

function posting(field: string): Example {
  const request = [
    'POST /dm HTTP/1.1',
    'Host: dm.example.com',
    'Content-Type: application/vnd.syncml.dm+xml',
    `Content-Length: ${body.length}`,
    'Accept: application/vnd.syncml.dm+xml',
    'Cache-Control: no-store',
    field,
  ].join('\r\n');
  return { shown: field, kind: 'bytes', documents: [{ name: 'message.http', hex: toHex(utf8(`${request}\r\n\r\n${body}`)) }] };
}

export const hmacHeaderRules: readonly Rule[] = [
  {
    id: 'cred-hmac-header',
    group: 'authentication',
    on: 'bytes',
    severity: 'error',
    clause: 'DM-SEC 5.4.3',
    summary: 'The field x-syncml-hmac holds a username and a mac, and an algorithm that is MD5 or missing.',
    docs: 'The field authenticates a message whose Cred is missing, so a recipient that cannot read it answers 401 or 407. The user name stands in quotes and is the LocName of Source; the mac is the Base64 of 16 octets; MD5 is the only algorithm that is defined, and the one that is meant where none is named.',
    breaks: posting('x-syncml-hmac: algorithm=MD5, mac=FHnhdrYhOEz8OpNeJhEFfA=='),
    keeps: posting('x-syncml-hmac: algorithm=MD5, username="device-user", mac=FHnhdrYhOEz8OpNeJhEFfA=='),
    check: ({ bytes, kind }, report) => {
      const field = kind === 'http' ? fieldIn(bytes) : undefined;
      if (field === undefined) return;
      const wrong = wrongWith(field.value);
      if (wrong !== undefined) report(field.range, wrong);
    },
  },
];

function wrongWith(value: string): string | undefined {
  const read = readHmacHeader(value);
  if (read === undefined) {
    const missing = ['username', 'mac'].filter((name) => !new RegExp(`(^|[,\\s])${name}\\s*=`, 'i').test(value));
    return missing.length === 0 ? 'x-syncml-hmac can\'t be read as a list of algorithm, username and mac.' : `x-syncml-hmac lacks ${missing.join(' and ')}.`;
  }
  if (!/^md5$/i.test(read.algorithm)) return `The algorithm of x-syncml-hmac is ${quoted(read.algorithm)}; MD5 is the only one that is defined.`;
  const octets = fromBase64(read.mac);
  if (octets === undefined) return `The mac ${quoted(read.mac)} isn't Base64.`;
  return octets.length === 16 ? undefined : `The mac is ${octets.length} octets long; MD5 gives 16.`;
}

/** The field of the message's head, with its place in octets. Lines of a head are ASCII, or octets that stand for themselves. */
function fieldIn(bytes: Uint8Array): { readonly value: string; readonly range: Range } | undefined {
  let start = 0;
  while (start < bytes.length) {
    const end = lineEnd(bytes, start);
    const line = ascii(bytes, start, end);
    if (line === '') return undefined;
    const [, before = '', value] = /^(x-syncml-hmac\s*:\s*)(.*)$/i.exec(line) ?? [];
    if (value !== undefined) return { value, range: { start: start + (value === '' ? 0 : before.length), end: start + line.length } };
    start = end + 1;
  }
  return undefined;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const at = bytes.indexOf(10, start);
  return at < 0 ? bytes.length : at;
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  let line = '';
  for (let at = start; at < end; at++) line += String.fromCharCode(bytes[at] ?? 0);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
