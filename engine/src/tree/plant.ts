// Planting: what a device may hold comes from its description, what it holds from a serialised tree.
import type { Problem, Range, Severity } from '../base/problem';
import { isInterior, type DescribedNode, type Description } from '../ddf/description';
import { describedChild } from '../ddf/lookUp';
import { isNodeFormat, type NodeFormat } from '../ddf/nodeFormat';
import type { PlantedNode } from '../ddf/plantedNode';
import { defaultRootAcl, readAcl } from './acl';
import { composeDescription } from './compose';
import { placeOf, plantedTree, type PlantedBranch } from './plantedTree';
import { findByType, nodeAt, withProperties, type Tree, type TreeNode } from './tree';
import { normaliseUri } from './uri';
import { valueOfText } from './value';

export interface PlantOptions {
  /** Completes the description with the standard objects that it leaves out. */
  readonly standard: boolean;
  /** Access control lists by URI, or by MO identifier for every object of that kind. They replace those of the instances. */
  readonly acls?: Readonly<Record<string, string>>;
}

/** The tree that a device starts with. The ranges of the problems count in the document of the instances. */
export function plant(
  description: Description,
  instances: readonly PlantedNode[],
  options: PlantOptions,
): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  const planted = plantedTree(instances);
  const problems = [...planted.problems];
  const whole = options.standard ? composeDescription(description, planted.root) : description;
  const planting: Planting = {
    report: (code, severity, message, range, clause) => problems.push({ code, severity, message, range, clause }),
  };
  const root = grow(whole.root, planted.root, '.', planting);
  const tree = { root: { ...root, acl: root.acl ?? defaultRootAcl }, description: whole };
  return { tree: withAcls(tree, options.acls ?? {}, planting), problems };
}

/** A branch that a server adds or replaces, by the same rules. `uri` is where its root stands. */
export function growBranch(described: DescribedNode, branch: PlantedBranch, uri: string): { readonly node: TreeNode; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const node = grow(described, branch, uri, {
    report: (code, severity, message, range, clause) => problems.push({ code, severity, message, range, clause }),
  });
  return { node, problems };
}

interface Planting {
  report(code: string, severity: Severity, message: string, range: Range, clause: string): void;
}

function grow(described: DescribedNode, branch: PlantedBranch | undefined, uri: string, planting: Planting): TreeNode {
  const said = branch?.said;
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  if (said?.format !== undefined && said.format !== described.format) {
    // The description decides. [TND 9.1] A value that it can't hold is an error of its own.
    const interior = (said.format === 'node') !== isInterior(described);
    planting.report('tnds-format', interior ? 'error' : 'warning', `${uri} has the format ${described.format}, not ${said.format}.`, said.at, 'TND 9.4.2.2');
  }
  const type = said?.type ?? described.ddfName ?? (isInterior(described) ? undefined : (described.types[0] ?? 'text/plain'));
  const acl = said?.acl === undefined ? undefined : checkedAcl(said.acl, uri, said.at, planting);
  const base = {
    name,
    format: described.format,
    ...(type === undefined ? {} : { type }),
    ...(said?.title === undefined ? {} : { title: said.title }),
    ...(acl === undefined ? {} : { acl }),
    described,
  };
  if (isInterior(described)) {
    if (said?.value !== undefined) {
      planting.report('tnds-interior-value', 'error', `${uri} is an interior node and can't have a value.`, said.at, 'TND 6.2');
    }
    return { ...base, children: growChildren(described, branch, uri, planting) };
  }
  if (branch !== undefined && branch.children.size > 0) {
    planting.report('tnds-leaf-children', 'error', `${uri} is a leaf and can't have nodes below it.`, placeOf(branch), 'TND 6.2');
  }
  return { ...base, value: leafValue(described.format, said?.value ?? described.value ?? described.defaultValue ?? '', said, uri, planting) };
}

function growChildren(described: DescribedNode, branch: PlantedBranch | undefined, uri: string, planting: Planting): ReadonlyMap<string, TreeNode> {
  const children = new Map<string, TreeNode>();
  const instances = new Map<DescribedNode, number>();
  for (const [name, below] of branch?.children ?? []) {
    const where = `${uri}/${name}`;
    const childDescribed = describedChild(described, name);
    if (childDescribed === undefined) {
      if (isOpen(described)) children.set(name, growUndescribed(below, where, planting));
      else planting.report('tnds-not-described', 'error', `The description doesn't let the device hold ${where}.`, placeOf(below), 'TND 9.1');
      continue;
    }
    const count = (instances.get(childDescribed) ?? 0) + 1;
    instances.set(childDescribed, count);
    if (count > (childDescribed.occurrence.most ?? Infinity)) {
      planting.report('tnds-occurrence', 'error', `There can be at most ${childDescribed.occurrence.most ?? count} of ${where}.`, placeOf(below), 'TND 9.4.3.5');
      continue;
    }
    children.set(name, grow(childDescribed, below, where, planting));
  }
  for (const child of described.children) {
    if (child.occurrence.least === 1 && !instances.has(child)) growMissing(child, branch, children, uri, planting);
  }
  return children;
}

