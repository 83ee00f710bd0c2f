// Descriptions out of many documents: those that a person has, then the standard objects; a segment of an address is
// found in about constant time, however many siblings there are.
import type { DescribedNode } from '../ddf/description';
import { standardObjects, type StandardObject } from '../ddf/standardObjects';
import type { DescribedPlace, Descriptions, DescriptionSource } from './descriptions';

/** Where an instance of a management object stands, as something else than a description tells: a tree, a flow. */
export interface ObjectPlace {
  readonly segments: readonly string[];
  /** Its MO identifier. */
  readonly identifier: string;
}

/** Nodes that one address may mean; those beyond are left out. */
const mostPlaces = 4096;
/** Segments of an address that anything can have. */
const mostSegments = 128;
/** Addresses that are remembered. */
const mostRemembered = 20_000;

export const standardScheme = 'fumo-standard';

/** The URI of a standard object, as the source of a description. */
export function standardUri(id: StandardObject['id']): string {
  return `${standardScheme}:/${id}.ddf`;
}

/**
 * Descriptions over `own` and the standard objects. Where a node carries the MO identifier of a standard object and a
 * description doesn't go on below it, the standard object does: it may stand anywhere. [FUMO 5.1, STD 5.3.1]
 */
export function descriptionsOf(own: readonly DescriptionSource[], objects: readonly ObjectPlace[] = []): Descriptions {
  const sources = [...own, ...standardSources()];
  const roots = sources.map((source): Standing => ({ source, node: source.description.root, above: [], ignoresCase: source.description.root.caseSense === 'CIS' }));
  const instances = new Map(objects.flatMap((object) => instanceOf(object)));
  // Many descriptions share their first segments: each address is gone down once, for all of them.
  const remembered = new Map<string, readonly Standing[]>();
  const at = (segments: readonly string[]): readonly Standing[] => {
    if (segments.length === 0) return roots;
    const key = segments.join('/');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const segment = segments[segments.length - 1] ?? '';
    const found = at(segments.slice(0, -1)).flatMap((one) => below(one, segment));
    const instance = instances.get(key);
    const all = (instance === undefined ? found : [...found, instance]).slice(0, mostPlaces);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, all);
    return all;
  };
  return { sources, find: (segments) => (segments.length > mostSegments ? [] : unique(at(segments))) };
}

function unique(standing: readonly Standing[]): readonly DescribedPlace[] {
  const seen = new Set<DescribedNode>();
  return standing.filter(({ node }) => !seen.has(node) && seen.add(node)).map(({ source, node, above }) => ({ source, node, above }));
}

let standard: readonly DescriptionSource[] | undefined;

function standardSources(): readonly DescriptionSource[] {
  standard ??= standardObjects().map(({ id, description }) => ({ uri: standardUri(id), description, standard: true }));
  return standard;
}

interface Standing extends DescribedPlace {
  readonly ignoresCase: boolean;
  /** Whether a standard object goes on where the description has ended. */
  readonly isGraft?: true;
}

function instanceOf({ segments, identifier }: ObjectPlace): readonly (readonly [string, Standing])[] {
  const object = objectOf(identifier);
  return object === undefined ? [] : [[segments.join('/'), { source: sourceOf(object), node: object.node, above: [], ignoresCase: false, isGraft: true }]];
}

function sourceOf({ id, description }: StandardObject): DescriptionSource {
  const uri = standardUri(id);
  return standardSources().find((source) => source.uri === uri) ?? { uri, description, standard: true };
}

function below(parent: Standing, segment: string): readonly Standing[] {
  const found = childrenNamed(parent.node, segment, parent.ignoresCase);
  if (found.length > 0) return found.map((node) => standingBelow(parent, node));
  if (parent.isGraft === true || parent.node.ddfName === undefined) return [];
  const object = objectOf(parent.node.ddfName);
  if (object === undefined) return [];
  const graft: Standing = { ...parent, source: sourceOf(object), ignoresCase: false, isGraft: true };
  return childrenNamed(object.node, segment, false).map((node) => standingBelow(graft, node));
}

function standingBelow({ source, node: parent, above, ignoresCase, isGraft }: Standing, node: DescribedNode): Standing {
  return { source, node, above: [...above, parent], ignoresCase: node.caseSense === undefined ? ignoresCase : node.caseSense === 'CIS', ...(isGraft === true && { isGraft }) };
}

/** The standard object of an MO identifier; undefined for other objects. */
export function objectOf(identifier: string): StandardObject | undefined {
  return standardObjects().find(({ identifiers }) => identifiers.includes(identifier));
}

interface ByName {
  readonly named: ReadonlyMap<string, readonly DescribedNode[]>;
  readonly lowered: ReadonlyMap<string, readonly DescribedNode[]>;
  readonly unnamed: readonly DescribedNode[];
}

const indexes = new WeakMap<DescribedNode, ByName>();

/** A named child goes before unnamed ones, which any name fits. [TND 9.4.3.23] */
function childrenNamed(node: DescribedNode, name: string, ignoresCase: boolean): readonly DescribedNode[] {
  if (node.children.length === 0) return [];
  const index = indexOf(node);
  return index.named.get(name) ?? (ignoresCase ? index.lowered.get(name.toLowerCase()) : undefined) ?? index.unnamed;
}

function indexOf(node: DescribedNode): ByName {
  const known = indexes.get(node);
  if (known !== undefined) return known;
  const named = new Map<string, DescribedNode[]>();
  const lowered = new Map<string, DescribedNode[]>();
  const unnamed: DescribedNode[] = [];
  const add = (to: Map<string, DescribedNode[]>, key: string, child: DescribedNode): void => {
    const list = to.get(key);
    if (list === undefined) to.set(key, [child]);
    else list.push(child);
  };
  for (const child of node.children) {
    if (child.name === '') unnamed.push(child);
    else {
      add(named, child.name, child);
      add(lowered, child.name.toLowerCase(), child);
    }
  }
  const index = { named, lowered, unnamed };
  indexes.set(node, index);
  return index;
}
