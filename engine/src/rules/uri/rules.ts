// The rules of addresses of nodes.
import type { Rule } from '../rule';
import { addressRules } from './addresses';
import { characterRules } from './characters';
import { limitRules } from './limits';
import { listRules } from './lists';
import { propertyRules } from './properties';

export const uriRules: readonly Rule[] = [...addressRules, ...characterRules, ...propertyRules, ...listRules, ...limitRules];
