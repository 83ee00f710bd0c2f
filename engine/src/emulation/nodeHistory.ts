// The values that the nodes named by `passes` have had in a run, one after the other.
import type { Flow } from '../flow/model';
import { nodeAt, type Tree } from '../tree/tree';
import { textOfLeaf } from './nodeView';
import type { Variables } from './variables';

export class NodeHistory {
  private readonly values = new Map<string, readonly string[]>();

  constructor(
    private readonly flow: Flow,
    private readonly variables: Variables,
  ) {}

  of(uri: string): readonly string[] {
    return this.values.get(uri) ?? [];
  }

  /** To be called whenever the tree may have changed. */
  look(tree: Tree): void {
    for (const part of this.flow.steps.flatMap((step) => step.parts)) {
      if (part.kind !== 'expect-node' || part.passes === undefined) continue;
      const uri = this.variables.fillOrKeep(part.node);
      const value = textOfLeaf(nodeAt(tree, uri)?.value);
      const values = this.of(uri);
      if (values.at(-1) !== value) this.values.set(uri, [...values, value]);
    }
  }
}
