// Writes the end tag when the `>` of a start tag is typed, as the language server says that one is due.
import * as vscode from 'vscode';
import { tagRequests, type CloseTagAnswer, type CloseTagArguments } from '#server/messages';
import type { LanguageServer } from './languageServer';
import { languageIds } from './ourLanguages';

export function registerCloseTags(server: LanguageServer): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(async ({ document, contentChanges, reason }) => {
    const [change, ...others] = contentChanges;
    const editor = vscode.window.activeTextEditor;
    // Undone and redone texts hold their end tags; several carets are left to the person.
    if (change === undefined || others.length > 0 || reason !== undefined || !change.text.endsWith('>') || editor?.document !== document) return;
    if (!languageIds.some((id) => id === document.languageId) || !vscode.workspace.getConfiguration('fumo', document).get('closeTags', true)) return;
    const { version } = document;
    const position = document.positionAt(change.rangeOffset + change.text.length);
    const params: CloseTagArguments = { textDocument: { uri: document.uri.toString() }, position: { line: position.line, character: position.character } };
    let answer: CloseTagAnswer | null;
    try {
      answer = await server.request<CloseTagAnswer | null>(tagRequests.close, params);
    } catch {
      // Without a server the person writes the end tag.
      return;
    }
    if (answer === null || document.version !== version || vscode.window.activeTextEditor !== editor) return;
    await editor.insertSnippet(new vscode.SnippetString('$0').appendText(answer.text), position, { undoStopBefore: false, undoStopAfter: true });
  });
}
