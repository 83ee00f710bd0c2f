// The mend of a finding, by the rule that it came from.
import type { Finding } from './finding';
import type { Fix } from './fix';
import type { Subject } from './subject';
import { ruleOf } from './table';

/** Undefined where the rule knows no unambiguous mend; a mend that fails is none. */
export function fixOf(finding: Finding, subject: Subject): Fix | undefined {
  const mend = ruleOf(finding.code)?.fix;
  if (mend === undefined) return undefined;
  try {
    return mend(finding, subject);
  } catch {
    return undefined;
  }
}
