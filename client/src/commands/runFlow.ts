// The buttons of a flow's editor: run it through, or run it under the debugger.
import * as vscode from 'vscode';
import { configurationOf } from '../debug/configurations';
import { mayRun } from '../debug/mayRun';

export function registerRunFlow(): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.runFlow', (flow?: unknown) => start(flow, true));
}

export function registerDebugFlow(): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.debugFlow', (flow?: unknown) => start(flow, false));
}

/** `flow` is a Uri where a menu or another extension calls, its text where a lens of the flow does. True when the run has begun. */
async function start(flow: unknown, noDebug: boolean): Promise<boolean> {
  if (!mayRun()) return false;
  const uri = flow instanceof vscode.Uri ? flow : typeof flow === 'string' ? vscode.Uri.parse(flow, true) : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== 'file') {
    void vscode.window.showErrorMessage(vscode.l10n.t('Open an update flow that is saved on a disk to run it.'));
    return false;
  }
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), configurationOf(uri.fsPath, name), { noDebug });
}
