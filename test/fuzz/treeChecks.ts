// What must hold of every element tree: ranges nest and cover, and what two ways of reading must agree on.
import assert from 'node:assert/strict';
import type { Problem, Range } from '#engine/base/problem';
import { fromUtf8Strictly, toHex } from '#engine/base/bytes';
import type { Element, XmlDocument, XmlNode } from '#engine/xml/element';

function within(inner: Range, outer: Range, what: string): void {
  assert.ok(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end, `${what} [${inner.start}, ${inner.end}) is not within [${outer.start}, ${outer.end})`);
}

/**
 * Ranges nest, siblings follow one another, and what no node stands for is in the range of a problem: a stray end tag,
 * a piece that was given up.
 */
export function checkRanges(document: XmlDocument, problems: readonly Problem[], length: number): void {
  const whole = { start: 0, end: length };
  for (const { range, message } of problems) within(range, whole, message);
  const told = merged(problems.map(({ range }) => range));
  checkChildren(document.children, whole, told, 'the document');
  const waiting = document.children.filter((node) => node.kind === 'element');
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    checkElement(element, told);
    for (const child of element.children) if (child.kind === 'element') waiting.push(child);
  }
  assert.equal(document.root, document.children.find((node) => node.kind === 'element'), 'the root is the first element');
}

function checkElement(element: Element, told: readonly Range[]): void {
  const { name, range, startTag, endTag, nameRange, endNameRange, attributes, children, selfClosing } = element;
  within(startTag, range, `the start tag of ${name}`);
  within(nameRange, startTag, `the name of ${name}`);
  let from = nameRange.end;
  for (const attribute of attributes) {
    within(attribute.range, { start: from, end: startTag.end }, `the attribute ${attribute.name}`);
    within(attribute.nameRange, attribute.range, `the name of ${attribute.name}`);
    within(attribute.valueRange, attribute.range, `the value of ${attribute.name}`);
    from = attribute.range.end;
  }
  const end = endTag?.start ?? range.end;
  if (endTag !== undefined) {
    within(endTag, range, `the end tag of ${name}`);
    assert.equal(endTag.end, range.end, `${name} ends with its end tag`);
    assert.ok(endNameRange !== undefined);
    within(endNameRange, endTag, `the name in the end tag of ${name}`);
  }
  if (selfClosing) assert.equal(children.length, 0, `${name} closes itself`);
  checkChildren(children, { start: startTag.end, end }, told, name);
}

function checkChildren(children: readonly XmlNode[], inside: Range, told: readonly Range[], parent: string): void {
  let at = inside.start;
  for (const node of children) {
    within(node.range, { start: at, end: inside.end }, `${node.kind} in ${parent}`);
    checkGap({ start: at, end: node.range.start }, told, parent);
    at = node.range.end;
  }
  checkGap({ start: at, end: inside.end }, told, parent);
}

function checkGap(gap: Range, told: readonly Range[], parent: string): void {
  // A byte order mark is no part of the document.
  if (gap.start >= gap.end || (gap.start === 0 && gap.end === 1)) return;
  let low = 0;
  let high = told.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((told[middle]?.end ?? 0) <= gap.start) low = middle + 1;
    else high = middle;
  }
  const problem = told[low];
  assert.ok(problem !== undefined && problem.start < gap.end, `nothing stands for [${gap.start}, ${gap.end}) in ${parent}`);
}

function merged(ranges: readonly Range[]): Range[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result[result.length - 1];
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** How two trees are compared. */
export interface Sameness {
  /** Attributes that declare namespaces may come and go: the namespaces themselves are compared. Default false. */
  readonly declarationsDropped?: boolean;
  /** Octets that are UTF-8 count as text. Default false. */
  readonly octetsAsText?: boolean;
  /** What stands in place of octets, where they are more than that. */
  readonly opened?: (octets: Uint8Array) => readonly XmlNode[] | undefined;
  readonly namespace?: (namespace: string) => string;
  readonly text?: (value: string, of: Element | undefined) => string;
}

/** A tree without places, instructions and the like; texts that an instruction cuts are one. */
export function shapeOf(nodes: readonly XmlNode[], sameness: Sameness = {}, of?: Element): unknown[] {
  const { declarationsDropped = false, octetsAsText = false, opened, namespace = (name) => name, text: textAs = (value) => value } = sameness;
  const shapes: unknown[] = [];
  let text: string[] | undefined;
  for (const node of nodes) {
    if (node.kind === 'text' && !node.cdata) {
      if (node.value === '') continue;
      if (text === undefined) shapes.push((text = ['text', '']));
      text[1] = textAs(text[1] + node.value, of);
      continue;
    }
    if (node.kind === 'instruction' || node.kind === 'declaration' || node.kind === 'doctype') continue;
    text = undefined;
    if (node.kind === 'element') {
      const attributes = node.attributes.filter(({ name }) => !declarationsDropped || !/^xmlns(:|$)/.test(name));
      shapes.push([node.name, namespace(node.namespace), attributes.map(({ name, value }) => [name, value]), shapeOf(node.children, sameness, node)]);
    } else if (node.kind === 'opaque') {
      const inner = opened?.(node.value);
      const read = octetsAsText ? fromUtf8Strictly(node.value) : undefined;
      if (inner === undefined) shapes.push(read === undefined ? ['opaque', toHex(node.value)] : ['text', read]);
      else shapes.push(...shapeOf(inner, sameness));
    } else {
      shapes.push([node.kind, node.value]);
    }
  }
  return shapes;
}
