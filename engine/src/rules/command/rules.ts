// The rules of commands in device management.
import type { Rule } from '../rule';
import { containerRules } from './containers';
import { directionRules } from './directions';
import { itemRules } from './items';
import { orderRules } from './order';
import { valueRules } from './values';

export const commandRules: readonly Rule[] = [...itemRules, ...valueRules, ...containerRules, ...orderRules, ...directionRules];
