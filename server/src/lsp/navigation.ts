// Definition, references, highlights and links: from what stands in a document to where it comes from, and back.
import {
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  ReferencesRequest,
  TextDocumentContentRequest,
  type ClientCapabilities,
  type Location,
  type LocationLink,
  type Range as LspRange,
} from 'vscode-languageserver';
import type { Range } from '#engine/base/problem';
import { standardScheme } from '#engine/rules/descriptionsOf';
import { positionIn } from '#engine/xml/lines';
import { definitionsOf } from '../language/definition';
import { documentLinks } from '../language/documentLinks';
import { highlightsAt, type Highlight } from '../language/highlights';
import { referencesOf } from '../language/references';
import { standardFacts, standardText } from '../language/standardTexts';
import { subjectAt } from '../language/subject';
import { toRange } from './convert';
import { answering, feature, row } from './feature';
import type { Workbench } from './workbench';

/** A range of any file of the index, or of a standard object; of another, its start. */
export function rangeIn(uri: string, { start, end }: Range, { workspace: { index } }: Workbench): LspRange {
  const lines = (isStandard(uri) ? standardFacts(uri) : index.get(uri))?.lines;
  const top = { line: 0, character: 0 };
  return lines === undefined ? { start: top, end: top } : { start: positionIn(lines, start), end: positionIn(lines, end) };
}

function isStandard(uri: string): boolean {
  return uri.startsWith(`${standardScheme}:`);
}

/** Whether the client shows documents that are no files, as the server gives their text. */
function takesTexts({ workspace }: ClientCapabilities): boolean {
  return workspace?.textDocumentContent !== undefined;
}

/** The standard objects, which are no files. */
export const standardObjects = row(
  (client) => (takesTexts(client) ? { workspace: { textDocumentContent: { schemes: [standardScheme] } } } : undefined),
  answering(TextDocumentContentRequest.type, { text: '' }, ({ uri }) => ({ text: standardText(uri) ?? '' })),
);

export const definition = feature(
  DefinitionRequest.type,
  () => ({ definitionProvider: true }),
  null,
  ({ textDocument: { uri }, position }, { desk, client }): Location[] | LocationLink[] | null => {
    const found = desk.indexed(uri);
    const subject = found && subjectAt(found.facts, found.model.lines.offset(position.line, position.character));
    if (found === undefined || subject === undefined) return null;
    const places = definitionsOf(subject, found.facts, desk.workspace.index).filter((place) => takesTexts(client) || !isStandard(place.uri));
    if (client.textDocument?.definition?.linkSupport !== true) return places.map((place) => ({ uri: place.uri, range: rangeIn(place.uri, place.range, desk) }));
    const originSelectionRange = toRange(subject.range, found.model.lines);
    return places.map((place) => ({
      originSelectionRange,
      targetUri: place.uri,
      targetRange: rangeIn(place.uri, place.whole, desk),
      targetSelectionRange: rangeIn(place.uri, place.range, desk),
    }));
  },
);

export const references = feature(ReferencesRequest.type, () => ({ referencesProvider: true }), null, ({ textDocument: { uri }, position, context }, { desk }) => {
  const found = desk.indexed(uri);
  const subject = found && subjectAt(found.facts, found.model.lines.offset(position.line, position.character));
  if (found === undefined || subject === undefined) return null;
  return referencesOf(subject, found.facts, desk.workspace.index)
    .filter(({ declares }) => context.includeDeclaration || !declares)
    .map((one) => ({ uri: one.uri, range: rangeIn(one.uri, one.range, desk) }));
});

const highlightKinds: Readonly<Record<Highlight['kind'], DocumentHighlightKind>> = { text: DocumentHighlightKind.Text, read: DocumentHighlightKind.Read, write: DocumentHighlightKind.Write };

export const documentHighlight = feature(DocumentHighlightRequest.type, () => ({ documentHighlightProvider: true }), null, ({ textDocument: { uri }, position }, { desk }) => {
  const found = desk.indexed(uri);
  if (found === undefined) return null;
  const { model, facts } = found;
  return highlightsAt(model, facts, model.lines.offset(position.line, position.character), desk.workspace.index).map(({ range, kind }) => ({ range: toRange(range, model.lines), kind: highlightKinds[kind] }));
});

export const documentLink = feature(DocumentLinkRequest.type, () => ({ documentLinkProvider: {} }), null, ({ textDocument: { uri } }, { desk, client }) => {
  const found = desk.indexed(uri);
  if (found === undefined) return null;
  const tips = client.textDocument?.documentLink?.tooltipSupport === true;
  return documentLinks(found.model, found.facts, desk.workspace.index).map(({ range, target, tip }) => ({ range: toRange(range, found.model.lines), target, ...(tips && { tooltip: tip }) }));
});
