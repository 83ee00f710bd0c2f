// The element that something was found at.
import type { Range } from '../base/problem';
import type { Element, XmlDocument } from '../xml/element';
import { pathAt } from '../xml/locate';

export interface FoundElement {
  readonly element: Element;
  readonly parent?: Element;
}

/** By the range of its name, or of a text in it. */
export function elementAt(document: XmlDocument, { start, end }: Range): FoundElement | undefined {
  // At its very start the element before might claim it.
  const path = pathAt(document, Math.min(start + 1, end));
  const element = path.at(-1);
  const parent = path.at(-2);
  return element === undefined ? undefined : { element, ...(parent !== undefined && { parent }) };
}
