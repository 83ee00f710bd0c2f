// Rules of x/State.
import { getBit, replaceBit } from '../../ddf/nodeParts';
import { editXml } from '../../xml/edit';
import { describedNode } from '../nodeExamples';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import { download, object, state, update, whole } from './examples';
import { firmwareObjects } from './objects';

const withState = (node: string): ReturnType<typeof object> => object([download(), update(), node]);

export const stateRules: readonly Rule[] = [
  {
    id: 'fumo-state-missing',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'error',
    clause: 'FUMO 5.1.10',
    summary: 'A firmware update object has a State.',
    docs: 'State is the one node that every object must have: a server reads in it whether a package is there, being installed, or failed. Without it a server that missed the report never learns how the update ended. It is an int from 10 to 100 that can be read.',
    breaks: object([download(), update()]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, nodes, isWhole } of firmwareObjects(tree)) {
        if (isWhole && !nodes.has('State') && !node.isStrange) report(node.rows.nameRange(node.nodeName < 0 ? node.row : node.nodeName), 'The firmware update object has no State.');
      }
    },
  },
  {
    id: 'fumo-state-format',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'error',
    clause: 'FUMO 5.1.10',
    summary: 'State is an int that can be read and is always there.',
    docs: 'The states are the numbers 10, 20 and so on up to 100, read with a Get at any time. A server that asks for an int takes text for an error, and a State that may be missing tells it nothing. The format is int, AccessType has Get, and Occurrence is One.',
    breaks: withState(describedNode('State')),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        const node = nodes.get('State');
        if (node === undefined) continue;
        const { rows, formatWord, runTimeFormat, dfFormat, format, access, accessType, occurrenceRow, occurrenceWord } = node;
        const said = formatWord === '' ? runTimeFormat : formatWord;
        if (said !== '' && said !== 'int') {
          report(rows.nameRange(rows.first(formatWord === '' ? format : dfFormat)), `State has the format ${quoted(said)}; it is an int.`);
        } else if (access !== 0 && (access & getBit) === 0) {
          report(rows.nameRange(accessType), 'State can\u2019t be read: its AccessType lacks Get.');
        } else if (occurrenceWord !== '' && occurrenceWord !== 'One') {
          report(rows.nameRange(occurrenceRow), `State occurs as ${occurrenceWord}; it is always there, once.`);
        }
      }
    },
  },
  {
    id: 'fumo-state-writable',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'FUMO 5.1.10',
    summary: 'No server can replace State.',
    docs: 'The device alone knows how far an update is. A State that a server may overwrite can say that an update succeeded which never ran, and the next server believes it. The mend takes Replace out of AccessType.',
    breaks: withState(describedNode('State', { format: 'int', value: '10', access: '<Get/><Replace/>' })),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        const node = nodes.get('State');
        if (node === undefined || (node.access & replaceBit) === 0) continue;
        const row = node.rows.partsOf(node.accessType).find((part) => node.rows.local(part) === 'Replace');
        if (row !== undefined) report(node.rows.nameRange(row), 'State may be replaced; the device alone sets it.');
      }
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found?.local === 'Replace' ? { title: 'Remove Replace', edits: editXml(text, [{ kind: 'remove', node: found }]) } : undefined;
    },
  },
  {
    id: 'fumo-state-default',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'FUMO 5.1.10',
    summary: 'The default value of State is 10.',
    docs: 'A new object is idle, which is 10: nothing has been fetched and nothing is to be installed. Any other state that it began with would be one that no command led to; 0 is none at all. The mend writes 10.',
    breaks: withState(describedNode('State', { format: 'int', value: '0' })),
    keeps: withState(state),
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        const node = nodes.get('State');
        if (node === undefined || node.defaultValue < 0 || node.formatWord !== 'int') continue;
        const value = node.rows.wordOf(node.defaultValue);
        // What is no number has been told.
        if (/^[+-]?\d+$/.test(value) && Number(value) !== 10) report(node.rows.nameRange(node.defaultValue), `State begins with ${quoted(value)}; an object is idle at first, which is 10.`);
      }
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found?.local === 'DefaultValue' ? { title: 'Write 10', edits: editXml(text, [{ kind: 'value', of: found, value: '10' }]) } : undefined;
    },
  },
];
