// The context key `fumo.running`: true while a flow runs in this window.
import * as vscode from 'vscode';
import type { Runs } from './runs';

export function registerRunningContext(runs: Runs): vscode.Disposable {
  let said = false;
  const update = (): void => {
    const running = runs.live.length > 0;
    if (running === said) return;
    said = running;
    void vscode.commands.executeCommand('setContext', 'fumo.running', running);
  };
  return vscode.Disposable.from(
    runs.onDidStart(update),
    runs.onDidChange(({ change }) => {
      if (change.type === 'live') update();
    }),
  );
}
