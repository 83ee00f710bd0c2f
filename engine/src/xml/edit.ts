// Changes of a document as changes of its text: nothing else of the text moves, and what is new is laid out like it.
import type { Range } from '../base/problem';
import { isSpace } from './characters';
import { attribute, childElements, element as newElement, type Element, type XmlNode } from './element';
import { blankBefore, indentOf, isBlank, lineEndOf, nextLine } from './layout';
import { prefixOf, type Prefixes } from './namespaces';
import { rowOf } from './views';
import { cdataSection, escapeAttribute, escapeText, writeNode } from './write';

/** `newText` in place of what stands in `range` of the text as it was. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Nodes and elements named here are those of the document that was read from the text, except `node` and `by`. */
export type XmlEdit =
  /** Before a child, or after the last one. */
  | { readonly kind: 'insert'; readonly parent: Element; readonly node: XmlNode; readonly before?: XmlNode }
  | { readonly kind: 'remove'; readonly node: XmlNode }
  | { readonly kind: 'replace'; readonly node: XmlNode; readonly by: XmlNode }
  /** Puts character data in place of all that an element holds; a single CDATA section stays one. */
  | { readonly kind: 'value'; readonly of: Element; readonly value: string }
  /** Sets an attribute, or takes it away where there is no value. */
  | { readonly kind: 'attribute'; readonly of: Element; readonly name: string; readonly value?: string }
  /** In both tags. */
  | { readonly kind: 'rename'; readonly of: Element; readonly name: string };

/**
 * The edits of `text` that do this, in the order of their places and not overlapping. Edits that change nothing, and
 * those inside what another one removes or replaces, are left out.
 */
export function editXml(text: string, edits: readonly XmlEdit[]): TextEdit[] {
  const editor = new Editor(text);
  const found = edits.flatMap((edit) => editor.edit(edit)).filter(({ range, newText }) => text.slice(range.start, range.end) !== newText);
  const sorted = found.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  let last = 0;
  return sorted.filter(({ range }) => {
    if (range.start < last) return false;
    last = range.end;
    return true;
  });
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { range, newText } of edits) {
    result += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return result + text.slice(at);
}

class Editor {
  private readonly indent: string;
  private readonly lineEnd: string;

  constructor(private readonly text: string) {
    this.indent = indentOf(text);
    this.lineEnd = lineEndOf(text);
  }

  edit(edit: XmlEdit): TextEdit[] {
    switch (edit.kind) {
      case 'insert':
        return [edit.before === undefined ? this.append(edit.parent, edit.node) : this.insertBefore(edit.before, edit.node, edit.parent)];
      case 'remove':
        return [{ range: this.wholeLines(edit.node.range), newText: '' }];
      case 'replace': {
        const { range } = edit.node;
        return [{ range, newText: this.written(edit.by, blankBefore(this.text, range.start), undefined) }];
      }
      case 'value':
        return [this.setValue(edit.of, edit.value)];
      case 'attribute':
        return this.setAttribute(edit.of, edit.name, edit.value);
      case 'rename':
        return [edit.of.nameRange, edit.of.endNameRange].flatMap((range) => (range === undefined ? [] : [{ range, newText: edit.name }]));
    }
  }

  private insertBefore(before: XmlNode, node: XmlNode, parent: Element): TextEdit {
    const { start } = before.range;
    const blank = blankBefore(this.text, start);
    const written = this.written(node, blank, parent);
    return { range: { start, end: start }, newText: blank === undefined || node.kind === 'text' ? written : written + this.lineEnd + blank };
  }

