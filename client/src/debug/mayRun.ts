// Whether a flow may be run here, and the reason where not: running opens ports, and needs files that a process can read.
import * as vscode from 'vscode';

/** Undefined where it may run. */
export function whyNotRun(): { readonly reason: string; readonly trustHelps: boolean } | undefined {
  if (!vscode.workspace.isTrusted) {
    return { reason: vscode.l10n.t('Update flows run only in a trusted workspace: a run opens ports on this machine and reads the files that the flow names.'), trustHelps: true };
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file')) {
    return { reason: vscode.l10n.t('Update flows can\'t run in a virtual workspace: they need files on a disk. Open a copy of the folder to run them.'), trustHelps: false };
  }
  return undefined;
}

/** True where it may run; otherwise the person is told why not. */
export function mayRun(): boolean {
  const refused = whyNotRun();
  if (refused === undefined) return true;
  void explain(refused.reason, refused.trustHelps);
  return false;
}

async function explain(reason: string, trustHelps: boolean): Promise<void> {
  const trust = vscode.l10n.t('Manage Workspace Trust');
  const chosen = await vscode.window.showErrorMessage(reason, ...(trustHelps ? [trust] : []));
  if (chosen !== undefined) await vscode.commands.executeCommand('workbench.trust.manage');
}
