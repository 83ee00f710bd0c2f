// The buttons of a flow's editor: run it through, or run it under the debugger.
import * as vscode from 'vscode';
import { configurationOf } from '../debug/configurations';
import { mayRun } from '../debug/mayRun';
import type { Runs } from '../debug/runs';

export function registerRunFlow(runs: Runs): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.runFlow', (flow?: unknown) => start(runs, flow, true));
}

export function registerDebugFlow(runs: Runs): vscode.Disposable {
  return vscode.commands.registerCommand('fumo.debugFlow', (flow?: unknown) => start(runs, flow, false));
}

/**
 * `flow` is a Uri where a menu or another extension calls, its text where a lens of the flow does. Where no editor is in
 * front either, as before the call flow panel, the run that is shown there is meant once more. True when the run has begun.
 */
async function start(runs: Runs, flow: unknown, noDebug: boolean): Promise<boolean> {
  if (!mayRun()) return false;
  const shown = runs.shown?.session;
  if (flow === undefined && vscode.window.activeTextEditor === undefined && shown !== undefined) {
    return vscode.debug.startDebugging(shown.workspaceFolder, asWritten(shown.configuration), { noDebug });
  }
  const uri = flow instanceof vscode.Uri ? flow : typeof flow === 'string' ? vscode.Uri.parse(flow, true) : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== 'file') {
    void vscode.window.showErrorMessage(vscode.l10n.t('Open an update flow that is saved on a disk to run it.'));
    return false;
  }
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), configurationOf(uri.fsPath, name), { noDebug });
}

/** Without what the editor has put in for the session that was. */
function asWritten({ type, request, name, noDebug: _, ...attributes }: vscode.DebugConfiguration): vscode.DebugConfiguration {
  return { type, request, name, ...Object.fromEntries(Object.entries(attributes).filter(([key]) => !key.startsWith('__'))) };
}
