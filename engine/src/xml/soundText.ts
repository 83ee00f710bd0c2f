// SoundText: a text that was read and has nothing wrong with it, as far as the mending of a text with one change more
// has to know it.
import { indentAt } from './characters';
import type { ContentGuide } from './contentGuide';
import { cdataRow, elementRow, type NodeTable } from './nodeTable';

/**
 * Whether it makes no difference to all of a text, when tags are mended in a stretch of it, that it is read with the
 * layout in mind, by a guide, and as one whose sections may have swallowed tags.
 */
export function isIndifferent(table: NodeTable, guide: ContentGuide | undefined): boolean {
  const known = indifferent.get(table);
  if (known !== undefined) return known;
  const found = look(table, guide);
  indifferent.set(table, found);
  return found;
}

/** A table is only ever read by one guide. */
const indifferent = new WeakMap<NodeTable, boolean>();

function look(table: NodeTable, guide: ContentGuide | undefined): boolean {
  const { text, names } = table;
  const open: number[] = [];
  const fits = new Map<number, boolean>();
  for (let row = 0; row < table.end; row = table.following(row)) {
    while (open.length > 0 && row >= table.next(open[open.length - 1] ?? 0)) open.pop();
    const kind = table.kind(row);
    if (kind === cdataRow && text.slice(table.start(row) + 9, table.endOf(row)).includes('<![CDATA[')) return false;
    if (kind !== elementRow) continue;
    if (!isLaidOut(table, row)) return false;
    const parent = open[open.length - 1];
    if (guide !== undefined && parent !== undefined) {
      const key = table.name(parent) * 65_536 + table.name(row);
      let isFitting = fits.get(key);
      if (isFitting === undefined) fits.set(key, (isFitting = guide.mayContain(names.local(table.name(parent)), names.local(table.name(row))) !== false));
      if (!isFitting) return false;
    }
    open.push(row);
  }
  return true;
}

/** Whether the layout makes no other element of it than its tags do. */
function isLaidOut(table: NodeTable, row: number): boolean {
  const endTag = table.endTag(row);
  if (endTag === 0) return true;
  const { text } = table;
  const own = indentAt(text, table.start(row));
  if (own === undefined) return true;
  const end = indentAt(text, endTag);
  if (end !== undefined) return own === end;
  const written = text.slice(endTag, table.endOf(row));
  return !text.startsWith(written, endTag - written.length);
}
