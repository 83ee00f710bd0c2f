// `--session`: the messages of all files, in their order, as one log.
import { joined, type Finding } from '#engine/rules/finding';
import { lint } from '#engine/rules/lint';
import { lintSession } from '#engine/rules/lintSession';
import { inFile, readSessionLog, splitLog } from '#engine/rules/sessionLog';
import type { SessionLog, SessionSecrets } from '#engine/rules/sessionFacts';
import type { RuleSettings } from '#engine/rules/settings';
import type { Fenced } from '#engine/rules/run';
import type { Subject } from '#engine/rules/subject';
import { subjectOfModel } from '../../language/checkLinted';
import { modelOf } from '../../language/documentModel';
import type { LintOptions } from '../../language/lintOptions';
import type { Source } from './source';

/** Whether a text is a log: messages with other lines around them, or several messages. */
export function isLog({ uri, text, octets }: Source): boolean {
  if (octets !== undefined) return false;
  const { messages } = splitLog({ uri, text });
  const [only, ...others] = messages;
  return only !== undefined && (others.length > 0 || !/^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*$/.test(text.slice(0, only.start)));
}

/** What is wrong with each message of a log by itself, where it stands in the file. */
export function logFindings(source: Source, options: LintOptions, fenced: Fenced): readonly Finding[] {
  return splitLog(source).messages.flatMap((logged) => {
    const subject = messageIn(logged.text, source.uri, options);
    return subject === undefined ? [] : lint(subject, options.settings ?? {}, fenced).map((finding) => inFile(finding, logged));
  });
}

/** What is wrong with the session that the messages are, by the URI of the source that it stands in. */
export function sessionFindings(sources: readonly Source[], optionsOf: (uri: string) => LintOptions, settings: RuleSettings, fenced: Fenced, secrets: SessionSecrets | undefined): ReadonlyMap<string, readonly Finding[]> {
  const octets = new Map(sources.map(({ uri, octets: own }) => [uri, own?.length]));
  const read = readSessionLog(sources, (text, uri) => messageIn(text, uri, optionsOf(uri)) ?? noMessage(text, uri));
  const messages: SessionLog['messages'] = read.log.messages.map((message, index) => {
    const size = octets.get(read.messages[index]?.uri ?? '');
    return size === undefined ? message : { ...message, size };
  });
  const found = new Map<string, Finding[]>();
  for (const [index, findings] of lintSession({ ...read.log, messages, ...(secrets !== undefined && { secrets }) }, settings, fenced).entries()) {
    const place = read.messages[index];
    if (place === undefined) continue;
    const list = found.get(place.uri) ?? [];
    found.set(place.uri, list);
    list.push(...findings.map((finding) => inFile(finding, place)));
  }
  return found;
}

/** Both, each mistake once, in the order of the places. */
export function together(source: Source, own: readonly Finding[], ofSession: readonly Finding[]): readonly Finding[] {
  if (ofSession.length === 0) return own;
  return joined(modelOf(source).document, [], [...own, ...ofSession]);
}

function messageIn(text: string, uri: string, options: LintOptions): Subject | undefined {
  return subjectOfModel(modelOf({ uri, text, languageId: 'syncml' }), options);
}

function noMessage(text: string, uri: string): Subject {
  return { uri, kind: 'message', text, document: { children: [] }, faults: [] };
}
