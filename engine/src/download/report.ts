// How what is wrong with a descriptor is noted.
import type { Problem, Range, Severity } from '../base/problem';

/** `about` is the part of the specification, mostly the name of an attribute. */
export type Tell = (code: string, severity: Severity, message: string, range: Range, about: string) => void;

export function reporting(): { readonly problems: Problem[]; readonly tell: Tell } {
  const problems: Problem[] = [];
  return { problems, tell: (code, severity, message, range, about) => void problems.push({ code, severity, message, range, clause: `DLOTA ${about}` }) };
}
