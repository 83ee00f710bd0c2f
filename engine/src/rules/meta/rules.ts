// The rules of meta-information, and of the values that it describes.
import type { Rule } from '../rule';
import { formatRules } from './formats';
import { namespaceRules } from './namespaces';
import { nonceRules } from './nonces';
import { typeRules } from './types';
import { valueRules } from './values';

export const metaRules: readonly Rule[] = [...namespaceRules, ...formatRules, ...typeRules, ...valueRules, ...nonceRules];
