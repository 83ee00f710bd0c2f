// How a document's text is laid out and walked over: formatting, folding, growing selections, tags in pairs.
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  FoldingRangeKind,
  FoldingRangeRequest,
  LinkedEditingRangeRequest,
  ProtocolRequestType,
  SelectionRangeRequest,
  type FoldingRange,
  type FormattingOptions as LspFormattingOptions,
  type Range as LspRange,
  type SelectionRange,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { TextEdit } from '#engine/xml/edit';
import type { LineIndex } from '#engine/xml/lines';
import type { DocumentModel } from '../language/documentModel';
import { foldsOf } from '../language/folding';
import { formattingEdits, type FormattingOptions } from '../language/formatting';
import { reindentEdits, typed } from '../language/reindent';
import { selectionsAt } from '../language/selection';
import { endTagDueAt, linkedNamesAt, namePattern } from '../language/tagPairs';
import { tagRequests, type CloseTagAnswer, type CloseTagArguments } from '../messages';
import { toRange } from './convert';
import { answering, feature, row } from './feature';

export function toTextEdits(edits: readonly TextEdit[], lines: LineIndex): LspTextEdit[] {
  return edits.map(({ range, newText }) => ({ range: toRange(range, lines), newText }));
}

function optionsOf({ tabSize, insertSpaces, insertFinalNewline = false, trimFinalNewlines = false }: LspFormattingOptions): FormattingOptions {
  return { tabSize, insertSpaces, insertFinalNewline, trimFinalNewlines };
}

function formatted(model: DocumentModel | undefined, options: LspFormattingOptions, ranges?: readonly LspRange[]): LspTextEdit[] | null {
  if (model === undefined) return null;
  const { lines } = model;
  const within = ranges?.map(({ start, end }) => ({ start: lines.offset(start.line, start.character), end: lines.offset(end.line, end.character) }));
  return toTextEdits(formattingEdits(model, optionsOf(options), within), lines);
}

export const formatting = feature(DocumentFormattingRequest.type, () => ({ documentFormattingProvider: true }), null, ({ textDocument: { uri }, options }, { desk }) => formatted(desk.model(uri), options));

export const rangeFormatting = row(
  (client) => ({ documentRangeFormattingProvider: client.textDocument?.rangeFormatting?.rangesSupport === true ? { rangesSupport: true } : true }),
  answering(DocumentRangeFormattingRequest.type, null, ({ textDocument: { uri }, range, options }, { desk }) => formatted(desk.model(uri), options, [range])),
  answering(DocumentRangesFormattingRequest.type, null, ({ textDocument: { uri }, ranges, options }, { desk }) => formatted(desk.model(uri), options, ranges)),
);

export const onTypeFormatting = feature(
  DocumentOnTypeFormattingRequest.type,
  () => ({ documentOnTypeFormattingProvider: { firstTriggerCharacter: typed[0], moreTriggerCharacter: typed.slice(1) } }),
  null,
  ({ textDocument: { uri }, position, options }, { desk }) => {
    const model = desk.model(uri);
    return model === undefined ? null : toTextEdits(reindentEdits(model, model.lines.offset(position.line, position.character), optionsOf(options)), model.lines);
  },
);

export const foldingRange = feature(FoldingRangeRequest.type, () => ({ foldingRangeProvider: true }), null, ({ textDocument: { uri } }, { desk, client }) => {
  const model = desk.model(uri);
  if (model === undefined) return null;
  const { rangeLimit, foldingRange: shown } = client.textDocument?.foldingRange ?? {};
  return foldsOf(model, rangeLimit).map(
    ({ startLine, endLine, kind, collapsed }): FoldingRange => ({
      startLine,
      endLine,
      ...(kind !== undefined && { kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region }),
      ...(collapsed !== undefined && shown?.collapsedText === true && { collapsedText: collapsed }),
    }),
  );
});

export const selectionRange = feature(SelectionRangeRequest.type, () => ({ selectionRangeProvider: true }), null, ({ textDocument: { uri }, positions }, { desk }) => {
  const model = desk.model(uri);
  if (model === undefined) return null;
  const { lines } = model;
  return positions.map(({ line, character }): SelectionRange => {
    const [first, ...outer] = [...selectionsAt(model, lines.offset(line, character))].reverse();
    let grown: SelectionRange = { range: toRange(first ?? { start: 0, end: model.text.length }, lines) };
    for (const range of outer) grown = { range: toRange(range, lines), parent: grown };
    return grown;
  });
});

export const linkedEditingRange = feature(LinkedEditingRangeRequest.type, () => ({ linkedEditingRangeProvider: true }), null, ({ textDocument: { uri }, position }, { desk }) => {
  const model = desk.model(uri);
  const names = model === undefined ? [] : linkedNamesAt(model, model.lines.offset(position.line, position.character));
  return model === undefined || names.length === 0 ? null : { ranges: names.map((range) => toRange(range, model.lines)), wordPattern: namePattern };
});

const closeTagType = new ProtocolRequestType<CloseTagArguments, CloseTagAnswer | null, never, void, void>(tagRequests.close);

/** No capability of the protocol's own stands for it: clients that know it ask. */
export const closeTag = row(
  () => ({}),
  answering(closeTagType, null, ({ textDocument: { uri }, position }, { desk }) => {
    const model = desk.model(uri);
    const text = model === undefined ? undefined : endTagDueAt(model, model.lines.offset(position.line, position.character));
    return text === undefined ? null : { text };
  }),
);
