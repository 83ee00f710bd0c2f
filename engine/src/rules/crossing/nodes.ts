// Which nodes there are: addresses that are described nowhere, interior nodes and leaves. [TND 5, 6]
import { editXml } from '../../xml/edit';
import { textOf } from '../../xml/element';
import { quoted, valueRange } from '../elementText';
import { against, fromServer } from '../examples';
import type { Rule } from '../rule';
import { holdsTree } from '../command/visit';
import { weightOf } from './access';
import { crossingsOf, inTheRightCase, placesOf, targets, unknownOf, type Crossing } from './crossings';
import { add, get, interior, leaf, metinf, replace, vendor } from './exampleParts';
import { describedBy, nameOf, relatedOf } from './words';

const gets: ReadonlySet<string> = new Set(['Get']);
const replaces: ReadonlySet<string> = new Set(['Replace']);

const copy = (target: string, source: string): string =>
  `<Copy><CmdID>2</CmdID><Item><Target><LocURI>${target}</LocURI></Target><Source><LocURI>${source}</LocURI></Source></Item></Copy>`;

const mode = vendor(leaf('Mode'));
const addable = leaf('Mode', { access: '<Add/><Get/><Replace/>', occurrence: '<ZeroOrOne/>' });
const copies = vendor(leaf('Mode', { access: '<Copy/><Get/><Replace/>' }) + leaf('Backup') + interior('Group'));

function isInterior({ nodes }: Crossing): boolean {
  return nodes.length > 0 && nodes.every(({ format }) => format === 'node');
}

