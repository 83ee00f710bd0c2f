// Folding: elements, comments, runs of Status, and what stands between the comments `region` and `endregion`.
import type { Range } from '#engine/base/problem';
import type { Element, XmlNode } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';

/** Lines, counted from 0; the last one is hidden too. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'region';
  /** What is shown in place of what is hidden. */
  readonly collapsed?: string;
}

/** Outer ones before inner ones, no two beginning in the same line. */
export function foldsOf(model: DocumentModel, most = Infinity): readonly Fold[] {
  const folder = new Folder(model);
  folder.nodes(model.document.children);
  const inOrder = [...folder.folds, ...regionsIn(folder.comments, model)].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  const once = inOrder.filter((fold, i) => fold.endLine > fold.startLine && inOrder[i - 1]?.startLine !== fold.startLine);
  if (once.length <= most) return once;
  // Those that hide the most say the most about a document.
  const kept = new Set([...once].sort((a, b) => b.endLine - b.startLine - (a.endLine - a.startLine)).slice(0, most));
  return once.filter((fold) => kept.has(fold));
}

interface PlacedComment {
  readonly value: string;
  readonly range: Range;
}

class Folder {
  readonly folds: Fold[] = [];
  readonly comments: PlacedComment[] = [];

  constructor(private readonly model: DocumentModel) {}

  nodes(nodes: readonly XmlNode[]): void {
    this.runs(nodes);
    for (const node of nodes) {
      if (node.kind === 'comment') {
        this.comments.push(node);
        this.add({ startLine: this.line(node.range.start), endLine: this.line(node.range.end), kind: 'comment' });
      } else if (node.kind === 'element') {
        this.element(node);
      }
    }
  }

  private element({ range, endTag, children }: Element): void {
    const startLine = this.line(range.start);
    const endLine = this.line(endTag?.start ?? range.end);
    // The end tag stays in sight where it has a line of its own.
    const hidden = endTag !== undefined && this.beginsLine(endTag.start) ? endLine - 1 : endLine;
    this.add({ startLine, endLine: hidden });
    if (endLine > startLine) this.nodes(children);
  }

  /** Answers that stand one after the other. */
  private runs(nodes: readonly XmlNode[]): void {
    let run: Element[] = [];
    const close = (): void => {
      const [first, last] = [run[0], run.at(-1)];
      if (first !== undefined && last !== undefined && run.length > 1) {
        this.add({ startLine: this.line(first.range.start), endLine: this.line(last.range.end), collapsed: `${run.length} Statuses` });
      }
      run = [];
    };
    for (const node of nodes) {
      if (node.kind === 'element' && node.local === 'Status') run.push(node);
      else if (node.kind === 'element') close();
    }
    close();
  }

  private add(fold: Fold): void {
    if (fold.endLine > fold.startLine) this.folds.push(fold);
  }

  private line(offset: number): number {
    return this.model.lines.position(offset).line;
  }

  private beginsLine(offset: number): boolean {
    const { text } = this.model;
    let at = offset;
    while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
    return at === 0 || /[\r\n]/.test(text.charAt(at - 1));
  }
}

function regionsIn(comments: readonly PlacedComment[], { lines }: DocumentModel): readonly Fold[] {
  const folds: Fold[] = [];
  const open: { readonly line: number; readonly title: string }[] = [];
  for (const { value, range } of comments) {
    const [, end, title = ''] = /^\s*#?(end)?region\b\s*(.*?)\s*$/s.exec(value) ?? [undefined, undefined, undefined];
    if (!/^\s*#?(?:end)?region\b/.test(value)) continue;
    if (end === undefined) open.push({ line: lines.position(range.start).line, title });
    else {
      const start = open.pop();
      if (start !== undefined) folds.push({ startLine: start.line, endLine: lines.position(range.end).line, kind: 'region', ...(start.title !== '' && { collapsed: start.title }) });
    }
  }
  return folds;
}
