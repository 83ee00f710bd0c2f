// Rules of the names of nodes, and of nodes that stand side by side.
import { editXml } from '../../xml/edit';
import type { NodeParts } from '../../ddf/nodeParts';
import { pathSegments, readName } from '../../ddf/nodePath';
import type { NodeTree } from '../../ddf/nodeTree';
import { elementAt } from '../elementAt';
import { described } from '../examples';
import { describedNode } from '../nodeExamples';
import { quoted } from '../elementText';
import type { Report, Rule } from '../rule';

const many = { occurrence: '<ZeroOrMore/>' };

export const nameRules: readonly Rule[] = [
  {
    id: 'ddf-nodename-slash',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 6',
    summary: 'The name of a node contains no slash.',
    docs: 'The slash separates the names in an address, so a node whose name contains one can never be addressed. A node that stands deeper in the tree is nested in the nodes above it, or says its place in Path. Any other reserved character is written as its percent escape.',
    breaks: described(describedNode('A/B')),
    keeps: described(describedNode('A-B')),
  },
  {
    id: 'ddf-nodename-reserved',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 5',
    summary: 'No node is named `.` or `..`.',
    docs: 'In an address these two stand for the root and for nothing at all: parents can not be addressed in a management tree. A Node called `.` directly below MgmtTree may describe the root itself; everywhere else the node needs a real name.',
    breaks: described(describedNode('..')),
    keeps: described(describedNode('Parent')),
  },
  {
    id: 'ddf-nodename-space',
    group: 'description',
    on: 'node',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'practice',
    summary: 'A NodeName holds a name or nothing, not white space alone.',
    docs: 'An empty NodeName means that the name is given when the node is created. White space alone is read as that by tolerant tools and as a name of blanks by others, so that the same file means two trees. The mend empties the element.',
    breaks: described(describedNode('Things', {}, describedNode(' ', many))),
    keeps: described(describedNode('Things', {}, describedNode('', many))),
    check: ({ nodeName, name, rows }, report) => {
      if (nodeName < 0 || name !== '') return;
      const written = rows.textOf(nodeName);
      if (written !== '' && written.trim() === '') report(rows.nameRange(nodeName), 'NodeName holds white space alone; an unnamed node has an empty one.');
    },
    fix: ({ range }, { document, text }) => {
      const name = elementAt(document, range)?.element;
      return name === undefined ? undefined : { title: 'Empty NodeName', edits: editXml(text, [{ kind: 'value', of: name, value: '' }]) };
    },
  },
  {
    id: 'ddf-sibling-duplicate',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 6',
    summary: 'No two nodes of a name stand in one place.',
    docs: 'Every node has an address of its own, so a second node of the same name can not exist beside the first. Readers take one of the two or refuse the file. A Node that goes on with another one elsewhere says its place in Path and leaves DFProperties out.',
    breaks: described(describedNode('A') + describedNode('A')),
    keeps: described(describedNode('A') + describedNode('B')),
  },
  {
    id: 'ddf-sibling-case',
    group: 'description',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'TND 5',
    summary: 'The names of nodes side by side differ in more than case.',
    docs: 'Devices may compare names with or without regard to case, and keep either way. Two siblings that only case tells apart are one node on the former, where the second can not be created. Give one of them another name.',
    breaks: described(describedNode('State') + describedNode('state')),
    keeps: described(describedNode('State') + describedNode('Status')),
    check: ({ nodes }, report) => {
      if (nodes === undefined) return;
      tellCases(topByPlace(nodes), report);
      for (const { children } of nodes.nodes) if (children.length > 1) tellCases([children], report);
    },
  },
  {
    id: 'ddf-unnamed-siblings',
    group: 'description',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'TND 9.4.1.6',
    summary: 'At most one unnamed node stands in a place.',
    docs: 'An unnamed node stands for whatever is named at run time, so nothing tells by which of two such descriptions a new node is to be judged. Devices take the first, the last or either. Name all but one of them, or describe them as one.',
    breaks: described(describedNode('Things', {}, describedNode('', many) + describedNode('', { ...many, format: 'int' }))),
    keeps: described(describedNode('Things', {}, describedNode('', many) + describedNode('Count', { format: 'int' }))),
    check: ({ nodes }, report) => {
      if (nodes === undefined) return;
      tellUnnamed(topByPlace(nodes), report);
      for (const { children } of nodes.nodes) if (children.length > 1) tellUnnamed([children], report);
    },
  },
];

/** Nodes directly below MgmtTree, those in one place together. */
function topByPlace({ top }: NodeTree): Iterable<readonly NodeParts[]> {
  const places = new Map<string, NodeParts[]>();
  for (const node of top) {
    const place = pathSegments(node.rows.wordOf(node.path)).map(readName).join('/');
    const known = places.get(place);
    if (known === undefined) places.set(place, [node]);
    else known.push(node);
  }
  return places.values();
}

function tellCases(places: Iterable<readonly NodeParts[]>, report: Report): void {
  for (const nodes of places) {
    const known = new Map<string, string>();
    for (const { name, nodeName, rows } of nodes) {
      if (name === '') continue;
      const lower = name.toLowerCase();
      const before = known.get(lower);
      if (before === undefined) known.set(lower, name);
      else if (before !== name) report(rows.nameRange(nodeName), `The name ${quoted(name)} differs from its neighbour's ${quoted(before)} by case alone.`);
    }
  }
}

function tellUnnamed(places: Iterable<readonly NodeParts[]>, report: Report): void {
  for (const nodes of places) {
    let isKnown = false;
    for (const { name, nodeName, dfProperties, rows } of nodes) {
      // What says nothing of itself goes on with the other one.
      if (name !== '' || nodeName < 0 || dfProperties < 0) continue;
      if (isKnown) report(rows.nameRange(nodeName), 'A second node without a name stands here; one stands for all that are named at run time.');
      isKnown = true;
    }
  }
}
