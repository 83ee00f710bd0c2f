// What the content models call by a general name in a message, under the name of the mistake that it is.
import type { Problem } from '../base/problem';
import { speaksOf, type Schema } from '../schema/schema';
import { child, childElements, textOf, type Element } from '../xml/element';

export interface MessageReading {
  readonly root: Element;
  readonly schema: Schema;
  /** Whether the message's reader has told of what device management doesn't use. */
  readonly isRead: boolean;
}

/** What came with 1.2 and has a use in device management; the reader tells of the rest. */
const since12: ReadonlySet<string> = new Set(['Correlator']);
const since12Unused: ReadonlySet<string> = new Set(['Move', 'SourceParent', 'TargetParent']);

/** The name as the schema spells it, of one that differs from it by nothing but case. */
export function spelled(local: string, schema: Schema): string | undefined {
  if (schema.elements.has(local)) return undefined;
  const lower = local.toLowerCase();
  for (const name of schema.elements.keys()) if (name.toLowerCase() === lower) return name;
  return undefined;
}

/** The problems under their own names; those that the reader has told already are left out. */
export function specified(problems: readonly Problem[], reading: MessageReading): readonly Problem[] {
  if (problems.length === 0) return problems;
  const places = placesOf(problems, reading.root);
  return problems.flatMap((problem) => specific(problem, places.get(problem.range.start), reading) ?? []);
}

interface Place {
  readonly element: Element;
  readonly parent?: Element;
}

function specific(problem: Problem, place: Place | undefined, reading: MessageReading): Problem | undefined {
  switch (problem.code) {
    case 'unknown-element':
      return place === undefined ? problem : unknown(problem, place, reading);
    case 'missing-child':
    case 'status-cmdref-missing':
      return place === undefined ? problem : missing(problem, place);
    case 'child-order':
      return place?.parent === undefined ? problem : outOfOrder(problem, place.element, place.parent);
    case 'attribute-unknown':
      return { ...problem, severity: 'warning', clause: 'RepPro 6' };
    default:
      return problem;
  }
}

function unknown(problem: Problem, { element, parent }: Place, { schema, isRead }: MessageReading): Problem | undefined {
  const { local, name, namespace } = element;
  if (parent === undefined) return { ...problem, code: 'root-element', message: `The root of a message is SyncML, not ${name}.`, clause: 'RepPro 6.2.1' };
  if (!speaksOf(schema, namespace)) return problem;
  const isOld = !schema.elements.has('Correlator');
  if (isOld && since12Unused.has(local) && isRead) return undefined;
  if (isOld && (since12.has(local) || since12Unused.has(local))) {
    return { ...problem, code: 'element-since-12', severity: 'warning', message: `${name} came with version 1.2; this message is of ${schema.title}.`, clause: 'RepPro 1.2 DTD' };
  }
  const right = spelled(local, schema);
  if (right === undefined) return parent.local === 'Meta' || parent.local === 'MetInf' ? { ...problem, code: 'meta-unknown', clause: 'METINF 5' } : problem;
  // [RepPro 5.4]
  return { ...problem, code: 'case-element', message: `${name} is written ${right}: upper and lower case count in names.`, clause: 'RepPro 5.4' };
}

function missing(problem: Problem, { element, parent }: Place): Problem {
  const has = (name: string): boolean => child(element, name) !== undefined;
  switch (element.local) {
    case 'SyncML':
      // Windows keeps documents that are all body.
      return parent === undefined && has('SyncBody') && !has('SyncHdr') ? { ...problem, severity: 'warning' } : problem;
    case 'SyncBody':
      // Peers take it. [DM-REP 6.2.3]
      if (childElements(element).some(({ local }) => local !== 'Final')) return problem;
      return { ...problem, code: 'body-empty', severity: 'warning', message: 'SyncBody holds no command; it needs one at least.' };
    case 'Cred':
      return has('Data') ? problem : { ...problem, code: 'cred-data-missing' };
    case 'Status': {
      // The header's answer may do without it. [RepPro 6.1.5]
      const cmd = child(element, 'Cmd');
      const isHeaders = problem.code === 'status-cmdref-missing' && cmd !== undefined && textOf(cmd).trim() === 'SyncHdr';
      return isHeaders ? { ...problem, severity: 'hint' } : problem;
    }
    default:
      return problem;
  }
}

function outOfOrder(problem: Problem, element: Element, parent: Element): Problem {
  const siblings = childElements(parent);
  const before = siblings.filter(({ range }) => range.end <= element.range.start);
  if (parent.local === 'SyncBody') {
    const final = siblings.findIndex(({ local }) => local === 'Final');
    const [first, next] = [siblings[final], siblings[final + 1]];
    if (first === undefined || next === undefined) return problem;
    // [RepPro 6.2.3]
    return { ...problem, code: 'final-not-last', severity: 'error', message: `Final stands before ${next.name}; it is the last child of SyncBody.`, range: first.nameRange };
  }
  if (parent.local === 'Item' && before.some(({ local }) => local === 'Data')) {
    return { ...problem, code: 'item-data-last', message: `${element.name} stands after Data; only MoreData may follow it in an Item.` };
  }
  return problem;
}

/** The elements at whose names the problems stand, in one walk. */
function placesOf(problems: readonly Problem[], root: Element): ReadonlyMap<number, Place> {
  const starts = new Set(problems.map(({ range }) => range.start));
  const places = new Map<number, Place>();
  const waiting: Place[] = [{ element: root }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { element } = place;
    if (starts.has(element.nameRange.start)) places.set(element.nameRange.start, place);
    for (const inner of childElements(element)) waiting.push({ element: inner, parent: element });
  }
  return places;
}
