// Elements of a document as variables: a command and what stands in it.
import { childElements, textOf, type Element } from '#engine/xml/element';
import type { Variable } from './variable';

/** Longer texts are cut in the list; the message itself shows them whole. */
const longest = 200;

/** An element by its local name; its value is its text, or the names of what it holds. */
export function elementVariable(of: Element, name: string = of.local): Variable {
  const children = childElements(of);
  if (children.length === 0) return { name, value: cut(textOf(of)) };
  return { name, value: children.map((child) => child.local).join(' '), children: () => elementVariables(children) };
}

/** Siblings of the same name are told apart by a number behind it. */
export function elementVariables(elements: readonly Element[]): readonly Variable[] {
  const seen = new Map<string, number>();
  return elements.map((child) => {
    const count = (seen.get(child.local) ?? 0) + 1;
    seen.set(child.local, count);
    const alone = elements.filter((other) => other.local === child.local).length === 1;
    return elementVariable(child, alone ? child.local : `${child.local} ${count}`);
  });
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}
