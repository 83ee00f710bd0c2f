// What is wrong with octets, by the options that texts are linted with.
import type { BytesFacts } from '#engine/rules/bytesFacts';
import type { Finding } from '#engine/rules/finding';
import { lintBytes } from '#engine/rules/lintBytes';
import { unfenced, type LintOptions } from './lintOptions';

/** In the order of the octets. */
export function octetFindings(facts: BytesFacts, { settings = {}, fenced = unfenced }: LintOptions): readonly Finding[] {
  return lintBytes(facts, settings, fenced);
}
