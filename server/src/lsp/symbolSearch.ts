// Outlines of documents, and the search for symbols over all files.
import { DocumentSymbolRequest, WorkspaceSymbolRequest, WorkspaceSymbolResolveRequest, type ClientCapabilities, type WorkspaceSymbol } from 'vscode-languageserver';
import { symbolsOf } from '../language/symbols';
import { workspaceSymbols } from '../language/workspaceSymbols';
import { symbolKindOf, toDocumentSymbol, toSymbolInformation } from './convert';
import { answering, feature, row } from './feature';
import { rangeIn } from './navigation';

export const documentSymbol = feature(DocumentSymbolRequest.type, () => ({ documentSymbolProvider: true }), null, ({ textDocument: { uri } }, { desk, client }) => {
  const model = desk.model(uri);
  if (model === undefined) return null;
  const symbols = symbolsOf(model);
  const hierarchical = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  return hierarchical ? symbols.map((one) => toDocumentSymbol(one, model.lines)) : symbols.flatMap((one) => toSymbolInformation(one, uri, model.lines));
});

/** Whether the client asks for the place of a symbol when it is chosen. */
function resolvesPlaces(client: ClientCapabilities): boolean {
  return client.workspace?.symbol?.resolveSupport?.properties.includes('location.range') === true;
}

export const workspaceSymbol = row(
  () => ({ workspaceSymbolProvider: { resolveProvider: true } }),
  answering(WorkspaceSymbolRequest.type, null, ({ query }, { desk, client }): WorkspaceSymbol[] => {
    desk.flushQuickly();
    const late = resolvesPlaces(client);
    return workspaceSymbols(query, desk.workspace.index).map(({ kind, name, container, uri, range }) => ({
      name,
      kind: symbolKindOf(kind),
      containerName: container,
      location: late ? { uri } : { uri, range: rangeIn(uri, range, desk) },
      ...(late && { data: range }),
    }));
  }),
  answering(WorkspaceSymbolResolveRequest.type, { name: '', kind: 1, location: { uri: '' } }, (symbol, { desk }): WorkspaceSymbol => {
    const data: unknown = symbol.data;
    const { location } = symbol;
    if (!isRange(data)) return symbol;
    return { ...symbol, location: { uri: location.uri, range: rangeIn(location.uri, data, desk) } };
  }),
);

function isRange(data: unknown): data is { readonly start: number; readonly end: number } {
  return typeof data === 'object' && data !== null && 'start' in data && 'end' in data && typeof data.start === 'number' && typeof data.end === 'number';
}
