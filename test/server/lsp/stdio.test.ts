// The language server as a process of its own, spoken to over stdin and stdout.
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionItem,
  type DocumentDiagnosticReport,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  type InitializeResult,
  type Location,
  type ProtocolConnection,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { open, templates, templateUri } from './inMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-lsp-'));
const bundle = join(folder, 'languageServer.js');

before(async () => {
  await build({ entryPoints: ['server/src/languageServer.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', target: 'node20', loader: { '.ddf': 'text' }, logLevel: 'warning' });
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function started(...words: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bundle, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
}

function exitOf(server: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve) => server.once('exit', resolve));
}

const capabilities = {
  workspace: { fileOperations: { willRename: true } },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true } },
  },
};

async function initialized(server: ChildProcessWithoutNullStreams): Promise<{ readonly client: ProtocolConnection; readonly result: InitializeResult }> {
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.listen();
  const result = await client.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities });
  await client.sendNotification('initialized', {});
  return { client, result };
}

test('a session from initialize to exit, with every feature asked for', { timeout: 60_000 }, async () => {
  const server = started('--stdio');
  const exited = exitOf(server);
  const { client, result } = await initialized(server);
  assert.equal(result.serverInfo?.name, 'fumo');
  const uri = templateUri('dm-download.flow.xml');
  const sound = readFileSync(`${templates}/dm-download.flow.xml`, 'utf8');
  const text = sound.replace('<expect status="202" of="Exec"/>', '<expect status="202" of="Exec"/>\n    <');
  await open(client, uri, text, 'fumo-flow');
  const textDocument = { uri };
  const positionOf = (words: string, behind = 0): { readonly line: number; readonly character: number } => {
    const lines = text.slice(0, text.indexOf(words) + behind).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };

  const report = await client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
  assert.deepEqual(report.kind === 'full' ? report.items.map(({ code, source }) => [code, source]) : [], [['bare-less-than', 'fumo']]);

  const hover = await client.sendRequest<Hover>('textDocument/hover', { textDocument, position: positionOf('status="202"', 9) });
  assert.match(JSON.stringify(hover.contents), /Status 202: Accepted for processing/);
  assert.deepEqual(hover.range, { start: positionOf('202" of="Exec'), end: positionOf('202" of="Exec', 3) });

  const items = await client.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument, position: positionOf('\n    <\n', 6) });
  assert.ok(items.some(({ label }) => label === 'expect') && items.some(({ label }) => label === 'Get'));

  const symbols = await client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  const steps = symbols.filter(({ name }) => /^\d/.test(name));
  assert.deepEqual(steps.map(({ name }) => Number.parseInt(name, 10)), Array.from({ length: 15 }, (_, n) => n));
  assert.equal(steps[11]?.children?.[0]?.name, 'Exec ${fumo}/Update (correlator ${job})');

  const onName = { textDocument, position: positionOf('${fumo}', 3) };
  const [place] = await client.sendRequest<Location[]>('textDocument/definition', onName);
  assert.deepEqual(place?.uri, uri);
  const places = await client.sendRequest<Location[]>('textDocument/references', { ...onName, context: { includeDeclaration: true } });
  assert.ok(places.length >= 2 && places.every((one) => one.uri === uri));
  assert.equal((await client.sendRequest<unknown[]>('textDocument/documentHighlight', onName)).length, places.length);
  const links = await client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
  assert.ok(links.some(({ target }) => target === templateUri('device.ddf')));
  const edit = await client.sendRequest<WorkspaceEdit>('textDocument/rename', { ...onName, newName: 'object' });
  assert.equal(edit.changes?.[uri]?.length, places.length);
  const moved = await client.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', { files: [{ oldUri: templateUri('device.ddf'), newUri: templateUri('other.ddf') }] });
  assert.deepEqual(moved.changes?.[uri]?.map(({ newText }) => newText), ['other.ddf']);
  const [symbol] = await client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'sends the package' });
  assert.equal(symbol?.name, '10 Sends the package');
  assert.deepEqual(await client.sendRequest('workspaceSymbol/resolve', symbol), symbol);
  assert.deepEqual(await client.sendRequest('completionItem/resolve', items[0]), items[0]);
  const whole = await client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
  assert.deepEqual(whole.items.map((one) => [one.uri, one.resultId]), [[uri, report.resultId]]);

  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  assert.equal(await exited, 0);
  client.dispose();
});

test('the server ends when its client closes the stream without a word', { timeout: 60_000 }, async () => {
  const server = started('--stdio');
  const exited = exitOf(server);
  const { client } = await initialized(server);
  client.dispose();
  server.stdin.end();
  assert.equal(await exited, 1);
});

test('an editor written for Node speaks to it over the channel between processes, and takes it along when it goes', { timeout: 60_000 }, async () => {
  const server = fork(bundle, ['--node-ipc'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const answered = new Promise<unknown>((resolve) => server.once('message', resolve));
  let said = '';
  server.stdout?.on('data', (part: Buffer) => (said += part.toString()));
  server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities } });
  assert.match(JSON.stringify(await answered), /"hoverProvider":true/);
  server.disconnect();
  assert.equal(await exited, 1);
  assert.equal(said, '');
});

test('started by a person it says how it is started', { timeout: 60_000 }, async () => {
  const server = started();
  let said = '';
  server.stderr.on('data', (part: Buffer) => (said += part.toString()));
  assert.equal(await exitOf(server), 2);
  assert.match(said, /--stdio/);
});
