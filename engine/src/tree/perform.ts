// Performing a command on the tree: which tree there is afterwards, and what is answered. [DM-REP 6.6]
import { Refusal } from '../syncml/refusal';
import { performAdd } from './add';
import { endOf, requireAccess, requireDynamic, requirePath, requireRight } from './access';
import { performGet } from './get';
import { limitsOf, type Performed, type TreeLimits, type TreeOrder } from './order';
import { performReplace } from './replace';
import { withoutNode, type Tree } from './tree';
import { readUri, writeUri, type NodeUri } from './uri';

/**
 * Performs one order. What the server may not have is a status of 400 and more, and the tree stays the one that was
 * given. Checked in this order: the URI (414, 404), the node (404, 418), what the node permits (405), what the
 * access control list permits (425), what is brought (415, 413, 420). Exec only asks whether it may: 200.
 * Limits are those that the device states in `./DevDetail/URI`, unless others are given.
 */
export function perform(tree: Tree, order: TreeOrder, limits: TreeLimits = limitsOf(tree)): Performed {
  try {
    if (order.item.target === undefined) throw new Refusal(400, 'The Item has no Target.');
    return performAt(tree, order, readUri(order.item.target, limits.uri), limits);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { tree, outcome: { status: thrown.status, reason: thrown.message }, changed: [] };
  }
}

function performAt(tree: Tree, order: TreeOrder, uri: NodeUri, limits: TreeLimits): Performed {
  switch (order.verb) {
    case 'Get':
      return performGet(tree, order, uri);
    case 'Add':
      return performAdd(tree, order, uri, limits);
    case 'Replace':
      return performReplace(tree, order, uri, limits);
    case 'Delete':
      return performDelete(tree, order, uri);
    case 'Exec':
      return permitExec(tree, order, uri);
    case 'Copy':
      // [DM-REP 6.6.4] A device may leave it out, and ours does.
      throw new Refusal(406, "Copy isn't supported.");
  }
}

/** [DM-REP 6.6.5] The node and all below it, whatever their AccessType says. */
function performDelete(tree: Tree, order: TreeOrder, uri: NodeUri): Performed {
  const path = requirePath(tree, uri.segments);
  if (uri.query !== undefined) throw new Refusal(405, "A property can't be deleted.");
  const where = writeUri(uri.segments);
  requireDynamic(endOf(path));
  requireAccess(endOf(path), 'Delete');
  requireRight(path, 'Delete', order.serverId);
  return { tree: withoutNode(tree, where), outcome: { status: 200 }, changed: [where] };
}

/** [DM-REP 6.6.6] Whether the server may; what then happens is the device's. */
function permitExec(tree: Tree, order: TreeOrder, uri: NodeUri): Performed {
  const path = requirePath(tree, uri.segments);
  if (uri.query !== undefined) throw new Refusal(405, "A property can't be executed.");
  requireAccess(endOf(path), 'Exec');
  requireRight(path, 'Exec', order.serverId);
  return { tree, outcome: { status: 200 }, changed: [] };
}
