// The element tree as it grows out of a text's tokens: open elements, what closes them, and how mistakes are mended.
import type { Problem, Range } from '../base/problem';
import type { ContentGuide } from './contentGuide';
import type { Element, XmlNode } from './element';
import { initialPrefixes, localOf, prefixOf, withDeclarations, type Prefixes } from './namespaces';
import { problem } from './problems';
import type { StartTag } from './tagScanner';

/** What a first reading learnt about a text whose tags don't match, and what helps to mend it. */
export interface Recovery {
  readonly guide?: ContentGuide;
  /** Offsets of the start tags that no end tag belongs to. */
  readonly unmatched: ReadonlySet<number>;
  /** How many end tags of a name belong to no start tag. */
  readonly strays: ReadonlyMap<string, number>;
}

export interface EndTag {
  readonly name: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly terminated: boolean;
  /** Characters of white space before it, where it is the first thing on its line. */
  readonly indent: number | undefined;
  /** Whether the same end tag stands right before it. */
  doubled(): boolean;
  /** The local name of the element that starts next, if the next tag is a start tag. */
  next(): string | undefined;
}

interface Frame {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  readonly prefixes: Prefixes;
  readonly tag: StartTag;
  readonly children: XmlNode[];
}

/** The elements that the last end tag closed, outermost first, until another tag comes. */
interface Closed {
  readonly tag: EndTag;
  readonly frames: readonly Frame[];
  readonly problems: readonly Problem[];
}

export class TreeBuilder {
  /** The nodes of the document. */
  readonly children: XmlNode[] = [];
  root: Element | undefined;
  readonly unmatched = new Set<number>();
  readonly strays = new Map<string, number>();
  private readonly stack: Frame[] = [];
  /** Names of the open elements that stand too deep for the tree. */
  private readonly tooDeep: string[] = [];
  private readonly withdrawn = new Set<Problem>();
  private readonly spentStrays = new Map<string, number>();
  private closed: Closed | undefined;
  private saidTooDeep = false;
  private saidSecondRoot = false;

