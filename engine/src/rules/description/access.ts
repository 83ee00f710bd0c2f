// Rules of what may be done with a node, how often it occurs, and whether it comes and goes.
import { addBit, deleteBit, execBit, getBit, replaceBit, type NodeParts } from '../../ddf/nodeParts';
import { labelOf } from '../../ddf/report';
import { editXml } from '../../xml/edit';
import { elementAt } from '../elementAt';
import { described } from '../examples';
import { describedNode } from '../nodeExamples';
import type { Rule } from '../rule';

const leaf = describedNode('A');
const access = (commands: string): string => describedNode('A', { access: commands });
const permanent = '<Permanent/>';

export const accessRules: readonly Rule[] = [
  {
    id: 'ddf-access-empty',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 9.4.3.1',
    summary: 'AccessType names at least one command.',
    docs: 'A node that takes no command can neither be read nor written by any server, so describing it is of no use to one. Nearly always the commands were forgotten. Name those that the device carries out, Get at least.',
    breaks: described(access('')),
    keeps: described(access('<Get/>')),
    check: (node, report) => {
      const { accessType, strangeAccess, rows } = node;
      if (accessType >= 0 && node.access === 0 && strangeAccess < 0) report(rows.nameRange(accessType), `${labelOf(node)} takes no command at all.`);
    },
  },
  {
    id: 'ddf-access-unknown',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.1',
    summary: 'AccessType names Add, Copy, Delete, Exec, Get and Replace alone.',
    docs: 'No other command acts on nodes. Set, which some files have, is written Replace; upper and lower case count. Readers drop what they do not know, so that the command stays forbidden.',
    breaks: described(access('<Get/><Set/>')),
    keeps: described(access('<Get/><Replace/>')),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      const name = found === undefined ? undefined : meant.get(found.local.toLowerCase());
      return found === undefined || name === undefined ? undefined : { title: `Write ${name}`, edits: editXml(text, [{ kind: 'rename', of: found, name }]) };
    },
  },
  {
    id: 'ddf-access-duplicate',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.1',
    summary: 'AccessType names each command once.',
    docs: 'A command is allowed or it is not; naming it twice allows nothing more, and the DTD refuses it. Mostly another command was meant. The mend takes the second one away.',
    breaks: described(access('<Get/><Get/>')),
    keeps: described(access('<Get/>')),
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found === undefined ? undefined : { title: `Remove the second ${found.local}`, edits: editXml(text, [{ kind: 'remove', node: found }]) };
    },
  },
  {
    id: 'ddf-no-leaf-access',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'hint',
    clause: 'practice',
    summary: 'A leaf can be read, replaced or executed.',
    docs: 'A leaf is there for its value or for what its Exec does. One that can only be added, copied or deleted gives a server neither. Perhaps Get or Replace was forgotten.',
    breaks: described(access('<Copy/>')),
    keeps: described(access('<Copy/><Get/>')),
    check: (node, report) => {
      if (node.access === 0 || (node.access & (getBit | replaceBit | execBit)) !== 0 || node.isInterior || node.strangeAccess >= 0) return;
      report(node.rows.nameRange(node.accessType), `${labelOf(node)} is a leaf that nobody can read, replace or execute.`);
    },
  },
  {
    id: 'ddf-exec-leaf-default',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'hint',
    clause: 'practice',
    summary: 'A node that is executed has no default value.',
    docs: 'A node that takes Exec stands for something that the device does, and rarely has a value of its own that could have a default. Where a parameter is meant, a leaf beside it that can be replaced says so more clearly.',
    breaks: described(describedNode('A', { access: '<Exec/><Get/>', value: 'x' })),
    keeps: described(describedNode('A', { access: '<Exec/><Get/>' })),
    check: (node, report) => {
      if ((node.access & execBit) === 0 || node.defaultValue < 0 || node.rows.wordOf(node.defaultValue) === '' || node.isInterior) return;
      report(node.rows.nameRange(node.defaultValue), `${labelOf(node)} is there to be executed, and has a default value.`);
    },
  },
  {
    id: 'ddf-permanent-add-delete',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 6.2.3',
    summary: 'A permanent node takes neither Add nor Delete.',
    docs: 'A permanent node is always there: no server can create or delete it, and a device answers either command with 405, whatever AccessType says. Take the command away, or make the node Dynamic.',
    breaks: described(describedNode('A', { access: '<Delete/><Get/>', scope: permanent })),
    keeps: described(describedNode('A', { access: '<Get/>', scope: permanent })),
    check: (node, report) => {
      if (node.scopeWord !== 'Permanent' || (node.access & (addBit | deleteBit)) === 0) return;
      const { rows, accessType } = node;
      const row = rows.partsOf(accessType).find((part) => rows.local(part) === 'Add' || rows.local(part) === 'Delete');
      if (row !== undefined) report(rows.nameRange(row), `${labelOf(node)} is permanent; ${rows.local(row)} is refused whatever AccessType says.`);
    },
  },
  {
    id: 'ddf-permanent-unnamed',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 6',
    summary: 'A permanent node has a name.',
    docs: 'An unnamed node gets its name when it is created, and a permanent node is never created: it is always there, under a name that the device knows. Name it, or make it Dynamic.',
    breaks: described(describedNode('', { scope: permanent, occurrence: '<ZeroOrMore/>' })),
    keeps: described(describedNode('A', { scope: permanent })),
    check: (node, report) => {
      if (node.scopeWord === 'Permanent' && isUnnamed(node)) report(node.rows.nameRange(node.nodeName), 'The node is permanent, and has no name.');
    },
  },
  {
    id: 'ddf-scope-empty',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.6',
    summary: 'Scope holds Permanent or Dynamic.',
    docs: 'An empty Scope says nothing where one of two things is to be said, and the DTD refuses it. Leave the element out where the node is dynamic, which is what counts then.',
    breaks: described(describedNode('A', { scope: '' })),
    keeps: described(describedNode('A', { scope: '<Dynamic/>' })),
  },
  {
    id: 'ddf-occurrence-empty',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.5',
    summary: 'Occurrence says how often the node occurs.',
    docs: 'An empty Occurrence says nothing, and the DTD refuses it. It holds One, ZeroOrOne, ZeroOrMore, OneOrMore, ZeroOrN or OneOrN; left out altogether it means One.',
    breaks: described(describedNode('A', { occurrence: '' })),
    keeps: described(describedNode('A', { occurrence: '<One/>' })),
  },
  {
    id: 'ddf-occurrence-n',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.3.18',
    summary: 'ZeroOrN and OneOrN hold a number from 2 to 65536.',
    docs: 'The number is how many such nodes there may be at most. Fewer than two is what One and ZeroOrOne are for, and without a number nobody knows when the device is full. Where there is no limit, write ZeroOrMore or OneOrMore.',
    breaks: described(describedNode('', { occurrence: '<ZeroOrN>1</ZeroOrN>' })),
    keeps: described(describedNode('', { occurrence: '<ZeroOrN>4</ZeroOrN>' })),
  },
  {
    id: 'ddf-occurrence-named',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 6',
    summary: 'A node that occurs several times has no name.',
    docs: 'Two nodes of one name can not stand in one place, so a node that has its name in the description is there once or not at all. Empty the NodeName where the instances are named at run time; else write One or ZeroOrOne.',
    breaks: described(describedNode('App', { occurrence: '<ZeroOrMore/>' })),
    keeps: described(describedNode('', { occurrence: '<ZeroOrMore/>' })),
    check: (node, report) => {
      if (node.name === '' || !several.has(node.occurrenceWord)) return;
      report(node.rows.nameRange(node.occurrenceRow), `${labelOf(node)} has its name, and can't occur as ${node.occurrenceWord} says.`);
    },
  },
  {
    id: 'ddf-occurrence-unnamed',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 9.4.3.5',
    summary: 'A node that occurs once has a name.',
    docs: 'An unnamed node stands for any number of nodes that are named at run time. Where there is but one, the description can say its name, and a server can address it without asking for it first. Name the node, or write ZeroOrMore.',
    breaks: described(describedNode('', { occurrence: '<One/>' })),
    keeps: described(leaf),
    check: (node, report) => {
      if ((node.occurrenceWord !== 'One' && node.occurrenceWord !== 'ZeroOrOne') || !isUnnamed(node)) return;
      report(node.rows.nameRange(node.occurrenceRow), `The node has no name, and occurs at most once (${node.occurrenceWord}).`);
    },
  },
];

const several: ReadonlySet<string> = new Set(['ZeroOrMore', 'OneOrMore', 'ZeroOrN', 'OneOrN']);

/** What is meant by other words, in lower case. */
const meant: ReadonlyMap<string, string> = new Map([
  ['set', 'Replace'],
  ['add', 'Add'],
  ['copy', 'Copy'],
  ['delete', 'Delete'],
  ['exec', 'Exec'],
  ['get', 'Get'],
  ['replace', 'Replace'],
]);

function isUnnamed({ name, nodeName }: NodeParts): boolean {
  return nodeName >= 0 && name === '';
}
