// The words of the call flow page in the editor's language.
import * as vscode from 'vscode';
import type { PageLabels } from '../webview/pageMessages';

export function callFlowLabels(): PageLabels {
  return {
    empty: vscode.l10n.t('Nothing has run yet. Open an update flow (*.flow.xml) and press F5.'),
    list: vscode.l10n.t('Steps'),
    running: vscode.l10n.t('Running'),
    stoppedAt: vscode.l10n.t('Stopped at step {0}'),
    asking: vscode.l10n.t('Waiting for an answer'),
    ended: vscode.l10n.t('Ended'),
    stepOf: vscode.l10n.t('Step {0}, from {1} to {2}: {3}'),
    revealLine: vscode.l10n.t('Show this step in the flow'),
    openMessage: vscode.l10n.t('Open the message'),
    carriedWith: vscode.l10n.t('in one message with step {0}'),
    octets: vscode.l10n.t('{0} octets'),
    more: vscode.l10n.t('Show {0} more messages'),
    fewer: vscode.l10n.t('Show fewer messages'),
    accept: vscode.l10n.t('Accept'),
    reject: vscode.l10n.t('Reject'),
    cancel: vscode.l10n.t('Cancel'),
    secondsLeft: vscode.l10n.t('No answer within {0} s counts as silence.'),
    success: vscode.l10n.t('The update succeeded'),
    failed: vscode.l10n.t('The update failed'),
    endedWith: vscode.l10n.t('Ended: {0}'),
    atStep: vscode.l10n.t('step {0}'),
    result: vscode.l10n.t('result {0}'),
    firmware: vscode.l10n.t('firmware {0}'),
    states: { waiting: vscode.l10n.t('waiting'), current: vscode.l10n.t('under way'), done: vscode.l10n.t('done'), skipped: vscode.l10n.t('skipped'), failed: vscode.l10n.t('failed') },
    inferred: vscode.l10n.t('deduced, not seen'),
  };
}
