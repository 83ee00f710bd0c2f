// `fumo-message:` documents: the messages of a run, as text that an editor shows, also after the run.
import * as vscode from 'vscode';
import type { FumoRun, Runs } from '../debug/runs';

export const messageScheme = 'fumo-message';

/** `fumo-message:/2/m7.syncml`: the run's key, then the message's id. */
export function messageUri(run: FumoRun, message: string): vscode.Uri {
  return vscode.Uri.from({ scheme: messageScheme, path: `/${run.key}/${message}.syncml` });
}

export function registerMessageDocuments(runs: Runs): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(messageScheme, {
    provideTextDocumentContent: ({ path }) => {
      const [, key, message] = /^\/([^/]+)\/([^/]+)\.syncml$/.exec(path) ?? [];
      const text = key && message ? runs.byKey(key)?.record.message(message)?.text : undefined;
      return text ?? `<!-- ${vscode.l10n.t('This message is not kept any more. Run the flow again to see it.')} -->\n`;
    },
  });
}

/** Opens a message in a group of editors, as a preview. */
export async function showMessage(run: FumoRun, message: string, column: vscode.ViewColumn): Promise<void> {
  const document = await vscode.workspace.openTextDocument(messageUri(run, message));
  const known = document.languageId === 'syncml' ? document : await vscode.languages.setTextDocumentLanguage(document, 'syncml');
  await vscode.window.showTextDocument(known, { viewColumn: column, preview: true });
}
