// Rules that the content models of descriptions and serialised trees tell: what must be there, and in which order.
import { ddf12 } from '../../schema/ddf';
import { editXml, elementLike } from '../../xml/edit';
import { child, text as newText } from '../../xml/element';
import { elementAt } from '../elementAt';
import { described, whole } from '../examples';
import { describedNode } from '../nodeExamples';
import { inModelOrder } from '../rearrange';
import type { Rule } from '../rule';

const leaf = describedNode('A');
const version = '<VerDTD>1.2</VerDTD>';
const tree = (inside: string): string => `<MgmtTree xmlns="syncml:dmddf1.2">\n${inside}\n</MgmtTree>`;

export const structureRules: readonly Rule[] = [
  {
    id: 'ddf-root',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.1',
    summary: 'A description or a serialised tree begins with MgmtTree.',
    docs: 'The root element is what tells a description from any other document; under another root nothing of it is read. Descriptions hold everything, version and nodes, in one MgmtTree.',
    breaks: whole('description', `<Tree>${version}</Tree>`),
    keeps: whole('description', tree(version + leaf)),
  },
  {
    id: 'ddf-verdtd',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.2',
    summary: 'MgmtTree begins with VerDTD.',
    docs: 'The version says by which edition of the description framework the rest is to be read, and the DTD requires it as the first child of MgmtTree. Tolerant readers go on without it, validating ones refuse the file. The mend writes 1.2.',
    breaks: whole('description', tree(leaf)),
    keeps: whole('description', tree(version + leaf)),
    fix: (_, { document: { root }, text }) => {
      if (root?.local !== 'MgmtTree') return undefined;
      const [before] = root.children.filter(({ kind }) => kind !== 'text');
      const empty = child(root, 'VerDTD');
      const edit =
        empty !== undefined
          ? ({ kind: 'value', of: empty, value: '1.2' } as const)
          : ({ kind: 'insert', parent: root, node: elementLike(root, 'VerDTD', [newText('1.2')]), ...(before !== undefined && { before }) } as const);
      return { title: 'Write VerDTD 1.2', edits: editXml(text, [edit]) };
    },
  },
  {
    id: 'ddf-verdtd-value',
    group: 'description',
    on: 'reading',
    severity: 'warning',
    clause: 'TND 9.4.1.2',
    summary: 'VerDTD is 1.2.',
    docs: 'Devices of DM 1.2 read descriptions of framework 1.2; 1.3 is what a later edition writes, and is only remarked upon. Other values, such as the version of the device or of the protocol, tell a strict reader that it does not know the format. The mend writes 1.2.',
    breaks: whole('description', tree(`<VerDTD>1.1.2</VerDTD>${leaf}`)),
    keeps: whole('description', tree(version + leaf)),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found?.local === 'VerDTD' ? { title: 'Write 1.2', edits: editXml(text, [{ kind: 'value', of: found, value: '1.2' }]) } : undefined;
    },
  },
  {
    id: 'ddf-no-node',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.1',
    summary: 'MgmtTree holds at least one Node.',
    docs: 'A description without nodes describes nothing, and the DTD does not allow it. It is mostly a file that was cut off, or whose nodes stand under a wrong name.',
    breaks: whole('description', tree(version)),
    keeps: whole('description', tree(version + leaf)),
  },
  {
    id: 'ddf-unknown-element',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4',
    summary: 'Every element is one that the description framework has in its place.',
    docs: 'An element that the DTD does not have there is dropped by tolerant readers and makes the others refuse the file; upper and lower case count. Additions of a vendor stand in a namespace of their own, where they are left alone, apart from known ones of Microsoft.',
    breaks: described(describedNode('A').replace('<DFType>', '<Remark>x</Remark><DFType>')),
    keeps: described(describedNode('A').replace('<DFFormat>', '<Description>x</Description><DFFormat>')),
  },
  {
    id: 'ddf-child-order',
    group: 'description',
    on: 'reading',
    severity: 'hint',
    strict: 'error',
    windows: 'off',
    clause: 'TND 9.4.3',
    summary: 'The parts of a node stand in the order of the DTD.',
    docs: 'One published description in four has its DFProperties in another order, and every device reads them; only a validating tool minds. AccessType comes first, then DefaultValue, Description, DFFormat, Occurrence, Scope, DFTitle, DFType and CaseSense. The mend sorts them, each with what it holds.',
    breaks: described(leaf.replace(/(<AccessType>.*<\/AccessType>)(<DFFormat>.*<\/DFFormat>)/, '$2$1')),
    keeps: described(leaf),
    fix: ({ range }, { document, text }) => {
      const parent = elementAt(document, range)?.parent;
      const edits = parent === undefined ? undefined : inModelOrder(text, parent, ddf12);
      return parent === undefined || edits === undefined ? undefined : { title: `Sort the parts of ${parent.local}`, edits };
    },
  },
  {
    id: 'ddf-missing-child',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3',
    summary: 'A Node has a NodeName, and DFProperties have AccessType, DFFormat and DFType.',
    docs: 'These say what the node is called, what may be done with it, what its value looks like and what that means; the framework requires each of them. A device that misses one assumes something, rarely what was meant. NodeName may be empty, but it must be there.',
    breaks: described(leaf.replace(/<DFType>.*<\/DFType>/, '')),
    keeps: described(leaf),
  },
  {
    id: 'ddf-dfproperties-missing',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.10',
    summary: 'Every Node of a description has DFProperties.',
    docs: 'Without them nothing says what the node is and what may be done with it. The DTD lets them be left out because serialised trees share it, the framework does not. Only a Node that goes on with one described elsewhere, by its Path, does without.',
    breaks: described(leaf + describedNode('B').replace(/<DFProperties>.*<\/DFProperties>/, '')),
    keeps: described(leaf + describedNode('B')),
  },
];
