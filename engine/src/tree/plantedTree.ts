// The nodes of a serialised tree, each in its place: what the document scatters by Path is put together.
import type { Problem, Range } from '../base/problem';
import { pathSegments } from '../ddf/nodePath';
import type { PlantedNode } from '../ddf/plantedNode';

/** A node and all that the document says of it, in one place. */
export interface PlantedBranch {
  readonly name: string;
  /** The node that speaks of it; absent where only a path or a nested node implies it. */
  said?: PlantedNode;
  readonly children: Map<string, PlantedBranch>;
}

const maxDepth = 128;

/** Puts the nodes in their places; `.` is where the document's paths begin. */
export function plantedTree(nodes: readonly PlantedNode[]): { readonly root: PlantedBranch; readonly problems: readonly Problem[] } {
  const root: PlantedBranch = { name: '.', children: new Map() };
  const problems: Problem[] = [];
  for (const node of nodes) {
    // [TND 9.4.1.7]
    const segments = pathSegments(node.path ?? '');
    if (segments.length >= maxDepth) {
      problems.push({ code: 'tnds-too-deep', severity: 'error', message: `The Path has more than ${maxDepth} segments.`, range: node.at, clause: 'TND 5' });
      continue;
    }
    let parent = root;
    for (const segment of segments) parent = branchOf(parent, segment);
    place(node.name === '.' && parent === root ? root : undefined, parent, node, problems);
  }
  return { root, problems };
}

function place(known: PlantedBranch | undefined, parent: PlantedBranch, node: PlantedNode, problems: Problem[]): void {
  if (node.name === '' || node.name === '*') {
    // [TNDS 6.3.1.6] A client may guess the place from the type; ours wants to be told.
    problems.push({ code: 'tnds-name-missing', severity: 'error', message: 'A node without a name can\'t be planted.', range: node.at, clause: 'TNDS 6.3.1.6' });
    return;
  }
  const branch = known ?? branchOf(parent, node.name);
  if (branch.said === undefined || (branch.said.value === undefined && branch.said.type === undefined && branch.said.format === undefined)) {
    branch.said = node;
  } else if (node.value !== undefined || node.type !== undefined || node.format !== undefined) {
    problems.push({ code: 'tnds-sibling-duplicate', severity: 'error', message: `The node “${node.name}” stands twice in the same place.`, range: node.at, clause: 'TND 6' });
  }
  for (const child of node.children) place(undefined, branch, child, problems);
}

function branchOf(parent: PlantedBranch, name: string): PlantedBranch {
  let branch = parent.children.get(name);
  if (branch === undefined) {
    branch = { name, children: new Map() };
    parent.children.set(name, branch);
  }
  return branch;
}

/** Every branch with its segments, parents first. */
export function* branchesOf(root: PlantedBranch): Generator<{ readonly segments: readonly string[]; readonly branch: PlantedBranch }> {
  const waiting: { readonly segments: readonly string[]; readonly branch: PlantedBranch }[] = [{ segments: [], branch: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const { segments, branch } = next;
    waiting.push(...[...branch.children.values()].reverse().map((child) => ({ segments: [...segments, child.name], branch: child })));
  }
}

/** Where a problem of this branch is shown: its own node, or the nearest one below it. */
export function placeOf(branch: PlantedBranch): Range {
  for (const { branch: inner } of branchesOf(branch)) if (inner.said !== undefined) return inner.said.at;
  return { start: 0, end: 0 };
}
