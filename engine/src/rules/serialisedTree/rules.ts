// Rules of serialised trees (TNDS).
import { pathSegments } from '../../ddf/nodePath';
import { labelOf } from '../../ddf/report';
import { isOurNamespace } from '../../ddf/parts';
import { editXml } from '../../xml/edit';
import { attribute, textOf } from '../../xml/element';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { fromServer, serialised, whole } from '../examples';
import { describedNode, serialisedNode } from '../nodeExamples';
import type { Rule } from '../rule';
import type { Subject } from '../subject';

const leaf = serialisedNode('A', '1');
const namespace = 'syncml:dmddf1.2';

/** A command that adds a tree. */
const adding = (uri: string, nodes: string): string =>
  `<Add><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Meta><Format xmlns="syncml:metinf">xml</Format><Type xmlns="syncml:metinf">application/vnd.syncml.dmtnds+xml</Type></Meta><Data><MgmtTree xmlns="${namespace}"><VerDTD>1.2</VerDTD>${nodes}</MgmtTree></Data></Item></Add>`;

const account = (id: string): string => serialisedNode('Account', undefined, 'node', serialisedNode('AppID', 'w7')).replace('<DDFName></DDFName>', `<DDFName>${id}</DDFName>`);

export const serialisedTreeRules: readonly Rule[] = [
  {
    id: 'tnds-dfproperties',
    group: 'serialised-tree',
    on: 'node',
    kinds: ['tree'],
    severity: 'warning',
    clause: 'TNDS 6.1',
    summary: 'A serialised tree has no DFProperties.',
    docs: 'A serialised tree says what is there; DFProperties say what may be, and belong in a device description. They share one DTD, so the document is valid all the same, but a device that is sent such a tree may answer 415. Say format and type in RTProperties.',
    breaks: serialised(serialisedNode('A').replace('<RTProperties>', `${/<DFProperties>.*<\/DFProperties>/.exec(describedNode('A', { format: 'node' }))?.[0] ?? ''}<RTProperties>`)),
    keeps: serialised(serialisedNode('A')),
    check: (node, report) => {
      if (node.dfProperties >= 0) report(node.rows.nameRange(node.dfProperties), `${labelOf(node)} has DFProperties, which belong in a device description.`);
    },
  },
  {
    id: 'tnds-rtproperties-missing',
    group: 'serialised-tree',
    on: 'node',
    kinds: ['tree'],
    severity: 'warning',
    clause: 'TNDS 6.3.1.9',
    summary: 'Every Node of a serialised tree has RTProperties.',
    docs: 'RTProperties carry the format and the type of a node, and the specification calls them mandatory, even though one of its own examples does without. A device has to guess both where they are missing. Write at least Type, and Format for a leaf.',
    breaks: serialised('<Node><NodeName>A</NodeName><Value>1</Value></Node>'),
    keeps: serialised(leaf),
    check: (node, report) => {
      if (node.rtProperties < 0 && node.dfProperties < 0 && !node.isStrange) report(node.rows.nameRange(node.row), `${labelOf(node)} has no RTProperties.`);
    },
  },
  {
    id: 'tnds-format-missing',
    group: 'serialised-tree',
    on: 'node',
    kinds: ['tree'],
    severity: 'information',
    clause: 'TNDS 6.1',
    summary: 'The RTProperties of a leaf say its Format.',
    docs: 'Without Format the one who reads the tree goes by a description, where there is one, or takes the value for text. An int that is stored as text is answered with another format by the next Get. Write the format beside the type.',
    breaks: serialised(leaf.replace('<Format><chr/></Format>', '')),
    keeps: serialised(leaf),
    check: (node, report) => {
      const { rows, rtProperties, format } = node;
      if (rtProperties < 0 || format >= 0 || node.children.length > 0) return;
      // What stands there by a wrong name may well be it.
      if (rows.partsOf(rtProperties).every((part) => properties.has(rows.local(part)))) report(rows.nameRange(rtProperties), `${labelOf(node)} doesn't say its Format.`);
    },
  },
  {
    id: 'tnds-namespace',
    group: 'serialised-tree',
    on: 'document',
    kinds: ['tree'],
    severity: 'warning',
    clause: 'TNDS 5.3',
    summary: 'A serialised tree has the namespace `syncml:dmddf1.2`.',
    docs: 'The namespace tells the tree from whatever it stands in: inside a message its elements would otherwise belong to SyncML. Devices that look at namespaces take a tree without one for unknown mark-up. The mend declares it.',
    breaks: whole('tree', `<MgmtTree>\n<VerDTD>1.2</VerDTD>\n${leaf}\n</MgmtTree>`),
    keeps: serialised(leaf),
    check: ({ document: { root }, carrier }, report) => {
      if (root === undefined || root.local !== 'MgmtTree' || (root.namespace !== '' && isOurNamespace(root.namespace))) return;
      // As mark-up of a message it is an element of SyncML, which is told of all such mark-up.
      if (carrier !== undefined && root.namespace === carrier.item.element.namespace && root.namespace !== '') return;
      report(root, root.namespace === '' ? `The namespace is missing: xmlns="${namespace}".` : `The namespace is ${quoted(root.namespace)}; that of serialised trees is "${namespace}".`);
    },
    fix: ({ range }, { document, text }) => {
      const root = elementAt(document, range)?.element;
      if (root?.local !== 'MgmtTree' || root.name !== root.local || attribute(root, 'xmlns')?.value === namespace) return undefined;
      return { title: `Write xmlns="${namespace}"`, edits: editXml(text, [{ kind: 'attribute', of: root, name: 'xmlns', value: namespace }]) };
    },
  },
  {
    id: 'tnds-property-unknown',
    group: 'serialised-tree',
    on: 'reading',
    severity: 'warning',
    clause: 'TNDS 6.1',
    summary: 'RTProperties of a serialised tree hold ACL, Format, Title, TStamp, Type and VerNo alone.',
    docs: 'Name and Size are run-time properties as well, but they follow from NodeName and Value and are not among those that a serialised tree carries. A device may refuse the tree because of them. Take the property away.',
    breaks: serialised(leaf.replace('</Format>', '</Format><Name>A</Name>')),
    keeps: serialised(leaf.replace('</Format>', '</Format><Title>A</Title>')),
  },
  {
    id: 'tnds-path-absolute',
    group: 'serialised-tree',
    on: 'node',
    kinds: ['tree'],
    severity: 'warning',
    clause: 'DM-REP 6.6.1',
    summary: 'A Path counts from the target of the command that carries the tree.',
    docs: 'Inside a command the places of a serialised tree are relative to its target. A Path that says the target again puts the nodes one level too deep, at ./A/A instead of ./A. Leave the target out of the Path.',
    breaks: fromServer(adding('./FwUpdate', serialisedNode('Pkg1').replace('</NodeName>', '</NodeName><Path>./FwUpdate</Path>'))),
    keeps: fromServer(adding('./FwUpdate', serialisedNode('Pkg1'))),
    check: (node, report, { carrier }) => {
      if (node.path < 0 || carrier === undefined || node.parent !== undefined) return;
      const target = targetOf(carrier);
      const said = node.rows.wordOf(node.path);
      const path = pathSegments(said);
      if (target.length === 0 || path.length < target.length || target.some((segment, index) => segment !== path[index])) return;
      report(node.rows.nameRange(node.path), `The Path ${quoted(said)} counts from the target of the command, ./${target.join('/')}, which it says again.`);
    },
  },
  {
    id: 'tnds-value-format',
    group: 'serialised-tree',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.2.2',
    summary: 'A Value is one of its node\u2019s Format.',
    docs: 'A device refuses a tree whose values do not fit, the whole of it: all nodes of a serialised tree are created or none is. Numbers are written in decimal and fit 32 bits, octets are base64, dates and times are ISO 8601.',
    breaks: serialised(serialisedNode('A', 'abc', 'int')),
    keeps: serialised(serialisedNode('A', '7', 'int')),
  },
  {
    id: 'tnds-inbox-moid',
    group: 'serialised-tree',
    on: 'document',
    kinds: ['tree'],
    severity: 'error',
    clause: 'STD 5.3.4',
    summary: 'A tree that is added to ./Inbox says by its identifier which object it is.',
    docs: 'The Inbox has no place of its own: the device files an object that arrives there where it keeps objects of that kind, which it tells by the identifier in the Type of the topmost node. Without one it has nowhere to put the tree, and answers 4xx.',
    breaks: fromServer(adding('./Inbox', account(''))),
    keeps: fromServer(adding('./Inbox', account('urn:oma:mo:oma-dm-dmacc:1.0'))),
    check: ({ nodes, carrier }, report) => {
      if (nodes === undefined || carrier?.command.name !== 'Add') return;
      const target = targetOf(carrier);
      if (target.length !== 1 || target[0] !== 'Inbox') return;
      for (const node of nodes.top) {
        const { rows, type } = node;
        const name = type < 0 ? -1 : rows.first(type);
        if (node.isStrange || (name >= 0 && rows.wordOf(name) !== '')) continue;
        report(rows.nameRange(name >= 0 ? name : node.row), `${labelOf(node)} is added to ./Inbox without saying which object it is.`);
      }
    },
  },
];

const properties: ReadonlySet<string> = new Set(['ACL', 'Title', 'TStamp', 'Type', 'VerNo', 'Name', 'Size']);

function targetOf({ item }: NonNullable<Subject['carrier']>): readonly string[] {
  return item.targetUri === undefined ? [] : pathSegments(textOf(item.targetUri).split('?')[0] ?? '');
}
