// One stretch of a text, read again on its own: the rows of all the rest are taken over as they are known. What comes
// out is what reading the whole text gives.
import type { Problem, Range } from '../base/problem';
import { indentAt, nameEnd } from './characters';
import type { ContentGuide } from './contentGuide';
import { elementRow, NodeTable, selfClosing } from './nodeTable';
import { Reading, type ReadingLimits } from './reading';
import { isIndifferent } from './soundText';
import type { Recovery } from './tagMender';
import type { TextChange } from './textChange';

/** Characters that are read again at most, or a part of the text: beyond that, reading all of it is as good. */
const mostAgain = 65_536;

/** A text of which a stretch was read again. */
export interface Changed {
  readonly table: NodeTable;
  /** The row of the root element. */
  readonly root: number;
  /** Those of the stretch, in the order of their places. */
  readonly problems: readonly Problem[];
  /** The stretch. */
  readonly read: Range;
}

/** A run of siblings that is read again. */
export interface Stretch {
  /** The elements around, outermost first. */
  readonly around: readonly number[];
  /** The first row that is read again, and the first after it that isn't. */
  readonly first: number;
  readonly next: number;
  /** Where what is read again ended before the change. */
  readonly end: number;
  /** The element that is closed right before, -1 for none. */
  readonly closed: number;
  /** Whether the innermost of the elements around ends in the stretch. */
  readonly closes: boolean;
}

/** What a reading of a stretch came to. */
interface Again {
  readonly reading: Reading;
  /** Whether it ended as the stretch did before, but for elements that are open still: until the one around them ends. */
  readonly isContained: boolean;
  /** Where the tags begin that no end tag belongs to, those of elements that are open still among them. */
  readonly unmatched: ReadonlySet<number>;
  readonly open: number;
}

/**
 * A text whose rows outside of one stretch are known from `before`: those of the text before the stretch was changed, or
 * those that a first reading of the same text came to.
 */
export class StretchReading {
  /** As a TextChange says them. */
  private readonly from: number;
  private readonly to: number;
  private readonly by: number;
  private readonly table: NodeTable;

  constructor(
    private readonly before: NodeTable,
    private readonly root: number,
    private readonly text: string,
    private readonly limits: ReadingLimits,
    private readonly guide: ContentGuide | undefined,
    change: TextChange,
  ) {
    this.from = change.from;
    this.to = change.to;
    this.by = change.by;
    this.table = new NodeTable(text, before.end + 1024, before);
  }

  /** The whole table, and the problems of the stretch. Undefined where all of the text has to be read. */
  changed(): Changed | undefined {
    for (const stretch of this.stretches()) {
      const problems = this.read(stretch);
      if (problems !== undefined) return this.joined(stretch, problems);
    }
    return undefined;
  }

  /** The same of a text in which this stretch holds all tags without partner: `mistakes` of them, read without its layout. */
  mended(mistakes: number): Changed | undefined {
    for (const stretch of this.stretches()) {
      const laidOut = this.again(stretch, undefined, true);
      if (!laidOut.isContained || mistakesOf(laidOut) > mistakes || !isIndifferent(this.before, this.guide, stretch)) continue;
      const problems = this.mend(stretch, laidOut, true);
      if (problems !== undefined) return this.joined(stretch, problems);
    }
    return undefined;
  }

  /** The runs of siblings around the change, the innermost first. */
  private stretches(): readonly Stretch[] {
    const { before, from, to } = this;
    const stretches: Stretch[] = [];
    const around: number[] = [];
    for (let parent = this.root; parent >= 0 && this.isInside(parent); ) {
      around.push(parent);
      const end = before.next(parent);
      let first = -1;
      let previous = -1;
      let after = -1;
      for (let row = before.following(parent); row < end && after < 0; row = before.next(row)) {
        if (before.kind(row) !== elementRow) continue;
        if (before.start(row) >= to) after = row;
        // A tag is one by the character that follows its `<`.
        else if (before.start(row) + 1 < from) [previous, first] = [first, row];
      }
      if (first >= 0) {
        const closed = previous >= 0 && !before.has(previous, selfClosing) ? previous : -1;
        const last = after >= 0 ? after : parent;
        stretches.unshift({ around: [...around], first, next: before.next(last), end: before.endOf(last), closed, closes: after < 0 });
      }
      parent = first;
    }
    const most = Math.max(mostAgain, this.text.length >> 3);
    return stretches.filter(({ first, end }) => end - before.start(first) <= most);
  }

