// What is wrong with octets: a notification, a WBXML document as such, an HTTP exchange.
import type { BytesFacts } from './bytesFacts';
import type { Finding } from './finding';
import { findingOf, type Fenced } from './run';
import { weighed, type RuleSettings } from './settings';
import { ruleOf, rules } from './table';

/** In the order of the octets that the findings point at. */
export function lintBytes(bytes: BytesFacts, settings: RuleSettings, fenced: Fenced): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.on !== 'bytes') continue;
    try {
      rule.check(bytes, (where, message, more) => found.push(findingOf(rule, where, message, more)));
    } catch (thrown) {
      fenced(rule, thrown);
    }
  }
  return weighed(found.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end), settings, ruleOf);
}
