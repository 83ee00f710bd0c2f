// Which described nodes an address means, and which places of the workspace mean the same ones.
import type { Range } from '#engine/base/problem';
import type { DescribedNode } from '#engine/ddf/description';
import type { DescribedPlace, Descriptions } from '#engine/rules/descriptions';
import { addressIn, type AddressUse } from './address';
import type { FileFacts } from './facts';
import { valueOfName } from './flowLinks';
import { standardFacts } from './standardTexts';
import { segmentsOfNode, type NodeFact } from './treeFacts';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** An address with what its names stand for: `path[0 .. ends[i]]` is the address down to the segment `i`. */
export interface ResolvedAddress {
  /** `*` where only a run tells the name. */
  readonly path: readonly string[];
  readonly ends: readonly number[];
}

export function resolvedAddress(facts: FileFacts, { segments }: Pick<AddressUse, 'segments'>, index: WorkspaceIndex): ResolvedAddress {
  const path: string[] = [];
  const ends: number[] = [];
  for (const { name } of segments) {
    const whole = /^\$\{\s*(\w+)\s*\}$/.exec(name)?.[1];
    const value = whole === undefined ? undefined : valueOfName(facts, whole, index);
    const inner = value === undefined ? undefined : addressIn(value, 0, 'uri')?.segments;
    if (inner !== undefined) path.push(...inner.map((segment) => (segment.name.includes('${') ? '*' : segment.name)));
    else path.push(name.includes('${') ? '*' : name);
    ends.push(path.length);
  }
  return { path, ends };
}

/** What a place of a document is about: nodes that are described, or a path that nothing describes. */
export interface NodeTarget {
  readonly path: readonly string[];
  readonly places: readonly DescribedPlace[];
}

export function targetOfAddress(facts: FileFacts, use: AddressUse, at: number, index: WorkspaceIndex): NodeTarget {
  const { path, ends } = resolvedAddress(facts, use, index);
  return targetOfPath(facts.uri, path.slice(0, ends[at]), index);
}

export function targetOfNode(facts: FileFacts, node: NodeFact, index: WorkspaceIndex): NodeTarget {
  const path = segmentsOfNode(node);
  const { path: found, places } = targetOfPath(facts.uri, path, index);
  // Of unnamed siblings this one is meant.
  const own = places.filter(({ source, node: { at } }) => source.uri === facts.uri && at.start === node.range.start);
  return { path: found, places: own.length > 0 && node.name === '' ? own : places };
}

export function targetOfPath(uri: string, path: readonly string[], index: WorkspaceIndex): NodeTarget {
  return { path, places: index.descriptionsFor(uri).find(path).filter(({ node }) => node.implied !== true || path.length > 0) };
}

/** The place of a described node's name in the document that describes it, which may be a standard object. */
export function placeOfNode({ source, node }: DescribedPlace, index: WorkspaceIndex): (Place & { readonly whole: Range }) | undefined {
  if (node.implied === true) return undefined;
  const facts = source.standard === true ? standardFacts(source.uri) : index.get(source.uri);
  const fact = facts?.nodes.find(({ range }) => range.start === node.at.start);
  return fact === undefined ? undefined : { uri: source.uri, range: fact.nameRange, whole: fact.range };
}

export interface NodeMention extends Place {
  /** `declaration`: the Node in a description. */
  readonly role: AddressUse['role'] | 'declaration' | 'instance';
  /** False where it is meant by what a name stands for, so that it has no name of its own there. */
  readonly spelled: boolean;
  /** The name as it stands there. */
  readonly name: string;
}

/** Every place of the workspace that means one of the nodes. */
export function mentionsOf({ path, places }: NodeTarget, index: WorkspaceIndex): readonly NodeMention[] {
  const nodes = new Set<DescribedNode>(places.map(({ node }) => node));
  const names = new Set([...nodes].map(({ name }) => name.toLowerCase()));
  // Under a name that is given at run time, or that nothing describes, the same path is the same node.
  const byPath = nodes.size === 0 || names.has('');
  const wanted = path.at(-1) ?? '';
  const instance = byPath && wanted !== '*';
  const mayMean = (name: string): boolean => (instance ? name === wanted || name === '*' : names.has('') || names.has(name.toLowerCase()));
  return index.files().flatMap((facts) => {
    let descriptions: Descriptions | undefined;
    const means = (candidate: readonly string[]): boolean => {
      if (!mayMean(candidate.at(-1) ?? '')) return false;
      if (instance && !samePath(candidate, path)) return false;
      descriptions ??= index.descriptionsFor(facts.uri);
      return nodes.size === 0 || descriptions.find(candidate).some(({ node }) => nodes.has(node));
    };
    const inNodes = mentionsInNodes(facts, (name) => mayMean(name === '' ? '*' : name), means);
    return [...inNodes, ...facts.uses.flatMap((use) => mentionsInUse(facts, use, means, index))];
  });
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i] || name === '*' || b[i] === '*');
}

type Means = (path: readonly string[]) => boolean;

function mentionsInNodes({ uri, kind, nodes }: FileFacts, mayMean: (name: string) => boolean, means: Means): readonly NodeMention[] {
  return nodes.flatMap((node): NodeMention[] => {
    if (!mayMean(node.name) || !means(segmentsOfNode(node))) return [];
    return [{ uri, range: node.nameRange, role: kind === 'description' ? 'declaration' : 'instance', spelled: node.name !== '', name: node.name }];
  });
}

function mentionsInUse(facts: FileFacts, use: AddressUse, means: Means, index: WorkspaceIndex): readonly NodeMention[] {
  const { path, ends } = resolvedAddress(facts, use, index);
  return use.segments.flatMap(({ name, range }, i): NodeMention[] => {
    const [from, to] = [ends[i - 1] ?? 0, ends[i] ?? 0];
    for (let end = from + 1; end <= to; end++) {
      if (means(path.slice(0, end))) return [{ uri: facts.uri, range, role: use.role, spelled: !name.includes('${'), name }];
    }
    return [];
  });
}
