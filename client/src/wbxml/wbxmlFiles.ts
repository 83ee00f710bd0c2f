// The file system `fumo-wbxml:`: decodes a WBXML file when it is read and encodes it when it is saved, so that the editor
// has a text with everything that it does for texts. The language server does the work.
import * as vscode from 'vscode';
import { wbxmlRequests, type WbxmlAsText, type WbxmlEncodeAnswer } from '#server/messages';
import type { LanguageServer } from '../language/languageServer';
import { octetDiagnostic } from './octetDiagnostic';
import { binaryUri, textUri, wbxmlScheme } from './wbxmlUri';

export function registerWbxmlFiles(server: LanguageServer): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('fumo-wbxml');
  const files = new WbxmlFiles(server, problems);
  return vscode.Disposable.from(
    problems,
    files,
    vscode.workspace.registerFileSystemProvider(wbxmlScheme, files, { isCaseSensitive: true }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === wbxmlScheme) problems.delete(binaryUri(uri));
    }),
  );
}

class WbxmlFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(
    private readonly server: LanguageServer,
    private readonly problems: vscode.DiagnosticCollection,
  ) {}

  dispose(): void {
    this.changes.dispose();
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    const file = binaryUri(uri);
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), nameOf(file)), true);
    const told = (type: vscode.FileChangeType) => () => {
      this.changes.fire([{ type, uri }]);
    };
    watcher.onDidChange(told(vscode.FileChangeType.Changed));
    watcher.onDidDelete(told(vscode.FileChangeType.Deleted));
    return watcher;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return vscode.workspace.fs.stat(binaryUri(uri));
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = binaryUri(uri);
    const octets = await vscode.workspace.fs.readFile(file);
    const answer = await this.server.request<WbxmlAsText>(wbxmlRequests.decode, { uri: file.toString(), octets: base64(octets) });
    this.problems.set(file, answer.problems.map((problem) => octetDiagnostic(problem, textUri(file))));
    return new TextEncoder().encode(answer.text);
  }

  /** What can't be encoded isn't saved, and the editor shows why. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const file = binaryUri(uri);
    const before = await vscode.workspace.fs.readFile(file).then(base64, () => '');
    const answer = await this.server.request<WbxmlEncodeAnswer>(wbxmlRequests.encode, { text: new TextDecoder().decode(content), before });
    if ('refusal' in answer) throw vscode.FileSystemError.Unavailable(vscode.l10n.t('It can\'t be written as WBXML. {0}', answer.refusal));
    await vscode.workspace.fs.writeFile(file, Buffer.from(answer.octets, 'base64'));
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
