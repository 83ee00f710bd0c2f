// A leaf of the device's tree changed by the person who debugs: any leaf, whatever ACL and AccessType say.
import { fromBase64 } from '../base/bytes';
import { formatFault } from '../ddf/nodeFormat';
import { Refusal } from '../syncml/refusal';
import { isLeaf, nodeAt, withValue, type Tree } from '../tree/tree';

/** `text` is base64 where the node's format is `bin`. Throws a Refusal: 404 no node, 405 no leaf, 415 no such value. */
export function changedLeaf(tree: Tree, uri: string, text: string): Tree {
  const node = nodeAt(tree, uri);
  if (node === undefined) throw new Refusal(404, `There is no node ${uri}.`);
  if (!isLeaf(node)) throw new Refusal(405, `${uri} is an interior node and has no value.`);
  if (node.format === 'bin') {
    const octets = fromBase64(text);
    if (octets === undefined) throw new Refusal(415, `${uri} holds octets: give them as base64.`);
    return withValue(tree, uri, octets);
  }
  const fault = formatFault(node.format, text);
  if (fault !== undefined) throw new Refusal(415, fault);
  return withValue(tree, uri, text);
}
