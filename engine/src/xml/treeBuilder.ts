// The element tree as it grows out of a text's tags: open elements, what closes them, and how mistakes are mended.
import type { Problem, Range } from '../base/problem';
import { indentAt } from './characters';
import type { ContentGuide } from './contentGuide';
import { elementRow, selfClosing, unterminated, type NodeTable } from './nodeTable';
import { problem, type ProblemSink } from './problems';

/** What a first reading learnt about a text whose tags don't match, and what helps to mend it. */
export interface Recovery {
  readonly guide?: ContentGuide;
  /** Offsets of the start tags that no end tag belongs to. */
  readonly unmatched: ReadonlySet<number>;
  /** How many end tags of a name belong to no start tag. */
  readonly strays: ReadonlyMap<string, number>;
}

export interface StartTag {
  /** By the table of names. */
  readonly name: number;
  readonly start: number;
  readonly end: number;
  readonly selfClosing: boolean;
  /** False where the tag's `>` is missing. */
  readonly terminated: boolean;
  /** Namespaces by prefix; undefined where it declares none. */
  readonly declared: ReadonlyMap<string, string> | undefined;
}

export interface EndTag {
  readonly name: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly terminated: boolean;
  /** Whether the same end tag stands right before it. */
  doubled(): boolean;
  /** The local name of the element that starts next, if the next tag is a start tag. */
  next(): string | undefined;
}

/** An element that is open, or that the last end tag closed. */
interface Frame {
  readonly row: number;
  readonly name: string;
  readonly local: string;
  readonly start: number;
  readonly nameEnd: number;
  readonly terminated: boolean;
  /** Blanks before its start tag, where that is the first thing on its line and somebody wants to know. */
  readonly indent: number | undefined;
}

/** The elements that the last end tag closed, outermost first, until another tag comes. */
interface Closed {
  readonly tag: EndTag;
  readonly frames: readonly Frame[];
  readonly problems: readonly Problem[];
}

export class TreeBuilder {
  /** The row of the root element, or -1. */
  root = -1;
  readonly unmatched = new Set<number>();
  readonly strays = new Map<string, number>();
  /** Rows of the open elements, outermost first. */
  private readonly stack: number[] = [];
  /** By the number of a name: how many open elements have it. */
  private readonly openNames: number[] = [];
  /** How many open elements lack the end of their start tag. */
  private openHalves = 0;
  /** As many as there are open elements, where the layout counts. */
  private readonly indents: (number | undefined)[] = [];
  /** The numbers of the names of the open elements that stand too deep for the tree. */
  private readonly tooDeep: number[] = [];
  private readonly withdrawn = new Set<Problem>();
  private readonly spentStrays = new Map<string, number>();
  private closed: Closed | undefined;
  private saidTooDeep = false;
  private saidSecondRoot = false;

  constructor(
    private readonly table: NodeTable,
    private readonly found: ProblemSink,
    private readonly maxDepth: number,
    private readonly recovery: Recovery | undefined,
    /** Of open elements with one name, an end tag closes the one that begins as far in as itself. */
    private readonly byIndent: boolean,
  ) {}

  /** How many tags have no partner. */
  get mistakes(): number {
    let count = this.unmatched.size;
    for (const strays of this.strays.values()) count += strays;
    return count;
  }

  /** True where start and end tags don't match: a second reading can do better. */
  get broken(): boolean {
    return this.unmatched.size > 0 || this.strays.size > 0;
  }

  /** Without those that turned out to be none. */
  keptOf(problems: Problem[]): Problem[] {
    return this.withdrawn.size === 0 ? problems : problems.filter((one) => !this.withdrawn.has(one));
  }

  /** The name of the innermost open element. */
  get current(): string | undefined {
    return this.stack.length === 0 ? undefined : this.nameAt(this.stack.length - 1);
  }

  get insideRoot(): boolean {
    return this.stack.length > 0;
  }

  /** A start tag that is as it should be and declares nothing, in a reading that mends nothing. False: use `open`. */
  openPlainly(name: number, start: number, end: number, flags: number): boolean {
    const { stack, table } = this;
    const depth = stack.length;
    if (this.recovery !== undefined || this.byIndent || depth === 0 || table.names.prefix(name) !== '') return false;
    if (depth >= this.maxDepth && !this.saidTooDeep) return false;
    const row = table.addElement(flags, start, end, name, table.scope(stack[depth - 1] ?? 0));
    if ((flags & selfClosing) !== 0) return true;
    if (depth >= this.maxDepth) {
      this.tooDeep.push(name);
    } else {
      stack.push(row);
      this.openNames[name] = (this.openNames[name] ?? 0) + 1;
    }
    return true;
  }

