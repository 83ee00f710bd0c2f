// SessionLog from texts: a folder of messages, a client's log with other lines between them, a file whose root wraps
// them. Each message becomes a text of its own, and what is found in it goes back to its place in the file.
import { utf8 } from '../base/bytes';
import type { Finding } from './finding';
import type { LoggedNotification, SessionLog, SessionMessage } from './sessionFacts';
import type { Subject } from './subject';

export interface LogFile {
  readonly uri: string;
  readonly text: string;
}

/** A message where it stands. */
export interface LoggedMessage {
  readonly uri: string;
  readonly text: string;
  /** Where `text` begins in its file. */
  readonly start: number;
  /** The URL of the request line before it. */
  readonly sentTo?: string;
}

export interface SplitLog {
  readonly messages: readonly LoggedMessage[];
  readonly notifications: readonly LoggedNotification[];
}

export interface ReadLog {
  readonly log: SessionLog;
  /** Where the messages of `log` stand, one for each. */
  readonly messages: readonly LoggedMessage[];
}

/**
 * The messages of several files as one log, in the order of the files. Messages of data synchronisation are left out:
 * `subjectOf` has laid none out for them.
 */
export function readSessionLog(files: readonly LogFile[], subjectOf: (text: string, uri: string) => Subject): ReadLog {
  const messages: SessionMessage[] = [];
  const places: LoggedMessage[] = [];
  const notifications: LoggedNotification[] = [];
  for (const file of files) {
    const split = splitLog(file);
    const before: number[] = [];
    for (const logged of split.messages) {
      before.push(messages.length);
      const subject = subjectOf(logged.text, logged.uri);
      if (subject.message === undefined) continue;
      messages.push({ subject, facts: subject.message, size: leastSize(logged.text), ...(logged.sentTo !== undefined && { sentTo: logged.sentTo }) });
      places.push(logged);
    }
    for (const { before: at, sessionId } of split.notifications) notifications.push({ before: before[at] ?? messages.length, sessionId });
  }
  return { log: { messages, ...(notifications.length > 0 && { notifications }) }, messages: places };
}

/** A finding in a message, as one in the file that the message stands in. */
export function inFile<Found extends Finding>(finding: Found, { start }: LoggedMessage): Found {
  if (finding.uri !== undefined) return finding;
  return { ...finding, range: { start: finding.range.start + start, end: finding.range.end + start } };
}

/** The fewest octets that a message can have been sent in: a log lays out what had no white space between its tags. */
export function leastSize(text: string): number {
  return utf8(text.replace(/>\s+</g, '><').trim()).length;
}

interface OpenMessage {
  readonly start: number;
  readonly prefix: string;
  readonly sentTo: string | undefined;
}

/**
 * What counts in a log: comments and CDATA sections, which are passed over; tags of SyncML; request lines with a whole
 * address; notifications as this product writes them.
 */
const marks = /<!--|<!\[CDATA\[|<(?<closing>\/?)(?<prefix>(?:[\w.-]{1,40}:)?)SyncML(?=[\s>/])|\bPOST[ \t]+(?<url>https?:\/\/[^\s"'<>]{1,2000})|<notification\s[^<>]{0,400}?\bsession-id="(?<session>[0-9A-Fa-f]{1,4})"/g;

/** The messages of one file. A message that isn't closed ends where the next one begins. Time is linear in the text. */
export function splitLog({ uri, text }: LogFile): SplitLog {
  const messages: LoggedMessage[] = [];
  const notifications: LoggedNotification[] = [];
  const ends = { '-->': 0, ']]>': 0, '>': 0 };
  let open: OpenMessage | undefined;
  let sentTo: string | undefined;
  const close = (end: number): void => {
    if (open === undefined) return;
    const own = text.slice(open.start, end).trimEnd();
    messages.push({ uri, text: own, start: open.start, ...(open.sentTo !== undefined && { sentTo: open.sentTo }) });
    open = undefined;
  };
  /** Behind the next one; undefined where there is none. What was found last still holds, since the places only grow. */
  const behind = (end: keyof typeof ends, from: number): number | undefined => {
    if (ends[end] >= 0 && ends[end] < from) ends[end] = text.indexOf(end, from);
    return ends[end] < 0 ? undefined : ends[end] + end.length;
  };
  marks.lastIndex = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const { closing, prefix = '', url, session } = mark.groups ?? {};
    const at = marks.lastIndex;
    // What isn't closed is nothing to pass over.
    if (mark[0] === '<!--') marks.lastIndex = behind('-->', at) ?? at;
    // Outside of messages anything may stand, and brackets mean nothing.
    else if (mark[0] === '<![CDATA[') marks.lastIndex = (open === undefined ? undefined : behind(']]>', at)) ?? at;
    else if (url !== undefined) sentTo = open === undefined ? url : sentTo;
    else if (session !== undefined) {
      if (open === undefined) notifications.push({ before: messages.length, sessionId: parseInt(session, 16) });
    } else if (closing === '') {
      close(mark.index);
      open = { start: mark.index, prefix, sentTo };
      sentTo = undefined;
      const end = behind('>', at);
      if (end !== undefined && text[end - 2] === '/') close(end);
    } else if (open?.prefix === prefix) close(behind('>', at) ?? text.length);
  }
  close(text.length);
  return { messages, notifications };
}
