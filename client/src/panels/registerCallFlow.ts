// When the call flow panel is there: by command, when a run begins, after a reload of the window.
import * as vscode from 'vscode';
import type { Runs } from '../debug/runs';
import { callFlowView, type CallFlowPanel } from './callFlowPanel';

export function registerCallFlow(panel: CallFlowPanel, runs: Runs): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('fumo.showCallFlow', () => {
      panel.show(false);
    }),
    runs.onDidStart(() => {
      if (vscode.workspace.getConfiguration('fumo').get<string>('callFlow.open') !== 'never') panel.show(true);
    }),
    vscode.window.registerWebviewPanelSerializer(callFlowView, {
      deserializeWebviewPanel: (restored) => {
        panel.take(restored);
        return Promise.resolve();
      },
    }),
  );
}
