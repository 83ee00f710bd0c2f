// The door between octets and messages: what comes in is read with remarks, what goes out is written once.
import { fromUtf8Strictly } from '../base/bytes';
import type { Problem } from '../base/problem';
import type { Message } from '../syncml/message';
import { readMessage } from '../syncml/readMessage';
import { writeMessage } from '../syncml/writeMessage';
import { decodeWbxml } from '../wbxml/decode';
import type { Element, XmlDocument } from '../xml/element';
import { readStrictly } from '../xml/strict';
import { dmWbxml, dmXml, encodingOf, octetsOf, type Encoding } from './encoding';

/** What became of octets that should be a message. */
export interface Opened {
  readonly message?: Message;
  /** Absent where the Content-Type isn't that of a DM message. */
  readonly encoding?: Encoding;
  readonly remarks: readonly string[];
  /** Why there is no message: the HTTP status that says so, and a sentence. */
  readonly refusal?: { readonly status: 400 | 413 | 415; readonly reason: string };
}

const mostRemarks = 50;

/** Reads a body; `maxOctets` is what we have said that we take in one message. Never throws. */
export function openMessage(bytes: Uint8Array, contentType: string | undefined, maxOctets: number): Opened {
  const encoding = encodingOf(contentType);
  // [SyncML HTTP 5.3.3] Two media types.
  if (encoding === undefined) {
    const what = contentType === undefined ? 'a body without a type' : `"${contentType.slice(0, 100)}"`;
    return refused(415, `A DM message is ${dmXml} in UTF-8 or ${dmWbxml}, not ${what}. [DM-REP 6.2.1]`);
  }
  return { ...openAs(encoding, bytes, maxOctets), encoding };
}

function openAs(encoding: Encoding, bytes: Uint8Array, maxOctets: number): Opened {
  if (bytes.length === 0) return refused(400, 'The body is empty; it should be one SyncML message. [SyncML HTTP 5.2]');
  // [METINF 5] MaxMsgSize binds the one who sends to us, and counts octets as they are sent.
  if (bytes.length > maxOctets) {
    return refused(413, `The message has ${bytes.length} octets; MaxMsgSize allows ${maxOctets}. [METINF 5]`);
  }
  const read = encoding === 'xml' ? readText(bytes) : readTokens(bytes);
  if ('refusal' in read) return read;
  const { message, problems } = readMessage(read.document);
  const remarks = [...read.problems, ...problems].slice(0, mostRemarks).map(sentence);
  if (message === undefined) {
    const why = problems.map(sentence)[0] ?? 'there is no SyncML element.';
    return { remarks, refusal: { status: 400, reason: `The body is not a SyncML message: ${why}` } };
  }
  return { message, remarks };
}

interface Read {
  readonly document: XmlDocument;
  /** What is odd and does no harm. */
  readonly problems: readonly Problem[];
}

function readText(bytes: Uint8Array): Read | Opened & { readonly refusal: NonNullable<Opened['refusal']> } {
  const text = fromUtf8Strictly(bytes);
  if (text === undefined) return refused(400, 'The body is not UTF-8. [SyncML HTTP 5.3.3]');
  const read = readStrictly(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if ('problem' in read) return refused(400, `The body is not well formed: ${read.problem.message} [RepPro 5.1]`);
  // [RepPro 5.4] Whoever names the namespace nowhere has put nothing in it.
  const unnamed = /<Meta>\s*<\w/.test(text) && !text.includes('syncml:metinf');
  const problem: Problem = { code: 'meta-namespace', severity: 'warning', message: 'What stands in Meta is not in the namespace syncml:metinf.', range: { start: 0, end: 0 }, clause: 'RepPro 5.4' };
  return { document: read.document, problems: unnamed ? [problem] : [] };
}

/** What the decoder could only guess at isn't carried out: a command may have lost half of what it says. */
function readTokens(bytes: Uint8Array): Read | Opened & { readonly refusal: NonNullable<Opened['refusal']> } {
  const { document, problems, header } = decodeWbxml(bytes, { embedded: 'always', maxProblems: mostRemarks, maxTableText: tableTextFor(bytes) });
  const broken = problems.find(({ severity }) => severity === 'error');
  if (broken !== undefined) return refused(400, `The body is not WBXML of SyncML: octet ${broken.range.start}: ${broken.message} [DM-REP 5]`);
  const { publicId, fields } = header;
  const unfit = (message: string): Problem => ({ code: 'public-id-form', severity: 'warning', message, range: fields.publicId, clause: 'DM-REP 5' });
  const [named] = /SyncML 1\.[01](?=\/\/)/i.exec(publicId.text ?? '') ?? [];
  const odd =
    publicId.text === undefined
      ? []
      : [unfit(named === undefined ? 'The public identifier stands in the string table instead of a number.' : `The public identifier says ${named}; messages of DM 1.2 are SyncML 1.2.`)];
  return { document, problems: [...problems.filter(({ severity }) => severity === 'warning'), ...odd] };
}

/** References to the string table may repeat, but a few octets don't become a text that fills the memory. */
function tableTextFor(bytes: Uint8Array): number {
  return 65_536 + 16 * bytes.length;
}

/** The octets of a message. `commands`: the elements of its commands, where they have been made already. */
export function packMessage(message: Message, encoding: Encoding = 'xml', commands?: readonly Element[]): Uint8Array {
  return octetsOf(writeMessage(message, commands), encoding);
}

function refused(status: 400 | 413 | 415, reason: string): Opened & { readonly refusal: NonNullable<Opened['refusal']> } {
  return { remarks: [reason], refusal: { status, reason } };
}

function sentence(problem: Problem): string {
  return problem.clause === undefined ? problem.message : `${problem.message} [${problem.clause}]`;
}
