// The Meta that holds for an Item: its own, over that of its command, over those of the containers around.
// [RepPro 6.3.3]
import type { Item, Meta } from './message';

/** Levels from the innermost out; what an inner one says counts. `{}` where none says anything. */
export function effectiveMeta(...levels: readonly (Meta | undefined)[]): Meta {
  let merged: Meta = {};
  for (const level of levels) {
    if (level === undefined) continue;
    const others = [...(merged.other ?? []), ...(level.other ?? []).filter((outer) => !says(merged, outer.local))];
    merged = { ...level, ...merged, ...(others.length > 0 && { other: others }) };
  }
  return merged;
}

function says(meta: Meta, local: string): boolean {
  return meta.other?.some((element) => element.local === local) === true;
}

/** The Item with the Meta that holds for it; without any where nobody says anything. */
export function effectiveItem(item: Item, ...outer: readonly (Meta | undefined)[]): Item {
  const meta = effectiveMeta(item.meta, ...outer);
  return Object.keys(meta).length === 0 ? item : { ...item, meta };
}

/** The format, `chr` where none is given. [METINF 5] */
export function formatOf(meta: Meta | undefined): string {
  return meta?.format ?? 'chr';
}

/** The type, `text/plain` where none is given. [METINF 5.10] */
export function typeOf(meta: Meta | undefined): string {
  return meta?.type ?? 'text/plain';
}
