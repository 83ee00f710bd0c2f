// Rules of identifiers, Status and Results.
import type { Rule } from '../rule';
import { commandIdRules } from './commandIds';
import { resultsRules } from './results';
import { statusCodeRules } from './statusCodes';
import { statusRules } from './statusRules';
import { targetRefRules } from './targetRefs';

export const referenceRules: readonly Rule[] = [...commandIdRules, ...statusRules, ...statusCodeRules, ...resultsRules, ...targetRefRules];
