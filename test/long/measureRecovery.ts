// How well the tolerant parser recovers: one tag of a real document is deleted, halved or doubled, and every sibling
// that follows the damaged element is looked for under its old parent.
import { guideOf } from '#engine/schema/guide';
import { recognise } from '#engine/schema/recognise';
import type { Schema } from '#engine/schema/schema';
import type { Range } from '#engine/base/problem';
import { childElements, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

export const damages = ['deleted', 'halved', 'doubled'] as const;
export const tags = ['start', 'end', 'empty'] as const;
export type Damage = `${(typeof tags)[number]} tag ${(typeof damages)[number]}`;

export interface Count {
  readonly kept: number;
  readonly siblings: number;
}

interface Place {
  readonly tag: Range;
  readonly sort: (typeof tags)[number];
  /** Offset of the parent, -1 for the document, and of the siblings that follow. */
  readonly parent: number;
  readonly following: readonly number[];
}

/**
 * Damages at most `most` tags of a well-formed document, spread evenly, and counts what keeps its parent. Tags without
 * a following sibling aren't damaged: nothing could be measured. `kind` is the schema where the document doesn't tell.
 */
export function measureRecovery(text: string, most: number, kind: Schema): ReadonlyMap<Damage, Count> {
  const { document } = parseXml(text);
  const options = { guide: guideOf(recognise(document) ?? kind) };
  const places: Place[] = [];
  for (const root of childElements(document)) collect(root, places);
  const step = Math.max(1, places.length / most);
  const counts = new Map<Damage, Count>();
  for (let at = 0; at < places.length; at += step) {
    const place = places[Math.floor(at)];
    if (place === undefined) continue;
    for (const damage of damages) {
      const { start, end } = place.tag;
      const tag = text.slice(start, end);
      const by = damage === 'deleted' ? '' : damage === 'doubled' ? tag + tag : tag.slice(0, Math.ceil(tag.length / 2));
      const parents = parentsOf(parseXml(text.slice(0, start) + by + text.slice(end), options).document.children);
      const moved = by.length - tag.length;
      const shifted = (offset: number): number => (offset < end ? offset : offset + moved);
      const kept = place.following.filter((sibling) => parents.get(shifted(sibling)) === shifted(place.parent)).length;
      const key: Damage = `${place.sort} tag ${damage}`;
      const before = counts.get(key) ?? { kept: 0, siblings: 0 };
      counts.set(key, { kept: before.kept + kept, siblings: before.siblings + place.following.length });
    }
  }
  return counts;
}

function collect(parent: Element, places: Place[]): void {
  const children = childElements(parent);
  const starts = children.map(({ range }) => range.start);
  children.forEach((child, i) => {
    const following = starts.slice(i + 1);
    const common = { parent: parent.range.start, following };
    if (following.length > 0) {
      places.push({ ...common, tag: child.startTag, sort: child.selfClosing ? 'empty' : 'start' });
      if (child.endTag !== undefined) places.push({ ...common, tag: child.endTag, sort: 'end' });
    }
    collect(child, places);
  });
}

/** Of each element, by its offset, the offset of its parent. */
function parentsOf(nodes: Parameters<typeof childElements>[0]['children']): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  const waiting = childElements({ children: nodes }).map((element) => ({ element, parent: -1 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, parent } = next;
    parents.set(element.range.start, parent);
    for (const child of childElements(element)) waiting.push({ element: child, parent: element.range.start });
  }
  return parents;
}
