// The elements around the place where something was found, the outermost first.
import type { Element, XmlDocument } from '../../xml/element';
import { pathAt } from '../../xml/locate';

export function elementsAt(document: XmlDocument, start: number): readonly Element[] {
  return pathAt(document, start + 1);
}
