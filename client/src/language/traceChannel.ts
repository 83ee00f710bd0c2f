// Where the language client traces to: the log itself, at the level that the setting `fumo.trace.server` asks for and
// whatever the log's own level is.
import * as vscode from 'vscode';

const setting = 'fumo.trace.server';

/** The log as the client's trace channel: its level is Trace while the setting says so, otherwise Off. */
export function makeTraceChannel(log: vscode.LogOutputChannel): { readonly channel: vscode.LogOutputChannel; readonly disposable: vscode.Disposable } {
  const level = (): vscode.LogLevel =>
    vscode.workspace.getConfiguration().get<string>(setting, 'off') === 'off' ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  const levels = new vscode.EventEmitter<vscode.LogLevel>();
  const listening = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting)) levels.fire(level());
  });
  const channel: vscode.LogOutputChannel = {
    name: log.name,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: levels.event,
    trace: (message, ...rest: unknown[]) => {
      log.info(message, ...rest);
    },
    debug: log.debug.bind(log),
    info: log.info.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
    append: log.append.bind(log),
    appendLine: log.appendLine.bind(log),
    replace: log.replace.bind(log),
    clear: log.clear.bind(log),
    show: () => {
      log.show();
    },
    hide: log.hide.bind(log),
    dispose: () => {
      // The log belongs to the extension.
    },
  };
  return { channel, disposable: vscode.Disposable.from(listening, levels) };
}
