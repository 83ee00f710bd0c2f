// A language server and its client in one process, their streams tied together, the clock advanced by hand.
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { VirtualClock } from '#engine/base/virtualClock';
import { startServer } from '#server/lsp/server';
import { nodeFiles } from '#server/node/nodeFiles';
import { nodeFolders } from '#server/node/nodeFolders';
import { nodeHasher } from '#server/node/nodeHasher';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

export interface Pair {
  readonly client: ProtocolConnection;
  readonly clock: VirtualClock;
  readonly initialized: InitializeResult;
}

export const templates = 'client/templates/firmware-update';

export function templateUri(name: string): string {
  return pathToFileURL(`${templates}/${name}`).href;
}

/** `params` goes into initialize beside the capabilities, such as the folders. */
export async function startPair(capabilities: ClientCapabilities, prepare: (client: ProtocolConnection) => void = () => undefined, params: Partial<InitializeParams> = {}): Promise<Pair> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const clock = new VirtualClock();
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, { clock, hasher: nodeHasher, folders: nodeFolders, files: (open) => nodeFiles({ open }), turn: () => new Promise((resolve) => setImmediate(resolve)) });
  server.listen();
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  prepare(client);
  client.listen();
  const initialized = await client.sendRequest<InitializeResult>('initialize', { processId: null, rootUri: null, ...params, capabilities });
  await client.sendNotification('initialized', {});
  return { client, clock, initialized };
}

export function open(client: ProtocolConnection, uri: string, text: string, languageId: string): Promise<void> {
  return client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
}

export function change(client: ProtocolConnection, uri: string, version: number, text: string): Promise<void> {
  return client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
}
