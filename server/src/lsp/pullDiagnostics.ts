// Diagnostics for clients that ask for them.
import { DocumentDiagnosticReportKind, DocumentDiagnosticRequest, type ClientCapabilities, type DocumentDiagnosticReport } from 'vscode-languageserver';
import { diagnosticsOf } from './diagnostics';
import { feature } from './feature';

export function asksForDiagnostics(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}

const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

export const pullDiagnostics = feature(
  DocumentDiagnosticRequest.type,
  (client) => (asksForDiagnostics(client) ? { diagnosticProvider: { identifier: 'fumo', interFileDependencies: true, workspaceDiagnostics: false } } : undefined),
  nothing,
  async ({ textDocument: { uri }, previousResultId }, { desk }): Promise<DocumentDiagnosticReport> => {
    const items = await diagnosticsOf(uri, desk);
    if (items === undefined) return nothing;
    const content = JSON.stringify(items);
    const last = desk.reports.get(uri);
    // An answer that stays the same isn't sent again.
    if (last?.content === content && last.resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.resultId };
    const resultId = last?.content === content ? last.resultId : String(Number(last?.resultId ?? 0) + 1);
    desk.reports.set(uri, { resultId, content });
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  },
);
