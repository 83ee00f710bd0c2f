// Messages over HTTP: method and header fields. [DM-REP 6.2.1]
import { fromUtf8 } from '../../base/bytes';
import type { Range } from '../../base/problem';
import { dmWbxml, dmXml } from '../../session/encoding';
import { looksLikeWbxml } from '../../wbxml/readHeader';
import type { BytesFacts } from '../bytesFacts';
import { quoted } from '../elementText';
import type { BytesRule, Rule } from '../rule';
import { http, requestHead } from './examples';
import { readExchange, type Exchange } from './httpExchange';

const laidOut = new WeakMap<BytesFacts, Exchange>();

function exchangeOf(facts: BytesFacts): Exchange {
  let read = laidOut.get(facts);
  if (read === undefined) laidOut.set(facts, (read = readExchange(facts.bytes)));
  return read;
}

function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

/** Those that carry a message, or a bootstrap, whose digest stands in the parameters. */
const known: ReadonlySet<string> = new Set([dmXml, dmWbxml]);

type Check = (exchange: Exchange, report: (where: Range, message: string) => void) => void;

interface Checked extends Pick<BytesRule, 'id' | 'severity' | 'clause' | 'summary' | 'docs'> {
  readonly head: readonly string[];
  readonly check: Check;
}

const message = '<SyncML xmlns="SYNCML:SYNCML1.2"><!-- ... --></SyncML>';

function checked({ head, check, ...words }: Checked): BytesRule {
  return {
    ...words,
    group: 'bytes',
    on: 'bytes',
    breaks: http(head, message),
    keeps: http(requestHead, message),
    check: (facts, report) => {
      if (facts.kind === 'http') check(exchangeOf(facts), report);
    },
  };
}

const withField = (field: RegExp, by?: string): readonly string[] => requestHead.flatMap((line) => (field.test(line) ? (by === undefined ? [] : [by]) : [line]));

export const transportRules: readonly Rule[] = [
  checked({
    id: 'h-content-type',
    severity: 'error',
    clause: 'DM-REP 6.2.1',
    summary: `The Content-Type of a message is ${dmXml} or ${dmWbxml}.`,
    docs:
      'By the Content-Type a server tells a message from anything else that is posted to it, and XML from WBXML. With text/xml, or the type of data synchronisation, servers answer 415 or 400, or hand the body to the wrong program. A parameter such as charset may follow.',
    head: withField(/^Content-Type/, 'Content-Type: text/xml; charset=utf-8'),
    check: ({ fields, body, start }, report) => {
      const field = fields.get('content-type');
      // [DM-REP 6.2.1]
      if (field === undefined) {
        if (body.length > 0) report(start, `The message has no Content-Type; it is ${dmXml} or ${dmWbxml}.`);
      } else if (!known.has(mediaType(field.value))) report(field.range, `The Content-Type is ${quoted(field.value)}; that of a message is ${dmXml} or ${dmWbxml}.`);
    },
  }),
  checked({
    id: 'h-content-mismatch',
    severity: 'error',
    clause: 'DM-REP 6.2.1',
    summary: 'The body is in the encoding that the Content-Type names.',
    docs: 'A receiver goes by the Content-Type and gives the body to the one parser or the other, which fails with the first octet. XML begins with a <, WBXML with its version, 01 to 03. Change the one or the other.',
    head: withField(/^Content-Type/, `Content-Type: ${dmWbxml}`),
    check: ({ fields, body, bodyStart }, report) => {
      const type = mediaType(fields.get('content-type')?.value ?? '');
      const found = encodingIn(body);
      if (found === undefined || !known.has(type) || type === found) return;
      report({ start: bodyStart, end: bodyStart + 1 }, `The body is ${found === dmXml ? 'XML' : 'WBXML'}, but the Content-Type is ${type}.`);
    },
  }),
  checked({
    id: 'h-method',
    severity: 'error',
    clause: 'SyncML HTTP 5',
    summary: 'A client sends its messages by POST.',
    docs: 'Each message of a client is the body of a POST, and the server’s next one that of its response. GET has no body, and servers answer other methods with 405. The download of a package is another matter, and goes by GET.',
    head: withField(/^POST/, 'PUT /dm HTTP/1.1'),
    check: ({ method, start }, report) => {
      if (method !== undefined && method !== 'POST') report({ start: start.start, end: start.start + method.length }, `The method is ${method.slice(0, 40)}; messages go by POST.`);
    },
  }),
  checked({
    id: 'h-accept',
    severity: 'information',
    clause: 'SyncML HTTP 5.3.3',
    summary: 'A request says by Accept which encodings its client takes.',
    docs: 'By Accept a server knows whether it may answer in WBXML, in XML or in either. Without it a server answers in the encoding of the request, which is what nearly all clients want.',
    head: withField(/^Accept/),
    check: ({ method, fields, start }, report) => {
      if (method === 'POST' && !fields.has('accept')) report(start, 'The request has no Accept; the server has to guess which encodings the client takes.');
    },
  }),
  checked({
    id: 'h-cache',
    severity: 'information',
    clause: 'SyncML HTTP 5.3.2',
    summary: 'Messages are sent with Cache-Control: no-store.',
    docs: 'A proxy between client and server that keeps messages could answer one session with those of another, and credentials would lie about. Answers to POST are hardly ever kept, so that leaving it out does no harm in practice; private beside it is usual.',
    head: withField(/^Cache-Control/),
    check: ({ fields, start }, report) => {
      const said = fields.get('cache-control');
      if (said === undefined) report(start, 'Cache-Control is missing; it should say no-store.');
      else if (!/(?:^|[,\s])no-store(?:$|[,\s])/i.test(said.value)) report(said.range, `Cache-Control is ${quoted(said.value)}; it should say no-store.`);
    },
  }),
];

/** The media type of what a body holds; undefined where it is neither. */
function encodingIn(body: Uint8Array): string | undefined {
  if (looksLikeWbxml(body)) return dmWbxml;
  return /^\uFEFF?\s*<[?!\w]/.test(fromUtf8(body.subarray(0, 200))) ? dmXml : undefined;
}
