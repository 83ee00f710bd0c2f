// FUMO: Show Message as WBXML. A message in XML as the octets that it has on the wire, each with what it says.
import * as vscode from 'vscode';
import { wbxmlRequests, type WbxmlAsText, type WbxmlEncodeAnswer } from '#server/messages';
import type { LanguageServer } from '../language/languageServer';

/** The command takes the message's URI, as text or as Uri; without one, the message in front is meant. */
export function registerShowEncoded(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.showEncoded', async (given?: unknown) => {
    const uri = typeof given === 'string' ? vscode.Uri.parse(given, true) : given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const answer = await server.request<WbxmlEncodeAnswer>(wbxmlRequests.encode, { text: document.getText(), before: '' });
    if ('refusal' in answer) {
      void vscode.window.showErrorMessage(vscode.l10n.t('It can\'t be written as WBXML. {0}', answer.refusal));
      return;
    }
    const { text } = await server.request<WbxmlAsText>(wbxmlRequests.list, { uri: uri.toString(), octets: answer.octets });
    const listing = await vscode.workspace.openTextDocument({ language: 'plaintext', content: text });
    await vscode.window.showTextDocument(listing, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  });
}
