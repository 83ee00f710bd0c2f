// The table of features. To add one is to add a row.
import { CompletionRequest, DocumentSymbolRequest, HoverRequest, MarkupKind, type MarkupContent } from 'vscode-languageserver';
import { completionsAt, triggers } from '../language/complete';
import { hoverAt } from '../language/hover';
import { symbolsOf } from '../language/symbols';
import { toCompletionItem, toDocumentSymbol, toHover, toSymbolInformation } from './convert';
import { feature, type Feature } from './feature';
import { pullDiagnostics } from './pullDiagnostics';

function shows(formats: readonly MarkupContent['kind'][] | undefined): boolean {
  return formats?.includes(MarkupKind.Markdown) === true;
}

const hover = feature(HoverRequest.type, () => ({ hoverProvider: true }), null, async ({ textDocument, position }, { desk, client }) => {
  const model = desk.model(textDocument.uri);
  if (model === undefined) return null;
  const flow = await desk.flowIn(model);
  const found = hoverAt(model, model.lines.offset(position.line, position.character), flow === undefined ? {} : { flow });
  return found === undefined ? null : toHover(found, model.lines, shows(client.textDocument?.hover?.contentFormat));
});

const completion = feature(
  CompletionRequest.type,
  () => ({ completionProvider: { triggerCharacters: [...triggers] } }),
  null,
  async ({ textDocument, position, context }, { desk, client }) => {
    const model = desk.model(textDocument.uri);
    if (model === undefined) return null;
    const flow = await desk.flowIn(model);
    const offset = model.lines.offset(position.line, position.character);
    const found = completionsAt(model, offset, flow === undefined ? {} : { flow }, context?.triggerCharacter);
    const item = client.textDocument?.completion?.completionItem;
    const form = { snippets: item?.snippetSupport === true, markdown: shows(item?.documentationFormat) };
    return found.map((one, index) => toCompletionItem(one, index, position, model.lines, form));
  },
);

const documentSymbol = feature(DocumentSymbolRequest.type, () => ({ documentSymbolProvider: true }), null, ({ textDocument: { uri } }, { desk, client }) => {
  const model = desk.model(uri);
  if (model === undefined) return null;
  const symbols = symbolsOf(model);
  const hierarchical = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  return hierarchical ? symbols.map((one) => toDocumentSymbol(one, model.lines)) : symbols.flatMap((one) => toSymbolInformation(one, uri, model.lines));
});

export const features: readonly Feature[] = [hover, completion, documentSymbol, pullDiagnostics];
