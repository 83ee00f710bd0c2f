// Rules of how a package comes into a firmware update object, and of what starts the update.
import { getBit, replaceBit } from '../../ddf/nodeParts';
import type { NodeParts } from '../../ddf/nodeParts';
import { describedNode } from '../nodeExamples';
import { quoted } from '../elementText';
import type { Rule } from '../rule';
import { download, object, pkgData, state, update, whole } from './examples';
import { childOf, firmwareObjects } from './objects';

/** The name of a node, or where it has no NodeName that of its element. */
function nameOf({ rows, nodeName, row }: NodeParts): { readonly start: number; readonly end: number } {
  return rows.nameRange(nodeName < 0 ? row : nodeName);
}

export const downloadRules: readonly Rule[] = [
  {
    id: 'fumo-no-exec',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'error',
    clause: 'FUMO 6.2.3',
    summary: 'A firmware update object has Update or DownloadAndUpdate.',
    docs: 'An update is started by an Exec on one of these two, and a device must support at least one of them. An object that can only download keeps a package that nobody can install.',
    breaks: object([download(), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, nodes, isWhole } of firmwareObjects(tree)) {
        if (isWhole && !nodes.has('Update') && !nodes.has('DownloadAndUpdate')) report(nameOf(node), 'The object has neither Update nor DownloadAndUpdate: nothing starts an update.');
      }
    },
  },
  {
    id: 'fumo-no-download',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'error',
    clause: 'FUMO 6.2.3',
    summary: 'A package can come into a firmware update object, by PkgData or by a PkgURL.',
    docs: 'A server sends the package itself into Update/PkgData, or an address into the PkgURL of Download or DownloadAndUpdate; a device supports at least one of the ways. With neither, Update has nothing that it could install.',
    breaks: object([update(''), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { node, nodes, isWhole } of firmwareObjects(tree)) {
        // A Download without its address is told of by itself, and so is an object that can't be executed.
        if (!isWhole || nodes.has('Download') || nodes.has('DownloadAndUpdate') || !nodes.has('Update')) continue;
        if (childOf(nodes.get('Update'), 'PkgData') === undefined) report(nameOf(node), 'The object has neither a PkgData nor a PkgURL: no package can come into it.');
      }
    },
  },
  {
    id: 'fumo-pkgurl-missing',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'error',
    clause: 'FUMO 5.1.5',
    summary: 'Download and DownloadAndUpdate hold a PkgURL.',
    docs: 'Each of the two has a PkgURL of its own, where the server writes from where the package is to be fetched before it sends the Exec. Without the node the Exec has no address to go to and ends with 411.',
    breaks: object([download(''), update(), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes, isWhole } of firmwareObjects(tree)) {
        if (!isWhole) continue;
        for (const name of ['Download', 'DownloadAndUpdate'] as const) {
          const node = nodes.get(name);
          if (node !== undefined && childOf(node, 'PkgURL') === undefined) report(nameOf(node), `${name} has no PkgURL.`);
        }
      }
    },
  },
  {
    id: 'fumo-pkgurl-def',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'FUMO 5.1.5',
    summary: 'PkgURL is text that a server can replace.',
    docs: 'The server writes the address of the package there, so the node takes Replace, and its format is chr. A PkgURL that can only be read fixes one address for ever, which suits devices of one vendor\u2019s server alone.',
    breaks: object([download(describedNode('PkgURL')), update(), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        for (const name of ['Download', 'DownloadAndUpdate'] as const) {
          const node = childOf(nodes.get(name), 'PkgURL');
          if (node === undefined) continue;
          const { rows, formatWord, dfFormat, access, accessType } = node;
          if (formatWord !== '' && formatWord !== 'chr') report(rows.nameRange(rows.first(dfFormat)), `PkgURL of ${name} has the format ${quoted(formatWord)}; it is text, chr.`);
          else if (access !== 0 && (access & replaceBit) === 0) report(rows.nameRange(accessType), `PkgURL of ${name} can't be replaced: its AccessType lacks Replace.`);
        }
      }
    },
  },
  {
    id: 'fumo-pkgdata-def',
    group: 'fumo-object',
    on: 'document',
    kinds: ['description'],
    severity: 'warning',
    clause: 'FUMO 5.1.7',
    summary: 'PkgData is octets that can be replaced and not read.',
    docs: 'The package is sent into this node with Replace, mostly in chunks. It is never read back: a Get would cost as much as the whole download and give the firmware away. The format is bin.',
    breaks: object([download(), update(pkgData.replace('<Replace/>', '<Get/><Replace/>')), state]),
    keeps: whole,
    check: ({ nodes: tree }, report) => {
      if (tree === undefined) return;
      for (const { nodes } of firmwareObjects(tree)) {
        const node = childOf(nodes.get('Update'), 'PkgData');
        if (node === undefined) continue;
        const { rows, formatWord, dfFormat, access, accessType } = node;
        if (formatWord !== '' && formatWord !== 'bin') report(rows.nameRange(rows.first(dfFormat)), `PkgData has the format ${quoted(formatWord)}; it is octets, bin.`);
        else if ((access & getBit) !== 0) report(rows.nameRange(accessType), 'PkgData can be read: its AccessType has Get.');
      }
    },
  },
];
