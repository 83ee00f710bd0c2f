// What the readers of download descriptors and of status reports find, each mistake once, under its name.
import { fromUtf8, utf8 } from '../base/bytes';
import type { Problem } from '../base/problem';
import { readDescriptor } from '../download/readDescriptor';
import { readStatusReport } from '../download/statusReport';
import type { XmlDocument } from '../xml/element';

/** What the content models alone tell: the reader takes no notice of attributes. */
const besides: ReadonlySet<string> = new Set(['attribute-unknown', 'attribute-value', 'missing-attribute']);

/** `structure` is what the content models found; the reader says the same in words of its own. */
export function descriptorProblems(document: XmlDocument, structure: readonly Problem[]): readonly Problem[] {
  if (document.root === undefined) return structure;
  return [...readDescriptor(document).problems, ...structure.filter(({ code }) => besides.has(code))];
}

/** `text` is the body of a report. */
export function reportProblems(text: string): readonly Problem[] {
  const body = utf8(text);
  // The reader counts octets.
  const unitsAt = (octets: number): number => fromUtf8(body.subarray(0, octets)).length;
  return readStatusReport(body).problems.map((problem) => ({ ...problem, range: { start: unitsAt(problem.range.start), end: unitsAt(problem.range.end) } }));
}
