// The call flow panel: one webview in the editor area that shows the run of the active debug session, or the latest one.
import * as vscode from 'vscode';
import type { CallFlowSnapshot, RowView } from '#server/messages';
import type { FumoRun, RunChange, Runs } from '../debug/runs';
import { showMessage } from '../views/messageDocuments';
import type { FromPage, PageCallFlow, PageRow, ToPage } from '../webview/pageMessages';
import { without } from '../webview/without';
import { callFlowLabels } from './callFlowLabels';
import { callFlowPage, pageRoots } from './callFlowPage';

export const callFlowView = 'fumo.callFlow';

/** What the panel shows, for tests and other extensions. */
export interface CallFlowPanelView {
  readonly open: boolean;
  /** The steps on the page, by their ids, as the page itself has said. */
  readonly steps: readonly string[];
}

export class CallFlowPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private drawn: readonly string[] = [];
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly runs: Runs,
  ) {
    this.subscriptions = [
      runs.onDidChange((change) => {
        this.tell(change);
      }),
      runs.onDidShow(() => {
        this.tellWhole();
      }),
    ];
  }

  get view(): CallFlowPanelView {
    return { open: this.panel !== undefined, steps: this.drawn };
  }

  /** Opens the panel beside the editor in front, or brings it to the front where it is. */
  show(preserveFocus: boolean): void {
    if (this.panel !== undefined) {
      if (!this.panel.visible) this.panel.reveal(undefined, preserveFocus);
      return;
    }
    this.take(
      vscode.window.createWebviewPanel(
        callFlowView,
        vscode.l10n.t('Call Flow'),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus },
        { enableFindWidget: true },
      ),
    );
  }

  /** Fills a panel: a new one, or one that the editor kept over a reload of its window. */
  take(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.drawn = [];
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extension, 'media', 'callFlow-light.svg'),
      dark: vscode.Uri.joinPath(this.extension, 'media', 'callFlow-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.extension) };
    const listening = panel.webview.onDidReceiveMessage((message: FromPage) => this.hear(message));
    panel.onDidDispose(() => {
      listening.dispose();
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.drawn = [];
    });
    panel.webview.html = callFlowPage(panel.webview, this.extension);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async hear(message: FromPage): Promise<void> {
    const run = this.runs.shown;
    switch (message.type) {
      case 'ready':
        this.tellWhole();
        // What is held is right, unless the session's beginning was missed.
        if (run?.record.live === true && run.record.callFlow === undefined) await run.record.refresh();
        return;
      case 'drawn':
        this.drawn = message.steps;
        return;
      case 'openMessage':
        await this.openMessage(run, message.message);
        return;
      case 'revealStep':
        await revealStep(vscode.Uri.parse(message.uri, true), message.line, this.textColumn());
        return;
      case 'answer':
        if (run !== undefined) await this.runs.answer(run, message.id, message.answer);
    }
  }

  private async openMessage(run: FumoRun | undefined, message: string): Promise<void> {
    if (run?.record.message(message) === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This message is not kept any more. Run the flow again to see it.'));
      return;
    }
    await showMessage(run, message, this.textColumn());
  }

  /** Where texts are shown: in another group than the panel's. */
  private textColumn(): vscode.ViewColumn {
    const own = this.panel?.viewColumn;
    return vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined && viewColumn !== own)?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  private tell({ run, change }: RunChange): void {
    if (run !== this.runs.shown) return;
    switch (change.type) {
      case 'whole':
        this.tellWhole();
        return;
      case 'row':
        this.post({ type: 'row', row: pageRow(change.row) });
        return;
      case 'stoppedAt':
        this.post({ type: 'stoppedAt', step: change.step ?? null });
        return;
      case 'prompt':
        this.post({ type: 'prompt', prompt: change.prompt ?? null });
        return;
      case 'verdict':
        this.post({ type: 'verdict', verdict: change.verdict });
        return;
      case 'live':
        this.post({ type: 'live', live: run.record.live });
    }
  }

  private tellWhole(): void {
    const record = this.runs.shown?.record;
    const callFlow = record?.callFlow;
    this.post({ type: 'whole', labels: callFlowLabels(), ...(record && callFlow && { callFlow: pageCallFlow(callFlow, record.live) }) });
  }

  /** To a hidden panel nothing arrives; it asks for the whole when it is seen again. */
  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }
}

function pageCallFlow({ title, actors, rows, stoppedAt, prompt, verdict }: CallFlowSnapshot, live: boolean): PageCallFlow {
  return {
    title,
    actors,
    rows: rows.map(pageRow),
    live,
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(prompt && { prompt }),
    ...(verdict && { verdict }),
  };
}

function pageRow(row: RowView): PageRow {
  return { ...row, messages: row.messages.map((message) => without(message, 'text')) };
}

async function revealStep(flow: vscode.Uri, line: number, column: vscode.ViewColumn): Promise<void> {
  const place = new vscode.Range(line, 0, line, 0);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === flow.toString());
  await vscode.window.showTextDocument(flow, { viewColumn: open?.viewColumn ?? column, selection: place });
}
