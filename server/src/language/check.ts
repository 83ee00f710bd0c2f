// Diagnostics: everything that is wrong with a document, whatever kind it is.
import type { Files } from '#engine/base/files';
import { validate } from '#engine/schema/validate';
import { checkAccounts } from './checkAccounts';
import { checkFlow } from './checkFlow';
import { CheckMemory } from './checkMemory';
import { checkMessage } from './checkMessage';
import { checkTree } from './checkTree';
import { modelOf, type DocumentModel, type TextSource } from './documentModel';
import { joined, type Finding } from './finding';

/**
 * In the order of their places; none where the document is none of ours. Ranges count in the document itself. Who checks
 * again and again gives a memory that is kept.
 */
export function checkDocument(document: TextSource, files: Files, memory?: CheckMemory): Promise<readonly Finding[]> {
  return checkModel(modelOf(document), files, memory);
}

/** The same for a document that has been parsed already. */
export async function checkModel(model: DocumentModel, files: Files, memory = new CheckMemory()): Promise<readonly Finding[]> {
  switch (model.kind) {
    case 'flow':
      return checkFlow(model, files, memory);
    case 'accounts':
      return checkAccounts(model);
    case 'message':
      return checkMessage(model);
    case 'description':
    case 'tree':
      return checkTree(model);
    case 'descriptor':
      return joined(model.document, model.faults, model.schema === undefined ? [] : validate(model.document, model.schema));
    case 'unknown':
      return [];
  }
}
