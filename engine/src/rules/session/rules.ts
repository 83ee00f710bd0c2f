// Rules of this group.
import type { Rule } from '../rule';
import { authenticationRules } from './authentication';
import { chunkRules } from './chunks';
import { firmwareRules } from './firmware';
import { identityRules } from './identity';
import { interactionRules } from './interaction';
import { packageRules } from './packages';
import { referenceRules } from './references';
import { resultRules } from './results';
import { sizeRules } from './sizes';

export const sessionRules: readonly Rule[] = [
  ...identityRules,
  ...referenceRules,
  ...resultRules,
  ...packageRules,
  ...authenticationRules,
  ...sizeRules,
  ...chunkRules,
  ...interactionRules,
  ...firmwareRules,
];
