// The description that a document is read as, once for all who ask.
import type { NodeTree } from '../ddf/nodeTree';
import { readDdf } from '../ddf/readDdf';
import type { XmlDocument } from '../xml/element';

const known = new WeakMap<NodeTree, ReturnType<typeof readDdf>>();

/** `nodes` are those of the document. */
export function descriptionOf(document: XmlDocument, nodes: NodeTree): ReturnType<typeof readDdf> {
  let read = known.get(nodes);
  if (read === undefined) known.set(nodes, (read = readDdf(document, {}, nodes)));
  return read;
}
