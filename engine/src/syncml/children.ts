// The children of one element, sorted by name; whatever deviates from its content model is noted on the way.
import { fromUtf8 } from '../base/bytes';
import type { Problem, Severity } from '../base/problem';
import type { Element } from '../xml/element';
import { commandPlace, contentModel, notUsedInDm, placeOf, type ModelName } from './contentModels';

/** What a reader of messages carries along. */
export interface Reading {
  readonly problems: Problem[];
  /** How deep Sequence and Atomic may stand in each other. */
  readonly maxNesting: number;
}

/** Adds a problem at the name of an element. */
export function note(
  reading: Reading,
  at: Element,
  problem: { readonly code: string; readonly severity: Severity; readonly message: string; readonly clause?: string },
): void {
  reading.problems.push({ ...problem, range: at.nameRange });
}

/** What is missing is reported under these codes instead of the general ones. */
const missingCodes: ReadonlyMap<string, string> = new Map([
  ['Status/MsgRef', 'status-msgref-missing'],
  ['Status/CmdRef', 'status-cmdref-missing'],
  ['Results/CmdRef', 'results-cmdref-missing'],
  ['Exec/Item', 'exec-one-item'],
  ['SyncHdr/Target', 'target-source-missing'],
  ['SyncHdr/Source', 'target-source-missing'],
  ['Sequence/command', 'container-empty'],
  ['Atomic/command', 'container-empty'],
]);

/** The same of what comes too often. */
const repeatedCodes: ReadonlyMap<string, string> = new Map([['Exec/Item', 'exec-many-items']]);

/** Elements that mean nothing without a text. */
const identifiers: ReadonlySet<string> = new Set(
  ['VerDTD', 'VerProto', 'SessionID', 'MsgID', 'CmdID', 'MsgRef', 'CmdRef', 'Cmd', 'LocURI', 'TargetRef', 'SourceRef'],
);

/** SyncML's own namespaces begin with `syncml:`, in whatever case peers write it; some leave out or misname it all. */
function isForeign(child: Element, parent: Element): boolean {
  return child.namespace !== '' && child.namespace !== parent.namespace && !/^syncml:/i.test(child.namespace);
}

export class Children {
  private readonly known = new Map<string, Element[]>();
  /** Elements at the place of commands, in the order of the document. */
  readonly commands: Element[] = [];
  /** Elements that aren't understood or not used in DM. */
  readonly other: Element[] = [];

  constructor(
    private readonly parent: Element,
    model: ModelName,
    private readonly reading: Reading,
    options: { readonly bareText?: boolean } = {},
  ) {
    const { clause } = contentModel(model);
    let reached = 0;
    for (const node of parent.children) {
      if (node.kind === 'element') {
        const place = this.sort(node, model);
        // The DTD orders children; the worked messages of the specifications don't keep to it, so nobody can insist.
        if (place >= 0 && place < reached) this.noteOrder(node, model, clause);
        reached = Math.max(reached, place);
      } else if (options.bareText !== true && isContent(node)) {
        note(reading, parent, {
          code: 'text-not-allowed',
          severity: 'error',
          message: `${parent.local} holds elements only; the text in it is passed over.`,
          clause,
        });
      }
    }
    if (options.bareText !== true) this.noteMissing(model, clause);
  }

  /** The first child of that name. */
  one(name: string): Element | undefined {
    return this.known.get(name)?.[0];
  }

  all(name: string): readonly Element[] {
    return this.known.get(name) ?? [];
  }

  /** The trimmed text of the first child of that name. */
  value(name: string): string | undefined {
    const child = this.one(name);
    if (child === undefined) return undefined;
    const value = readValue(child, this.reading);
    if (value === '' && identifiers.has(name)) {
      note(this.reading, child, { code: 'empty-value', severity: 'error', message: `${name} says nothing.`, clause: 'RepPro 6.1' });
    }
    return value;
  }

  /** True where an EMPTY element of that name stands, `undefined` otherwise. */
  flag(name: string): true | undefined {
    const child = this.one(name);
    if (child === undefined) return undefined;
    if (child.children.some((node) => node.kind === 'element' || isContent(node))) {
      note(this.reading, child, { code: 'empty-element-content', severity: 'error', message: `${name} must be empty.`, clause: 'RepPro 7' });
    }
    return true;
  }