export const nodeRules: readonly Rule[] = [
  {
    id: 'x-node-unknown',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 6',
    summary: 'The nodes that a message names are described.',
    docs:
      'What the descriptions of a device don’t hold, the device hasn’t got, and answers 404. Mostly a name is misspelt, or a node of another version of the device is meant. ' +
      'Where only a standard object speaks of what is above, or the descriptions at hand say nothing of that branch at all, it is information: the device may know more. Add its description to the workspace.',
    breaks: against(mode, fromServer(get('./Vendor/Mod'))),
    keeps: against(mode, fromServer(get('./Vendor/Mode'))),
    check: (message, report, subject) => {
      const { descriptions, text } = subject;
      if (descriptions === undefined) return;
      for (const { uri, segments, places } of crossingsOf(message, subject)) {
        if (places.length > 0 || segments.length === 0 || descriptions.find(segments).length > 0 || isBelowLeaf(uri.command.name, segments, descriptions)) continue;
        if (inTheRightCase(segments, descriptions) !== undefined) continue;
        const unknown = unknownOf(segments, descriptions);
        if (unknown.kind === 'open') continue;
        const where = valueRange(uri.element, text);
        if (unknown.kind === 'apart') {
          report(where, `No description at hand speaks of ${quoted(uri.address)}.`, { severity: 'information' });
          continue;
        }
        const name = segments[unknown.depth] ?? '';
        const above = `./${segments.slice(0, unknown.depth).join('/')}`;
        const [place] = unknown.places;
        const by = place === undefined ? '' : ` by ${nameOf(place.source)}`;
        report(where, `There is no node ${quoted(name)} in ${quoted(above)}, as it is described${by}.`, { ...(unknown.isStandard && { severity: 'information' }), related: relatedOf(unknown) });
      }
    },
  },
  {
    id: 'x-node-case',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 9.4.3.23',
    summary: 'The names of nodes are written as they are described, upper and lower case included.',
    docs: 'Names are compared character by character, unless the description says by CaseSense that case doesn’t count. A device answers 404; some, Windows among them, take any case. The mend writes the address as it is described.',
    breaks: against(mode, fromServer(get('./vendor/mode'))),
    keeps: against(mode, fromServer(get('./Vendor/Mode'))),
    check: (message, report, subject) => {
      const { descriptions, text } = subject;
      if (descriptions === undefined) return;
      for (const { uri, segments, places } of crossingsOf(message, subject)) {
        if (places.length > 0 || segments.length === 0 || descriptions.find(segments).length > 0) continue;
        const meant = inTheRightCase(segments, descriptions);
        if (meant !== undefined) report(valueRange(uri.element, text), `${quoted(uri.address)} is described as ${quoted(`./${meant.join('/')}`)}; upper and lower case count.`);
      }
    },
    fix: (found, subject) => {
      const { message, descriptions, text } = subject;
      for (const { uri, segments } of message === undefined ? [] : crossingsOf(message, subject)) {
        if (descriptions === undefined || valueRange(uri.element, text).start !== found.range.start) continue;
        const meant = inTheRightCase(segments, descriptions);
        if (meant === undefined) return undefined;
        const value = `${uri.address.startsWith('./') ? './' : ''}${meant.join('/')}${uri.text.slice(uri.address.length)}`;
        return { title: `Write ${value}`, edits: editXml(text, [{ kind: 'value', of: uri.element, value }]) };
      }
      return undefined;
    },
  },
  {
    id: 'x-parent-leaf',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'TND 6',
    summary: 'Nodes are added below interior nodes.',
    docs: 'A leaf has a value and no children. A device answers an Add below one with 405 or 404. Mostly a segment of the address is one too many, or the node above is another.',
    breaks: against(mode, fromServer(add('./Vendor/Mode/More'))),
    keeps: against(vendor(addable), fromServer(add('./Vendor/Mode'))),
    check: (message, report, subject) => {
      const { descriptions } = subject;
      if (descriptions === undefined || message.sender === 'client') return;
      for (const { uri, segments, places } of crossingsOf(message, subject)) {
        if (places.length > 0 || uri.command.name !== 'Add' || !isBelowLeaf('Add', segments, descriptions)) continue;
        const parent = segments.slice(0, -1);
        report(valueRange(uri.element, subject.text), `Add below ${quoted(`./${parent.join('/')}`)}, which is a leaf.`, { related: relatedOf({ places: placesOf(parent, descriptions) }) });
      }
    },
  },
  {
    id: 'x-replace-interior',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'DM-REP 6.6.11',
    summary: 'An interior node is replaced by a serialised tree alone.',
    docs: 'Replace gives a leaf another value, and an interior node has none. A device answers 405. Replace the leaves below, or the whole branch by a serialised tree, with its Type and the Format xml.',
    breaks: against(vendor(interior('Group', { access: '<Get/><Replace/>' })), fromServer(replace('./Vendor/Group', 'silent'))),
    keeps: against(vendor(interior('Group', { access: '<Get/><Replace/>' })), fromServer(replace('./Vendor/Group/Value', 'silent'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of targets(message, subject, replaces)) {
        const { uri } = crossing;
        // A chunk of a tree can't be told from one of a value.
        if (!isInterior(crossing) || holdsTree(uri.item) || uri.item.moreData || isTreeType(uri)) continue;
        report(valueRange(uri.element, subject.text), `Replace of ${quoted(uri.address)}, an interior node ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-copy-leaf',
    group: 'crossing',
    on: 'message',
    severity: 'error',
    clause: 'DM-REP 6.6.4',
    summary: 'Copy reads a leaf and writes a leaf.',
    docs: 'Copy takes the value of one leaf over into another; an interior node has no value, and branches aren’t copied. A device answers 405 or 406. Read the branch by ?list=TNDS and add it elsewhere.',
    breaks: against(copies, fromServer(copy('./Vendor/Backup', './Vendor/Group'))),
    keeps: against(copies, fromServer(copy('./Vendor/Backup', './Vendor/Mode'))),
    check: (message, report, subject) => {
      if (message.sender === 'client') return;
      for (const crossing of crossingsOf(message, subject)) {
        const { uri } = crossing;
        if (uri.command.name !== 'Copy' || uri.query !== undefined || !isInterior(crossing)) continue;
        const role = uri.element === uri.item.targetUri ? 'writes' : 'reads';
        report(valueRange(uri.element, subject.text), `Copy ${role} ${quoted(uri.address)}, an interior node ${describedBy(crossing)}.`, { ...weightOf(crossing), related: relatedOf(crossing) });
      }
    },
  },
  {
    id: 'x-get-interior',
    group: 'crossing',
    on: 'message',
    severity: 'hint',
    clause: 'TND 6',
    summary: 'Get of an interior node reads the names of its children.',
    docs: 'The answer to a Get of an interior node is a list of names, with slashes between them, and no values. That is often just what is wanted. For the values of all that is below, ask for ?list=StructData or ?list=TNDS, where the device supports it.',
    breaks: against('', fromServer(get('./DevDetail'))),
    keeps: against('', fromServer(get('./DevDetail/FwV'))),
    check: (message, report, subject) => {
      for (const crossing of targets(message, subject, gets)) {
        const { uri, nodes } = crossing;
        if (isInterior(crossing) && nodes.some(({ access }) => access.has('Get'))) report(valueRange(uri.element, subject.text), `${quoted(uri.address)} is an interior node: its children's names are read, and no values.`);
      }
    },
  },
  {
    id: 'x-ddf-conflict',
    group: 'crossing',
    on: 'message',
    severity: 'warning',
    clause: 'TND 7.7.7.2',
    summary: 'The descriptions at hand agree on the node that a message names.',
    docs:
      'Two descriptions speak of the same address, and differ in the format. What one of them allows is not told as wrong, so that a mistake may go unseen. ' +
      'Mostly both belong to different devices or versions: name those that count by ddfs in fumo.json.',
    breaks: { ...against(mode, fromServer(replace('./Vendor/Mode', '5', metinf('int')))), describedBy: [described(mode), described(mode.replace('<chr/>', '<int/>'))] },
    keeps: against(vendor(leaf('Mode', { format: 'int' })), fromServer(replace('./Vendor/Mode', '5', metinf('int')))),
    check: (message, report, subject) => {
      for (const crossing of crossingsOf(message, subject)) {
        const { uri, places } = crossing;
        const [first, ...others] = places;
        const other = first === undefined ? undefined : others.find((place) => place.source !== first.source && octetsAsOne(place.node.format) !== octetsAsOne(first.node.format));
        if (first === undefined || other === undefined) continue;
        report(valueRange(uri.element, subject.text), `${quoted(uri.address)} is described as ${first.node.format} by ${nameOf(first.source)}, and as ${other.node.format} by ${nameOf(other.source)}.`, { related: relatedOf(crossing) });
      }
    },
  },
];

function octetsAsOne(format: string): string {
  return format === 'b64' ? 'bin' : format;
}

function described(nodes: string): string {
  return `<MgmtTree><VerDTD>1.2</VerDTD>${nodes}</MgmtTree>`;
}

function isTreeType({ item }: Crossing['uri']): boolean {
  return item.type !== undefined && /dmtnds\+/i.test(textOf(item.type));
}

/** Whether what is added would stand below a leaf. */
function isBelowLeaf(command: string, segments: readonly string[], descriptions: Parameters<typeof placesOf>[1]): boolean {
  if (command !== 'Add' || segments.length < 2) return false;
  const parents = placesOf(segments.slice(0, -1), descriptions);
  return parents.length > 0 && parents.every(({ node }) => node.format !== 'node');
}
