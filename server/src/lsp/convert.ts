// From what the language features give to what the protocol carries.
import type { Range, Severity } from '#engine/base/problem';
import type { LineIndex, Position } from '#engine/xml/lines';
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  SymbolKind as LspSymbolKind,
  type CompletionItem,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type DocumentSymbol,
  type Hover,
  type MarkupContent,
  type Range as LspRange,
  type SymbolInformation,
} from 'vscode-languageserver';
import type { Completion, CompletionKind } from '../language/completion';
import type { Finding } from '#engine/rules/finding';
import type { HoverText } from '../language/hoverText';
import type { OutlineSymbol, SymbolKind } from '../language/outlineSymbol';

export function toRange({ start, end }: Range, lines: LineIndex): LspRange {
  return { start: lines.position(start), end: lines.position(end) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic({ range, severity, code, message, clause }: Finding, lines: LineIndex, related: readonly DiagnosticRelatedInformation[]): Diagnostic {
  return {
    range: toRange(range, lines),
    severity: severities[severity],
    code,
    source: 'fumo',
    message: clause === undefined ? message : `${message} [${clause}]`,
    ...(related.length === 0 ? {} : { relatedInformation: [...related] }),
  };
}

export function toHover({ markdown, range }: HoverText, lines: LineIndex, markdownShown: boolean): Hover {
  const contents = markdownShown ? { kind: MarkupKind.Markdown, value: markdown } : { kind: MarkupKind.PlainText, value: plain(markdown) };
  return { contents, range: toRange(range, lines) };
}

/** Without the marks for bold, slanted and code. */
function plain(markdown: string): string {
  return markdown.replace(/\*+|`/g, '');
}

const symbolKinds: Readonly<Record<SymbolKind, LspSymbolKind>> = {
  account: LspSymbolKind.Key,
  command: LspSymbolKind.Method,
  declaration: LspSymbolKind.Variable,
  expectation: LspSymbolKind.Boolean,
  header: LspSymbolKind.Namespace,
  include: LspSymbolKind.File,
  interior: LspSymbolKind.Object,
  leaf: LspSymbolKind.Field,
  part: LspSymbolKind.Property,
  step: LspSymbolKind.Event,
};

export function symbolKindOf(kind: SymbolKind): LspSymbolKind {
  return symbolKinds[kind];
}

export function toDocumentSymbol({ kind, name, detail, range, selection, children }: OutlineSymbol, lines: LineIndex): DocumentSymbol {
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    range: toRange(range, lines),
    selectionRange: toRange(selection, lines),
    children: children.map((each) => toDocumentSymbol(each, lines)),
  };
}

/** For clients that know no hierarchy. */
export function toSymbolInformation({ kind, name, range, children }: OutlineSymbol, uri: string, lines: LineIndex, containerName = ''): SymbolInformation[] {
  const own = { name, kind: symbolKinds[kind], location: { uri, range: toRange(range, lines) }, containerName };
  return [own, ...children.flatMap((each) => toSymbolInformation(each, uri, lines, name))];
}

const completionKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  element: CompletionItemKind.Property,
  'end-tag': CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
  attribute: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  code: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Variable,
  step: CompletionItemKind.Event,
  interior: CompletionItemKind.Folder,
  leaf: CompletionItemKind.Field,
};

export interface CompletionForm {
  readonly snippets: boolean;
  readonly markdown: boolean;
}

/** What a completion is looked up by when it is looked at. */
export interface CompletionData {
  readonly uri: string;
  readonly address: readonly string[];
}

/** `index`: its place in the list, which is kept. `caret`: an edit reaches over no other line than its own. */
export function toCompletionItem(completion: Completion, index: number, caret: Position, { uri, lines }: { readonly uri: string; readonly lines: LineIndex }, form: CompletionForm): CompletionItem {
  const { kind, label, detail, doc, insert, filter, address } = completion;
  const found = toRange(completion.range, lines);
  const range = found.start.line === caret.line && found.end.line === caret.line ? found : { start: caret, end: caret };
  return {
    label,
    kind: completionKinds[kind],
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: form.snippets ? insert : withoutStops(insert) },
    insertTextFormat: form.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(detail === undefined ? {} : { detail }),
    ...(doc === undefined ? {} : { documentation: toDocumentation(doc, form.markdown) }),
    ...(address === undefined ? {} : { data: { uri, address } satisfies CompletionData }),
  };
}

export function toDocumentation(markdown: string, shown: boolean): MarkupContent | string {
  return shown ? { kind: MarkupKind.Markdown, value: markdown } : plain(markdown);
}

/** A snippet as plain text: places to fill in are empty or hold what they propose, of several words the first. */
export function withoutStops(snippet: string): string {
  return snippet.replace(/\\([\\$}])|\$\{\d+\|([^,|]*)[^|]*\|\}|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, (_, escaped?: string, first?: string, proposed?: string) => escaped ?? first ?? proposed ?? '');
}
