// The language server: what it announces, and who answers. Everything that touches the machine is given to it.
import { DidChangeWatchedFilesNotification, TextDocumentSyncKind, type ClientCapabilities, type Connection, type InitializeResult, type ServerCapabilities } from 'vscode-languageserver';
import { version } from '../../../package.json';
import { features } from './features';
import { connectionLog } from './log';
import { asksForDiagnostics } from './pullDiagnostics';
import { pushDiagnostics, type DiagnosticsSupport } from './pushDiagnostics';
import type { ServerRuntime } from './runtime';
import { Workbench } from './workbench';

/** Files that a document of ours may name. */
const watched = '**/*.{xml,syncml,ddf,dd,fwp,bin,img,zip}';

/** Registers every handler; the connection is to be listened on by the caller. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  const log = connectionLog(connection);
  const desk = new Workbench(runtime, log);
  let client: ClientCapabilities = {};
  let diagnostics: DiagnosticsSupport | undefined;

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    const capabilities: ServerCapabilities = { positionEncoding: 'utf-16', textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } };
    for (const { capability, register } of features) {
      const announced = capability(client);
      if (announced === undefined) continue;
      Object.assign(capabilities, announced);
      register({ connection, client, desk });
    }
    diagnostics = asksForDiagnostics(client) ? refreshedByClient(connection, client) : pushDiagnostics(connection, desk);
    return { capabilities, serverInfo: { name: 'fumo', version } };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] }).catch((thrown: unknown) => {
      log.error('Files are not watched.', thrown);
    });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    log.debug(`${changes.length} files have changed.`);
    diagnostics?.refresh();
  });
  desk.listen(connection);
}

/** The client asks again when it is told to. */
function refreshedByClient(connection: Connection, client: ClientCapabilities): DiagnosticsSupport {
  return {
    refresh() {
      if (client.workspace?.diagnostics?.refreshSupport !== true) return;
      connection.languages.diagnostics.refresh().catch(() => {
        // The client has gone, or changed its mind: it asks again with the next change.
      });
    },
  };
}
