// An element that isn't known, and the one that was meant.
import type { Finding } from '#engine/rules/finding';
import type { Fix } from '#engine/rules/fix';
import { childrenOf } from '#engine/schema/guide';
import { pathAt } from '#engine/xml/locate';
import type { Element } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';
import { schemaAt } from './place';

const unknown: ReadonlySet<string> = new Set(['unknown-element', 'ddf-unknown-element', 'tnds-property-unknown']);

/** Undefined where no name is near, or several are equally so. */
export function didYouMean(model: DocumentModel, { code, range }: Finding): Fix | undefined {
  if (!unknown.has(code)) return undefined;
  const path = pathAt(model.document, range.start + 1);
  const element = path.at(-1);
  if (element === undefined || element.nameRange.start !== range.start) return undefined;
  const near = nearest(element.local, namesIn(model, path.slice(0, -1)));
  if (near === undefined) return undefined;
  const prefix = element.name.slice(0, element.name.length - element.local.length);
  const ranges = [element.nameRange, ...(element.endNameRange === undefined ? [] : [element.endNameRange])];
  return { title: `Did you mean ${near}?`, edits: ranges.map((one) => ({ range: one, newText: prefix + near })) };
}

function namesIn({ schema }: DocumentModel, around: readonly Element[]): readonly string[] {
  const parent = around.at(-1);
  if (parent === undefined) return schema?.roots ?? [];
  const rule = schemaAt(schema, around)?.elements.get(parent.local);
  return rule === undefined ? [] : [...(childrenOf(rule.content) ?? [])];
}

function nearest(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / 3));
  const ranked = names.map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.distance - b.distance);
  const [first, second] = ranked;
  return first === undefined || first.distance > most || first.distance === second?.distance ? undefined : first.name;
}

/** Letters to be put in, taken out, changed, or exchanged with their neighbour. */
function distanceOf(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
