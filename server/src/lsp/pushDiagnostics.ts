// Diagnostics for clients that don't ask for them: sent once a document has been left alone for a moment.
import type { Connection } from 'vscode-languageserver';
import type { Diagnoser } from './diagnostics';
import type { DiagnosticsSupport } from './diagnosticsSupport';
import type { Workbench } from './workbench';

/** Milliseconds without a change before a document is checked. */
const patience = 200;

export function pushDiagnostics(connection: Connection, desk: Workbench, diagnoser: Diagnoser): DiagnosticsSupport {
  const pending = new Map<string, () => void>();

  const withdraw = (uri: string): void => {
    pending.get(uri)?.();
    pending.delete(uri);
  };
  const schedule = (uri: string): void => {
    withdraw(uri);
    pending.set(
      uri,
      desk.runtime.clock.after(patience, () => {
        pending.delete(uri);
        void send(uri);
      }),
    );
  };
  const send = async (uri: string): Promise<void> => {
    const version = desk.version(uri);
    try {
      desk.workspace.flush();
      const report = await diagnoser.ofOpen(uri);
      // Where it has changed meanwhile another check is on its way.
      if (report === undefined || version === undefined || desk.version(uri) !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics: report.items });
    } catch (thrown) {
      desk.log.error(`Checking ${uri} failed.`, thrown);
    }
  };
  const refresh = (): void => {
    for (const { uri } of desk.documents.all()) schedule(uri);
  };

  // What one document says may be told in another that names it.
  desk.documents.onDidChangeContent(refresh);
  desk.documents.onDidClose(({ document: { uri } }) => {
    withdraw(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    refresh();
  });
  return { refresh };
}
