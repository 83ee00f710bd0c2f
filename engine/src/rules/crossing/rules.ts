// Rules that hold messages against the descriptions of devices.
import type { Rule } from '../rule';
import { accessRules } from './access';
import { deviceInfoRules } from './deviceInfo';
import { instanceRules } from './instances';
import { nodeRules } from './nodes';
import { crossedValueRules } from './values';

export const crossingRules: readonly Rule[] = [...nodeRules, ...accessRules, ...instanceRules, ...crossedValueRules, ...deviceInfoRules];
