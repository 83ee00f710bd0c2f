// The rules of alerts.
import type { Rule } from '../rule';
import { codeRules } from './codes';
import { genericRules } from './generic';
import { markRules } from './marks';
import { optionRules } from './options';
import { payloadRules } from './payloads';
import { userRules } from './user';

export const alertRules: readonly Rule[] = [...codeRules, ...payloadRules, ...userRules, ...optionRules, ...genericRules, ...markRules];
