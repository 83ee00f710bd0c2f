// How a text whose tags don't match is mended while it is read again: what is closed before a start tag, what is opened
// again, and what an end tag of another name closes.
import type { Problem } from '../base/problem';
import { indentAt } from './characters';
import type { ContentGuide } from './contentGuide';
import { scanEndTag, type EndTag } from './endTag';
import type { NodeTable } from './nodeTable';
import type { Frame, OpenElements } from './openElements';
import type { ProblemSink } from './problems';
import { mismatchedEnd, strayEnd, unclosedElement, type TagMistakes } from './tagMistakes';

/** What a first reading learnt about a text whose tags don't match, and what helps to mend it. */
export interface Recovery {
  readonly guide?: ContentGuide;
  /** Offsets of the start tags that no end tag belongs to. */
  readonly unmatched: ReadonlySet<number>;
  /** How many end tags of a name belong to no start tag. */
  readonly strays: ReadonlyMap<string, number>;
}

/** The elements that the last end tag closed, outermost first, until another tag comes. */
interface Closed {
  readonly tag: EndTag;
  readonly frames: readonly Frame[];
  readonly problems: readonly Problem[];
}

export class TagMender {
  /** Problems that turned out to be none. */
  readonly withdrawn = new Set<Problem>();
  private readonly spentStrays = new Map<string, number>();
  private closed: Closed | undefined;

  constructor(
    private readonly table: NodeTable,
    private readonly opened: OpenElements,
    private readonly mistakes: TagMistakes,
    private readonly found: ProblemSink,
    private readonly recovery: Recovery,
    private readonly byIndent: boolean,
  ) {}

  /** An end tag closed elements: they may have to be opened again for what comes next. */
  remember(tag: EndTag, frames: readonly Frame[], problems: readonly Problem[]): void {
    this.closed = { tag, frames, problems };
  }

  /** The same of an element with which nothing is wrong, whose row is in the table already. */
  rememberRow(row: number, indent: number | undefined): void {
    const { table } = this;
    const number = table.name(row);
    const [name, local] = [table.names.name(number), table.names.local(number)];
    const frame: Frame = { row, name, local, start: table.start(row), nameEnd: table.nameEnd(row), terminated: true, indent };
    this.closed = { tag: scanEndTag(table.text, table.endTag(row)), frames: [frame], problems: [] };
  }

  forget(): void {
    this.closed = undefined;
  }

  /** Whether a half start tag is all that there is of its element. */
  isOver(start: number): boolean {
    return this.recovery.unmatched.has(start);
  }

  /** Whether an end tag of a name that no open element has is a mistyped one of the innermost. */
  closesInnermost(tag: EndTag): boolean {
    return this.opened.isUnmatched(this.opened.count - 1, this.recovery.unmatched) && !this.belongsInside(tag.next());
  }

  /** Before the tag at `start` is opened: closes elements that were left open, or opens one again that was closed too soon. */
  makeRoomFor(local: string, start: number): void {
    const { opened } = this;
    const { guide, unmatched, strays } = this.recovery;
    if (this.byIndent) this.closeFartherIn(start, unmatched);
    if (guide === undefined) return;
    const last = opened.count - 1;
    if (last >= 0 && guide.mayContain(opened.localAt(last), local) !== false) return;
    let depth = last;
    while (depth >= 0 && guide.mayContain(opened.localAt(depth), local) !== true) {
      if (!opened.isUnmatched(depth, unmatched)) break;
      depth--;
    }
    if (depth >= 0 && guide.mayContain(opened.localAt(depth), local) === true) this.giveUp(depth + 1, start);
    else this.reopenFor(local, guide, strays);
  }

  /** Whether what comes next shows that the innermost element isn't over. */
  private belongsInside(next: string | undefined): boolean {
    const { opened } = this;
    const { guide } = this.recovery;
    const last = opened.count - 1;
    if (next === undefined || last < 0 || guide === undefined) return false;
    return guide.mayContain(opened.localAt(last), next) === true && (last === 0 || guide.mayContain(opened.localAt(last - 1), next) !== true);
  }

  /** Closes elements without end tag that begin as far in as the tag or farther, in a text that is laid out by depth. */
  private closeFartherIn(start: number, unmatched: ReadonlySet<number>): void {
    const { opened } = this;
    const indent = indentAt(this.table.text, start);
    if (indent === undefined) return;
    for (let depth = opened.count - 1; depth > 0; depth--) {
      const own = opened.indentOf(depth);
      const outer = opened.indentOf(depth - 1);
      if (own === undefined || outer === undefined || !opened.isUnmatched(depth, unmatched)) return;
      if (own < indent || outer >= own) return;
      this.giveUp(depth, start);
    }
  }

  /** Closes what is open from `depth` on: it has no end tags. */
  private giveUp(depth: number, at: number): void {
    const { opened } = this;
    // What was closed inside can't be opened again outside.
    if (opened.count > depth) this.closed = undefined;
    while (opened.count > depth) {
      const one = unclosedTop(opened, this.mistakes);
      if (one !== undefined) this.found.push(one);
      opened.pop(at, 0);
    }
  }

  /** What has been added since the elements were closed comes to stand in the innermost of those that are opened again. */
  private reopenFor(local: string, guide: ContentGuide, strays: ReadonlyMap<string, number>): void {
    const { closed, opened } = this;
    if (closed === undefined) return;
    const { tag, frames, problems } = closed;
    const spent = this.spentStrays.get(tag.name) ?? 0;
    if (spent >= (strays.get(tag.name) ?? 0)) return;
    let last = frames.length - 1;
    while (last >= 0 && guide.mayContain(frames[last]?.local ?? '', local) !== true) last--;
    if (last < 0) return;
    this.spentStrays.set(tag.name, spent + 1);
    for (const one of problems) this.withdrawn.add(one);
    for (const { row, indent } of frames.slice(0, last + 1)) {
      if (opened.root === row) opened.root = -1;
      opened.push(row, indent);
    }
    const next = frames[last + 1];
    this.found.push(next === undefined ? strayEnd(tag) : mismatchedEnd(next.name, tag));
  }
}

/** The innermost element is about to be closed without an end tag of its own; a half tag has its problem already. */
export function unclosedTop(opened: OpenElements, mistakes: TagMistakes): Problem | undefined {
  const frame = opened.top;
  if (frame === undefined) return undefined;
  mistakes.unmatched.add(frame.start);
  return frame.terminated ? unclosedElement(frame.name, frame.start, frame.nameEnd) : undefined;
}
