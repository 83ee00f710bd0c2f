// FUMO: Restart Language Server.
import * as vscode from 'vscode';
import type { LanguageServer } from '../language/languageServer';

export function registerRestartServer(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.restartServer', () => server.restart());
}
