// What is wrong with a session: the rules that look across its messages. Each message alone is linted as any other.
import type { Finding } from './finding';
import { findingOf, type Fenced } from './run';
import { sessionFacts } from './session/layOut';
import type { SessionLog } from './sessionFacts';
import { weighed, type RuleSettings } from './settings';
import { unsuppressed } from './suppressions';
import { ruleOf, rules } from './table';

/** The findings of each message, by its index. */
export function lintSession(log: SessionLog, settings: RuleSettings, fenced: Fenced): readonly (readonly Finding[])[] {
  const session = sessionFacts(log);
  const found: Finding[][] = log.messages.map(() => []);
  for (const rule of rules) {
    if (rule.on !== 'session') continue;
    try {
      rule.check(session, (message, where, text, more) => found[message]?.push(findingOf(rule, where, text, more)));
    } catch (thrown) {
      fenced(rule, thrown);
    }
  }
  return found.map((findings, index) => {
    const subject = log.messages[index]?.subject;
    const sorted = findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    return subject === undefined ? [] : unsuppressed(weighed(sorted, settings, ruleOf), subject.document, subject.text);
  });
}
