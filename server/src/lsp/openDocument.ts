// OpenDocument: a document as its editor holds it, with its lines: what an edit leaves as it was isn't looked through again.
import { LineIndex } from '#engine/xml/lines';
import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';

export interface OpenDocument {
  readonly uri: string;
  /** As the editor calls the language. */
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
}

/** How the documents of a client are kept. */
export const openDocuments: TextDocumentsConfiguration<OpenDocument> = {
  create: (uri, languageId, version, text) => ({ uri, languageId, version, text, lines: new LineIndex(text) }),
  update(document, changes, version) {
    let { text, lines } = document;
    for (const change of changes) [text, lines] = changed(text, lines, change);
    return { ...document, version, text, lines };
  },
};

function changed(text: string, lines: LineIndex, change: TextDocumentContentChangeEvent): readonly [string, LineIndex] {
  if (!('range' in change)) return [change.text, new LineIndex(change.text)];
  const { start, end } = change.range;
  const places = [lines.offset(start.line, start.character), lines.offset(end.line, end.character)] as const;
  const [from, to] = [Math.min(...places), Math.max(...places)];
  const after = text.slice(0, from) + change.text + text.slice(to);
  return [after, new LineIndex(after, { lines, change: { from, to, by: after.length - text.length } })];
}
