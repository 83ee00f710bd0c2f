// The table of features. To add one is to add a row.
import { codeLens, inlayHint, inlineValue, semanticTokens } from './annotating';
import { documentStatus } from './documentStatus';
import type { Feature } from './feature';
import { codeAction } from './mending';
import { definition, documentHighlight, documentLink, references, standardObjects } from './navigation';
import { pullDiagnostics } from './pullDiagnostics';
import { rename, willRenameFiles } from './renaming';
import { configuration, fileOperations, watchedFiles, workspaceFolders } from './surroundings';
import { documentSymbol, workspaceSymbol } from './symbolSearch';
import { closeTag, foldingRange, formatting, linkedEditingRange, onTypeFormatting, rangeFormatting, selectionRange } from './textLayout';
import { wbxml } from './wbxmlRequests';
import { completion, hover } from './writing';

export const features: readonly Feature[] = [
  hover,
  completion,
  definition,
  references,
  documentHighlight,
  documentLink,
  standardObjects,
  documentSymbol,
  workspaceSymbol,
  rename,
  willRenameFiles,
  pullDiagnostics,
  watchedFiles,
  fileOperations,
  workspaceFolders,
  configuration,
  documentStatus,
  formatting,
  rangeFormatting,
  onTypeFormatting,
  foldingRange,
  selectionRange,
  linkedEditingRange,
  closeTag,
  semanticTokens,
  inlayHint,
  inlineValue,
  codeLens,
  codeAction,
  wbxml,
];
