// Diagnostics for clients that ask for them: of a document, and of the whole workspace, whose request is held open until
// there is something to tell, since clients ask again at once.
import {
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type DocumentDiagnosticReport,
  type ProgressToken,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { DiagnosticsSupport } from './diagnosticsSupport';
import { answering, row, type FeatureSetting } from './feature';

export function asksForDiagnostics(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}

/** The client asks again when it is told to. */
export function refreshedByClient(connection: Connection, client: ClientCapabilities): DiagnosticsSupport {
  return {
    refresh() {
      if (client.workspace?.diagnostics?.refreshSupport !== true) return;
      connection.languages.diagnostics.refresh().catch(() => {
        // The client has gone, or changed its mind: it asks again with the next change.
      });
    },
  };
}

const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
/** Reports in one part of an answer. */
const partSize = 25;
/** Milliseconds without a change before a request that was held is answered. */
const patience = 300;

export const pullDiagnostics = row(
  (client) => (asksForDiagnostics(client) ? { diagnosticProvider: { identifier: 'fumo', interFileDependencies: true, workspaceDiagnostics: true } } : undefined),
  answering(DocumentDiagnosticRequest.type, nothing, async ({ textDocument: { uri }, previousResultId }, { desk, diagnoser }): Promise<DocumentDiagnosticReport> => {
    desk.flushQuickly();
    const report = await diagnoser.ofOpen(uri);
    if (report === undefined) return nothing;
    // An answer that stays the same isn't sent again.
    if (report.resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.resultId };
    return { kind: DocumentDiagnosticReportKind.Full, ...report };
  }),
  answering(WorkspaceDiagnosticRequest.type, { items: [] }, async (params, setting, token): Promise<WorkspaceDiagnosticReport> => {
    const seen = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
    const { desk } = setting;
    const parts = partsFor(params, setting);
    for (;;) {
      const next = desk.changes.next((stop) => token.onCancellationRequested(stop));
      const told = await tellChanges(seen, parts, setting, token);
      if (told || token.isCancellationRequested) return { items: parts.rest() };
      await next;
      await quiet(setting, token);
    }
  }),
);

/** Resolves once nothing has changed for a moment. */
async function quiet({ desk }: FeatureSetting, token: CancellationToken): Promise<void> {
  for (let changed = true; changed && !token.isCancellationRequested; ) {
    changed = false;
    await new Promise<void>((resolve) => {
      const withdraw = desk.runtime.clock.after(patience, resolve);
      void desk.changes.next((stop) => token.onCancellationRequested(stop)).then(() => {
        withdraw();
        changed = true;
        resolve();
      });
    });
  }
}

interface Parts {
  add(report: WorkspaceDocumentDiagnosticReport): void;
  /** What hasn't been sent yet. */
  rest(): WorkspaceDocumentDiagnosticReport[];
}

/** Reports go out in parts as they are made where the client takes parts. */
function partsFor({ partialResultToken }: WorkspaceDiagnosticParams, { connection }: FeatureSetting): Parts {
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  const send = (token: ProgressToken): void => {
    void connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, token, { items });
    items = [];
  };
  return {
    add(report) {
      items.push(report);
      if (partialResultToken !== undefined && items.length >= partSize) send(partialResultToken);
    },
    rest() {
      if (partialResultToken !== undefined && items.length > 0) send(partialResultToken);
      return items;
    },
  };
}

/** True where there was anything to tell. */
async function tellChanges(seen: Map<string, string>, parts: Parts, { desk, diagnoser }: FeatureSetting, token: CancellationToken): Promise<boolean> {
  desk.workspace.flush();
  let told = false;
  const uris = new Set(desk.workspace.index.files().map(({ uri }) => uri));
  for (const uri of uris) {
    await desk.runtime.turn();
    if (token.isCancellationRequested) return told;
    const report = await diagnoser.ofAny(uri, seen.get(uri));
    if (report === undefined) {
      uris.delete(uri);
      continue;
    }
    if (report === 'unchanged') continue;
    const version = desk.version(uri) ?? null;
    // Of a file that never had any, there is nothing to tell.
    if (report.items.length === 0 && !seen.has(uri)) {
      seen.set(uri, report.resultId);
      continue;
    }
    told = true;
    seen.set(uri, report.resultId);
    parts.add({ kind: DocumentDiagnosticReportKind.Full, uri, version, ...report });
  }
  for (const uri of [...seen.keys()]) {
    if (uris.has(uri)) continue;
    seen.delete(uri);
    told = true;
    parts.add({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
  }
  return told;
}
