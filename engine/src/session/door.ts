// The door between octets and messages: what comes in is read with remarks, what goes out is written once.
import { fromUtf8Strictly, utf8 } from '../base/bytes';
import type { Problem } from '../base/problem';
import type { Message } from '../syncml/message';
import { readMessage } from '../syncml/readMessage';
import { writeMessage } from '../syncml/writeMessage';
import { readStrictly } from '../xml/strict';
import { writeXml } from '../xml/write';

/** The media type of a DM message in XML. [DM-REP 6.2.1] */
export const dmXml = 'application/vnd.syncml.dm+xml';

/** What became of octets that should be a message. */
export interface Opened {
  readonly message?: Message;
  readonly remarks: readonly string[];
  /** Why there is no message: the HTTP status that says so, and a sentence. */
  readonly refusal?: { readonly status: 400 | 413 | 415; readonly reason: string };
}

const mostRemarks = 50;

/** Reads a body; `maxOctets` is what we have said that we take in one message. Never throws. */
export function openMessage(bytes: Uint8Array, contentType: string | undefined, maxOctets: number): Opened {
  // [SyncML HTTP 5.3.3] One media type; its charset is UTF-8, said or not.
  if (!isDmXml(contentType)) {
    return refused(415, `A DM message is ${dmXml}, not ${contentType === undefined ? 'a body without a type' : `"${contentType.slice(0, 100)}"`}. [DM-REP 6.2.1]`);
  }
  if (bytes.length === 0) return refused(400, 'The body is empty; it should be one SyncML message. [SyncML HTTP 5.2]');
  // [METINF 5] MaxMsgSize binds the one who sends to us.
  if (bytes.length > maxOctets) {
    return refused(413, `The message has ${bytes.length} octets; MaxMsgSize allows ${maxOctets}. [METINF 5]`);
  }
  const text = fromUtf8Strictly(bytes);
  if (text === undefined) return refused(400, 'The body is not UTF-8. [SyncML HTTP 5.3.3]');
  const read = readStrictly(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if ('problem' in read) return refused(400, `The body is not well formed: ${read.problem.message} [RepPro 5.1]`);
  const { message, problems } = readMessage(read.document);
  const remarks = problems.slice(0, mostRemarks).map(sentence);
  if (message === undefined) {
    return { remarks, refusal: { status: 400, reason: `The body is not a SyncML message: ${remarks[0] ?? 'there is no SyncML element.'}` } };
  }
  return { message, remarks };
}

/** The octets of a message, as XML in UTF-8. */
export function packMessage(message: Message): Uint8Array {
  return utf8(writeXml(writeMessage(message)));
}

function isDmXml(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  return type === dmXml && (charset === undefined || charset === 'utf-8' || charset === 'us-ascii');
}

function refused(status: 400 | 413 | 415, reason: string): Opened {
  return { remarks: [reason], refusal: { status, reason } };
}

function sentence(problem: Problem): string {
  return problem.clause === undefined ? problem.message : `${problem.message} [${problem.clause}]`;
}
