// What can be wrong with an update flow beyond its structure: one row a rule. The structure itself (which element
// stands where, which attributes it has) is the schema's business.
import type { Problem, Severity } from '../base/problem';
import type { Place } from './model';

interface Rule {
  readonly severity: Severity;
  readonly clause?: string;
}

export const flowRules = {
  'flow-too-large': { severity: 'error' },
  'flow-root': { severity: 'error' },
  'flow-file-missing': { severity: 'error' },
  'flow-file-unreadable': { severity: 'error' },
  'flow-include-circle': { severity: 'error' },
  'flow-include-depth': { severity: 'error' },
  'flow-include-steps': { severity: 'error' },
  'flow-declaration-missing': { severity: 'error' },
  'flow-name-invalid': { severity: 'error' },
  'flow-name-duplicate': { severity: 'error' },
  'flow-name-unknown': { severity: 'error' },
  'flow-placeholder-malformed': { severity: 'error' },
  'flow-expression-invalid': { severity: 'error' },
  'flow-param-default': { severity: 'error' },
  'flow-param-unknown': { severity: 'error' },
  'flow-param-value': { severity: 'error' },
  'flow-let-value': { severity: 'error' },
  'flow-capture-unfilled': { severity: 'warning' },
  'flow-capture-early': { severity: 'error' },
  'flow-capture-unknown': { severity: 'error' },
  'flow-duration': { severity: 'error' },
  'flow-key': { severity: 'error' },
  'flow-size': { severity: 'error', clause: 'METINF 5' },
  'flow-step-number': { severity: 'error' },
  'flow-step-duplicate': { severity: 'error' },
  'flow-step-order': { severity: 'warning' },
  'flow-step-unknown': { severity: 'error' },
  'flow-step-direction': { severity: 'error' },
  'flow-actor-unknown': { severity: 'error' },
  'flow-message-ends': { severity: 'error', clause: 'DM-PRO 8' },
  'flow-container-sender': { severity: 'error', clause: 'DM-PRO 8' },
  'flow-atomic-command': { severity: 'error', clause: 'DM-REP 6.6.3' },
  'flow-part-actors': { severity: 'error' },
  'flow-command-direction': { severity: 'error', clause: 'DM-PRO 8' },
  'flow-command-item': { severity: 'error', clause: 'DM-REP 6.6' },
  'flow-command-data': { severity: 'error', clause: 'DM-REP 6.6' },
  'flow-alert-code': { severity: 'error', clause: 'DM-REP 7' },
  'flow-alert-direction': { severity: 'error', clause: 'DM-REP 7' },
  'flow-alert-items': { severity: 'error', clause: 'DM-PRO 10.2' },
  'flow-node-uri': { severity: 'error', clause: 'TND 5' },
  'flow-answer-value': { severity: 'error' },
  'flow-expect-form': { severity: 'error' },
  'flow-fault-unknown': { severity: 'error' },
  'flow-fault-setting': { severity: 'error' },
  'flow-fault-place': { severity: 'error' },
  'flow-personality-unknown': { severity: 'error' },
  'flow-result-value': { severity: 'error', clause: 'FUMO 6.2.4' },
  'flow-status-value': { severity: 'error', clause: 'DM-REP 6.5' },
} as const satisfies Readonly<Record<string, Rule>>;

export type FlowRule = keyof typeof flowRules;

/** Takes note of a problem at a place, whichever document that is in. */
export type Tell = (rule: FlowRule, at: Pick<Place, 'uri' | 'range'>, message: string) => void;

/** Collects problems; those that stand in another document than `mainUri` say which. */
export function flowProblems(mainUri: string): { readonly problems: Problem[]; readonly tell: Tell } {
  const problems: Problem[] = [];
  return {
    problems,
    tell(rule, at, message) {
      const { severity, clause }: Rule = flowRules[rule];
      problems.push({
        code: rule,
        severity,
        message,
        range: at.range,
        ...(clause === undefined ? {} : { clause }),
        ...(at.uri === mainUri ? {} : { uri: at.uri }),
      });
    },
  };
}

/** A list of words in a sentence: `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