  /** Whether all that was changed stands between the tags of an element. */
  private isInside(row: number): boolean {
    const { before, from, to } = this;
    return before.endTag(row) !== 0 && before.tagEnd(row) <= from && to <= before.endTag(row);
  }

  /** The problems of a stretch, once the table holds it as it is read; undefined where more has to be read. */
  private read(stretch: Stretch): readonly Problem[] | undefined {
    const plain = this.again(stretch, undefined, false);
    if (plain.isContained && mistakesOf(plain) === 0) return plain.reading.problemsInOrder();
    if (!isIndifferent(this.before, this.guide)) return undefined;
    const laidOut = this.again(stretch, undefined, true);
    if (!laidOut.isContained) return undefined;
    if (!plain.isContained && !(isUnbalanced(laidOut, this.text) && mistakesOf(laidOut) <= leastByLayout)) return undefined;
    const byIndent = !plain.isContained || mistakesOf(laidOut) <= mistakesOf(plain);
    return this.mend(stretch, byIndent ? laidOut : plain, byIndent);
  }

  private mend(stretch: Stretch, { unmatched, reading }: Again, byIndent: boolean): readonly Problem[] | undefined {
    const { guide } = this;
    const mended = this.again(stretch, { unmatched, strays: reading.builder.mistakes.strays, ...(guide !== undefined && { guide }) }, byIndent);
    return mended.isContained && mended.open === 0 ? mended.reading.problemsInOrder() : undefined;
  }

  private again(stretch: Stretch, recovery: Recovery | undefined, byIndent: boolean): Again {
    const { before, table, by } = this;
    const { around, first, closed, closes } = stretch;
    table.beginWith(before, first);
    const reading = new Reading(table, this.limits, recovery, byIndent);
    const { builder } = reading;
    builder.resume(around, closed);
    const end = stretch.end + by;
    const stopped = reading.readFrom(before.start(first), end);
    const rows = builder.openRows;
    const kept = closes ? around.length - 1 : around.length;
    const left = rows?.slice(kept) ?? [];
    const isContained =
      stopped === end &&
      rows !== undefined &&
      rows.length >= kept &&
      around.every((row, depth) => depth >= kept || rows[depth] === row) &&
      (closes ? left.length === 0 && this.isClosedAsBefore(around[kept] ?? -1) : left.every((row) => this.isNoBarTo(around[kept - 1] ?? -1, row, byIndent)));
    const unmatched = new Set(builder.mistakes.unmatched);
    for (const row of left) unmatched.add(table.start(row));
    return { reading, isContained, unmatched, open: left.length };
  }

  private isClosedAsBefore(row: number): boolean {
    const { before, table, by } = this;
    return table.endTag(row) === before.endTag(row) + by && table.endOf(row) === before.endOf(row) + by;
  }

  /** Whether the end tag of the element around an open one closes the former for all that. */
  private isNoBarTo(outer: number, open: number, byIndent: boolean): boolean {
    const { before, table, text, by } = this;
    if (table.name(outer) !== table.name(open)) return true;
    const [own, end] = [indentAt(text, table.start(open)), indentAt(text, before.endTag(outer) + by)];
    return byIndent && own !== undefined && end !== undefined && own !== end && indentAt(text, table.start(outer)) === end;
  }

  private joined({ around, first, next, end, closes }: Stretch, problems: readonly Problem[]): Changed {
    const { before, table, by, root } = this;
    const start = before.start(first);
    const rows = table.end - next;
    table.goOnWith(before, next, by);
    for (const row of closes ? around.slice(0, -1) : around) table.stretch(before, row, by, rows);
    table.seal();
    return { table, root, problems, read: { start, end: end + by } };
  }
}

/**
 * Up to so many tags without partner by the layout, there are as many by the tags alone: pairs are what makes the
 * difference, so that both numbers are even or both are odd, and neither is 0 where something is wrong.
 */
const leastByLayout = 2;

function mistakesOf({ reading, open }: Again): number {
  return reading.builder.mistakes.count + open;
}

/** Whether there are more start tags of some name than end tags, or fewer: then something is wrong however one reads it. */
function isUnbalanced({ reading, unmatched }: Again, text: string): boolean {
  // What pairs with half a tag needn't have its name.
  if (reading.problemsInOrder().some(({ code }) => code === 'unterminated-tag' || code === 'too-many-problems')) return false;
  const counts = new Map<string, number>();
  for (const start of unmatched) {
    const name = text.slice(start + 1, nameEnd(text, start + 1));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of reading.builder.mistakes.strays) counts.set(name, (counts.get(name) ?? 0) - count);
  return [...counts.values()].some((count) => count !== 0);
}
