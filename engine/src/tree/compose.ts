// What a device may hold: its own description, completed by the standard objects that it leaves out. [STD 5.3]
import { impliedNode, type DescribedNode, type Description } from '../ddf/description';
import { describedAt, describedByType, describedChild } from '../ddf/lookUp';
import { pathSegments } from '../ddf/nodePath';
import { standardObject, standardObjects, type StandardObject } from '../ddf/standardObjects';
import { branchesOf, type PlantedBranch } from './plantedTree';
import { writeUri } from './uri';

/**
 * The description with DevInfo, DevDetail and an account object where it describes none, and with every standard
 * object that the instances hold in a place of which it says nothing. Where it does speak, it wins. [TND 7.7.7.2]
 */
export function composeDescription(description: Description, instances: PlantedBranch): Description {
  let root = description.root;
  for (const id of ['DevInfo', 'DevDetail'] as const) {
    const local = root.children.find((child) => child.name === id);
    if (local === undefined || local.implied === true) root = withChild(root, completed(standardObject(id).node, local));
  }
  root = withInstances({ ...description, root }, instances);
  const account = standardObject('DMAcc');
  const own = { ...description, root };
  const usual = describedAt(own, account.usualPath);
  if (describedByType(own, account.mo).length === 0 && (usual === undefined || usual.implied === true)) {
    root = graft(root, pathSegments(account.usualPath), account.node);
  }
  return { ...description, root, nodes: root.children };
}

/** Standard objects that are known by their MO identifier, put where the device has them. */
function withInstances(description: Description, instances: PlantedBranch): DescribedNode {
  let root = description.root;
  for (const { segments, branch } of branchesOf(instances)) {
    const type = branch.said?.type;
    if (type === undefined || segments.length === 0) continue;
    const object = standardObjects().find((candidate) => candidate.identifiers.includes(type));
    if (object === undefined || describedAt({ ...description, root }, writeUri(segments)) !== undefined) continue;
    root = graftInstance(root, segments, object);
  }
  return root;
}

function graftInstance(root: DescribedNode, segments: readonly string[], object: StandardObject): DescribedNode {
  const above = segments.slice(0, -1);
  const name = segments.at(-1) ?? '';
  const parent = describedAt({ verDtd: '', root, nodes: root.children }, writeUri(above));
  // Unnamed it would describe all its siblings too: only a parent that is there for its sake can hold it so.
  const alone = parent === undefined || (parent.implied === true && parent.children.length === 0);
  return graft(root, above, alone ? { ...object.node, name: '' } : { ...object.node, name });
}

/** Puts a described node below a path; what the path lacks is implied. */
function graft(root: DescribedNode, path: readonly string[], node: DescribedNode): DescribedNode {
  const [segment, ...rest] = path;
  if (segment === undefined) return withChild(root, node);
  const next = describedChild(root, segment) ?? impliedNode(segment);
  return withChild(root, graft(next, rest, node), next);
}

function withChild(parent: DescribedNode, child: DescribedNode, instead?: DescribedNode): DescribedNode {
  const old = instead ?? parent.children.find((candidate) => candidate.name === child.name);
  const at = old === undefined ? -1 : parent.children.indexOf(old);
  return { ...parent, children: at < 0 ? [...parent.children, child] : parent.children.with(at, child) };
}

/** A standard node with what the device's description says below it; the more local one wins. */
function completed(standard: DescribedNode, local: DescribedNode | undefined): DescribedNode {
  if (local === undefined) return standard;
  if (local.implied !== true) return local;
  let node = standard;
  for (const child of local.children) {
    const known = standard.children.find((candidate) => candidate.name === child.name);
    node = withChild(node, known === undefined ? child : completed(known, child));
  }
  return node;
}
