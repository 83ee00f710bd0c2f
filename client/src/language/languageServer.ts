// The language server's life: started in a process of its own without making anybody wait, restarted once when it fails,
// restarted by command.
import * as vscode from 'vscode';
import type { CloseHandlerResult, ErrorHandler, LanguageClient } from 'vscode-languageclient/node';
import { ruleNotices, type RuleFailure } from '#server/messages';
import { languageDocuments } from './documents';
import { showRuleFailure } from './ruleFailures';
import { makeTraceChannel } from './traceChannel';

const section = 'fumo';

export class LanguageServer implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private failures = 0;
  private starting = false;
  private disposed = false;
  /** One thing after the other: starting, restarting, stopping. */
  private work: Promise<void> = Promise.resolve();
  private readonly trace: ReturnType<typeof makeTraceChannel>;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.trace = makeTraceChannel(log);
  }

  start(): Promise<void> {
    return this.after(() => this.open());
  }

  restart(): Promise<void> {
    return this.after(async () => {
      await this.close();
      this.failures = 0;
      await this.open();
    });
  }

  /** Asks the server; starts it, or waits for it, where it isn't there yet. Throws where it can't be had. */
  async request<R>(method: string, params: object): Promise<R> {
    await this.work;
    if (this.client === undefined && this.failures === 0) await this.start();
    if (this.client === undefined) throw new Error(vscode.l10n.t('The FUMO language server is not running.'));
    return this.client.sendRequest<R>(method, params);
  }

  dispose(): void {
    this.disposed = true;
    this.trace.disposable.dispose();
    void this.after(() => this.close());
  }

  private after(act: () => Promise<void>): Promise<void> {
    this.work = this.work.catch(() => undefined).then(act);
    return this.work;
  }

  private async open(): Promise<void> {
    if (this.disposed || this.client !== undefined) return;
    // Loaded only now: the client is most of what this extension would have to load to be active.
    const { LanguageClient, TransportKind, RevealOutputChannelOn } = await import('vscode-languageclient/node');
    // One failure would be told three times over: the client logs, and what the person is told is told here.
    class LoggingClient extends LanguageClient {
      override error(message: string, data?: unknown): void {
        super.error(message, data, false);
      }
    }
    const module = vscode.Uri.joinPath(this.extension, 'dist', 'languageServer.js').fsPath;
    const debug = { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6010'] } };
    this.client = new LoggingClient(
      section,
      'FUMO',
      { run: { module, transport: TransportKind.ipc }, debug },
      {
        documentSelector: languageDocuments(),
        outputChannel: this.log,
        traceOutputChannel: this.trace.channel,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({ takesRuleFailures: true, settings: { [section]: JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(section))) as unknown } }),
        synchronize: { configurationSection: section },
        errorHandler: await this.errorHandler(),
        initializationFailedHandler: () => false,
      },
    );
    this.client.onNotification(ruleNotices.failed, (failure: RuleFailure) => void showRuleFailure(failure, this.log));
    this.starting = true;
    try {
      await this.client.start();
      this.log.info(vscode.l10n.t('The language server has started.'));
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
      void this.say(vscode.l10n.t('The FUMO language server could not be started.'));
    } finally {
      this.starting = false;
    }
  }

  private async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // It had failed already; the log is where that is told.
      this.log.warn(String(error));
    }
  }

  /** Restarted once; when it fails again, the person decides. */
  private async errorHandler(): Promise<ErrorHandler> {
    const { CloseAction, ErrorAction } = await import('vscode-languageclient/node');
    return {
      error: (error) => {
        this.log.error(error);
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: (): CloseHandlerResult => {
        if (this.starting) return { action: CloseAction.DoNotRestart, handled: true };
        this.failures += 1;
        if (this.failures === 1) {
          return { action: CloseAction.Restart, handled: true, message: vscode.l10n.t('The language server has ended unexpectedly and is started again.') };
        }
        const message = vscode.l10n.t('The FUMO language server has failed twice and is not started again.');
        void this.say(message);
        return { action: CloseAction.DoNotRestart, handled: true, message };
      },
    };
  }

  private async say(text: string): Promise<void> {
    const [show, restart] = [vscode.l10n.t('Show Log'), vscode.l10n.t('Restart')];
    const chosen = await vscode.window.showErrorMessage(text, show, restart);
    if (chosen === show) this.log.show();
    if (chosen === restart) await this.restart();
  }
}
