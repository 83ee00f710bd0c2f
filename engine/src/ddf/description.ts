// A device description: which nodes a device may hold, and what may be done to them. [TND 9]
import type { Range } from '../base/problem';
import type { AllowedValues } from './allowedValues';
import type { NodeFormat } from './nodeFormat';

export const accessVerbs = ['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'] as const;

export type AccessVerb = (typeof accessVerbs)[number];

export type OccurrenceName = 'One' | 'ZeroOrOne' | 'ZeroOrMore' | 'OneOrMore' | 'ZeroOrN' | 'OneOrN';

/** How many instances a node may have. `most` is absent where there is no limit. [TND 9.4.3] */
export interface Occurrence {
  readonly name: OccurrenceName;
  readonly least: 0 | 1;
  readonly most?: number;
}

export type Scope = 'Permanent' | 'Dynamic';

export interface DescribedNode {
  /** `''`: unnamed, the name is given at run time. The root's is `.`. */
  readonly name: string;
  /** As written. */
  readonly path?: string;
  readonly access: ReadonlySet<AccessVerb>;
  readonly format: NodeFormat;
  readonly occurrence: Occurrence;
  readonly scope: Scope;
  readonly title?: string;
  readonly description?: string;
  /** MIME types of a leaf, none empty. */
  readonly types: readonly string[];
  /** The MO identifier of an interior node. [TND 7.7.7.2] */
  readonly ddfName?: string;
  readonly defaultValue?: string;
  /** `CIS`: the names of this node and all below it are compared without regard to case. */
  readonly caseSense?: 'CS' | 'CIS';
  /** The default value for new instances, where the description gives one by Value. */
  readonly value?: string;
  /** Names of the run-time properties that the node supports, where the description says so. */
  readonly rtProperties?: readonly string[];
  /** The values that it takes, where the description says so. */
  readonly allowed?: AllowedValues;
  readonly children: readonly DescribedNode[];
  /** No Node describes it: it stands for a segment of some Path, or for the root. */
  readonly implied?: boolean;
  /** Its Node element, in the document that it was read from. */
  readonly at: Range;
}

export interface Description {
  /** `''` where the document doesn't say. */
  readonly verDtd: string;
  readonly man?: string;
  readonly mod?: string;
  /** The node `.`, implied where the document doesn't describe it. */
  readonly root: DescribedNode;
  /** The children of the root. */
  readonly nodes: readonly DescribedNode[];
}

/** Every described node, with the path from the root by which it is described; unnamed ones as `*`. */
export function* describedNodes(description: Description): Generator<{ readonly uri: string; readonly node: DescribedNode }> {
  yield* below('.', description.root);
}

function* below(uri: string, node: DescribedNode): Generator<{ readonly uri: string; readonly node: DescribedNode }> {
  yield { uri, node };
  for (const child of node.children) yield* below(`${uri}/${child.name === '' ? '*' : child.name}`, child);
}

/** A node that no Node element describes: it exists because something below it does, and can only be read. */
export function impliedNode(name: string, children: readonly DescribedNode[] = []): DescribedNode {
  return {
    name,
    access: new Set<AccessVerb>(['Get']),
    format: 'node',
    occurrence: occurrenceOf('One'),
    scope: 'Permanent',
    types: [],
    children,
    implied: true,
    at: { start: 0, end: 0 },
  };
}

export function occurrenceOf(name: OccurrenceName, n?: number): Occurrence {
  const least = name.startsWith('One') ? 1 : 0;
  if (name === 'One' || name === 'ZeroOrOne') return { name, least, most: 1 };
  return n === undefined ? { name, least } : { name, least, most: n };
}

export function isInterior(node: { readonly format: string }): boolean {
  return node.format === 'node';
}
