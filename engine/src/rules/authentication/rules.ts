// Rules of authentication.
import type { Rule } from '../rule';
import { challengeRules } from './challenges';
import { credentialRules } from './credentials';
import { hmacHeaderRules } from './hmacHeader';

export const authenticationRules: readonly Rule[] = [...credentialRules, ...challengeRules, ...hmacHeaderRules];
