// Rules of the standard objects that a description holds: what they must have, and what must be allowed.
import type { AccessVerb, DescribedNode } from '../../ddf/description';
import type { NodeParts } from '../../ddf/nodeParts';
import { standardObjects, type StandardObject } from '../../ddf/standardObjects';
import { described } from '../examples';
import { describedNode } from '../nodeExamples';
import { descriptionOf } from '../readDescription';
import type { Rule } from '../rule';
import type { Subject } from '../subject';

const leaf = (name: string, access = '<Get/>'): string => describedNode(name, { access, scope: '<Permanent/>', ...(name === 'LrgObj' ? { format: 'bool' } : {}) });
const leaves = ['DevTyp', 'OEM', 'FwV', 'SwV', 'HwV', 'LrgObj'];
const limits = describedNode('URI', { scope: '<Permanent/>' }, ['MaxDepth', 'MaxTotLen', 'MaxSegLen'].map((name) => leaf(name)).join('\n'));
const devDetail = (inside: string): string => describedNode('DevDetail', { scope: '<Permanent/>', type: '<DDFName>urn:oma:mo:oma-dm-devdetail:1.0</DDFName>' }, `${limits}\n${inside}`);
const complete = devDetail(leaves.map((name) => leaf(name)).join('\n'));

export const standardObjectRules: readonly Rule[] = [
  {
    id: 'ddf-standard-access',
    group: 'description',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'STD 5.1.2',
    summary: 'A standard object takes the commands that its standard names.',
    docs: 'A description of one\u2019s own may add commands to a standard object, and it may leave Add out where the number of nodes is fixed; Copy, Delete, Exec, Get and Replace must stay. A server that knows the standard sends them and gets 405. Name the command in AccessType.',
    breaks: described(complete.replace(leaf('FwV'), leaf('FwV', '<Replace/>'))),
    keeps: described(complete),
    check: (subject, report) => {
      forStandardNodes(subject, (own, standard, { id }) => {
        const lacking = [...standard.access].filter((verb) => kept.has(verb) && !own.access.has(verb));
        // Without any, or with unknown ones, another mistake has been told.
        if (lacking.length === 0 || own.access.size === 0) return;
        report(nameOf(own, subject), `${labelOf(own)} of ${id} must take ${lacking.join(', ')}.`);
      });
    },
  },
  {
    id: 'ddf-standard-missing',
    group: 'description',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'STD 5.3',
    summary: 'A standard object has all nodes that its standard requires.',
    docs: 'DevInfo, DevDetail and DMAcc are what every server relies on: it asks for a mandatory node without looking first, and gets 404. Describe the node, or say by Path that it is described elsewhere in the file.',
    breaks: described(complete.replace(`\n${leaf('LrgObj')}`, '')),
    keeps: described(complete),
    check: (subject, report) => {
      forStandardNodes(subject, (own, standard, { id }) => {
        // A node that shows nothing of what is in it goes on in another file.
        if (own.children.length === 0) return;
        const names = new Set(own.children.map(({ name }) => name));
        const lacking = standard.children.filter(({ name, occurrence }) => name !== '' && occurrence.least === 1 && !names.has(name));
        if (lacking.length > 0) report(nameOf(own, subject), `${labelOf(own)} of ${id} lacks ${lacking.map(({ name }) => name).join(', ')}.`);
      });
    },
  },
];

/** Add may go where the number of children is fixed. [STD 5.1.2] */
const kept: ReadonlySet<AccessVerb> = new Set<AccessVerb>(['Copy', 'Delete', 'Exec', 'Get', 'Replace']);

/** Each node of a standard object beside what its standard says of it; the firmware update object has rules of its own. */
function forStandardNodes(subject: Subject, tell: (own: DescribedNode, standard: DescribedNode, object: StandardObject) => void): void {
  const { nodes } = subject;
  if (nodes === undefined || !nodes.nodes.some(isPerhapsStandard)) return;
  const description = descriptionOf(subject.document, nodes).description;
  if (description === undefined) return;
  const waiting: DescribedNode[] = [description.root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const object = objectOf(node, description.nodes);
    if (object === undefined) waiting.push(...node.children);
    else compare(instanceOf(node, object), object.node, object, tell);
  }
}

/** Whether a node may be a standard object, told without reading the whole as a description. */
function isPerhapsStandard({ parent, name, isInterior, rows, ddfName, mime }: NodeParts): boolean {
  if (!isInterior) return false;
  if (parent === undefined && (name === 'DevInfo' || name === 'DevDetail')) return true;
  return rows.wordOf(ddfName).startsWith('urn:oma:mo:oma-dm-') || rows.wordOf(mime).startsWith('urn:oma:mo:oma-dm-');
}

function objectOf(node: DescribedNode, top: readonly DescribedNode[]): StandardObject | undefined {
  if (node.implied === true) return undefined;
  return standardObjects().find(({ id, identifiers, usualPath }) => {
    if (id === 'FUMO') return false;
    if (node.ddfName !== undefined) return identifiers.includes(node.ddfName);
    // The instances of an account stand anywhere; these two stand where they stand.
    return (id === 'DevInfo' || id === 'DevDetail') && `./${node.name}` === usualPath && top.includes(node);
  });
}

/** Many name the node that holds the accounts by the identifier, and not each account. */
function instanceOf(node: DescribedNode, { node: standard }: StandardObject): DescribedNode {
  if (standard.name !== '' || node.children.some(({ name }) => standard.children.some((child) => child.name === name))) return node;
  return node.children.find(({ name }) => name === '') ?? node;
}

function compare(own: DescribedNode, standard: DescribedNode, object: StandardObject, tell: (own: DescribedNode, standard: DescribedNode, object: StandardObject) => void): void {
  if (own.implied !== true) tell(own, standard, object);
  for (const child of own.children) {
    const known = standard.children.find(({ name }) => name === child.name);
    if (known !== undefined) compare(child, known, object, tell);
  }
}

function labelOf({ name }: DescribedNode): string {
  return name === '' ? 'The unnamed node' : name;
}

function nameOf({ at }: DescribedNode, { nodes }: Subject): { readonly start: number; readonly end: number } {
  const node = nodes?.nodes.find(({ row, rows }) => rows.table.start(row) === at.start);
  return node === undefined ? { start: at.start, end: at.start } : node.rows.nameRange(node.nodeName < 0 ? node.row : node.nodeName);
}
