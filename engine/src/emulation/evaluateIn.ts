// What a person types while a run is looked at: a node's URI, a name, an expression.
import { Failure } from '../base/failure';
import { textOfValue } from '../flow/expression';
import { nodeAt, type Tree } from '../tree/tree';
import type { Masking } from './masking';
import { viewOf } from './nodeView';
import type { NodeView } from './run';
import type { Variables } from './variables';

/** Throws a Failure with a code `expression-…` where it means nothing. Whatever begins with `./` is a URI. */
export function evaluateIn(tree: Tree, variables: Variables, expression: string, masking: Masking): { readonly text: string; readonly node?: NodeView } {
  const text = expression.trim();
  if (!/^\.(\/|$)/.test(text)) return { text: textOfValue(variables.value(text)) };
  const node = nodeAt(tree, text);
  if (node === undefined) throw new Failure('expression-no-node', `There is no node ${text}.`);
  const view = viewOf(node, text, masking);
  // [DM-REP 6.6.12] An interior node is worth what a Get of it would give: the names of its children.
  return { text: view.value ?? (view.children ?? []).map((child) => child.name).join('/'), node: view };
}
