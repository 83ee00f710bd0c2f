// Rules of the nodes below x: their names, and what may be done with them.
import { execBit, replaceBit } from '../../ddf/nodeParts';
import type { NodeParts } from '../../ddf/nodeParts';
import { editXml } from '../../xml/edit';
import { elementAt } from '../elementAt';
import { quoted } from '../elementText';
import { describedNode } from '../nodeExamples';
import type { Rule } from '../rule';
import { download, object, pkgName, state, update, whole } from './examples';
import { childOf, execNodes, firmwareObjects, objectNodes, type FirmwareObject } from './objects';

export const nodeRules: readonly Rule[] = [
  {
    id: 'fumo-exec-access',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'error',
    clause: 'FUMO 5.1',
    summary: 'Download, Update and DownloadAndUpdate take Exec.',
    docs: 'Exec is what these nodes are for: it starts the download or the installation. A description without it has the device answer 405 to the one command that matters. Add Exec to AccessType.',
    breaks: object([download(), update(undefined, { access: '<Get/>' }), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        for (const name of execNodes) {
          const node = nodes.get(name);
          if (node === undefined || node.access === 0 || (node.access & execBit) !== 0) continue;
          report(node.rows.nameRange(node.accessType), `${name} can't be executed: its AccessType lacks Exec.`);
        }
      }
    },
  },
  {
    id: 'fumo-node-format',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'FUMO 5.1.4',
    summary: 'Download, Update and DownloadAndUpdate have the format node where they hold one.',
    docs: 'The text of the specification gives Download and Update the format chr by a slip, although its figure has a node below each. A node with nodes inside is an interior one, and servers that go by the format would write a value to it. The mend writes node.',
    breaks: object([download(undefined, { format: 'chr', type: '<DDFName></DDFName>' }), update(), state]),
    keeps: whole,
    over: ['ddf-leaf-children'],
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        for (const name of execNodes) {
          const node = nodes.get(name);
          if (node === undefined || node.children.length === 0) continue;
          const { rows, formatWord, runTimeFormat, dfFormat, format } = node;
          const said = formatWord === '' ? runTimeFormat : formatWord;
          if (said !== '' && said !== 'node') report(rows.nameRange(rows.first(formatWord === '' ? format : dfFormat)), `${name} has the format ${quoted(said)} and nodes inside; it is an interior node.`);
        }
      }
    },
    fix: ({ range }, { document, text }) => {
      const found = elementAt(document, range)?.element;
      return found === undefined ? undefined : { title: 'Write node', edits: editXml(text, [{ kind: 'rename', of: found, name: 'node' }]) };
    },
  },
  {
    id: 'fumo-node-name-case',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'warning',
    clause: 'FUMO 5.1',
    summary: 'The nodes of a firmware update object have the names of the standard, upper and lower case included.',
    docs: 'Servers put together the addresses of these nodes from the names of the standard, and a device may tell upper from lower case. Under another spelling the node is not there for them. The mend writes the name as the standard has it.',
    breaks: object([update().replace('>Update<', '>update<'), state]),
    keeps: object([update(), state]),
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const found of firmwareObjects(tree)) {
        for (const [name, node] of named(found)) {
          if (node.name !== name) report(node.rows.nameRange(node.nodeName), `The node ${quoted(node.name)} is called ${name} in a firmware update object.`);
        }
      }
    },
    fix: ({ range }, { nodes, document, text }) => {
      const found = elementAt(document, range)?.element;
      const all = nodes === undefined || found === undefined ? [] : firmwareObjects(nodes).flatMap(named);
      const [name] = all.find(([, node]) => node.rows.nameRange(node.nodeName).start === range.start) ?? [];
      return found === undefined || name === undefined ? undefined : { title: `Write ${name}`, edits: editXml(text, [{ kind: 'value', of: found, value: name }]) };
    },
  },
  {
    id: 'fumo-unknown-node',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description', 'tree'],
    severity: 'information',
    clause: 'FUMO 5.1.11',
    summary: 'What a vendor adds to a firmware update object stands below Ext.',
    docs: 'Ext is the place for additions, so that a later version of the standard can add nodes of its own without meeting them. Some devices have a Cancel or the like beside Update; other servers pass over it. Move the node below Ext.',
    breaks: object([download(), update(), state, describedNode('Cancel', { access: '<Exec/>' })]),
    keeps: object([download(), update(), state, describedNode('Ext', {}, describedNode('Cancel', { access: '<Exec/>' }))]),
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, nodes } of firmwareObjects(tree)) {
        const known = new Set<NodeParts>(nodes.values());
        for (const child of node.children) {
          if (child.name === '' || known.has(child)) continue;
          if (!objectNodes.some((name) => name === child.name)) report(child.rows.nameRange(child.nodeName), `The node ${quoted(child.name)} is no part of the standard; additions stand below Ext.`);
        }
      }
    },
  },
  {
    id: 'fumo-pkgname-writable',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'information',
    clause: 'FUMO 5.1.2',
    summary: 'PkgName and PkgVersion are read only.',
    docs: 'The two say which package the object holds, and the standard lets a server read them. Some devices let it write them too, as a note about what it sends; another server may rely on what the device itself found out. It is not forbidden to extend an AccessType.',
    breaks: object([pkgName.replace('<Get/>', '<Get/><Replace/>'), download(), update(), state]),
    keeps: object([pkgName, download(), update(), state]),
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        for (const name of ['PkgName', 'PkgVersion'] as const) {
          const node = nodes.get(name);
          if (node !== undefined && (node.access & replaceBit) !== 0) report(node.rows.nameRange(node.accessType), `${name} may be replaced; the standard lets it be read alone.`);
        }
      }
    },
  },
];

/** The nodes of the standard below x, each with the name that the standard has for it. */
function named({ nodes }: FirmwareObject): readonly (readonly [string, NodeParts])[] {
  const below = [
    ['PkgURL', childOf(nodes.get('Download'), 'PkgURL')],
    ['PkgData', childOf(nodes.get('Update'), 'PkgData')],
    ['PkgURL', childOf(nodes.get('DownloadAndUpdate'), 'PkgURL')],
  ] as const;
  return [...nodes, ...below.flatMap(([name, node]) => (node === undefined ? [] : [[name, node] as const]))];
}
