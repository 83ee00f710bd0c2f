// What is asked of the tree, and what came of it.
import type { AccessVerb } from '../ddf/description';
import type { Item } from '../syncml/message';
import { nodeAt, type Tree } from './tree';
import type { UriLimits } from './uri';

/** One Item of one command; Meta of the command already applied to it. */
export interface TreeOrder {
  readonly verb: AccessVerb;
  readonly item: Item;
  /** The server that asks, as an access control list names it. */
  readonly serverId: string;
}

export interface TreeLimits {
  readonly uri: UriLimits;
  /** Octets that a leaf can hold; 0 means no limit. */
  readonly maxValue: number;
}

export interface TreeOutcome {
  /** A SyncML status. */
  readonly status: number;
  /** What goes into the Results of a Get. */
  readonly results?: readonly Item[];
  /** Why it was refused, as a sentence. */
  readonly reason?: string;
}

export interface Performed {
  /** The very tree that was given, where nothing changed. */
  readonly tree: Tree;
  readonly outcome: TreeOutcome;
  /** The nodes that were added, changed or taken away; those below them aren't listed. */
  readonly changed: readonly string[];
}

/** The limits that the device itself states. [STD 5.3.3] */
export function limitsOf(tree: Tree): TreeLimits {
  const limit = (name: string): number => {
    const value = nodeAt(tree, `./DevDetail/URI/${name}`)?.value;
    const number = typeof value === 'string' ? Number(value) : 0;
    return Number.isInteger(number) && number > 0 ? number : 0;
  };
  return { uri: { maxDepth: limit('MaxDepth'), maxTotLen: limit('MaxTotLen'), maxSegLen: limit('MaxSegLen') }, maxValue: 0 };
}
