// Workbench: the open documents, parsed once for each version, and the files beside them.
import type { Files } from '#engine/base/files';
import type { Flow } from '#engine/flow/model';
import { readFlowText } from '#engine/flow/readFlow';
import { Disposable, TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKey } from '../launch/fileUri';
import { CheckMemory } from '../language/checkMemory';
import { modelOf, type DocumentModel } from '../language/documentModel';
import type { Log } from './log';
import type { Fence } from './runner';
import type { ServerRuntime } from './runtime';

export class Workbench implements Fence {
  readonly documents = new TextDocuments(TextDocument);
  readonly files: Files;
  readonly checks = new CheckMemory();
  /** The diagnostics that each document's client was given last when it asked. */
  readonly reports = new Map<string, { readonly resultId: string; readonly content: string }>();
  private readonly models = new Map<string, { readonly version: number; readonly model: DocumentModel }>();

  constructor(
    readonly runtime: ServerRuntime,
    readonly log: Log,
  ) {
    this.files = runtime.files((uri) => this.openDocument(uri)?.getText());
    this.documents.onDidClose(({ document: { uri } }) => {
      this.models.delete(uri);
      this.reports.delete(uri);
    });
  }

  listen(connection: Connection): void {
    this.documents.listen({
      onDidOpenTextDocument: (handler) => connection.onDidOpenTextDocument(handler),
      onDidChangeTextDocument: (handler) => connection.onDidChangeTextDocument(handler),
      onDidCloseTextDocument: (handler) => connection.onDidCloseTextDocument(handler),
      onDidSaveTextDocument: (handler) => connection.onDidSaveTextDocument(handler),
      onWillSaveTextDocument: (handler) => connection.onWillSaveTextDocument(handler),
      // Not announced, so not answered.
      onWillSaveTextDocumentWaitUntil: () => Disposable.create(() => undefined),
    });
  }

  /** The document as it stands now; undefined for one that isn't open. */
  model(uri: string): DocumentModel | undefined {
    const document = this.documents.get(uri);
    if (document === undefined) return undefined;
    const known = this.models.get(uri);
    if (known?.version === document.version) return known.model;
    const model = modelOf({ uri, text: document.getText(), languageId: document.languageId });
    this.models.set(uri, { version: document.version, model });
    return model;
  }

  version(uri: string): number | undefined {
    return this.documents.get(uri)?.version;
  }

  /** The flow that a document holds, everything that it includes among it. */
  async flowIn({ kind, uri, text }: DocumentModel): Promise<Flow | undefined> {
    return kind === 'flow' ? (await readFlowText(uri, text, this.files)).flow : undefined;
  }

  /** Editors write the URI of a file in more than one way. */
  private openDocument(uri: string): TextDocument | undefined {
    const key = fileKey(uri);
    return this.documents.get(uri) ?? this.documents.all().find((document) => fileKey(document.uri) === key);
  }
}
