// The table of all rules, group by group.
import { aclRules } from './acl/rules';
import { alertRules } from './alert/rules';
import { authenticationRules } from './authentication/rules';
import { bytesRules } from './bytes/rules';
import { commandRules } from './command/rules';
import { crossingRules } from './crossing/rules';
import { descriptionRules } from './description/rules';
import { descriptorRules } from './descriptor/rules';
import { fumoMessageRules } from './fumoMessage/rules';
import { fumoObjectRules } from './fumoObject/rules';
import { headerRules } from './header/rules';
import { messageRules } from './message/rules';
import { metaRules } from './meta/rules';
import { referenceRules } from './reference/rules';
import type { Rule } from './rule';
import { serialisedTreeRules } from './serialisedTree/rules';
import { sessionRules } from './session/rules';
import { uriRules } from './uri/rules';

export const rules: readonly Rule[] = [
  ...messageRules,
  ...headerRules,
  ...referenceRules,
  ...commandRules,
  ...alertRules,
  ...metaRules,
  ...authenticationRules,
  ...uriRules,
  ...aclRules,
  ...descriptionRules,
  ...serialisedTreeRules,
  ...fumoObjectRules,
  ...fumoMessageRules,
  ...descriptorRules,
  ...crossingRules,
  ...sessionRules,
  ...bytesRules,
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
