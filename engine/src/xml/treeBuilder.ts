// The element tree as it grows out of a text's tags.
import type { Problem } from '../base/problem';
import { indentAt } from './characters';
import type { EndTag } from './endTag';
import { declaringOnly, elementRow, selfClosing, unterminated, type NodeTable } from './nodeTable';
import { OpenElements } from './openElements';
import { problem, type ProblemSink } from './problems';
import { TagMender, unclosedTop, type Recovery } from './tagMender';
import { mismatchedEnd, strayEnd, TagMistakes, unterminatedEnd } from './tagMistakes';

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
  /** Whether it has attributes, and each of them declares a namespace. */
  readonly declaresOnly: boolean;
}

export class TreeBuilder {
  readonly mistakes = new TagMistakes();
  private readonly opened: OpenElements;
  private readonly mender: TagMender | undefined;
  /** The numbers of the names of the open elements that stand too deep for the tree. */
  private readonly tooDeep: number[] = [];
  private saidTooDeep = false;
  private saidSecondRoot = false;
  /** Tags that are as they should be need no second look. */
  private readonly plain: boolean;

  constructor(
    private readonly table: NodeTable,
    private readonly found: ProblemSink,
    private readonly maxDepth: number,
    recovery: Recovery | undefined,
    /** Of open elements with one name, an end tag closes the one that begins as far in as itself. */
    private readonly byIndent: boolean,
  ) {
    this.opened = new OpenElements(table, byIndent);
    this.mender = recovery === undefined ? undefined : new TagMender(table, this.opened, this.mistakes, found, recovery, byIndent);
    this.plain = recovery === undefined && !byIndent;
  }

  /** The row of the root element, or -1. */
  get root(): number {
    return this.opened.root;
  }

  /** Without those that turned out to be none. */
  keptOf(problems: Problem[]): Problem[] {
    const { mender } = this;
    return mender === undefined || mender.withdrawn.size === 0 ? problems : problems.filter((one) => !mender.withdrawn.has(one));
  }

  /**
   * Goes on in the middle of a text with which nothing is wrong so far: in these elements, outermost first, right after
   * the one of row `closed`, where one was closed since the last start tag.
   */
  resume(rows: readonly number[], closed: number): void {
    const { opened, table, byIndent } = this;
    for (const row of rows) opened.push(row, byIndent ? indentAt(table.text, table.start(row)) : undefined);
    if (closed >= 0) this.mender?.rememberRow(closed, byIndent ? indentAt(table.text, table.start(closed)) : undefined);
  }

  /** The rows of the elements that are open, outermost first; undefined where some of them lie too deep for rows. */
  get openRows(): readonly number[] | undefined {
    return this.tooDeep.length > 0 ? undefined : this.opened.rows;
  }

  /** The name of the innermost open element. */
  get current(): string | undefined {
    return this.opened.count === 0 ? undefined : this.opened.nameAt(this.opened.count - 1);
  }

  get insideRoot(): boolean {
    return this.opened.count > 0;
  }

  /** A start tag that is as it should be and declares nothing, in a reading that mends nothing. False: use `open`. */
  openPlainly(name: number, start: number, end: number, flags: number): boolean {
    const { opened, table } = this;
    const { rows } = opened;
    const depth = rows.length;
    if (!this.plain || depth === 0 || table.names.prefix(name) !== '') return false;
    if (depth >= this.maxDepth && !this.saidTooDeep) return false;
    const row = table.addElement(flags, start, end, name, table.scope(rows[depth - 1] ?? 0));
    if ((flags & selfClosing) !== 0) return true;
    if (depth >= this.maxDepth) this.tooDeep.push(name);
    else opened.pushPlainly(row, name);
    return true;
  }

  open(tag: StartTag): void {
    const { table, opened, mender } = this;
    const nameEnd = tag.start + 1 + table.names.name(tag.name).length;
    if (this.tooDeep.length === 0) mender?.makeRoomFor(table.names.local(tag.name), tag.start);
    mender?.forget();
    if (opened.count === 0 && opened.root >= 0 && !this.saidSecondRoot) {
      this.saidSecondRoot = true;
      const message = `A document has one root element; ${table.names.name(tag.name)} comes after ${table.names.name(table.name(opened.root))}.`;
      this.found.push(problem('second-root', message, tag.start, nameEnd));
    }
    const scope = this.scopeOf(tag, nameEnd);
    const flags = elementRow | (tag.selfClosing ? selfClosing : 0) | (tag.terminated ? 0 : unterminated) | (tag.declaresOnly ? declaringOnly : 0);
    const row = table.addElement(flags, tag.start, tag.end, tag.name, scope);
    if (opened.count >= this.maxDepth) {
      if (!tag.selfClosing) this.tooDeep.push(tag.name);
      if (!this.saidTooDeep) {
        this.saidTooDeep = true;
        this.found.push(problem('nesting-too-deep', `Elements nest more than ${this.maxDepth} deep; what stands deeper is laid flat.`, tag.start, nameEnd));
      }
      return;
    }
    opened.push(row, this.byIndent ? indentAt(table.text, tag.start) : undefined);
    if (tag.selfClosing || (!tag.terminated && mender?.isOver(tag.start) === true)) opened.pop(tag.end, 0);
  }

