// What a call of `fumo lint` asks for.
import { profiles, ruleSeverities, type Profile, type RuleSettings } from '#engine/rules/settings';
import type { RuleSeverity } from '#engine/rules/rule';
import { ruleOf } from '#engine/rules/table';
import { wholeNumber } from '../readWords';
import { WrongCall } from '../terminal';
import { formats, type Format } from './formats';

export interface Asked {
  readonly format: Format;
  readonly settings: RuleSettings;
  readonly maxWarnings?: number;
  readonly fix: boolean;
  /** The messages of all files, in their order, are those of a session. */
  readonly session: boolean;
}

export interface Words {
  readonly format?: string | undefined;
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly rule: readonly string[];
  readonly 'max-warnings'?: string | undefined;
  readonly fix: boolean;
  readonly session: boolean;
}

/** Throws a `WrongCall` where a word means nothing. */
export function readSettings(words: Words): Asked {
  const { format, json, profile, rule, fix, session } = words;
  const maxWarnings = wholeNumber('max-warnings', words['max-warnings'], 1_000_000_000);
  const settings: RuleSettings = {
    ...(profile !== undefined && { profile: oneOf('profile', profile, profiles) satisfies Profile }),
    ...(rule.length > 0 && { rules: Object.fromEntries(rule.map(readRule)) }),
  };
  return { format: format === undefined ? (json ? 'json' : 'text') : oneOf('format', format, formats), settings, fix, session, ...(maxWarnings !== undefined && { maxWarnings }) };
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new WrongCall(`--${option} is one of ${known.join(', ')}, not "${value}".`);
  return found;
}

function readRule(word: string): readonly [string, RuleSeverity] {
  const [id = '', severity = ''] = word.split('=');
  const found = ruleSeverities.find((one) => one === severity);
  if (found === undefined) throw new WrongCall(`--rule takes ID=SEVERITY with one of ${ruleSeverities.join(', ')}, not "${word}".`);
  // Codes of flows and of the text itself aren't in the table, but can be weighed all the same.
  if (ruleOf(id) === undefined && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new WrongCall(`"${id}" is no rule.`);
  return [id, found];
}
