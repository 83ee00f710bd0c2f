// Hover and completion: what stands there, and what may.
import {
  CompletionRequest,
  CompletionResolveRequest,
  HoverRequest,
  MarkupKind,
  type ClientCapabilities,
  type CompletionItem,
  type MarkupContent,
} from 'vscode-languageserver';
import { completionsAt, triggers } from '../language/complete';
import type { DocumentModel } from '../language/documentModel';
import { hoverAt } from '../language/hover';
import type { Knowledge } from '../language/knowledge';
import { addressCard } from '../language/nodeCard';
import { toCompletionItem, toDocumentation, toHover, type CompletionData, type CompletionForm } from './convert';
import { answering, feature, row } from './feature';
import type { Workbench } from './workbench';

function shows(formats: readonly MarkupContent['kind'][] | undefined): boolean {
  return formats?.includes(MarkupKind.Markdown) === true;
}

async function knowledgeOf(model: DocumentModel, desk: Workbench): Promise<Knowledge> {
  desk.flushQuickly();
  const flow = await desk.flowIn(model);
  return { index: desk.workspace.index, hasher: desk.runtime.hasher, ...(flow !== undefined && { flow }) };
}

export const hover = feature(HoverRequest.type, () => ({ hoverProvider: true }), null, async ({ textDocument, position }, { desk, client }) => {
  const model = desk.model(textDocument.uri);
  if (model === undefined) return null;
  const found = hoverAt(model, model.lines.offset(position.line, position.character), await knowledgeOf(model, desk));
  return found === undefined ? null : toHover(found, model.lines, shows(client.textDocument?.hover?.contentFormat));
});

function formOf(client: ClientCapabilities): CompletionForm {
  const item = client.textDocument?.completion?.completionItem;
  return { snippets: item?.snippetSupport === true, markdown: shows(item?.documentationFormat) };
}

export const completion = row(
  () => ({ completionProvider: { triggerCharacters: [...triggers], resolveProvider: true } }),
  answering(CompletionRequest.type, null, async ({ textDocument, position, context }, { desk, client }) => {
    const model = desk.model(textDocument.uri);
    if (model === undefined) return null;
    const offset = model.lines.offset(position.line, position.character);
    const found = completionsAt(model, offset, await knowledgeOf(model, desk), context?.triggerCharacter);
    return found.map((one, index) => toCompletionItem(one, index, position, model, formOf(client)));
  }),
  answering(CompletionResolveRequest.type, { label: '' }, (item, { desk, client }): CompletionItem => {
    const data: unknown = item.data;
    if (!isCompletionData(data)) return item;
    const card = addressCard(data.address, desk.workspace.index.descriptionsFor(data.uri).find(data.address));
    return card === undefined ? item : { ...item, documentation: toDocumentation(card, formOf(client).markdown) };
  }),
);

function isCompletionData(data: unknown): data is CompletionData {
  return typeof data === 'object' && data !== null && 'uri' in data && typeof data.uri === 'string' && 'address' in data && Array.isArray(data.address) && data.address.every((one) => typeof one === 'string');
}
