// NodeTree: the Node elements of a description or a serialised tree, laid out once for all who look at them.
import type { Element, XmlDocument } from '../xml/element';
import { elementRow } from '../xml/nodeTable';
import { parseXml } from '../xml/parse';
import { rowOf } from '../xml/views';
import { writeXml } from '../xml/write';
import { NodeParts } from './nodeParts';
import { TreeRows } from './treeRows';

export interface NodeTree {
  readonly rows: TreeRows;
  /** In the order of the document: each before those inside it. */
  readonly nodes: readonly NodeParts[];
  /** Those directly below MgmtTree. */
  readonly top: readonly NodeParts[];
  /** Rows; -1 where there is none. */
  readonly verDtd: number;
  readonly man: number;
  readonly mod: number;
}

/** The nodes of a document; undefined where its root isn't MgmtTree. */
export function nodeTreeOf({ root }: XmlDocument): NodeTree | undefined {
  return root === undefined ? undefined : nodeTreeAt(root);
}

/** The same of an element anywhere in a document. One that wasn't read from a text is written and read again. */
export function nodeTreeAt(root: Element): NodeTree | undefined {
  if (root.local !== 'MgmtTree') return undefined;
  const read = rowOf(root);
  if (read !== undefined) return layOut(new TreeRows(read.table, read.row));
  const again = parseXml(writeXml(root)).document.root;
  const rows = again === undefined ? undefined : rowOf(again);
  return rows === undefined ? undefined : layOut(new TreeRows(rows.table, rows.row, true));
}

function layOut(rows: TreeRows): NodeTree {
  const { table, root } = rows;
  const tree = { rows, nodes: [] as NodeParts[], top: [] as NodeParts[], verDtd: -1, man: -1, mod: -1 };
  const end = table.next(root);
  let open: NodeParts | undefined;
  for (let row = table.following(root); row < end; ) {
    while (open !== undefined && row >= table.next(open.row)) open = open.parent;
    if (table.kind(row) !== elementRow || !rows.speaks(row)) {
      row = table.next(row);
      continue;
    }
    const local = rows.local(row);
    if (local === 'Node') {
      const node: NodeParts = new NodeParts(rows, row, open);
      tree.nodes.push(node);
      (open === undefined ? tree.top : open.adopt()).push(node);
      open = node;
      row = table.following(row);
      continue;
    }
    if (open !== undefined) open.take(row, local);
    else if (local === 'VerDTD' && tree.verDtd < 0) tree.verDtd = row;
    else if (local === 'Man' && tree.man < 0) tree.man = row;
    else if (local === 'Mod' && tree.mod < 0) tree.mod = row;
    row = table.next(row);
  }
  return tree;
}
