// A document against its schema: what may not stand where it stands, and what is missing.
import type { Problem } from '../base/problem';
import type { Element, XmlDocument } from '../xml/element';
import { elementRow, type NodeTable } from '../xml/nodeTable';
import { elementAt, rowOf } from '../xml/views';
import { checkElement, type Place } from './checkElement';
import { found, list } from './findings';
import type { Schema } from './schema';
import { SoundRows } from './soundRows';

/**
 * One problem for each mistake, in the order of the document. Elements of namespaces that the schema doesn't speak of
 * are left alone where they may stand, with all that they hold, unless the schema names one for them; so is whatever
 * stands where anything may. What is in an element that is itself out of place isn't looked at: its mistake is
 * reported, and moving it will change the rest.
 */
export function validate(document: XmlDocument, schema: Schema): Problem[] {
  const problems: Problem[] = [];
  const { root } = document;
  if (root === undefined) return problems;
  if (!schema.roots.includes(root.local)) {
    problems.push(found('unknown-element', 'error', `The root of such a document is ${list(schema.roots)}, not ${root.name}.`, root));
    return problems;
  }
  check({ element: root, schema }, problems);
  return problems.sort((a, b) => a.range.start - b.range.start);
}

function check(place: Place, problems: Problem[]): void {
  const { atWorst } = place.schema;
  if (atWorst === undefined) {
    checkAll(place, problems);
    return;
  }
  const own: Problem[] = [];
  checkAll(place, own);
  for (const one of own) problems.push(one.severity === 'error' ? { ...one, severity: atWorst } : one);
}

function checkAll(place: Place, problems: Problem[]): void {
  const read = rowOf(place.element);
  if (read !== undefined) {
    checkRows(read.table, read.row, place.schema, problems);
    return;
  }
  const { schema } = place;
  const waiting = [place.element];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const rule = schema.elements.get(element.local);
    if (rule === undefined) continue;
    const inside: Element[] = [];
    for (const next of checkElement(element, rule, schema, problems)) {
      if (next.schema === schema) inside.push(next.element);
      else check(next, problems);
    }
    waiting.push(...inside.reverse());
  }
}

/** The same for an element that was read from a text: only where something is wrong is anything made of it. */
function checkRows(table: NodeTable, root: number, schema: Schema, problems: Problem[]): void {
  const sound = new SoundRows(table, schema);
  const leftOut = new Set<number>();
  const end = table.next(root);
  for (let row = root; row < end; ) {
    const rule = table.kind(row) === elementRow ? schema.elements.get(table.names.local(table.name(row))) : undefined;
    if (rule === undefined || leftOut.has(row)) {
      row = table.next(row);
    } else if (sound.isSound(row, rule)) {
      row = rule.content.kind === 'any' ? table.next(row) : table.following(row);
    } else {
      const element = elementAt(table, row);
      const inside = new Set<Element>();
      for (const place of checkElement(element, rule, schema, problems)) {
        if (place.schema === schema) inside.add(place.element);
        else check(place, problems);
      }
      for (const node of element.children) {
        const child = node.kind === 'element' && !inside.has(node) ? rowOf(node) : undefined;
        if (child !== undefined) leftOut.add(child.row);
      }
      row = table.following(row);
    }
  }
}
