// Rules of device descriptions.
import type { Rule } from '../rule';
import { accessRules } from './access';
import { documentRules } from './documents';
import { formatRules } from './formats';
import { nameRules } from './names';
import { pathRules } from './paths';
import { standardObjectRules } from './standardObjects';
import { structureRules } from './structure';

export const descriptionRules: readonly Rule[] = [
  ...structureRules,
  ...documentRules,
  ...nameRules,
  ...pathRules,
  ...formatRules,
  ...accessRules,
  ...standardObjectRules,
];
