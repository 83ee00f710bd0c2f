// What the index keeps of a DDF or a serialised tree: its nodes, and the addresses that it writes.
import type { Range } from '#engine/base/problem';
import { pathSegments, readName } from '#engine/ddf/nodePath';
import type { ObjectPlace } from '#engine/rules/descriptionsOf';
import { child, childElements, textOf, type Element } from '#engine/xml/element';
import { addressOfElement, mayRefer, type AddressUse } from './address';

export interface NodeFact {
  /** `''`: its name is given at run time. */
  readonly name: string;
  /** The name as it stands in NodeName; where there is none, the name of the Node element. */
  readonly nameRange: Range;
  /** The Node element. */
  readonly range: Range;
  readonly parent?: NodeFact;
  /** Of a node at the top: the segments of its Path. */
  readonly above: readonly string[];
  /** The MO identifier that it carries. */
  readonly identifier?: string;
}

/** Levels of nodes that are looked at. */
const maxDepth = 128;

export function treeFacts(root: Element, text: string): { readonly nodes: readonly NodeFact[]; readonly uses: readonly AddressUse[]; readonly objects: readonly ObjectPlace[] } {
  const nodes: NodeFact[] = [];
  const uses: AddressUse[] = [];
  const visit = (element: Element, parent: NodeFact | undefined, depth: number): void => {
    const path = child(element, 'Path');
    const use = path === undefined ? undefined : addressOfElement(path, text, 'path');
    if (use !== undefined) uses.push(use);
    const fact = nodeFact(element, parent, path === undefined || parent !== undefined ? [] : pathSegments(textOf(path)));
    nodes.push(fact);
    for (const inner of childElements(element)) {
      if (inner.local === 'Node' && depth < maxDepth) visit(inner, fact, depth + 1);
      const value = inner.local === 'DFProperties' ? child(inner, 'DefaultValue') : inner;
      const referred = value !== undefined && mayRefer(value) ? addressOfElement(value, text, 'value') : undefined;
      if (referred !== undefined) uses.push(referred);
    }
  };
  for (const element of childElements(root)) if (element.local === 'Node') visit(element, undefined, 1);
  const objects = nodes.flatMap((node) => (node.identifier === undefined ? [] : [{ segments: segmentsOfNode(node), identifier: node.identifier }]));
  return { nodes, uses, objects };
}

function nodeFact(element: Element, parent: NodeFact | undefined, above: readonly string[]): NodeFact {
  const named = child(element, 'NodeName');
  const identifier = identifierOf(element);
  return {
    name: named === undefined ? '' : readName(textOf(named)),
    nameRange: nameRangeOf(element, named),
    range: element.range,
    above,
    ...(parent !== undefined && { parent }),
    ...(identifier !== undefined && { identifier }),
  };
}

/** The stretch of NodeName that holds the name; of an empty one, the place between its tags. */
export function nameRangeOf(node: Element, named: Element | undefined): Range {
  if (named === undefined) return node.nameRange;
  const written = named.children.find(({ kind }) => kind === 'text');
  if (written?.kind !== 'text') return { start: named.startTag.end, end: named.startTag.end };
  const lead = written.value.length - written.value.trimStart().length;
  return { start: written.range.start + lead, end: written.range.start + lead + written.value.trim().length };
}

function identifierOf(node: Element): string | undefined {
  for (const [properties, type] of [['DFProperties', 'DFType'], ['RTProperties', 'Type']] as const) {
    const found = child(node, properties);
    const typed = found === undefined ? undefined : child(found, type);
    const name = typed === undefined ? undefined : child(typed, 'DDFName');
    const identifier = name === undefined ? '' : textOf(name).trim();
    if (identifier !== '') return identifier;
  }
  return undefined;
}

/** From the root down; unnamed nodes as `*`. */
export function segmentsOfNode(node: NodeFact): readonly string[] {
  const segments: string[] = [];
  for (let at: NodeFact | undefined = node; at !== undefined; at = at.parent) {
    if (at.name !== '.') segments.unshift(at.name === '' ? '*' : at.name);
    segments.unshift(...at.above);
  }
  return segments;
}