  /** `other`, or `undefined` where there is nothing in it. */
  get kept(): readonly Element[] | undefined {
    return this.other.length === 0 ? undefined : this.other;
  }

  private sort(child: Element, model: ModelName): number {
    const place = isForeign(child, this.parent) ? -1 : placeOf(model, child.local);
    if (place < 0 && commandPlace(model) >= 0) {
      this.commands.push(child);
      return commandPlace(model);
    }
    if (place < 0) {
      this.other.push(child);
      note(this.reading, child, {
        code: 'unknown-element',
        severity: 'warning',
        message: `${child.local} isn't known in ${this.parent.local}; it is passed over.`,
        clause: contentModel(model).clause,
      });
      return place;
    }
    if (notUsedInDm.has(child.local)) {
      note(this.reading, child, {
        code: 'not-used-in-dm',
        severity: 'warning',
        message: `${child.local} has no use in device management.`,
        clause: 'DM-REP 6.1',
      });
    }
    const windowsOwn = model === 'Results' && child.local === 'Cmd';
    if (windowsOwn) {
      note(this.reading, child, {
        code: 'results-cmd',
        severity: 'information',
        message: 'Cmd in Results is an addition of Windows; it is passed over.',
        clause: contentModel(model).clause,
      });
    }
    if (windowsOwn || (notUsedInDm.has(child.local) && child.local !== 'NoResp')) {
      this.other.push(child);
      return place;
    }
    const same = this.known.get(child.local);
    if (same === undefined) this.known.set(child.local, [child]);
    else same.push(child);
    // One remark says it, however often the child comes.
    if (same?.length === 2) this.noteRepeated(child, model, place);
    return place;
  }

  private noteRepeated(child: Element, model: ModelName, place: number): void {
    const { places, clause } = contentModel(model);
    const rule = places[place];
    if (rule === undefined || rule.repeats) return;
    note(this.reading, child, {
      code: repeatedCodes.get(`${model}/${child.local}`) ?? 'duplicate-child',
      severity: rule.repeated,
      message: `${this.parent.local} may hold one ${child.local}${rule.repeated === 'error' ? '; the first one counts' : ''}.`,
      clause,
    });
  }

  private noteOrder(child: Element, model: ModelName, clause: string): void {
    note(this.reading, child, {
      code: 'child-order',
      severity: 'warning',
      message: `${child.local} stands too late in ${this.parent.local}; the order is ${contentModel(model)
        .places.map((place) => (place.name === 'command' ? 'the commands' : place.name))
        .join(', ')}.`,
      clause,
    });
  }

  private noteMissing(model: ModelName, clause: string): void {
    for (const place of contentModel(model).places) {
      const there = place.name === 'command' ? this.commands.length > 0 : this.known.has(place.name);
      if (there || !place.required) continue;
      const general = place.name === 'CmdID' ? 'cmdid-missing' : place.name === 'Item' ? 'item-required' : 'missing-child';
      note(this.reading, this.parent, {
        code: missingCodes.get(`${model}/${place.name}`) ?? general,
        severity: place.missing,
        message: `${this.parent.local} lacks ${place.name === 'command' ? 'a command' : place.name}.`,
        clause,
      });
    }
  }
}

/** What an element says as a value: texts and octets joined, white space around them taken off. */
export function readValue(of: Element, reading: Reading): string {
  let raw = '';
  for (const node of of.children) {
    if (node.kind === 'text') raw += node.value;
    else if (node.kind === 'opaque') raw += fromUtf8(node.value);
    else if (node.kind === 'element') {
      note(reading, node, { code: 'misplaced-element', severity: 'error', message: `${of.local} holds text only.`, clause: 'RepPro 7' });
    }
  }
  const value = raw.trim();
  if (value !== raw && value !== '') {
    note(reading, of, {
      code: 'whitespace-value',
      severity: 'warning',
      message: `White space around the value of ${of.local}; it doesn't count.`,
      clause: 'RepPro 5.6',
    });
  }
  return value;
}

function isContent(node: Element['children'][number]): boolean {
  return (node.kind === 'text' && node.value.trim() !== '') || (node.kind === 'opaque' && node.value.length > 0);
}
