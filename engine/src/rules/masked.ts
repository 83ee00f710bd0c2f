// Values that were masked for whoever looks at a run: what they were can't be judged.
import { textOf, type XmlDocument } from '../xml/element';
import { elementAt } from './elementAt';
import type { Finding } from './finding';

const start = '[masked: ';
const whole = /^\[masked: \d+ (?:characters|octets)\]$/;

/** Without what was found in such values. */
export function withoutMasked(findings: readonly Finding[], document: XmlDocument, text: string): readonly Finding[] {
  if (!text.includes(start)) return findings;
  return findings.filter(({ range }) => {
    const element = elementAt(document, range)?.element;
    return element === undefined || !whole.test(textOf(element).trim());
  });
}
