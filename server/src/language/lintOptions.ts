// LintOptions: what a workspace says about linting: the weights of rules, the descriptions that messages are held against.
import type { Descriptions } from '#engine/rules/descriptions';
import type { Fenced } from '#engine/rules/run';
import type { RuleSettings } from '#engine/rules/settings';
import type { Sender } from '#engine/rules/sender';

export interface LintOptions {
  readonly settings?: RuleSettings;
  readonly descriptions?: Descriptions;
  /** Who sends the messages, where they don't tell. */
  readonly sender?: Sender;
  /** Is told of a rule that failed. Without it, the failure is thrown. */
  readonly fenced?: Fenced;
}

export const unfenced: Fenced = (_rule, thrown) => {
  throw thrown;
};
