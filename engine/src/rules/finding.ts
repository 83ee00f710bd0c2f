// Finding: a problem as it is shown, with the places in other documents that belong to it; and how the findings of
// several layers become one list in which every mistake stands once.
import type { Problem, Range } from '../base/problem';
import type { Element, XmlDocument } from '../xml/element';
import { pathAt } from '../xml/locate';

export interface RelatedPlace {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

export interface Finding extends Problem {
  readonly related?: readonly RelatedPlace[];
  /** For the mend, as the rule left it. */
  readonly data?: string;
}

/** What broken tags in an element, or of one directly inside it, bring about. */
const follows: ReadonlySet<string> = new Set([
  ...['missing-child', 'misplaced-element', 'text-not-allowed', 'flow-declaration-missing'],
  ...['ddf-verdtd', 'ddf-no-node', 'ddf-missing-child', 'ddf-dfproperties-missing', 'ddf-rtproperties-type', 'tnds-rtproperties-missing', 'tnds-format-missing'],
  ...['ddf-format-count', 'ddf-occurrence-empty', 'ddf-scope-empty', 'ddf-access-empty', 'fumo-state-missing', 'fumo-no-exec', 'fumo-no-download', 'fumo-pkgurl-missing'],
  ...['cmdid-missing', 'item-required', 'exec-one-item', 'target-source-missing'],
  ...['status-msgref-missing', 'status-cmdref-missing', 'results-cmdref-missing', 'body-empty', 'cred-data-missing', 'status-in-container'],
  ...['status-407-chal', 'status-505-513-item', 'status-synchdr-absent', 'results-item-source', 'chal-type-missing', 'chal-nonce-missing', 'cred-format-b64', 'locname-missing-md5'],
  ...['item-target-required', 'item-data-missing', 'add-meta-missing', 'copy-source-target', 'container-empty', 'container-one', 'meta-empty', 'uri-bad-char'],
  ...['alert-data-missing', 'ui-item-count', 'event-item', 'nodata-item', 'generic-item', 'generic-type-missing', 'generic-format-missing', 'generic-data-missing'],
]);
/** What the broken tag of an element itself brings about. */
const followsOwnTag: ReadonlySet<string> = new Set(['unknown-element', 'case-element', 'missing-attribute', 'ddf-unknown-element', 'ddf-access-unknown', 'tnds-property-unknown', ...follows]);
/** What happens to the elements that a start tag held before it was lost, and its end tag alone was left. */
const followsLostTag: ReadonlySet<string> = new Set([
  ...['unknown-element', 'case-element', 'misplaced-element', 'duplicate-child', 'child-order', 'item-data-last', 'final-not-last'],
  ...['ddf-unknown-element', 'ddf-child-order', 'ddf-access-unknown', 'ddf-access-duplicate', 'ddf-format-count', 'tnds-property-unknown'],
]);

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
    // Most findings follow from no tag: where they stand needn't be looked for.
    if (own.size === 0 || uri !== undefined || !(followsOwnTag.has(code) || followsLostTag.has(code))) return false;
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
