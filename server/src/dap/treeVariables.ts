// The device's management tree as variables: nodes that open, leaves that can be changed.
import type { NodeView, Run } from '#engine/emulation/run';
import { Failure } from '#engine/base/failure';
import type { Variable } from './variable';

/** The nodes directly below `uri`, as they are at the moment of asking. */
export function nodesBelow(run: Run, uri: string): readonly Variable[] {
  return (findNode(run.view().tree, uri)?.children ?? []).map((node) => nodeVariable(run, node));
}

export function nodeVariable(run: Run, node: NodeView): Variable {
  const common = { name: node.name, type: typeOf(node), evaluateName: node.uri };
  const children = node.children;
  if (children !== undefined) {
    return {
      ...common,
      value: children.length === 1 ? '1 node' : `${children.length} nodes`,
      count: children.length,
      ...(children.length > 0 && { children: () => nodesBelow(run, node.uri) }),
    };
  }
  return { ...common, value: node.value ?? '', change: (value) => changeLeaf(run, node.uri, value) };
}

/** Changes a leaf and gives its new value. Throws a Refusal or a Failure where that can't be. */
export function changeLeaf(run: Run, uri: string, value: string): string {
  run.setLeaf(uri, value);
  return findNode(run.view().tree, uri)?.value ?? value;
}

/** The node of that URI, `./` at its start or not. */
export function findNode(root: NodeView, uri: string): NodeView | undefined {
  let node: NodeView | undefined = root;
  for (const name of uri.replace(/^\.\/?/, '').split('/')) {
    if (name === '') continue;
    node = node?.children?.find((child) => child.name === name);
  }
  return node;
}

/** Throws a Failure where there is no such node. */
export function nodeAt(run: Run, uri: string): NodeView {
  const node = findNode(run.view().tree, uri);
  if (node === undefined) throw new Failure('no-such-node', `The device has no node ${uri}.`);
  return node;
}

/** `chr text/plain, ACL Get=*` */
function typeOf(node: NodeView): string {
  const kind = node.type === undefined || node.type === '' ? node.format : `${node.format} ${node.type}`;
  return node.acl === undefined || node.acl === '' ? kind : `${kind}, ACL ${node.acl}`;
}
