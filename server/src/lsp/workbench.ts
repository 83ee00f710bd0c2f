// Workbench: the open documents, parsed once for each version, and the workspace around them.
import type { Files } from '#engine/base/files';
import type { Flow } from '#engine/flow/model';
import { Disposable, TextDocuments, type Connection } from 'vscode-languageserver';
import { fileKey } from '../launch/fileUri';
import { modelOf, type DocumentModel } from '../language/documentModel';
import type { FileFacts } from '../language/facts';
import { Workspace } from '../language/workspace';
import { Changes } from './diagnosticsSupport';
import type { Log } from './log';
import { openDocuments, type OpenDocument } from './openDocument';
import type { Fence } from './runner';
import type { ServerRuntime } from './runtime';

/** Characters of documents that are taken into the index while somebody waits for an answer that can do without. */
const quick = 200_000;

export class Workbench implements Fence {
  readonly documents = new TextDocuments(openDocuments);
  readonly files: Files;
  readonly workspace: Workspace;
  readonly changes = new Changes();
  private readonly models = new Map<string, { readonly version: number; readonly model: DocumentModel }>();

  constructor(
    readonly runtime: ServerRuntime,
    readonly log: Log,
  ) {
    this.files = runtime.files((uri) => this.openDocument(uri)?.text);
    this.workspace = new Workspace({
      files: this.files,
      folders: runtime.folders,
      turn: () => runtime.turn(),
      open: (uri) => {
        const document = this.openDocument(uri);
        return document === undefined ? undefined : this.model(document.uri);
      },
      tell: (sentence) => {
        log.warn(sentence);
      },
    });
    this.documents.onDidChangeContent(({ document: { uri } }) => {
      this.workspace.touch(uri);
      this.changes.changed();
    });
    this.documents.onDidClose(({ document: { uri } }) => {
      this.models.delete(uri);
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
    const model = modelOf(document, known?.model);
    this.models.set(uri, { version: document.version, model });
    return model;
  }

  version(uri: string): number | undefined {
    return this.documents.get(uri)?.version;
  }

  /** An open document of ours, with what the index says of it; the index holds what all open documents hold now. */
  indexed(uri: string): { readonly model: DocumentModel; readonly facts: FileFacts } | undefined {
    const model = this.model(uri);
    if (model === undefined) return undefined;
    this.workspace.flush();
    const facts = this.workspace.index.get(uri);
    return facts === undefined ? undefined : { model, facts };
  }

  /** Takes small documents in at once; larger ones follow when the typing rests. */
  flushQuickly(): void {
    this.workspace.flush(quick);
  }

  /** The flow that a document holds, everything that it includes among it. */
  async flowIn({ kind, uri, text }: DocumentModel): Promise<Flow | undefined> {
    if (kind !== 'flow') return undefined;
    const { readFlowText } = await import('#engine/flow/readFlow');
    return (await readFlowText(uri, text, this.files)).flow;
  }

  /** Editors write the URI of a file in more than one way. */
  private openDocument(uri: string): OpenDocument | undefined {
    const known = this.documents.get(uri);
    if (known !== undefined) return known;
    const key = fileKey(uri);
    return this.documents.all().find((document) => fileKey(document.uri) === key);
  }
}
