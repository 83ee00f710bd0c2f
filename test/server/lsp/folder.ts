// A language server over a folder of real files, its client beside it, and positions marked by `|`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, InitializeParams, ProtocolConnection } from 'vscode-languageserver/node';
import { open, startPair, type Pair } from './inMemory';

export interface FolderPair extends Pair {
  readonly folder: string;
  uri(name: string): string;
  write(name: string, text: string): void;
  /** Opens a document with the caret's mark taken out; its place is returned. */
  openMarked(name: string, marked: string): Promise<{ readonly textDocument: { readonly uri: string }; readonly position: { readonly line: number; readonly character: number } }>;
  /** Resolves when the workspace has been looked through, as its progress tells. */
  readonly built: Promise<void>;
  close(): void;
}

const everything: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: {
    workspaceFolders: true,
    configuration: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    fileOperations: { willRename: true, didRename: true, didDelete: true },
    symbol: { resolveSupport: { properties: ['location.range'] } },
  },
  textDocument: {
    diagnostic: {},
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    documentLink: { tooltipSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
  },
};

export interface Answers {
  /** What the editor sets, by folder; `''` in general. */
  settings?: (scope: string) => unknown;
  progress?: (token: string | number, value: unknown, client: ProtocolConnection) => void;
  refreshed?: () => void;
  capabilities?: ClientCapabilities;
  params?: Partial<InitializeParams>;
}

const endings: readonly (readonly [string, string])[] = [['.flow.xml', 'fumo-flow'], ['.syncml', 'syncml'], ['.ddf', 'dm-ddf'], ['.dd', 'oma-dd']];

export async function startInFolder(files: Readonly<Record<string, string>>, answers: Answers = {}): Promise<FolderPair> {
  const folder = mkdtempSync(join(tmpdir(), 'fumo-workspace-'));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
  let finish: () => void = () => undefined;
  const built = new Promise<void>((resolve) => (finish = resolve));
  const pair = await startPair(
    answers.capabilities ?? everything,
    (client) => {
      client.onRequest('client/registerCapability', () => null);
      client.onRequest('window/workDoneProgress/create', () => null);
      client.onRequest('workspace/diagnostic/refresh', () => {
        answers.refreshed?.();
        return null;
      });
      client.onRequest('workspace/configuration', ({ items }: { readonly items: readonly { readonly scopeUri?: string }[] }) => items.map(({ scopeUri = '' }) => answers.settings?.(scopeUri) ?? null));
      client.onNotification('$/progress', ({ token, value }: { readonly token: string | number; readonly value: unknown }) => {
        answers.progress?.(token, value, client);
        if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'end') finish();
      });
    },
    { rootUri: pathToFileURL(folder).href, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }], ...answers.params },
  );
  return {
    ...pair,
    folder,
    uri,
    write,
    built,
    async openMarked(name, marked) {
      const offset = Math.max(marked.lastIndexOf('|'), 0);
      const text = marked.slice(0, offset) + marked.slice(marked.includes('|') ? offset + 1 : offset);
      await open(pair.client, uri(name), text, endings.find(([ending]) => name.endsWith(ending))?.[1] ?? 'xml');
      const lines = text.slice(0, offset).split('\n');
      return { textDocument: { uri: uri(name) }, position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
    },
    close() {
      pair.client.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
