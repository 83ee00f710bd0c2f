// Rules of download descriptors, and of the status reports that come of them.
import type { Rule } from '../rule';
import { addressRules } from './addresses';
import { contentRules } from './contents';
import { reportRules } from './reports';

export const descriptorRules: readonly Rule[] = [...contentRules, ...addressRules, ...reportRules];
