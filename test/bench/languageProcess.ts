// The language server in a process of its own, spoken to over stdin and stdout as an editor does.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from 'vscode-languageserver/node';

export const bundle = resolve('dist', 'languageServer.js');

export function isBuilt(): boolean {
  return existsSync(bundle);
}

const capabilities = {
  textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] }, completion: { completionItem: { snippetSupport: true } } },
};

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The server and its one document. */
export class LanguageProcess {
  private version = 0;
  private resultId: string | undefined;
  private uri = '';

  private constructor(
    private readonly server: ChildProcessWithoutNullStreams,
    private readonly client: ProtocolConnection,
    /** Milliseconds from spawning it to the answer to `initialize`. */
    readonly startedIn: number,
  ) {}

  /** `folder`: the URI of the workspace. */
  static async start(folder: string | null = null): Promise<LanguageProcess> {
    const start = performance.now();
    const server = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    server.stderr.pipe(process.stderr);
    const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    client.listen();
    await client.sendRequest('initialize', { processId: process.pid, rootUri: folder, workspaceFolders: folder === null ? null : [{ uri: folder, name: 'bench' }], capabilities });
    const startedIn = performance.now() - start;
    await client.sendNotification('initialized', {});
    return new LanguageProcess(server, client, startedIn);
  }

  /** Resolves to how many diagnostics there are. */
  async open(uri: string, languageId: string, text: string): Promise<number> {
    this.uri = uri;
    this.resultId = undefined;
    await this.client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: ++this.version, text } });
    return (await this.diagnostics()).length;
  }

  async change(start: Place, end: Place, text: string): Promise<void> {
    const textDocument = { uri: this.uri, version: ++this.version };
    await this.client.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ range: { start, end }, text }] });
  }

  async diagnostics(): Promise<readonly { readonly code?: unknown }[]> {
    const report = await this.client.sendRequest<{ readonly resultId?: string; readonly items?: readonly { readonly code?: unknown }[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.uri },
      ...(this.resultId !== undefined && { previousResultId: this.resultId }),
    });
    this.resultId = report.resultId;
    return report.items ?? [];
  }

  completion(position: Place): Promise<unknown> {
    return this.client.sendRequest('textDocument/completion', { textDocument: { uri: this.uri }, position });
  }

  hover(position: Place): Promise<unknown> {
    return this.client.sendRequest('textDocument/hover', { textDocument: { uri: this.uri }, position });
  }

  /** Megabytes (2^20 octets) that are resident now. */
  resident(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.server.pid ?? 0}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  }

  async stop(): Promise<void> {
    const gone = new Promise((settle) => this.server.once('exit', settle));
    await this.client.sendRequest('shutdown');
    await this.client.sendNotification('exit');
    this.client.dispose();
    await gone;
  }
}
