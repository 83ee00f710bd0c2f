// Rules of the firmware update object in descriptions and serialised trees.
import type { Rule } from '../rule';
import { identityRules } from './identity';
import { downloadRules } from './downloads';
import { nodeRules } from './nodes';
import { stateRules } from './state';

export const fumoObjectRules: readonly Rule[] = [...identityRules, ...stateRules, ...downloadRules, ...nodeRules];
