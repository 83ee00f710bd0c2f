// Rules of how a firmware update object is known.
import { fumoIdentifiers } from '../../fumo/firmwareObject';
import { editXml } from '../../xml/edit';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import type { Fix, FixSubject } from '../fix';
import type { Rule } from '../rule';
import type { Subject } from '../subject';
import { download, fumoId, object, state, update, whole } from './examples';
import { firmwareObjects } from './objects';

const nodes = [download(), update(), state];
const [own, old] = fumoIdentifiers;

export const identityRules: readonly Rule[] = [
  {
    id: 'fumo-moid',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'error',
    clause: 'FUMO 5.1.1',
    summary: 'A firmware update object is called `urn:oma:mo:oma-fumo:1.0`.',
    docs: 'The object stands anywhere in the tree, and a server finds it by its identifier alone. Under another one, or none, it is never found, and no update can be ordered. A node counts as such an object here where it has a State beside Update or DownloadAndUpdate. The mend writes the identifier.',
    over: ['ddf-moid-form'],
    breaks: object(nodes, 'urn:oma:mo:fumo'),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, identifier, row } of firmwareObjects(tree)) {
        if (row < 0 || fumoIdentifiers.some((id) => id === identifier)) continue;
        const said = identifier === '' ? 'says no identifier' : `is called ${quoted(identifier)}`;
        report(node.rows.nameRange(row), `The node looks like a firmware update object and ${said}; those are called "${own}".`);
      }
    },
    fix: asFumo,
  },
  {
    id: 'fumo-moid-old',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'information',
    clause: 'FUMO 5.1.1',
    summary: 'A firmware update object is not called by the identifier of before the standard.',
    docs: 'Devices from before the approval of FUMO 1.0 call the object org.openmobilealliance/1.0/FirmwareUpdateManagementObject. Servers that look for the URN pass over it; tolerant ones know both. The mend writes the URN.',
    breaks: object(nodes, old),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, identifier, row } of firmwareObjects(tree)) {
        if (identifier === old) report(node.rows.nameRange(row), `The object has the older identifier ${quoted(old)}; FUMO 1.0 has "${own}".`);
      }
    },
    fix: asFumo,
  },
];

function asFumo({ range }: FixSubject, { document, text }: Subject): Fix | undefined {
  const found = elementAt(document, range)?.element;
  if (found?.local !== 'DDFName') return undefined;
  return { title: `Write ${fumoId}`, edits: editXml(text, [{ kind: 'value', of: found, value: fumoId }]) };
}
