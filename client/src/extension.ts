// The extension's beginning: puts its parts together, and nothing else.
import * as vscode from 'vscode';
import { registerNewFirmwareUpdate } from './commands/newFirmwareUpdate';
import { registerRestartServer } from './commands/restartServer';
import { registerDebugFlow, registerRunFlow } from './commands/runFlow';
import { registerShowEncoded } from './commands/showEncoded';
import { registerShowLog } from './commands/showLog';
import { registerShowReferences } from './commands/showReferences';
import { registerAdapter } from './debug/adapter';
import { registerConfigurations } from './debug/configurations';
import { registerPrompts } from './debug/prompts';
import { registerRunningContext } from './debug/runningContext';
import { Runs } from './debug/runs';
import { registerVerdicts } from './debug/verdicts';
import { registerCloseTags } from './language/closeTags';
import { registerDocumentStatus } from './language/documentStatus';
import { LanguageServer } from './language/languageServer';
import { Recognition } from './language/recognition';
import { startWhenNeeded } from './language/startWhenNeeded';
import { CallFlowPanel, type CallFlowPanelView } from './panels/callFlowPanel';
import { registerCallFlow } from './panels/registerCallFlow';
import { registerTasks } from './tasks/fumoTasks';
import { registerMessageDocuments } from './views/messageDocuments';
import { registerWbxmlEditor } from './wbxml/wbxmlEditor';
import { registerWbxmlFiles } from './wbxml/wbxmlFiles';

/** What the extension gives to tests and to other extensions. */
export interface FumoTools {
  readonly callFlow: () => CallFlowPanelView;
}

export function activate({ extensionUri, subscriptions, workspaceState }: vscode.ExtensionContext): FumoTools {
  const log = vscode.window.createOutputChannel('FUMO', { log: true });
  const server = new LanguageServer(extensionUri, log);
  const recognition = new Recognition(workspaceState);
  const runs = new Runs();
  const panel = new CallFlowPanel(extensionUri, runs);
  subscriptions.push(
    log,
    server,
    recognition,
    runs,
    panel,
    registerAdapter(extensionUri),
    registerCallFlow(panel, runs),
    registerCloseTags(server),
    registerConfigurations(),
    registerDebugFlow(),
    registerDocumentStatus(server, recognition),
    registerMessageDocuments(runs),
    registerNewFirmwareUpdate(extensionUri),
    registerPrompts(runs),
    registerRestartServer(server),
    registerRunFlow(),
    registerRunningContext(runs),
    registerShowEncoded(server),
    registerShowLog(log),
    registerShowReferences(),
    registerTasks(extensionUri),
    registerVerdicts(runs),
    registerWbxmlEditor(server),
    registerWbxmlFiles(server),
    startWhenNeeded(server),
  );
  return { callFlow: () => panel.view };
}
