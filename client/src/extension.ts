// The extension's beginning: puts its parts together, and nothing else.
import * as vscode from 'vscode';
import { registerNewFirmwareUpdate } from './commands/newFirmwareUpdate';
import { registerRestartServer } from './commands/restartServer';
import { registerDebugFlow, registerRunFlow } from './commands/runFlow';
import { registerShowLog } from './commands/showLog';
import { registerAdapter } from './debug/adapter';
import { registerConfigurations } from './debug/configurations';
import { registerPrompts } from './debug/prompts';
import { registerRunningContext } from './debug/runningContext';
import { Runs } from './debug/runs';
import { registerVerdicts } from './debug/verdicts';
import { LanguageServer } from './language/languageServer';
import { CallFlowPanel, type CallFlowPanelView } from './panels/callFlowPanel';
import { registerCallFlow } from './panels/registerCallFlow';
import { registerMessageDocuments } from './views/messageDocuments';

/** What the extension gives to tests and to other extensions. */
export interface FumoTools {
  readonly callFlow: () => CallFlowPanelView;
}

export function activate({ extensionUri, subscriptions }: vscode.ExtensionContext): FumoTools {
  const log = vscode.window.createOutputChannel('FUMO', { log: true });
  const server = new LanguageServer(extensionUri, log);
  const runs = new Runs();
  const panel = new CallFlowPanel(extensionUri, runs);
  subscriptions.push(
    log,
    server,
    runs,
    panel,
    registerAdapter(extensionUri),
    registerCallFlow(panel, runs),
    registerConfigurations(),
    registerDebugFlow(),
    registerMessageDocuments(runs),
    registerNewFirmwareUpdate(extensionUri),
    registerPrompts(runs),
    registerRestartServer(server),
    registerRunFlow(),
    registerRunningContext(runs),
    registerShowLog(log),
    registerVerdicts(runs),
  );
  // Nobody waits for it: the editor goes on while it starts.
  setImmediate(() => void server.start());
  return { callFlow: () => panel.view };
}
