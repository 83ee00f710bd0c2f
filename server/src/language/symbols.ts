// Outline: what a document is made of, as a tree of names.
import { childElements } from '#engine/xml/element';
import type { DocumentModel } from './documentModel';
import { flowSymbols } from './flowSymbols';
import { messageSymbols } from './messageSymbols';
import { symbolOf, type OutlineSymbol } from './outlineSymbol';
import { valueIn } from './place';
import { treeSymbols } from './treeSymbols';

/** In the order of the document, as far as it can be made out. */
export function symbolsOf({ document: { root }, kind }: DocumentModel): readonly OutlineSymbol[] {
  if (root === undefined) return [];
  switch (kind) {
    case 'flow':
      return flowSymbols(root);
    case 'message':
      return messageSymbols(root);
    case 'description':
    case 'tree':
      return treeSymbols(root);
    case 'accounts':
      return childElements(root).map((account) => symbolOf(account, 'account', valueIn(account, 'device') || account.name, valueIn(account, 'auth')));
    case 'descriptor':
    case 'unknown':
      return [];
  }
}
