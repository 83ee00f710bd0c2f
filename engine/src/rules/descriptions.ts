// Descriptions: the device descriptions at hand, asked by address. What a workspace or a command line gathers.
import type { DescribedNode, Description } from '../ddf/description';

/** One description, and the document that it was read from. */
export interface DescriptionSource {
  readonly uri: string;
  readonly description: Description;
  /** A standard object that comes with the product, which a description of the person's own goes before. */
  readonly standard?: true;
}

/** A described node that an address means. */
export interface DescribedPlace {
  readonly source: DescriptionSource;
  readonly node: DescribedNode;
  /** From the root to the node's parent. */
  readonly above: readonly DescribedNode[];
}

export interface Descriptions {
  readonly sources: readonly DescriptionSource[];
  /** The nodes that an address may mean, by any of the descriptions; the person's own before standard ones. */
  readonly find: (segments: readonly string[]) => readonly DescribedPlace[];
}
