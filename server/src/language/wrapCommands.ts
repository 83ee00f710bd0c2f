// Puts the selected commands into a Sequence or an Atomic, each line one level deeper; no value changes.
import type { Range } from '#engine/base/problem';
import { childrenOf } from '#engine/schema/guide';
import type { TextEdit } from '#engine/xml/edit';
import { childElements, type Element } from '#engine/xml/element';
import { blankBefore, indentOf, lineEndOf } from '#engine/xml/layout';
import { pathAt } from '#engine/xml/locate';
import type { DocumentModel } from './documentModel';
import { isElementContent } from './formatting';
import { schemaAt } from './place';
import type { Change, Refactoring } from './refactoring';

export const wrapInSequence = wrapIn('Sequence');
export const wrapInAtomic = wrapIn('Atomic');

function wrapIn(container: 'Sequence' | 'Atomic'): Refactoring {
  return {
    id: `wrap-in-${container.toLowerCase()}`,
    kind: 'refactor.rewrite',
    creates: false,
    title: ({ model, range }) => (commandsSelected(model, range, container) === undefined ? undefined : `Wrap in ${container}`),
    changes: ({ model, range, facts: { uri } }) => wrapped(model, range, container).map((edit): Change => ({ kind: 'edit', uri, range: edit.range, text: edit.newText })),
  };
}

/** What can't be undone, or be done out of order. [DM-REP 6.6.3, 6.6.14] */
const refusedIn = { Sequence: ['Sequence', 'Atomic'], Atomic: ['Get', 'Exec', 'Atomic', 'Sequence'] } as const;

interface Selected {
  /** The elements around, the holder of the commands last. */
  readonly path: readonly Element[];
  readonly commands: readonly [Element, ...Element[]];
}

function commandsSelected(model: DocumentModel, { start, end }: Range, container: 'Sequence' | 'Atomic'): Selected | undefined {
  const { document, schema, kind } = model;
  if (kind !== 'message' && kind !== 'flow') return undefined;
  const path = pathAt(document, start).filter(({ range }) => start >= range.start && end <= range.end);
  for (let depth = path.length; depth > 0; depth--) {
    const around = path.slice(0, depth);
    const allowed = childrenIn(model, around);
    const holder = around.at(-1);
    if (holder === undefined || allowed?.has(container) !== true || !isElementContent(model, around)) continue;
    const touched = childElements(holder).filter(({ range, nameRange }) => (start === end ? nameRange.start - 1 <= start && start <= nameRange.end : range.start < end && start < range.end));
    const inside = schemaAt(schema, around)?.elements.get(container);
    const taken = inside === undefined ? undefined : childrenOf(inside.content);
    const [first, ...others] = touched;
    const refused = (element: Element): boolean => refusedIn[container].some((local) => holds(element, local));
    if (first === undefined || touched.some((element) => taken?.has(element.local) !== true || element.local === 'CmdID' || element.local === 'Meta' || refused(element)) || around.some(({ local }) => local === 'Sequence' || local === 'Atomic')) return undefined;
    return { path: around, commands: [first, ...others] };
  }
  return undefined;
}

function childrenIn({ schema }: DocumentModel, path: readonly Element[]): ReadonlySet<string> | undefined {
  const rule = schemaAt(schema, path)?.elements.get(path.at(-1)?.local ?? '');
  return rule === undefined ? undefined : childrenOf(rule.content);
}

function holds(element: Element, local: string): boolean {
  return element.local === local || childElements(element).some((inner) => holds(inner, local));
}

function wrapped(model: DocumentModel, range: Range, container: 'Sequence' | 'Atomic'): readonly TextEdit[] {
  const selected = commandsSelected(model, range, container);
  if (selected === undefined) return [];
  const { text } = model;
  const { commands, path } = selected;
  const [first] = commands;
  const last = commands.at(-1) ?? first;
  const prefix = first.name.slice(0, first.name.length - first.local.length);
  const number = model.kind === 'message' ? `<${prefix}CmdID>${nextNumber(model)}</${prefix}CmdID>` : '';
  const [open, close] = [`<${prefix}${container}>`, `</${prefix}${container}>`];
  const blank = blankBefore(text, first.range.start);
  const [before, after] = [first.range.start, last.range.end];
  if (blank === undefined) return [insertion(before, open + number), insertion(after, close)];
  const unit = indentOf(text);
  const line = lineEndOf(text) + blank;
  const head = number === '' ? '' : `${line}${unit}${number}`;
  const inner = commands.flatMap((command, at) => {
    const gap = at === 0 ? [] : deeper(text, { start: commands[at - 1]?.range.end ?? command.range.start, end: command.range.start }, unit);
    return [...gap, ...deeperWithin(model, [...path, command], unit)];
  });
  return [insertion(before, `${open}${head}${line}${unit}`), ...inner, insertion(after, `${line}${close}`)];
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** Highest number of all, and one. */
function nextNumber({ document }: DocumentModel): number {
  let highest = 0;
  const visit = (element: Element): void => {
    for (const inner of childElements(element)) {
      const [only] = inner.children;
      if (inner.local === 'CmdID' && only?.kind === 'text' && /^\s*\d{1,9}\s*$/.test(only.value)) highest = Math.max(highest, Number(only.value));
      else visit(inner);
    }
  };
  if (document.root !== undefined) visit(document.root);
  return highest + 1;
}

/** A unit behind each line end in the white space that means nothing. */
function deeperWithin(model: DocumentModel, path: readonly Element[], unit: string): readonly TextEdit[] {
  const element = path.at(-1);
  if (element === undefined || !isElementContent(model, path)) return [];
  return element.children.flatMap((node) => {
    if (node.kind === 'text') return deeper(model.text, node.range, unit);
    return node.kind === 'element' ? deeperWithin(model, [...path, node], unit) : [];
  });
}

function deeper(text: string, { start, end }: Range, unit: string): readonly TextEdit[] {
  // Of empty lines the last alone is followed by a tag.
  const at = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1));
  return at < start ? [] : [insertion(at + 1, unit)];
}