  constructor(
    private readonly found: Problem[],
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

  get problems(): Problem[] {
    return this.withdrawn.size === 0 ? this.found : this.found.filter((one) => !this.withdrawn.has(one));
  }

  get current(): { readonly name: string } | undefined {
    return this.stack[this.stack.length - 1];
  }

  get insideRoot(): boolean {
    return this.stack.length > 0;
  }

  /** A text, comment or other leaf. */
  add(node: XmlNode): void {
    (this.top?.children ?? this.children).push(node);
  }

  open(tag: StartTag): void {
    const local = localOf(tag.name);
    if (this.recovery !== undefined && this.tooDeep.length === 0) this.makeRoomFor(local, tag, this.recovery);
    this.closed = undefined;
    if (this.stack.length === 0 && this.root !== undefined && !this.saidSecondRoot) {
      this.saidSecondRoot = true;
      this.found.push(problem('second-root', `A document has one root element; ${tag.name} comes after ${this.root.name}.`, tag.start, tag.nameEnd));
    }
    const frame = this.frameOf(tag, local);
    if (this.stack.length >= this.maxDepth) {
      this.add(elementOf(frame, tag.end, undefined));
      if (!tag.selfClosing) this.tooDeep.push(tag.name);
      if (!this.saidTooDeep) {
        this.saidTooDeep = true;
        this.found.push(problem('nesting-too-deep', `Elements nest more than ${this.maxDepth} deep; what stands deeper is laid flat.`, tag.start, tag.nameEnd));
      }
      return;
    }
    this.stack.push(frame);
    if (tag.selfClosing) this.pop(tag.end, undefined);
    else if (!tag.terminated && this.recovery?.unmatched.has(tag.start) === true) this.pop(tag.end, undefined);
  }

  close(tag: EndTag): void {
    this.closed = undefined;
    if (this.tooDeep.length > 0) {
      if (this.tooDeep[this.tooDeep.length - 1] === tag.name) {
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
    const frames = this.stack.slice(depth);
    const problems: Problem[] = [];
    while (this.stack.length > depth + 1) {
      const one = this.unclosed();
      if (one !== undefined) problems.push(one);
      this.pop(tag.range.start, undefined);
    }
    if (!tag.terminated) problems.push(unterminated(tag));
    this.pop(tag.range.end, tag);
    for (const one of problems) this.found.push(one);
    this.closed = { tag, frames, problems };
  }

  /** The text is over. */
  end(at: number): void {
    const open = [...this.stack].reverse().filter((frame) => frame.tag.terminated);
    const inner = open[0];
    if (inner !== undefined) {
      const names = open.map((frame) => `</${frame.name}>`).join('');
      this.found.push(problem('unclosed-element', `The document ends where ${names} is missing.`, inner.tag.start + 1, inner.tag.nameEnd));
    }
    while (this.stack.length > 0) {
      this.unmatched.add(this.top?.tag.start ?? at);
      this.pop(at, undefined);
    }
    if (this.root === undefined) this.found.push(problem('no-root-element', 'The document has no element.', at, at));
  }

  private get top(): Frame | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** The place on the stack of the element that the end tag closes, or -1. */
  private depthOf(tag: EndTag): number {
    const { name, indent, terminated } = tag;
    const last = this.stack.length - 1;
    // `</Node` in a NodeName is half of its own end tag rather than an end tag of the Node around it.
    if (!terminated && this.top?.name.startsWith(name) === true) return last;
    let depth = last;
    while (depth >= 0 && this.stack[depth]?.name !== name) depth--;
    const nearest = this.stack[depth]?.tag.indent;
    if (this.byIndent && indent !== undefined && nearest !== undefined && nearest !== indent) {
      let other = depth - 1;
      while (other >= 0 && (this.stack[other]?.name !== name || this.stack[other]?.tag.indent !== indent)) other--;
      if (other >= 0) return other;
      // Farther in than the element that it would close: its own start tag is missing.
      if (nearest < indent) return -1;
    }
    // Where start tags have lines of their own, end tags do: the second on a line is one too many.
    if (this.byIndent && indent === undefined && nearest !== undefined && tag.doubled()) return -1;
    if (depth >= 0) return depth;
    let half = last;
    while (half >= 0 && !isHalfOf(this.stack[half], name)) half--;
    return half;
  }

  /** An end tag that no open element has the name of: it was mistyped, or it is one too many. */
  private closeUnknown(tag: EndTag): void {
    const top = this.top;
    this.strays.set(tag.name, (this.strays.get(tag.name) ?? 0) + 1);
    if (top !== undefined && this.recovery?.unmatched.has(top.tag.start) === true && !this.belongsInside(tag.next(), this.recovery)) {
      this.found.push(tag.terminated ? mismatched(top.name, tag) : unterminated(tag));
      this.pop(tag.range.end, tag);
      return;
    }
    this.found.push(tag.terminated ? stray(tag) : unterminated(tag));
  }

  /** Whether what comes next shows that the innermost element isn't over. */
  private belongsInside(next: string | undefined, recovery: Recovery): boolean {
    const top = this.top;
    const parent = this.stack[this.stack.length - 2];
    if (next === undefined || top === undefined || recovery.guide === undefined) return false;
    return (
      recovery.guide.mayContain(top.local, next) === true &&
      (parent === undefined || recovery.guide.mayContain(parent.local, next) !== true)
    );
  }

  /** Before the tag is opened: closes elements that were left open, or opens one again that was closed too soon. */
  private makeRoomFor(local: string, tag: StartTag, recovery: Recovery): void {
    const { guide, unmatched } = recovery;
    if (this.byIndent) this.closeFartherIn(tag, unmatched);
    if (guide === undefined) return;
    const top = this.top;
    if (top !== undefined && guide.mayContain(top.local, local) !== false) return;
    let depth = this.stack.length - 1;
    while (depth >= 0 && guide.mayContain(this.stack[depth]?.local ?? '', local) !== true) {
      if (!unmatched.has(this.stack[depth]?.tag.start ?? -1)) break;
      depth--;
    }
    if (depth >= 0 && guide.mayContain(this.stack[depth]?.local ?? '', local) === true) this.giveUp(depth + 1, tag.start);
    else this.reopenFor(local, guide, recovery.strays);
  }

  /** Closes elements without end tag that begin as far in as the tag or farther, in a text that is laid out by depth. */
  private closeFartherIn({ indent, start }: StartTag, unmatched: ReadonlySet<number>): void {
    if (indent === undefined) return;
    for (let depth = this.stack.length - 1; depth > 0; depth--) {
      const own = this.stack[depth]?.tag;
      const outer = this.stack[depth - 1]?.tag.indent;
      if (own?.indent === undefined || outer === undefined || !unmatched.has(own.start)) return;
      if (own.indent < indent || outer >= own.indent) return;
      this.giveUp(depth, start);
    }
  }

  /** Closes what is open from `depth` on: it has no end tags. */
  private giveUp(depth: number, at: number): void {
    while (this.stack.length > depth) {
      const one = this.unclosed();
      if (one !== undefined) this.found.push(one);
      this.pop(at, undefined);
    }
  }

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
    const outside = this.top?.children ?? this.children;
    let place = outside.length - 1;
    while (place >= 0 && outside[place]?.kind !== 'element') place--;
    const [reopened, ...trailing] = outside.splice(place);
    if (this.root === reopened) this.root = undefined;
    frames.slice(0, last + 1).forEach((frame, depth) => {
      if (depth > 0) frames[depth - 1]?.children.pop();
      this.stack.push(frame);
    });
    this.top?.children.push(...trailing);
    const next = frames[last + 1];
    this.found.push(next === undefined ? stray(tag) : mismatched(next.name, tag));
  }

  private frameOf(tag: StartTag, local: string): Frame {
    const outer = this.top?.prefixes ?? initialPrefixes;
    const prefixes = tag.attributes.length === 0 ? outer : withDeclarations(outer, tag.attributes);
    const prefix = local.length === tag.name.length ? '' : prefixOf(tag.name);
    let namespace = prefixes.get(prefix);
    if (namespace === undefined) {
      this.found.push(problem('undeclared-prefix', `No xmlns:${prefix} declares the prefix of ${tag.name}.`, tag.start + 1, tag.nameEnd, 'warning'));
      namespace = '';
    }
    return { name: tag.name, local, namespace, prefixes, tag, children: [] };
  }

  /** The problem of the innermost element, which is about to be closed without an end tag of its own. */
  private unclosed(): Problem | undefined {
    const frame = this.top;
    if (frame === undefined) return undefined;
    this.unmatched.add(frame.tag.start);
    // A half tag has its problem already.
    if (!frame.tag.terminated) return undefined;
    return problem('unclosed-element', `The end tag </${frame.name}> is missing.`, frame.tag.start + 1, frame.tag.nameEnd);
  }

  private pop(end: number, tag: EndTag | undefined): void {
    const frame = this.stack.pop();
    if (frame === undefined) return;
    const element = elementOf(frame, end, tag);
    this.add(element);
    if (this.stack.length === 0) this.root ??= element;
  }
}

/** Whether of the frame's start tag only a half is there that may be the beginning of `name`. */
function isHalfOf(frame: Frame | undefined, name: string): boolean {
  if (frame === undefined || frame.tag.terminated) return false;
  let common = 0;
  while (common < name.length && frame.name[common] === name[common]) common++;
  return common >= Math.min(2, frame.name.length);
}

/** Both shapes written out: documents have many elements. */
function elementOf({ name, local, namespace, tag, children }: Frame, end: number, endTag: EndTag | undefined): Element {
  const { attributes, start, selfClosing } = tag;
  const range = { start, end };
  const startTag = { start, end: tag.end };
  const nameRange = { start: start + 1, end: tag.nameEnd };
  if (endTag === undefined) return { kind: 'element', name, local, namespace, attributes, children, range, startTag, nameRange, selfClosing };
  return {
    kind: 'element',
    name,
    local,
    namespace,
    attributes,
    children,
    range,
    startTag,
    nameRange,
    selfClosing,
    endTag: endTag.range,
    endNameRange: endTag.nameRange,
  };
}

function stray(tag: EndTag): Problem {
  return problem('stray-end-tag', `The end tag </${tag.name}> closes no element.`, tag.range.start, tag.range.end);
}

function mismatched(expected: string, tag: EndTag): Problem {
  return problem('mismatched-end-tag', `The end tag should be </${expected}>, not </${tag.name}>.`, tag.nameRange.start, tag.nameRange.end);
}

function unterminated(tag: EndTag): Problem {
  return problem('unterminated-tag', `The end tag </${tag.name} lacks its >.`, tag.range.start, tag.range.end);
}
