// Rules of the envelope of a message and of its elements.
import type { Rule } from '../rule';
import { namespaceRules } from './namespaces';
import { structureRules } from './structure';
import { usageRules } from './usage';

export const messageRules: readonly Rule[] = [...structureRules, ...namespaceRules, ...usageRules];
