// The language server is started when there is something for it to do: a document of ours that is open or lies in the
// workspace. A window of foreign XML files alone never starts it.
import * as vscode from 'vscode';
import type { LanguageServer } from './languageServer';
import { languageIds } from './ourLanguages';

const ours = '**/*.{ddf,syncml,flow.xml,dd,tnds,wbxml}';

export function startWhenNeeded(server: LanguageServer): vscode.Disposable {
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    listening.dispose();
    void server.start();
  };
  const look = ({ languageId }: vscode.TextDocument): void => {
    if (languageIds.some((id) => id === languageId)) start();
  };
  const listening = vscode.workspace.onDidOpenTextDocument(look);
  // Nobody waits for it: the editor goes on while the search runs and the server starts.
  setImmediate(() => {
    for (const document of vscode.workspace.textDocuments) look(document);
    if (!started) {
      vscode.workspace.findFiles(ours, '**/node_modules/**', 1).then(
        (found) => {
          if (found.length > 0) start();
        },
        () => undefined,
      );
    }
  });
  return listening;
}
