// The XML declaration: what may stand in it. Nothing is done by what it says; octets are decoded before (encoding.ts).
import type { Problem } from '../base/problem';
import { problem } from './problems';

const sound = /^[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.[0-9]+\1([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][\w.-]*\3)?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(yes|no)\5)?[ \t\r\n]*$/;

/** What is wrong between `<?xml` and `?>`; undefined where nothing is. */
export function checkDeclaration(text: string, from: number, to: number): Problem | undefined {
  if (sound.test(text.slice(from, to))) return undefined;
  const message = 'An XML declaration says version, perhaps encoding, perhaps standalone, in this order: version="1.0" encoding="UTF-8".';
  return problem('malformed-declaration', message, from, to);
}
