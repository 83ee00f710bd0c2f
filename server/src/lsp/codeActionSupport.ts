// What a client can do with code actions, and what is announced to it.
import { CodeActionKind, type ClientCapabilities } from 'vscode-languageserver';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.fumo`;

/** Whether edits are worked out when an action is chosen. */
export function resolves({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true;
}