/** A node that must be there and that the instances leave out. [TND 9.4.3.5] */
function growMissing(described: DescribedNode, branch: PlantedBranch | undefined, into: Map<string, TreeNode>, uri: string, planting: Planting): void {
  if (described.implied === true && !mustHold(described)) return;
  const range = branch === undefined ? { start: 0, end: 0 } : placeOf(branch);
  if (described.name === '') {
    planting.report('tnds-node-missing', 'warning', `${uri} must hold at least one node; nobody has named it.`, range, 'TND 9.4.3.5');
    return;
  }
  const where = `${uri}/${described.name}`;
  if (!isInterior(described)) {
    const given = described.value ?? described.defaultValue;
    const message = `${where} must be there; it gets ${given === undefined ? 'an empty value' : `its default “${given}”`}.`;
    planting.report('tnds-node-missing', 'warning', message, range, 'TND 9.4.3.5');
  }
  into.set(described.name, grow(described, undefined, where, planting));
}

/** Whether something described must be there for its own sake, here or below. */
function mustHold(described: DescribedNode): boolean {
  if (described.implied !== true) return described.occurrence.least === 1;
  return described.children.some(mustHold);
}

/** Below Ext and Bearer of an object anything may stand, if the description doesn't say what. [STD 5.1.2] */
function isOpen(described: DescribedNode): boolean {
  return (described.name === 'Ext' || described.name === 'Bearer') && isInterior(described) && described.children.length === 0;
}

function growUndescribed(branch: PlantedBranch, uri: string, planting: Planting): TreeNode {
  const said = branch.said;
  const written = said?.format !== undefined && isNodeFormat(said.format) ? said.format : undefined;
  const interior = branch.children.size > 0 || written === 'node' || (written === undefined && said?.value === undefined);
  const format: NodeFormat = interior ? 'node' : (written ?? (said?.value instanceof Uint8Array ? 'bin' : 'chr'));
  const type = said?.type ?? (interior ? undefined : 'text/plain');
  const acl = said?.acl === undefined ? undefined : checkedAcl(said.acl, uri, said.at, planting);
  const base = {
    name: branch.name,
    format,
    ...(type === undefined ? {} : { type }),
    ...(said?.title === undefined ? {} : { title: said.title }),
    ...(acl === undefined ? {} : { acl }),
  };
  if (!interior) return { ...base, value: leafValue(format, said?.value ?? '', said, uri, planting) };
  return { ...base, children: new Map([...branch.children].map(([name, below]) => [name, growUndescribed(below, `${uri}/${name}`, planting)])) };
}

function leafValue(format: NodeFormat, given: string | Uint8Array, said: PlantedNode | undefined, uri: string, planting: Planting): string | Uint8Array {
  if (typeof given !== 'string') {
    if (format === 'bin') return given;
    planting.report('tnds-value-format', 'error', `The value of ${uri} is octets, but its format is ${format}.`, said?.at ?? { start: 0, end: 0 }, 'TND 9.4.2.2');
    return '';
  }
  const { value, fault } = valueOfText(format, given);
  // An empty value stands for none, whatever the format; a default was checked with the description.
  if (fault !== undefined && said?.value !== undefined && given.trim() !== '') {
    planting.report('tnds-value-format', 'error', `The value of ${uri} ${fault}, but its format is ${format}.`, said.at, 'TND 9.4.2.2');
  }
  return value;
}

function checkedAcl(text: string, uri: string, range: Range, planting: Planting): string | undefined {
  const { problems } = readAcl(text);
  for (const problem of problems) planting.report(problem.code, problem.severity, `${uri}: ${problem.message}`, range, 'TND 7.7.1.5');
  return problems.some((problem) => problem.severity === 'error') ? undefined : text;
}

function withAcls(tree: Tree, acls: Readonly<Record<string, string>>, planting: Planting): Tree {
  let next = tree;
  const nowhere = { start: 0, end: 0 };
  for (const [key, text] of Object.entries(acls)) {
    const acl = checkedAcl(text, key, nowhere, planting);
    const uris = findByType(tree, key);
    const places = uris.length > 0 ? uris : nodeAt(tree, key) === undefined ? [] : [normaliseUri(key)];
    if (places.length === 0) planting.report('acl-nowhere', 'warning', `There is no node ${key} to give an access control list.`, nowhere, 'TND 7.7.1');
    if (acl !== undefined) for (const uri of places) next = withProperties(next, uri, { acl });
  }
  return next;
}
