// What is asked of the rules: a profile, and what each rule weighs apart from it.
import type { Finding } from './finding';
import type { Rule, RuleSeverity } from './rule';

/** `windows`: what Microsoft's device management accepts and demands. */
export const profiles = ['lenient', 'strict', 'windows'] as const;

export type Profile = (typeof profiles)[number];

export interface RuleSettings {
  /** Default `lenient`. */
  readonly profile?: Profile;
  /** By id; goes before the profile. */
  readonly rules?: Readonly<Record<string, RuleSeverity>>;
}

/** What a rule weighs by itself under a profile. */
export function severityIn(rule: Rule, profile: Profile = 'lenient'): RuleSeverity {
  return (profile === 'strict' ? rule.strict : profile === 'windows' ? rule.windows : undefined) ?? rule.severity;
}

/**
 * The findings as they weigh under the settings; those that are switched off are left out. A finding that its rule gave
 * a weight of its own keeps it unless the settings or the profile say something about the rule.
 */
export function weighed(findings: readonly Finding[], settings: RuleSettings, ruleOf: (id: string) => Rule | undefined): readonly Finding[] {
  const { profile = 'lenient', rules = {} } = settings;
  return findings.flatMap((finding) => {
    const rule = ruleOf(finding.code);
    const said = Object.hasOwn(rules, finding.code) ? rules[finding.code] : undefined;
    const byProfile = rule === undefined || severityIn(rule, profile) === rule.severity ? undefined : severityIn(rule, profile);
    const severity: RuleSeverity = said ?? byProfile ?? finding.severity;
    if (severity === 'off') return [];
    return severity === finding.severity ? [finding] : [{ ...finding, severity }];
  });
}

/** What a rule can weigh, the heaviest first. */
export const ruleSeverities: readonly RuleSeverity[] = ['error', 'warning', 'information', 'hint', 'off'];
