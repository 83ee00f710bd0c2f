// A serialised tree inside a command: it adds or replaces a branch as a whole. [TNDS 5, DM-REP 6.6.1, 6.6.11]
import type { DescribedNode } from '../ddf/description';
import { describedChild } from '../ddf/lookUp';
import { readTnds } from '../ddf/readTnds';
import type { PlantedNode } from '../ddf/plantedNode';
import type { Item } from '../syncml/message';
import { Refusal } from '../syncml/refusal';
import type { XmlDocument } from '../xml/element';
import { parseXml } from '../xml/parse';
import { growBranch } from './plant';
import { tndsType } from './plantedNodes';
import { plantedTree, type PlantedBranch } from './plantedTree';
import type { TreeNode } from './tree';
import { writeUri } from './uri';

/** Whether the Item says that its data is a serialised tree. */
export function holdsTree(item: Item): boolean {
  return item.meta?.type?.startsWith('application/vnd.syncml.dmtnds') ?? false;
}

export interface EmbeddedBranch {
  readonly node: TreeNode;
  readonly branch: PlantedBranch;
}

/**
 * The branch that an Item's data makes at `segments`. Throws a Refusal: 415 where it can't be read or a value doesn't
 * fit, 405 where it holds what the device can't.
 */
export function embeddedBranch(item: Item, segments: readonly string[], described: DescribedNode): EmbeddedBranch {
  const read = readTnds(documentOf(item));
  const branch = branchAt(read.nodes, segments.at(-1) ?? '.');
  const grown = growBranch(described, branch.root, writeUri(segments));
  for (const problem of [...read.problems, ...branch.problems, ...grown.problems]) {
    if (problem.severity !== 'error') continue;
    // [TNDS 6] All of it or nothing.
    throw new Refusal(problem.code === 'tnds-not-described' ? 405 : 415, problem.message);
  }
  return { node: grown.node, branch: branch.root };
}

function documentOf(item: Item): XmlDocument {
  const { data } = item;
  if (data === undefined || data instanceof Uint8Array || item.meta?.type !== tndsType) {
    throw new Refusal(415, 'A serialised tree is only understood as XML.');
  }
  if (typeof data !== 'string') {
    const root = data.find((node) => node.kind === 'element');
    if (root !== undefined) return { children: data, root };
  }
  const text = typeof data === 'string' ? data : data.map((node) => (node.kind === 'text' ? node.value : '')).join('');
  const { document, problems } = parseXml(text);
  const first = problems.find((problem) => problem.severity === 'error');
  if (first !== undefined) throw new Refusal(415, `The serialised tree isn't well formed: ${first.message}`);
  return document;
}

/** The document's only top node is the target itself, if it bears its name or none; else all stand below the target. */
function branchAt(nodes: readonly PlantedNode[], name: string): ReturnType<typeof plantedTree> {
  const [only, ...more] = nodes;
  const itself = only !== undefined && more.length === 0 && only.path === undefined && (only.name === '' || only.name === name);
  const { root, problems } = plantedTree(itself ? [{ ...only, name: '.' }] : nodes);
  return { root: { ...root, name }, problems };
}

/** Every node that the document itself names must permit Add. [TND 9.4.3.1] */
export function requireAddBelow(described: DescribedNode, branch: PlantedBranch): void {
  for (const child of branch.children.values()) {
    const childDescribed = describedChild(described, child.name);
    if (childDescribed === undefined) continue;
    if (child.said !== undefined && !childDescribed.access.has('Add')) {
      throw new Refusal(405, `The node “${child.name}” doesn't permit Add.`);
    }
    requireAddBelow(childDescribed, child);
  }
}
