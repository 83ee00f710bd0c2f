// Rules of Path.
import { agreesWithNesting } from '../../ddf/checkNode';
import { pathSegments } from '../../ddf/nodePath';
import { editXml } from '../../xml/edit';
import { textOf } from '../../xml/element';
import { elementAt } from '../elementAt';
import { described } from '../examples';
import { describedNode } from '../nodeExamples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';

export const pathRules: readonly Rule[] = [
  {
    id: 'ddf-path-nested',
    group: 'description',
    on: 'node',
    kinds: ['description'],
    severity: 'hint',
    windows: 'off',
    clause: 'TND 9.4.1.7',
    summary: 'Only nodes directly below MgmtTree have a Path.',
    docs: 'Inside another node a Path only says again what the nesting says, and goes wrong as soon as a node above it is renamed or moved. Readers go by the nesting. The mend takes the Path away.',
    breaks: described(describedNode('A', {}, describedNode('B', { path: './A' }))),
    keeps: described(describedNode('A', { path: '.' }, describedNode('B'))),
    check: (node, report) => {
      if (node.path < 0 || node.parent === undefined || !agreesWithNesting(node)) return;
      report(node.rows.nameRange(node.path), `The Path ${quoted(node.rows.wordOf(node.path))} says again where the nesting puts the node.`);
    },
    fix: ({ range }, { document, text }) => {
      const path = elementAt(document, range)?.element;
      return path === undefined ? undefined : { title: 'Remove Path', edits: editXml(text, [{ kind: 'remove', node: path }]) };
    },
  },
  {
    id: 'ddf-path-form',
    group: 'description',
    on: 'reading',
    severity: 'information',
    windows: 'off',
    clause: 'TND 5',
    summary: 'A Path counts from the root and ends without a slash.',
    docs: 'Addresses in a management tree are relative to its root and never end in a slash. Readers overlook the slash that some published descriptions have, yet tools that put Path and NodeName together by hand get a double one. The mend writes the Path without it.',
    breaks: described(describedNode('A', { path: './Vendor/Example/' })),
    keeps: described(describedNode('A', { path: './Vendor/Example' })),
    fix: ({ range }, { document, text }) => {
      const path = elementAt(document, range)?.element;
      if (path === undefined) return undefined;
      const value = ['.', ...pathSegments(textOf(path))].join('/');
      return { title: `Write ${quoted(value)}`, edits: editXml(text, [{ kind: 'value', of: path, value }]) };
    },
  },
  {
    id: 'ddf-path-conflict',
    group: 'description',
    on: 'reading',
    severity: 'error',
    clause: 'TND 9.4.1.7',
    summary: 'A Path inside another node says the place that the nesting gives it.',
    docs: 'The nesting puts the node in one place and its Path in another; readers have to believe one of them, and most go by the nesting. Remove the Path where the nesting is meant, or move the Node directly below MgmtTree where the Path is.',
    breaks: described(describedNode('A', {}, describedNode('B', { path: './X' }))),
    keeps: described(describedNode('A', {}, describedNode('B'))),
  },
];
