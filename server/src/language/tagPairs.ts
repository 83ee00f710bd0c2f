// The two tags of an element: their names are changed together, and the second is written when the first is.
import type { Range } from '#engine/base/problem';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';

/** Characters that a name may go on with. */
export const namePattern = '[\\w.:-]+';

/** The names in both tags where the offset stands in one of them, and they agree. */
export function linkedNamesAt({ document, text }: DocumentModel, offset: number): readonly Range[] {
  for (const { nameRange, endNameRange } of [...pathAt(document, offset)].reverse()) {
    if (endNameRange === undefined) continue;
    const touches = [nameRange, endNameRange].some(({ start, end }) => start <= offset && offset <= end);
    if (touches) return written(text, nameRange) === written(text, endNameRange) ? [nameRange, endNameRange] : [];
  }
  return [];
}

function written(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}

/** The end tag that is due right behind the `>` of a start tag; undefined where none is. */
export function endTagDueAt({ document, text }: DocumentModel, offset: number): string | undefined {
  if (text.charAt(offset - 1) !== '>') return undefined;
  const element = pathAt(document, offset - 1).findLast(({ startTag }) => startTag.end === offset);
  if (element === undefined || element.selfClosing || element.name === '') return undefined;
  return element.endTag === undefined ? `</${element.name}>` : undefined;
}
