// Rules of this group.
import type { Rule } from '../rule';
import { alertRules } from './alerts';
import { orderRules } from './orders';
import { requestRules } from './requests';
import { urlRules } from './urls';

export const fumoMessageRules: readonly Rule[] = [...orderRules, ...alertRules, ...requestRules, ...urlRules];