  open(tag: StartTag): void {
    const { table, stack } = this;
    const nameEnd = tag.start + 1 + table.names.name(tag.name).length;
    if (this.recovery !== undefined && this.tooDeep.length === 0) this.makeRoomFor(tag, this.recovery);
    this.closed = undefined;
    if (stack.length === 0 && this.root >= 0 && !this.saidSecondRoot) {
      this.saidSecondRoot = true;
      const message = `A document has one root element; ${table.names.name(tag.name)} comes after ${table.names.name(table.name(this.root))}.`;
      this.found.push(problem('second-root', message, tag.start, nameEnd));
    }
    const scope = this.scopeOf(tag, nameEnd);
    const flags = elementRow | (tag.selfClosing ? selfClosing : 0) | (tag.terminated ? 0 : unterminated);
    const row = table.addElement(flags, tag.start, tag.end, tag.name, scope);
    if (stack.length >= this.maxDepth) {
      if (!tag.selfClosing) this.tooDeep.push(tag.name);
      if (!this.saidTooDeep) {
        this.saidTooDeep = true;
        this.found.push(problem('nesting-too-deep', `Elements nest more than ${this.maxDepth} deep; what stands deeper is laid flat.`, tag.start, nameEnd));
      }
      return;
    }
    this.push(row, this.byIndent ? indentAt(table.text, tag.start) : undefined);
    if (tag.selfClosing) this.pop(tag.end, 0);
    else if (!tag.terminated && this.recovery?.unmatched.has(tag.start) === true) this.pop(tag.end, 0);
  }

