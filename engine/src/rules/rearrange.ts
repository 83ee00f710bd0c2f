// Elements of a text in another order, each written in the place of another: all between them stays as it is.
import { namesOf, type Particle } from '../schema/model';
import type { Schema } from '../schema/schema';
import type { TextEdit } from '../xml/edit';
import { childElements, type Element } from '../xml/element';

/** `order` says which of the elements stands in the place of each. */
export function rearranged(text: string, elements: readonly Element[], order: readonly number[]): readonly TextEdit[] {
  return elements.flatMap(({ range }, place) => {
    const moved = elements[order[place] ?? place];
    return moved === undefined || order[place] === place ? [] : [{ range, newText: text.slice(moved.range.start, moved.range.end) }];
  });
}

/** The last of the elements goes before the others. */
export function lastFirst(text: string, elements: readonly Element[]): readonly TextEdit[] {
  return rearranged(text, elements, elements.map((_, place) => (place === 0 ? elements.length - 1 : place - 1)));
}

/** The children in the order of their content model; undefined where it has none, or they stand in it. */
export function inModelOrder(text: string, parent: Element, schema: Schema): readonly TextEdit[] | undefined {
  const content = schema.elements.get(parent.local)?.content;
  if (content?.kind !== 'elements') return undefined;
  const ranks = ranksOf(content.model);
  const children = childElements(parent).filter(({ local }) => ranks.has(local));
  const order = children.map((_, index) => index).sort((a, b) => rank(children[a], ranks) - rank(children[b], ranks) || a - b);
  const edits = rearranged(text, children, order);
  return edits.length === 0 ? undefined : edits;
}

function rank(element: Element | undefined, ranks: ReadonlyMap<string, number>): number {
  return ranks.get(element?.local ?? '') ?? 0;
}

/** Names of one place of the model have one rank. */
function ranksOf(model: Particle): ReadonlyMap<string, number> {
  const parts = model.kind === 'sequence' ? model.of : [model];
  return new Map(parts.flatMap((part, index) => [...namesOf(part)].map((name): [string, number] => [name, index])));
}
