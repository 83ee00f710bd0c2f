// Rules of the header of a message.
import type { Rule } from '../rule';
import { identityRules } from './identity';
import { sizeRules } from './sizes';
import { versionRules } from './versions';

export const headerRules: readonly Rule[] = [...versionRules, ...identityRules, ...sizeRules];
