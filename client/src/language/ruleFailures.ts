// A rule of the checks that failed: one quiet notice, and a report ready to be sent.
import * as vscode from 'vscode';
import type { RuleFailure } from '#server/messages';

export async function showRuleFailure(failure: RuleFailure, log: vscode.LogOutputChannel): Promise<void> {
  const [report, show] = [vscode.l10n.t('Report…'), vscode.l10n.t('Show Log')];
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('FUMO: the rule {0} has failed; the others go on.', failure.rule), report, show);
  if (chosen === show) log.show();
  if (chosen === report) await openReport(failure);
}

/** The report is shown before anything leaves the machine: the person reads it, adds to it, and sends it. */
async function openReport(failure: RuleFailure): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: reportOf(failure) }));
}

export function reportOf({ rule, version, thrown }: RuleFailure): string {
  return [
    vscode.l10n.t('# The rule {0} has failed', rule),
    '',
    vscode.l10n.t('Nothing of the document is in here. Please add the smallest piece of it with which the rule fails, without secrets, and send all of this to the publisher of the extension.'),
    '',
    `- FUMO Tools ${version}`,
    `- ${vscode.env.appName} ${vscode.version}`,
    `- ${process.platform}, Node ${process.version}`,
    '',
    '```',
    thrown,
    '```',
    '',
  ].join('\n');
}