  /** Where the end tag at `at` ends, if it is that of the innermost element, in a reading that mends nothing; or -1. */
  closePlainly(at: number): number {
    const { stack, table } = this;
    if (this.recovery !== undefined || this.byIndent || stack.length === 0) return -1;
    const { text } = table;
    const deep = this.tooDeep.length > 0;
    const name = deep ? table.names.name(this.tooDeep[this.tooDeep.length - 1] ?? -1) : this.nameAt(stack.length - 1);
    const from = at + 2;
    const nameEnd = from + name.length;
    if (text.charCodeAt(nameEnd) !== 62) return -1;
    for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(from + i)) return -1;
    if (deep) this.tooDeep.pop();
    else this.pop(nameEnd + 1, at);
    return nameEnd + 1;
  }

  close(tag: EndTag): void {
    this.closed = undefined;
    if (this.tooDeep.length > 0) {
      if (this.table.names.name(this.tooDeep[this.tooDeep.length - 1] ?? -1) === tag.name) {
        this.tooDeep.pop();
        return;
      }
      if (this.depthOf(tag) < 0) return;
      this.tooDeep.length = 0;
    }
    const depth = this.depthOf(tag);
    if (depth < 0) {
      this.closeUnknown(tag);
      return;
    }
    const frames = this.recovery === undefined ? [] : this.framesFrom(depth);
    const problems: Problem[] = [];
    while (this.stack.length > depth + 1) {
      const one = this.unclosed();
      if (one !== undefined) problems.push(one);
      this.pop(tag.range.start, 0);
    }
    if (!tag.terminated) problems.push(unterminatedEnd(tag));
    this.pop(tag.range.end, tag.range.start);
    for (const one of problems) this.found.push(one);
    this.closed = { tag, frames, problems };
  }

  /** The text is over. */
  end(at: number): void {
    const open = this.framesFrom(0)
      .reverse()
      .filter((frame) => frame.terminated);
    const inner = open[0];
    if (inner !== undefined) {
      const names = open.map((frame) => `</${frame.name}>`).join('');
      this.found.push(problem('unclosed-element', `The document ends where ${names} is missing.`, inner.start + 1, inner.nameEnd));
    }
    while (this.stack.length > 0) {
      this.unmatched.add(this.top?.start ?? at);
      this.pop(at, 0);
    }
    if (this.root < 0) this.found.push(problem('no-root-element', 'The document has no element.', at, at));
  }

  private get top(): Frame | undefined {
    return this.frame(this.stack.length - 1);
  }

  private frame(depth: number): Frame | undefined {
    const row = this.stack[depth];
    if (row === undefined) return undefined;
    const { table } = this;
    const number = table.name(row);
    return {
      row,
      name: table.names.name(number),
      local: table.names.local(number),
      start: table.start(row),
      nameEnd: table.nameEnd(row),
      terminated: !table.has(row, unterminated),
      indent: this.indents[depth],
    };
  }

  private framesFrom(depth: number): Frame[] {
    return this.stack.slice(depth).flatMap((_, above) => this.frame(depth + above) ?? []);
  }

  private nameAt(depth: number): string {
    return this.table.names.name(this.table.name(this.stack[depth] ?? 0));
  }

  private localAt(depth: number): string {
    return this.table.names.local(this.table.name(this.stack[depth] ?? 0));
  }

  /** Whether the open element lacks its end tag, as far as a reading before could tell. */
  private isUnmatched(depth: number, unmatched: ReadonlySet<number>): boolean {
    const row = this.stack[depth];
    return row !== undefined && unmatched.has(this.table.start(row));
  }

  /** The place on the stack of the element that the end tag closes, or -1. */
  private depthOf(tag: EndTag): number {
    const { name, terminated } = tag;
    const last = this.stack.length - 1;
    // `</Node` in a NodeName is half of its own end tag rather than an end tag of the Node around it.
    if (!terminated && last >= 0 && this.nameAt(last).startsWith(name)) return last;
    const number = this.table.names.numberOfName(name);
    let depth = (this.openNames[number] ?? 0) > 0 ? last : -1;
    while (depth >= 0 && this.table.name(this.stack[depth] ?? 0) !== number) depth--;
    if (this.byIndent) {
      const indent = indentAt(this.table.text, tag.range.start);
      const nearest = this.indents[depth];
      if (indent !== undefined && nearest !== undefined && nearest !== indent) {
        let other = depth - 1;
        while (other >= 0 && (this.indents[other] !== indent || this.nameAt(other) !== name)) other--;
        if (other >= 0) return other;
        // Farther in than the element that it would close: its own start tag is missing.
        if (nearest < indent) return -1;
      }
      // Where start tags have lines of their own, end tags do: the second on a line is one too many.
      if (indent === undefined && nearest !== undefined && tag.doubled()) return -1;
    }
    if (depth >= 0) return depth;
    let half = this.openHalves > 0 ? last : -1;
    while (half >= 0 && !this.isHalfOf(half, name)) half--;
    return half;
  }

  /** Whether of the element's start tag only a half is there that may be the beginning of `name`. */
  private isHalfOf(depth: number, name: string): boolean {
    if (!this.table.has(this.stack[depth] ?? 0, unterminated)) return false;
    const own = this.nameAt(depth);
    let common = 0;
    while (common < name.length && own[common] === name[common]) common++;
    return common >= Math.min(2, own.length);
  }

  /** An end tag that no open element has the name of: it was mistyped, or it is one too many. */
  private closeUnknown(tag: EndTag): void {
    const { recovery } = this;
    const last = this.stack.length - 1;
    this.strays.set(tag.name, (this.strays.get(tag.name) ?? 0) + 1);
    if (recovery !== undefined && this.isUnmatched(last, recovery.unmatched) && !this.belongsInside(tag.next(), recovery)) {
      this.found.push(tag.terminated ? mismatched(this.nameAt(last), tag) : unterminatedEnd(tag));
      this.pop(tag.range.end, tag.range.start);
      return;
    }
    this.found.push(tag.terminated ? stray(tag) : unterminatedEnd(tag));
  }

  /** Whether what comes next shows that the innermost element isn't over. */
  private belongsInside(next: string | undefined, { guide }: Recovery): boolean {
    const last = this.stack.length - 1;
    if (next === undefined || last < 0 || guide === undefined) return false;
    return guide.mayContain(this.localAt(last), next) === true && (last === 0 || guide.mayContain(this.localAt(last - 1), next) !== true);
  }

  /** Before the tag is opened: closes elements that were left open, or opens one again that was closed too soon. */
  private makeRoomFor({ name, start }: StartTag, recovery: Recovery): void {
    const { guide, unmatched } = recovery;
    if (this.byIndent) this.closeFartherIn(start, unmatched);
    if (guide === undefined) return;
    const local = this.table.names.local(name);
    const last = this.stack.length - 1;
    if (last >= 0 && guide.mayContain(this.localAt(last), local) !== false) return;
    let depth = last;
    while (depth >= 0 && guide.mayContain(this.localAt(depth), local) !== true) {
      if (!this.isUnmatched(depth, unmatched)) break;
      depth--;
    }
    if (depth >= 0 && guide.mayContain(this.localAt(depth), local) === true) this.giveUp(depth + 1, start);
    else this.reopenFor(local, guide, recovery.strays);
  }

  /** Closes elements without end tag that begin as far in as the tag or farther, in a text that is laid out by depth. */
  private closeFartherIn(start: number, unmatched: ReadonlySet<number>): void {
    const indent = indentAt(this.table.text, start);
    if (indent === undefined) return;
    for (let depth = this.stack.length - 1; depth > 0; depth--) {
      const own = this.indents[depth];
      const outer = this.indents[depth - 1];
      if (own === undefined || outer === undefined || !this.isUnmatched(depth, unmatched)) return;
      if (own < indent || outer >= own) return;
      this.giveUp(depth, start);
    }
  }

  /** Closes what is open from `depth` on: it has no end tags. */
  private giveUp(depth: number, at: number): void {
    // What was closed inside can't be opened again outside.
    if (this.stack.length > depth) this.closed = undefined;
    while (this.stack.length > depth) {
      const one = this.unclosed();
      if (one !== undefined) this.found.push(one);
      this.pop(at, 0);
    }
  }

  /** What has been added since the elements were closed comes to stand in the innermost of those that are opened again. */
  private reopenFor(local: string, guide: ContentGuide, strays: ReadonlyMap<string, number>): void {
    const closed = this.closed;
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
      if (this.root === row) this.root = -1;
      this.push(row, indent);
    }
    const next = frames[last + 1];
    this.found.push(next === undefined ? stray(tag) : mismatched(next.name, tag));
  }

  /** The namespaces in force in the element. */
  private scopeOf({ name, start, declared }: StartTag, nameEnd: number): number {
    const { table, stack } = this;
    const top = stack[stack.length - 1];
    const outer = top === undefined ? 0 : table.scope(top);
    const scope = declared === undefined ? outer : table.declare(outer, declared);
    const prefix = table.names.prefix(name);
    if (prefix !== '' && table.namespace(scope, prefix) === undefined) {
      const message = `No xmlns:${prefix} declares the prefix of ${table.names.name(name)}.`;
      this.found.push(problem('undeclared-prefix', message, start + 1, nameEnd, 'warning'));
    }
    return scope;
  }

  /** The problem of the innermost element, which is about to be closed without an end tag of its own. */
  private unclosed(): Problem | undefined {
    const frame = this.top;
    if (frame === undefined) return undefined;
    this.unmatched.add(frame.start);
    // A half tag has its problem already.
    if (!frame.terminated) return undefined;
    return problem('unclosed-element', `The end tag </${frame.name}> is missing.`, frame.start + 1, frame.nameEnd);
  }

  private push(row: number, indent: number | undefined): void {
    this.stack.push(row);
    this.count(row, 1);
    if (this.byIndent) this.indents.push(indent);
  }

  private count(row: number, by: 1 | -1): void {
    const name = this.table.name(row);
    this.openNames[name] = (this.openNames[name] ?? 0) + by;
    if (this.table.has(row, unterminated)) this.openHalves += by;
  }

  private pop(end: number, endTag: number): void {
    const row = this.stack.pop();
    if (row === undefined) return;
    this.count(row, -1);
    if (this.byIndent) this.indents.pop();
    this.table.close(row, end, endTag);
    if (this.stack.length === 0 && this.root < 0) this.root = row;
  }
}

function stray(tag: EndTag): Problem {
  return problem('stray-end-tag', `The end tag </${tag.name}> closes no element.`, tag.range.start, tag.range.end);
}

function mismatched(expected: string, tag: EndTag): Problem {
  return problem('mismatched-end-tag', `The end tag should be </${expected}>, not </${tag.name}>.`, tag.nameRange.start, tag.nameRange.end);
}

function unterminatedEnd(tag: EndTag): Problem {
  return problem('unterminated-tag', `The end tag </${tag.name} lacks its >.`, tag.range.start, tag.range.end);
}
