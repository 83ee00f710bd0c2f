// Crossing: an address of a message, and the described nodes that it may mean. [TND 6, 9]
import type { DescribedNode } from '../../ddf/description';
import type { DescribedPlace, Descriptions } from '../descriptions';
import { objectOf } from '../descriptionsOf';
import type { MessageFacts } from '../messageFacts';
import type { Subject } from '../subject';
import { treeUris, type TreeUri } from '../uri/treeUris';

export interface Crossing {
  readonly uri: TreeUri;
  readonly segments: readonly string[];
  /** What the address may mean: of one description or several, none of them only implied. */
  readonly nodes: readonly DescribedNode[];
  /** Where they are described, one for each. */
  readonly places: readonly DescribedPlace[];
  /** Only a standard object describes it, of which a device may permit more than it must. */
  readonly isStandard: boolean;
}

interface LaidOut {
  readonly descriptions: Descriptions;
  readonly crossings: readonly Crossing[];
}

const laidOut = new WeakMap<MessageFacts, LaidOut>();

/** None where no descriptions are at hand. Addresses that are written wrongly are left out. */
export function crossingsOf(message: MessageFacts, { descriptions }: Subject): readonly Crossing[] {
  if (descriptions === undefined) return [];
  const before = laidOut.get(message);
  if (before?.descriptions === descriptions) return before.crossings;
  const crossings = treeUris(message).flatMap((uri): readonly Crossing[] => {
    const { segments } = uri.form;
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return [];
    const places = placesOf(segments, descriptions);
    return [{ uri, segments, places, nodes: places.map(({ node }) => node), isStandard: places.every(({ source }) => source.standard === true) }];
  });
  laidOut.set(message, { descriptions, crossings });
  return crossings;
}

/** Those of a command to a node itself, not to a property of it, that name it by Target, and mean something described. */
export function* targets(message: MessageFacts, subject: Subject, names: ReadonlySet<string>): Generator<Crossing> {
  for (const crossing of crossingsOf(message, subject)) {
    const { command, element, item, query } = crossing.uri;
    if (names.has(command.name) && element === item.targetUri && query === undefined && crossing.nodes.length > 0) yield crossing;
  }
}

/** What an address may mean: what a person describes, else a standard object that is sure to stand there. */
export function placesOf(segments: readonly string[], descriptions: Descriptions): readonly DescribedPlace[] {
  const found = descriptions.find(segments).filter(({ node }) => node.implied !== true);
  const own = found.filter(({ source }) => source.standard !== true);
  if (own.length > 0) return own;
  const sure = found.filter((place) => isSure(place, segments));
  if (sure.length > 0 || found.length === 0) return sure;
  // Which of its names an object has where it usually stands, nobody knows: ./FwUpdate may be the object, or hold it.
  const usual = found.filter(({ node }) => node.ddfName === undefined);
  return usual.length > 0 && !isOwnAbove(segments, descriptions) ? usual : [];
}

/** Device information stands where it does; another object where a description, or a tree, has its identifier. */
function isSure({ source, above }: DescribedPlace, [first]: readonly string[]): boolean {
  return first === 'DevInfo' || first === 'DevDetail' || above[0] !== source.description.root;
}

function isOwnAbove(segments: readonly string[], descriptions: Descriptions): boolean {
  for (let depth = segments.length - 1; depth > 0; depth--) {
    const found = descriptions.find(segments.slice(0, depth));
    if (found.some(({ node, source }) => source.standard !== true && node.implied !== true)) return true;
  }
  return false;
}

/** What is known of an address that no description has. */
export type Unknown =
  /** Nothing that would make it wrong. */
  | { readonly kind: 'open' }
  /** No description speaks of anything near by. */
  | { readonly kind: 'apart' }
  /** The nodes above it are described, and hold no such node. */
  | { readonly kind: 'closed'; readonly depth: number; readonly places: readonly DescribedPlace[]; readonly isStandard: boolean };

export function unknownOf(segments: readonly string[], descriptions: Descriptions): Unknown {
  for (let depth = segments.length - 1; depth > 0; depth--) {
    const places = placesOf(segments.slice(0, depth), descriptions);
    if (places.length === 0) continue;
    if (places.some(({ node }) => isOpen(node))) return { kind: 'open' };
    if (places.every(isOnTheWay)) break;
    const own = places.filter(({ source, node }) => source.standard !== true && node.children.length > 0);
    const leaves = places.every(({ node, source }) => node.format !== 'node' && source.standard !== true);
    return { kind: 'closed', depth, places, isStandard: own.length === 0 && !leaves };
  }
  // [STD 5.3.4] What stands below the inbox is described nowhere.
  if (segments.length === 0 || segments[0] === 'Inbox') return { kind: 'open' };
  return descriptions.sources.some(({ standard }) => standard !== true) && !isUsual(segments) ? { kind: 'apart' } : { kind: 'open' };
}

/** Anything may stand below an interior node of which nothing more is described. */
function isOpen({ format, children, ddfName }: DescribedNode): boolean {
  return format === 'node' && children.length === 0 && (ddfName === undefined || objectOf(ddfName) === undefined);
}

/** Described only because an object is somewhere below: there are others beside it, in descriptions of their own. */
function isOnTheWay({ node, above }: DescribedPlace): boolean {
  const [only, ...others] = node.children;
  return only?.format === 'node' && others.length === 0 && above.every(({ children }) => children.length === 1);
}

function isUsual([first]: readonly string[]): boolean {
  return first === 'FwUpdate' || first === 'DMAcc';
}

/** The address as it is described, where it differs from `segments` by upper and lower case alone. */
export function inTheRightCase(segments: readonly string[], descriptions: Descriptions): readonly string[] | undefined {
  const found: string[] = [];
  for (const segment of segments) {
    if (descriptions.find([...found, segment]).length > 0) {
      found.push(segment);
      continue;
    }
    const named = descriptions.find(found).flatMap(({ node }) => loweredNames(node).get(segment.toLowerCase()) ?? []);
    const [only, ...others] = [...new Set(named)];
    if (only === undefined || others.length > 0) return undefined;
    found.push(only);
  }
  return found.every((segment, at) => segment === segments[at]) ? undefined : found;
}

const lowered = new WeakMap<DescribedNode, ReadonlyMap<string, string>>();

function loweredNames(node: DescribedNode): ReadonlyMap<string, string> {
  let names = lowered.get(node);
  if (names === undefined) lowered.set(node, (names = new Map(node.children.map(({ name }) => [name.toLowerCase(), name]))));
  return names;
}
