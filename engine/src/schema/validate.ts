// A document against its schema: what may not stand where it stands, and what is missing.
import type { Element, XmlDocument } from '../xml/element';
import { elementRow, type NodeTable } from '../xml/nodeTable';
import { elementAt, rowOf } from '../xml/views';
import { checkElement, type Place } from './checkElement';
import { found, list, type StructureProblem } from './findings';
import type { ElementRule, Schema } from './schema';
import { SoundRows } from './soundRows';

/**
 * One problem for each mistake, in the order of the document. Elements of namespaces that the schema doesn't speak of
 * are left alone where they may stand, with all that they hold, unless the schema names one for them; so is whatever
 * stands where anything may. What is in an element that is itself out of place isn't looked at: its mistake is
 * reported, and moving it will change the rest.
 */
export function validate(document: XmlDocument, schema: Schema): StructureProblem[] {
  const problems: StructureProblem[] = [];
  const { root } = document;
  if (root === undefined) return problems;
  if (!schema.roots.includes(root.local)) {
    problems.push(found('unknown-element', 'error', `The root of such a document is ${list(schema.roots)}, not ${root.name}.`, root));
    return problems;
  }
  check({ element: root, schema }, problems);
  return problems.sort((a, b) => a.range.start - b.range.start);
}

function check(place: Place, problems: StructureProblem[]): void {
  const { element, schema } = place;
  const read = rowOf(element);
  if (read === undefined) atWorst(schema, problems, (own) => checkElements(element, schema, own));
  else checkFrom(new Sounds(read.table), read.row, schema, problems);
}

/** No problem that `find` finds weighs more than the schema lets it. */
function atWorst(schema: Schema, problems: StructureProblem[], find: (own: StructureProblem[]) => void): void {
  const worst = schema.atWorst;
  if (worst === undefined) {
    find(problems);
    return;
  }
  const own: StructureProblem[] = [];
  find(own);
  for (const one of own) problems.push(one.severity === 'error' ? { ...one, severity: worst } : one);
}

function checkElements(first: Element, schema: Schema, problems: StructureProblem[]): void {
  const waiting = [first];
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

/** What tells sound rows by each schema, made once for a table. */
class Sounds {
  private readonly bySchema = new Map<Schema, SoundRows>();

  constructor(readonly table: NodeTable) {}

  of(schema: Schema): SoundRows {
    let sound = this.bySchema.get(schema);
    if (sound === undefined) this.bySchema.set(schema, (sound = new SoundRows(this.table, schema)));
    return sound;
  }
}

/** The same for an element that was read from a text: only where something is wrong is anything made of it. */
function checkFrom(sounds: Sounds, root: number, schema: Schema, problems: StructureProblem[]): void {
  if (schema.atWorst === undefined) checkRows(sounds, root, schema, problems);
  else atWorst(schema, problems, (own) => checkRows(sounds, root, schema, own));
}

function checkRows(sounds: Sounds, root: number, schema: Schema, problems: StructureProblem[]): void {
  const { table } = sounds;
  const sound = sounds.of(schema);
  const { unsound, vendors } = sound.survey(root);
  if (unsound.size === 0 && vendors.size === 0) return;
  const leftOut = new Set<number>();
  const end = table.next(root);
  for (let row = root; row < end; ) {
    // Elements of other languages are their parents' matter.
    const isOurs = table.kind(row) === elementRow && (row === root || sound.isOurs(row)) && !leftOut.has(row);
    const rule = isOurs ? sound.ruleOf(row) : undefined;
    if (rule === undefined) {
      row = table.next(row);
      continue;
    }
    if (unsound.has(row)) checkThoroughly(table, row, rule, schema, problems, leftOut);
    else for (const vendor of vendors.get(row) ?? []) checkFrom(sounds, vendor.row, vendor.schema, problems);
    row = rule.content.kind === 'any' ? table.next(row) : table.following(row);
  }
}

/** Children that aren't to be looked at are added to `leftOut`. */
function checkThoroughly(table: NodeTable, row: number, rule: ElementRule, schema: Schema, problems: StructureProblem[], leftOut: Set<number>): void {
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
}
