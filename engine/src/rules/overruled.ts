// Where two rules tell one mistake, the one that says it more exactly stays.
import type { XmlDocument } from '../xml/element';
import { pathAt } from '../xml/locate';
import type { Finding } from './finding';
import type { Rule } from './rule';

/** Without those findings that a rule goes before (`Rule.over`) which has found something in the same Item. */
export function withoutOverruled(findings: readonly Finding[], document: XmlDocument, ruleOf: (id: string) => Rule | undefined): readonly Finding[] {
  /** Where each of the weaker ids is told already. */
  const told = new Map<string, Set<number>>();
  for (const finding of findings) {
    for (const weaker of ruleOf(finding.code)?.over ?? []) {
      told.set(weaker, (told.get(weaker) ?? new Set()).add(placeOf(finding, document)));
    }
  }
  if (told.size === 0) return findings;
  return findings.filter((finding) => told.get(finding.code)?.has(placeOf(finding, document)) !== true);
}

/** Where the Item begins that a finding is in; outside of Items, its innermost element. */
function placeOf({ range }: Finding, document: XmlDocument): number {
  const path = pathAt(document, Math.min(range.start + 1, range.end));
  return (path.findLast(({ local }) => local === 'Item') ?? path.at(-1))?.range.start ?? range.start;
}
