// The content models of the elements of a DM message, from the schema of SyncML 1.2: read by the reader, which notes
// what deviates, and by the writer, which keeps to their order.
import type { Severity } from '../base/problem';
import { boundsOf, namesOf } from '../schema/model';
import { syncml12 } from '../schema/syncml';

export interface ContentModel {
  readonly places: readonly ContentPlace[];
  /** The clause that describes the element. */
  readonly clause: string;
}

export interface ContentPlace {
  /** A local name; `command` stands for any element that no other place names. */
  readonly name: string;
  readonly required: boolean;
  readonly repeats: boolean;
  /** How bad it is where it is missing, and where it comes too often. */
  readonly missing: Severity;
  readonly repeated: Severity;
}

const modelNames = [
  ...(['SyncML', 'SyncHdr', 'SyncBody', 'Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Results'] as const),
  ...(['Sequence', 'Status', 'Item', 'Target', 'Source', 'Chal', 'Cred'] as const),
] as const;

export type ModelName = (typeof modelNames)[number];

/** In the DTD, but without a use in device management. [DM-REP 6.1] */
export const notUsedInDm: ReadonlySet<string> = new Set([
  ...['Archive', 'Lang', 'NoResp', 'NoResults', 'NumberOfChanges', 'SftDel', 'SourceParent', 'TargetParent', 'Filter'],
]);

/** Commands that only data synchronisation has. [DM-REP 6.6] */
export const commandsNotInDm: ReadonlySet<string> = new Set(['Map', 'Move', 'Put', 'Search', 'Sync']);

const models: ReadonlyMap<string, ContentModel> = new Map(modelNames.map((name) => [name, fromSchema(name)]));

export function contentModel(name: ModelName): ContentModel {
  return models.get(name) ?? { places: [], clause: '' };
}

const numbers: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  [...models].map(([name, { places }]) => [name, new Map(places.map((place, i) => [place.name, i]))]),
);

/** Where `child` belongs among the children of `parent`; -1 where the model doesn't name it. */
export function placeOf(parent: ModelName, child: string): number {
  return numbers.get(parent)?.get(child) ?? -1;
}

/** The place of whatever is a command; -1 where `parent` holds none. */
export function commandPlace(parent: ModelName): number {
  return placeOf(parent, 'command');
}

function fromSchema(name: ModelName): ContentModel {
  const rule = syncml12.elements.get(name);
  if (rule?.content.kind !== 'elements') return { places: [], clause: '' };
  const bounds = boundsOf(rule.content.model);
  // The commands that a body or a container may hold are one place, also for those that nobody knows.
  const holdsCommands = bounds.has('Replace');
  const names = [...namesOf(rule.content.model)].map((child) => (holdsCommands && isCommand(child) ? 'command' : child));
  const places = [...new Set(names)].map((child): ContentPlace => {
    const { min, max } = bounds.get(child) ?? { min: name === 'SyncBody' ? 0 : 1, max: Infinity };
    return {
      name: child,
      required: min > 0,
      repeats: max > 1,
      missing: rule.missing?.[child] ?? 'error',
      repeated: rule.repeated?.[child] ?? 'error',
    };
  });
  return { places, clause: rule.clause ?? 'DM-REP 6' };
}

function isCommand(name: string): boolean {
  const content = syncml12.elements.get(name)?.content;
  return content?.kind === 'elements' && namesOf(content.model).has('CmdID');
}
