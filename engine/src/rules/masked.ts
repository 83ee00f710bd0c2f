// Values that were masked for whoever looks at a run: what they were can't be judged.
import { holdsMask, isMask } from '../base/mask';
import { textOf, type XmlDocument } from '../xml/element';
import { elementAt } from './elementAt';
import type { Finding } from './finding';

/** Without what was found in such values. */
export function withoutMasked(findings: readonly Finding[], document: XmlDocument, text: string): readonly Finding[] {
  if (!holdsMask(text)) return findings;
  return findings.filter(({ range }) => {
    const element = elementAt(document, range)?.element;
    return element === undefined || !isMask(textOf(element));
  });
}
