// The language status item: what the document is taken for, what is left out of it, and a way to say otherwise.
import * as vscode from 'vscode';
import { statusRequests, type DocumentStatus } from '#server/messages';
import { languageDocuments } from './documents';
import type { LanguageServer } from './languageServer';
import type { Recognition } from './recognition';

export function registerDocumentStatus(server: LanguageServer, recognition: Recognition): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('fumo.document', [...languageDocuments(), { language: 'xml' }]);
  item.name = vscode.l10n.t('FUMO document');
  item.command = { command: 'fumo.chooseLanguage', title: vscode.l10n.t('Change') };
  const status = new DocumentStatusItem(item, server);
  return vscode.Disposable.from(
    item,
    status,
    vscode.commands.registerCommand('fumo.chooseLanguage', async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document !== undefined) await recognition.choose(document);
    }),
  );
}

class DocumentStatusItem implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private shown = 0;

  constructor(
    private readonly item: vscode.LanguageStatusItem,
    private readonly server: LanguageServer,
  ) {
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => void this.show()),
      vscode.workspace.onDidOpenTextDocument(() => void this.show()),
      vscode.workspace.onDidSaveTextDocument(() => void this.show()),
    );
    void this.show();
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async show(): Promise<void> {
    const { item } = this;
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const turn = ++this.shown;
    if (document.languageId === 'xml') {
      this.set(vscode.l10n.t('None of FUMO\'s documents'), undefined, false);
      return;
    }
    item.busy = true;
    let status: DocumentStatus | null = null;
    try {
      status = await this.server.request<DocumentStatus | null>(statusRequests.document, { uri: document.uri.toString() });
    } catch {
      // Without a server nothing is known of the document.
    }
    if (turn !== this.shown) return;
    item.busy = false;
    const leftOut = status?.leftOut === undefined ? undefined : vscode.l10n.t('Too large for the rules: checked for well-formedness alone.');
    this.set(status?.title ?? vscode.l10n.t('Not recognised'), leftOut, leftOut !== undefined);
  }

  private set(text: string, detail: string | undefined, warns: boolean): void {
    const { item } = this;
    item.text = text;
    item.detail = detail ?? 'FUMO';
    item.severity = warns ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.busy = false;
  }
}
