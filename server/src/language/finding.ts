// Finding: a problem as it is shown, with the places in other documents that belong to it; and how the findings of
// several layers become one list in which every mistake stands once.
import type { Problem, Range } from '#engine/base/problem';
import type { Element, XmlDocument } from '#engine/xml/element';
import { pathAt } from '#engine/xml/locate';

export interface RelatedPlace {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

export interface Finding extends Problem {
  readonly related?: readonly RelatedPlace[];
}

/** What broken tags in an element, or of one directly inside it, bring about. */
const follows: ReadonlySet<string> = new Set(['missing-element', 'misplaced-element', 'unexpected-text', 'missing-child', 'flow-declaration-missing']);
/** What the broken tag of an element itself brings about. */
const followsOwnTag: ReadonlySet<string> = new Set(['unknown-element', 'missing-attribute', ...follows]);
/** What happens to the elements that a start tag held before it was lost, and its end tag alone was left. */
const followsLostTag: ReadonlySet<string> = new Set(['unknown-element', 'misplaced-element', 'repeated-element', 'element-order']);

/**
 * `faults` are what keeps `document` from being well-formed, `others` what was found in what could be read of it. Each
 * of the latter that a fault close by explains is left out. In the order of the places.
 */
export function joined(document: XmlDocument, faults: readonly Problem[], others: readonly Finding[]): readonly Finding[] {
  const own = new Set<Element>();
  const outer = new Set<Element>();
  const opened = new Set<Element>();
  for (const { range, severity, code } of faults) {
    if (severity !== 'error') continue;
    const [element, parent] = around(document, range);
    if (element !== undefined) own.add(element);
    if (parent !== undefined) outer.add(parent);
    if (element !== undefined && code === 'stray-end-tag') opened.add(element);
  }
  const isExplained = ({ code, range, uri }: Finding): boolean => {
    if (own.size === 0 || uri !== undefined) return false;
    const [element, parent] = around(document, range);
    if (element === undefined) return false;
    return (
      (own.has(element) && followsOwnTag.has(code)) ||
      (outer.has(element) && follows.has(code)) ||
      (parent !== undefined && opened.has(parent) && followsLostTag.has(code))
    );
  };
  const once = new Map<string, Finding>();
  for (const finding of [...faults, ...others.filter((problem) => !isExplained(problem))]) {
    const key = [finding.range.start, finding.range.end, finding.code, finding.message].join(' ');
    if (!once.has(key)) once.set(key, finding);
  }
  return [...once.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** The innermost element that a range stands in, then its parent. At its very start the element before might claim it. */
function around(document: XmlDocument, { start, end }: Range): readonly Element[] {
  return pathAt(document, Math.min(start + 1, end)).slice(-2).reverse();
}
