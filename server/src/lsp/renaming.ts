// Renaming of what documents declare, and of the files that they name.
import {
  ErrorCodes,
  FileOperationPatternKind,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  WillRenameFilesRequest,
  type AnnotatedTextEdit,
  type ClientCapabilities,
  type FileOperationRegistrationOptions,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { editsForRenames, renamable, renameEdits, type Edit } from '../language/rename';
import { subjectAt } from '../language/subject';
import { toRange } from './convert';
import { answering, feature, row } from './feature';
import { rangeIn } from './navigation';
import type { Workbench } from './workbench';

function refusal(sentence: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, sentence);
}

export const rename = row(
  (client) => ({ renameProvider: client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true }),
  answering(RenameRequest.type, null, ({ textDocument: { uri }, position, newName }, { desk, client }) => {
    const found = desk.indexed(uri);
    const subject = found && subjectAt(found.facts, found.model.lines.offset(position.line, position.character));
    if (found === undefined || subject === undefined) return refusal('Nothing here can be renamed.');
    const edits = renameEdits(subject, found.facts, newName, desk.workspace.index);
    return 'refused' in edits ? refusal(edits.refused) : toWorkspaceEdit(edits, desk, client);
  }),
  answering(PrepareRenameRequest.type, null, ({ textDocument: { uri }, position }, { desk }) => {
    const found = desk.indexed(uri);
    const subject = found && subjectAt(found.facts, found.model.lines.offset(position.line, position.character));
    if (found === undefined || subject === undefined) return null;
    const allowed = renamable(subject, found.facts, desk.workspace.index);
    return 'refused' in allowed ? refusal(allowed.refused) : { range: toRange(subject.range, found.model.lines), placeholder: allowed.name };
  }),
);

/** Whatever a document may name, folders included. */
export const renamedFiles: FileOperationRegistrationOptions = {
  filters: [
    { scheme: 'file', pattern: { glob: '**/*.{xml,syncml,ddf,tnds,dd,fwp,bin,img,zip}', matches: FileOperationPatternKind.file } },
    { scheme: 'file', pattern: { glob: '**/*', matches: FileOperationPatternKind.folder } },
  ],
};

export const willRenameFiles = feature(
  WillRenameFilesRequest.type,
  (client) => (client.workspace?.fileOperations?.willRename === true ? { workspace: { fileOperations: { willRename: renamedFiles } } } : undefined),
  null,
  ({ files }, { desk, client }) => {
    desk.workspace.flush();
    const edits = editsForRenames(files, desk.workspace.index);
    return edits.length === 0 ? null : toWorkspaceEdit(edits, desk, client);
  },
);

/** Edits of open documents hold for the version that they were made from. */
function toWorkspaceEdit(edits: readonly Edit[], desk: Workbench, client: ClientCapabilities): WorkspaceEdit {
  const byFile = new Map<string, TextEdit[]>();
  for (const { uri, range, text } of edits) byFile.set(uri, [...(byFile.get(uri) ?? []), { range: rangeIn(uri, range, desk), newText: text }]);
  if (client.workspace?.workspaceEdit?.documentChanges !== true) return { changes: Object.fromEntries(byFile) };
  return { documentChanges: [...byFile].map(([uri, all]): TextDocumentEdit => ({ textDocument: { uri, version: desk.version(uri) ?? null }, edits: all satisfies (TextEdit | AnnotatedTextEdit)[] })) };
}
