// Code lenses: what can be done with a document, above what it is done with.
import type { Range } from '#engine/base/problem';
import type { DocumentModel } from './documentModel';
import type { FileFacts } from './facts';
import { mentionsOf, targetOfNode, type NodeMention } from './nodeLinks';
import type { WorkspaceIndex } from './workspaceIndex';

export type LensAction = 'run' | 'debug' | 'encode' | 'references';

export interface Lens {
  readonly range: Range;
  readonly action: LensAction;
}

/** Nodes of a description that have a lens. */
const most = 2000;

/** In the order of their places. */
export function codeLenses({ kind, document: { root } }: DocumentModel, facts: FileFacts): readonly Lens[] {
  if (root === undefined) return [];
  const range = root.nameRange;
  switch (kind) {
    case 'flow':
      return [{ range, action: 'run' }, { range, action: 'debug' }];
    case 'message':
      return [{ range, action: 'encode' }];
    case 'description':
      return facts.nodes
        .filter(({ name }) => name !== '')
        .slice(0, most)
        .map(({ nameRange }) => ({ range: nameRange, action: 'references' }));
    default:
      return [];
  }
}

/** Where a node that is described at a place is meant, the place itself left out. */
export function mentionsOfNodeAt(facts: FileFacts, start: number, index: WorkspaceIndex): readonly NodeMention[] {
  const node = facts.nodes.find(({ nameRange }) => nameRange.start === start);
  if (node === undefined) return [];
  return mentionsOf(targetOfNode(facts, node, index), index).filter(({ uri, range }) => uri !== facts.uri || range.start !== start);
}

/** Octets that a message has as WBXML; undefined where it can't be encoded. */
export async function encodedSize({ text }: DocumentModel): Promise<number | undefined> {
  const { wbxmlOfText } = await import('./wbxmlText');
  const made = wbxmlOfText(text, new Uint8Array());
  return 'octets' in made ? made.octets.length : undefined;
}
