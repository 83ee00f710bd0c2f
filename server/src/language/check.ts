// Diagnostics: everything that is wrong with a document, whatever kind it is.
import type { Files } from '#engine/base/files';
import { checkAccounts } from './checkAccounts';
import { checkFlow } from './checkFlow';
import { checkMessage } from './checkMessage';
import { checkTree } from './checkTree';
import { modelOf, type DocumentModel, type TextSource } from './documentModel';
import { joined, type Finding } from './finding';

/** In the order of their places; none where the document is none of ours. Ranges count in the document itself. */
export function checkDocument(document: TextSource, files: Files): Promise<readonly Finding[]> {
  return checkModel(modelOf(document), files);
}

/** The same for a document that has been parsed already. */
export async function checkModel(model: DocumentModel, files: Files): Promise<readonly Finding[]> {
  switch (model.kind) {
    case 'flow':
      return checkFlow(model, files);
    case 'accounts':
      return checkAccounts(model);
    case 'message':
      return checkMessage(model);
    case 'description':
    case 'tree':
      return checkTree(model);
    case 'descriptor':
      return joined(model.document, model.faults, []);
    case 'unknown':
      return [];
  }
}
