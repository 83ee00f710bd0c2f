// What has to be known of the sound part of a text before tags are mended in another part of it alone.
import { indentAt } from './characters';
import type { ContentGuide } from './contentGuide';
import { cdataRow, elementRow, type NodeTable } from './nodeTable';

/** Rows from one to another. */
interface Rows {
  readonly first: number;
  readonly next: number;
}

/**
 * Whether it makes no difference to a text, the rows of `except` apart, that it is read with the layout in mind, by a
 * guide, and as one whose sections may have swallowed tags: as it is when tags are mended in a stretch of it.
 */
export function isIndifferent(table: NodeTable, guide: ContentGuide | undefined, except?: Rows): boolean {
  if (except !== undefined) return look(table, guide, except);
  const known = indifferent.get(table);
  if (known !== undefined) return known;
  const found = look(table, guide, undefined);
  indifferent.set(table, found);
  return found;
}

/** A table is only ever read by one guide. */
const indifferent = new WeakMap<NodeTable, boolean>();

function look(table: NodeTable, guide: ContentGuide | undefined, except: Rows | undefined): boolean {
  const { text, names } = table;
  const open: number[] = [];
  const fits = new Map<number, boolean>();
  for (let row = 0; row < table.end; row = table.following(row)) {
    if (row === except?.first) row = except.next;
    if (row >= table.end) break;
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
