// XML files that are ours by their content: a `.xml` file whose root element is one of ours gets our language, unless the
// person has said otherwise for this file. All others are left alone.
import * as vscode from 'vscode';
import { languageIds, type OurLanguage } from './ourLanguages';

/** Characters in which the root element is looked for. */
const head = 4096;

const memoryKey = 'fumo.chosenLanguages';
/** Choices that are remembered; the oldest are forgotten first. */
const mostChoices = 200;

export class Recognition implements vscode.Disposable {
  private readonly opened: vscode.Disposable;

  constructor(private readonly memory: vscode.Memento) {
    this.opened = vscode.workspace.onDidOpenTextDocument((document) => void this.recognise(document));
    for (const document of vscode.workspace.textDocuments) void this.recognise(document);
  }

  dispose(): void {
    this.opened.dispose();
  }

  /** Asks what a document is to be taken for, and remembers it. */
  async choose(document: vscode.TextDocument): Promise<void> {
    const titles: Readonly<Record<OurLanguage | 'xml', string>> = {
      syncml: vscode.l10n.t('SyncML message'),
      'dm-ddf': vscode.l10n.t('Device description or TNDS'),
      'oma-dd': vscode.l10n.t('Download descriptor'),
      'fumo-flow': vscode.l10n.t('Update flow'),
      xml: vscode.l10n.t('Other XML: leave it alone'),
    };
    const picks = ([...languageIds, 'xml'] as const).map((id) => ({ id, label: titles[id], ...(id === document.languageId && { description: vscode.l10n.t('now') }) }));
    const chosen = await vscode.window.showQuickPick(picks, { title: vscode.l10n.t('What is this document?') });
    if (chosen === undefined) return;
    await this.remember(document.uri, chosen.id);
    await vscode.languages.setTextDocumentLanguage(document, chosen.id);
  }

  private async recognise(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== 'xml') return;
    const chosen = this.choices()[document.uri.toString()];
    const enabled = vscode.workspace.getConfiguration('fumo', document).get<boolean>('recogniseXml', true);
    const language = chosen ?? (enabled ? languageOf(document.getText(new vscode.Range(0, 0, 200, 0)).slice(0, head)) : undefined);
    if (language !== undefined && language !== 'xml') await vscode.languages.setTextDocumentLanguage(document, language);
  }

  private choices(): Readonly<Record<string, OurLanguage | 'xml' | undefined>> {
    return this.memory.get(memoryKey, {});
  }

  private async remember(uri: vscode.Uri, language: OurLanguage | 'xml'): Promise<void> {
    const others = Object.entries(this.choices()).filter(([key]) => key !== uri.toString());
    await this.memory.update(memoryKey, Object.fromEntries([...others.slice(1 - mostChoices), [uri.toString(), language]]));
  }
}

/** By the first start tag: its local name, and its namespace where other vocabularies have such a name too. */
export function languageOf(text: string): OurLanguage | undefined {
  const start = /^\uFEFF?(?:\s|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^[>]*(?:\[[^]*?\]\s*)?>)*<([\w.-]+:)?([\w.-]+)((?:\s[^>]*)?)(?:>|$)/.exec(text);
  if (start === null) return undefined;
  const [, , name = '', attributes = ''] = start;
  if (name === 'SyncML' || (name === 'SyncBody' && /SYNCML:SYNCML/i.test(attributes))) return 'syncml';
  if (name === 'MgmtTree') return 'dm-ddf';
  if (name === 'media' && /openmobilealliance\.org\/xmlns\/dd/.test(attributes)) return 'oma-dd';
  if (name === 'flow' && /["']urn:fumo/.test(attributes)) return 'fumo-flow';
  return undefined;
}