  /** Where the end tag at `at` ends, if it is that of the innermost element, in a reading that mends nothing; or -1. */
  closePlainly(at: number): number {
    const { opened, table } = this;
    if (!this.plain || opened.count === 0) return -1;
    const { text } = table;
    const deep = this.tooDeep.length > 0;
    const name = deep ? table.names.name(this.tooDeep[this.tooDeep.length - 1] ?? -1) : opened.nameAt(opened.count - 1);
    const from = at + 2;
    const nameEnd = from + name.length;
    if (text.charCodeAt(nameEnd) !== 62) return -1;
    for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(from + i)) return -1;
    if (deep) this.tooDeep.pop();
    else opened.pop(nameEnd + 1, at);
    return nameEnd + 1;
  }

  close(tag: EndTag): void {
    const { opened, mender } = this;
    mender?.forget();
    if (this.tooDeep.length > 0) {
      if (this.table.names.name(this.tooDeep[this.tooDeep.length - 1] ?? -1) === tag.name) {
        this.tooDeep.pop();
        return;
      }
      if (opened.closedBy(tag) < 0) return;
      this.tooDeep.length = 0;
    }
    const depth = opened.closedBy(tag);
    if (depth < 0) {
      this.closeUnknown(tag);
      return;
    }
    const frames = mender === undefined ? [] : opened.framesFrom(depth);
    const problems: Problem[] = [];
    while (opened.count > depth + 1) {
      const one = unclosedTop(opened, this.mistakes);
      if (one !== undefined) problems.push(one);
      opened.pop(tag.range.start, 0);
    }
    if (!tag.terminated) problems.push(unterminatedEnd(tag));
    opened.pop(tag.range.end, tag.range.start);
    for (const one of problems) this.found.push(one);
    mender?.remember(tag, frames, problems);
  }

  /** The text is over. */
  end(at: number): void {
    const { opened } = this;
    const open = opened
      .framesFrom(0)
      .reverse()
      .filter((frame) => frame.terminated);
    const inner = open[0];
    if (inner !== undefined) {
      const names = open.map((frame) => `</${frame.name}>`).join('');
      this.found.push(problem('unclosed-element', `The document ends where ${names} is missing.`, inner.start + 1, inner.nameEnd));
    }
    while (opened.count > 0) {
      this.mistakes.unmatched.add(opened.top?.start ?? at);
      opened.pop(at, 0);
    }
    if (opened.root < 0) this.found.push(problem('no-root-element', 'The document has no element.', at, at));
  }

  /** An end tag that no open element has the name of: it was mistyped, or it is one too many. */
  private closeUnknown(tag: EndTag): void {
    const { opened } = this;
    this.mistakes.addStray(tag.name);
    if (this.mender?.closesInnermost(tag) === true) {
      this.found.push(tag.terminated ? mismatchedEnd(opened.nameAt(opened.count - 1), tag) : unterminatedEnd(tag));
      opened.pop(tag.range.end, tag.range.start);
      return;
    }
    this.found.push(tag.terminated ? strayEnd(tag) : unterminatedEnd(tag));
  }

  /** The namespaces in force in the element. */
  private scopeOf({ name, start, declared }: StartTag, nameEnd: number): number {
    const { table } = this;
    const { rows } = this.opened;
    const top = rows[rows.length - 1];
    const outer = top === undefined ? 0 : table.scope(top);
    const scope = declared === undefined ? outer : table.declare(outer, declared);
    const prefix = table.names.prefix(name);
    if (prefix !== '' && table.namespace(scope, prefix) === undefined) {
      const message = `No xmlns:${prefix} declares the prefix of ${table.names.name(name)}.`;
      this.found.push(problem('undeclared-prefix', message, start + 1, nameEnd, 'warning'));
    }
    return scope;
  }
}
