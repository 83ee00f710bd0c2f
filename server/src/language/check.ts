// Diagnostics: everything that is wrong with a document, whatever kind it is.
import type { Files } from '#engine/base/files';
import { joined, type Finding } from '#engine/rules/finding';
import { weighed } from '#engine/rules/settings';
import { unsuppressed } from '#engine/rules/suppressions';
import { ruleOf } from '#engine/rules/table';
import { checkAccounts } from './checkAccounts';
import { checkFlow } from './checkFlow';
import { checkLinted } from './checkLinted';
import { CheckMemory } from './checkMemory';
import type { DocumentModel } from './documentModel';
import { leftOutOf } from './largeDocument';
import type { LintOptions } from './lintOptions';

/**
 * In the order of their places; none where the document is none of ours. Ranges count in the document itself. Who checks
 * again and again gives a memory that is kept.
 */
export async function checkModel(model: DocumentModel, files: Files, memory = new CheckMemory(), options: LintOptions = {}): Promise<readonly Finding[]> {
  const { settings = {} } = options;
  if (leftOutOf(model.text.length) !== undefined) return model.kind === 'unknown' ? [] : joined(model.document, model.faults, []);
  switch (model.kind) {
    case 'flow':
      return unsuppressed(weighed(await checkFlow(model, files, memory, options), settings, ruleOf), model.document, model.text);
    case 'accounts':
      return unsuppressed(weighed(checkAccounts(model), settings, ruleOf), model.document, model.text);
    case 'message':
    case 'description':
    case 'tree':
    case 'descriptor':
      return checkLinted(model, options);
    case 'unknown':
      return [];
  }
}