  private append(parent: Element, node: XmlNode): TextEdit {
    const own = blankBefore(this.text, parent.range.start);
    const inside = contentOf(parent);
    const last = childElements(parent).at(-1);
    if (last !== undefined) {
      const blank = blankBefore(this.text, last.range.start);
      const at = { start: last.range.end, end: last.range.end };
      const written = this.written(node, blank, parent);
      return { range: at, newText: blank === undefined || node.kind === 'text' ? written : this.lineEnd + blank + written };
    }
    const laidOut = own !== undefined && node.kind === 'element' && (parent.selfClosing || isBlank(this.text.slice(inside.start, inside.end)));
    if (!laidOut) {
      const at = parent.selfClosing ? inside : { start: inside.end, end: inside.end };
      return this.fill(parent, at, this.written(node, undefined, parent));
    }
    const deeper = own + this.indent;
    return this.fill(parent, inside, this.lineEnd + deeper + this.written(node, deeper, parent) + this.lineEnd + own);
  }

  /** `newText` at a place in the content of an element, which may have to get an end tag for it. */
  private fill(parent: Element, range: Range, newText: string): TextEdit {
    return { range, newText: parent.selfClosing ? `>${newText}</${parent.name}>` : newText };
  }

  private setValue(of: Element, value: string): TextEdit {
    const [only, ...others] = of.children;
    const isCdata = only?.kind === 'text' && only.cdata && others.length === 0;
    return this.fill(of, contentOf(of), isCdata ? cdataSection(value) : escapeText(value));
  }

  private setAttribute(of: Element, name: string, value: string | undefined): TextEdit[] {
    const { text } = this;
    const old = attribute(of, name);
    if (old === undefined) {
      if (value === undefined) return [];
      const at = of.attributes.at(-1)?.range.end ?? of.nameRange.end;
      return [{ range: { start: at, end: at }, newText: ` ${name}="${escapeAttribute(value)}"` }];
    }
    if (value === undefined) {
      let { start } = old.range;
      while (isSpace(text.charCodeAt(start - 1))) start--;
      return [{ range: { start, end: old.range.end }, newText: '' }];
    }
    const quote = text[old.valueRange.start - 1];
    if (old.valueRange.start === old.nameRange.end || (quote !== '"' && quote !== "'")) {
      return [{ range: old.range, newText: `${name}="${escapeAttribute(value)}"` }];
    }
    // Written with the other quote, a value may hold this one.
    const written = quote === '"' ? escapeAttribute(value) : escapeAttribute(value).replace(/&quot;/g, '"').replace(/'/g, '&apos;');
    return [{ range: old.valueRange, newText: written }];
  }

  /** A node as it is to stand on a line that begins with `blank`, or between others on one line. */
  private written(node: XmlNode, blank: string | undefined, parent: Element | undefined): string {
    const layout = blank === undefined ? {} : { indent: this.indent, prefix: blank };
    return writeNode(node, { ...layout, lineEnd: this.lineEnd, ...(parent === undefined ? {} : { namespaces: inForceIn(parent) }) });
  }

  /** A range that has its lines for itself, with their ends; any other as it is. */
  private wholeLines(range: Range): Range {
    const blank = blankBefore(this.text, range.start);
    const next = nextLine(this.text, range.end);
    return blank === undefined || next === undefined ? range : { start: range.start - blank.length, end: next };
  }
}

/** What stands between the tags; of an element that closes itself, what makes it do so. */
function contentOf(element: Element): Range {
  const { startTag, endTag, range } = element;
  if (element.selfClosing) return { start: (element.attributes.at(-1)?.range ?? element.nameRange).end, end: startTag.end };
  return { start: startTag.end, end: endTag?.start ?? range.end };
}

/** The namespaces in force inside an element; of one that wasn't read from a text, its own alone. */
function inForceIn(element: Element): Prefixes {
  const read = rowOf(element);
  if (read === undefined) return new Map([[prefixOf(element.name), element.namespace]]);
  const { table, row } = read;
  return { get: (prefix) => table.namespace(table.scope(row), prefix) };
}

/** A new element for an edit, in the namespace and with the prefix of the one that it will stand in. */
export function elementLike(parent: Element, local: string, children: readonly XmlNode[] = []): Element {
  const prefix = prefixOf(parent.name);
  return newElement(prefix === '' ? local : `${prefix}:${local}`, children, { namespace: parent.namespace });
}
