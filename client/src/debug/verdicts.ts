// Says that an update failed, once, with the way to its call flow. Every other end is seen in the panel and the console.
import * as vscode from 'vscode';
import type { Runs } from './runs';

export function registerVerdicts(runs: Runs): vscode.Disposable {
  return runs.onDidChange(({ change }) => {
    if (change.type !== 'verdict' || change.verdict.verdict !== 'failed') return;
    const { reason, step } = change.verdict;
    const what =
      step === undefined ? vscode.l10n.t('The firmware update failed.') : vscode.l10n.t('The firmware update failed at step {0}.', step);
    void offer(reason === undefined ? what : `${what} ${reason}`);
  });
}

async function offer(text: string): Promise<void> {
  const show = vscode.l10n.t('Show Call Flow');
  if ((await vscode.window.showWarningMessage(text, show)) === show) await vscode.commands.executeCommand('fumo.showCallFlow');
}
