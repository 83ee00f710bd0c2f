// The language server: what it announces, and who answers. Everything that touches the machine is given to it.
import { TextDocumentSyncKind, type Connection, type InitializeResult, type ServerCapabilities, type TextDocumentSyncOptions } from 'vscode-languageserver';
import { version } from '../../../package.json';
import { Diagnoser } from './diagnostics';
import { joinedCapabilities, type FeatureSetting } from './feature';
import { features } from './features';
import { connectionLog } from './log';
import { asksForDiagnostics, refreshedByClient } from './pullDiagnostics';
import { pushDiagnostics } from './pushDiagnostics';
import { failureNotice, type FailureNotice } from './ruleFailures';
import type { ServerRuntime } from './runtime';
import { buildIndex, fetchSettings, foldersOf, initialSettings, watchFiles, watchSettings } from './surroundings';
import { Workbench } from './workbench';

/** Milliseconds without typing before what is written is taken into the index of the workspace. */
const patience = 300;

/** Registers every handler; the connection is to be listened on by the caller. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  const log = connectionLog(connection);
  const desk = new Workbench(runtime, log);
  let tellFailure: FailureNotice = () => undefined;
  const diagnoser = new Diagnoser(desk, (rule, thrown) => {
    tellFailure(rule, thrown);
  });
  let setting: FeatureSetting | undefined;

  connection.onInitialize((params): InitializeResult => {
    const client = params.capabilities;
    const diagnostics = asksForDiagnostics(client) ? refreshedByClient(connection, client) : pushDiagnostics(connection, desk, diagnoser);
    setting = { connection, client, desk, diagnoser, diagnostics };
    tellFailure = failureNotice(connection, params);
    desk.workspace.setFolders(foldersOf(params));
    initialSettings(params, setting);
    const announced: ServerCapabilities[] = [];
    for (const { capability, register } of features) {
      const own = capability(client);
      if (own === undefined) continue;
      announced.push(own);
      register(setting);
    }
    const textDocumentSync: TextDocumentSyncOptions = { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } };
    return { capabilities: { positionEncoding: 'utf-16', textDocumentSync, ...joinedCapabilities(announced) }, serverInfo: { name: 'fumo', version } };
  });
  connection.onInitialized(async () => {
    if (setting === undefined) return;
    watchFiles(setting);
    watchSettings(setting);
    await fetchSettings(setting);
    await buildIndex(setting);
  });
  followDocuments(desk, () => setting);
  desk.listen(connection);
}

/** What is written is taken in when the typing rests; what is saved or closed, at once. */
function followDocuments(desk: Workbench, setting: () => FeatureSetting | undefined): void {
  const { workspace, documents, runtime, log } = desk;
  let withdraw: () => void = () => undefined;
  documents.onDidChangeContent(() => {
    withdraw();
    withdraw = runtime.clock.after(patience, () => {
      workspace.flush();
    });
  });
  documents.onDidOpen(({ document: { uri } }) => {
    workspace
      .opened(uri)
      .then((hasNew) => {
        if (!hasNew) return;
        desk.changes.changed();
        setting()?.diagnostics.refresh();
      })
      .catch((thrown: unknown) => {
        log.error(`Looking around ${uri} failed.`, thrown);
      });
  });
  documents.onDidSave(({ document: { uri } }) => {
    workspace.flush();
    desk.changes.changed();
    // What a saved description says is held against the messages that are open.
    const facts = workspace.index.get(uri);
    if (facts?.description !== undefined || (facts?.objects.length ?? 0) > 0) setting()?.diagnostics.refresh();
  });
  documents.onDidClose(({ document: { uri } }) => {
    workspace
      .changed([uri])
      .then(() => {
        desk.changes.changed();
      })
      .catch((thrown: unknown) => {
        log.error(`Reading ${uri} failed.`, thrown);
      });
  });
}
