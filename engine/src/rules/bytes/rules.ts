// Rules of octets: notifications, WBXML and HTTP.
import type { Rule } from '../rule';
import { notificationRules } from './notifications';
import { transportRules } from './transport';
import { wbxmlRules } from './wbxml';

export const bytesRules: readonly Rule[] = [...notificationRules, ...wbxmlRules, ...transportRules];
