// Every method that the server announces, asked over a real connection: what isn't asked for here fails the test.
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { features } from '#server/lsp/features';
import {
  CancellationTokenSource,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CreateFile,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type FoldingRange,
  type InitializeResult,
  type InlayHint,
  type LinkedEditingRanges,
  type Position,
  type ProtocolConnection,
  type SelectionRange,
  type SemanticTokens,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { ddf, get, sessionMessage, status, updateFlow } from '../language/workspaceInMemory';

const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    fileOperations: { willRename: true, didRename: true, didDelete: true },
    inlayHint: { refreshSupport: true },
    symbol: { resolveSupport: { properties: ['location.range'] } },
    textDocumentContent: {},
  },
  textDocument: {
    diagnostic: {},
    rename: { prepareSupport: true },
    rangeFormatting: { rangesSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, dataSupport: true, resolveSupport: { properties: ['edit'] } },
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

const base = mkdtempSync(join(tmpdir(), 'fumo-every-'));
const bundle = join(base, 'languageServer.js');
const folder = join(base, 'w');
const uri = (name: string): string => pathToFileURL(join(folder, name)).href;

const texts = {
  'd.ddf': ddf('Vendor/Name chr Get Replace'),
  '1.syncml': sessionMessage('server', 1, `${get(1, './Vendor/Name')}\n${get(5, './Vendor/Name')}`),
  '2.syncml': sessionMessage('client', 2, `${status(1, '1', '0', 'SyncHdr')}\n${status(2, '1', '1')}`),
  'a.flow.xml': updateFlow('<param name="user" default="accept"/>\n<package file="p.fwp"/>\n<step n="1" from="authority" to="authority" title="${user}"/>'),
  'p.fwp': 'x',
};
type Name = keyof typeof texts;
const languages: Readonly<Record<Exclude<Name, 'p.fwp'>, string>> = { 'd.ddf': 'dm-ddf', '1.syncml': 'syncml', '2.syncml': 'syncml', 'a.flow.xml': 'fumo-flow' };

let server: ChildProcessWithoutNullStreams;
let client: ProtocolConnection;
let announced: InitializeResult;
let settings: unknown = {};
let refreshed: () => void = () => undefined;

before(async () => {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  await build({ entryPoints: ['server/src/languageServer.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', target: 'node20', loader: { '.ddf': 'text' }, logLevel: 'warning' });
  server = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) => items.map(() => settings));
  client.onRequest('workspace/inlayHint/refresh', () => {
    refreshed();
    return null;
  });
  client.onRequest('window/workDoneProgress/create', () => null);
  const built = new Promise<void>((resolve) => {
    client.onNotification('$/progress', ({ value }: { readonly value: unknown }) => {
      if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'end') resolve();
    });
  });
  client.listen();
  const root = pathToFileURL(folder).href;
  announced = await client.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: 'w' }], capabilities: { ...capabilities, window: { workDoneProgress: true } } });
  await client.sendNotification('initialized', {});
  await built;
  for (const [name, languageId] of Object.entries(languages)) await client.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(name), languageId, version: 1, text: texts[name as Name] } });
});

after(async () => {
  client.dispose();
  const exited = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await exited;
  rmSync(base, { recursive: true, force: true });
});

const driven = new Set<string>();

function ask<R>(method: string, params: unknown): Promise<R> {
  driven.add(method);
  return client.sendRequest<R>(method, params);
}

async function tell(method: string, params: unknown): Promise<void> {
  driven.add(method);
  await client.sendNotification(method, params);
}

function positionOf(name: Name, words: string, behind = 0): Position {
  const lines = texts[name].slice(0, texts[name].indexOf(words) + behind).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function at(name: Name, words: string, behind = 0): { readonly textDocument: { readonly uri: string }; readonly position: Position } {
  return { textDocument: { uri: uri(name) }, position: positionOf(name, words, behind) };
}

function whole(name: Name): { readonly textDocument: { readonly uri: string }; readonly range: { readonly start: Position; readonly end: Position } } {
  return { textDocument: { uri: uri(name) }, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } };
}

const options = { tabSize: 2, insertSpaces: true };

test('what stands at a place is explained, completed, found and renamed', { timeout: 60_000 }, async () => {
  const name = at('1.syncml', 'Name</LocURI>', 1);
  assert.match(JSON.stringify(await ask('textDocument/hover', name)), /Get, Replace/);
  const items = await ask<{ readonly label: string }[]>('textDocument/completion', name);
  assert.match(JSON.stringify(await ask('completionItem/resolve', items.find(({ label }) => label === 'Name'))), /Access/);
  assert.match(JSON.stringify(await ask('textDocument/definition', name)), /d\.ddf/);
  assert.match(JSON.stringify(await ask('textDocument/references', { ...name, context: { includeDeclaration: true } })), /d\.ddf/);
  assert.match(JSON.stringify(await ask('workspace/textDocumentContent', { uri: 'fumo-standard:/DevInfo.ddf' })), /<NodeName>Lang</);
  assert.equal((await ask<unknown[]>('textDocument/documentHighlight', name)).length, 2);
  assert.match(JSON.stringify(await ask('textDocument/documentLink', at('a.flow.xml', 'p.fwp'))), /p\.fwp/);
  assert.match(JSON.stringify(await ask('textDocument/prepareRename', name)), /Name/);
  assert.match(JSON.stringify(await ask('textDocument/rename', { ...name, newName: 'Label' })), /Label/);
  assert.match(JSON.stringify(await ask('workspace/willRenameFiles', { files: [{ oldUri: uri('p.fwp'), newUri: uri('q.fwp') }] })), /q\.fwp/);
});

test('documents and the workspace are outlined, checked and told of', { timeout: 60_000 }, async () => {
  assert.match(JSON.stringify(await ask('textDocument/documentSymbol', whole('d.ddf'))), /Vendor/);
  const [symbol] = await ask<WorkspaceSymbol[]>('workspace/symbol', { query: 'Vendor' });
  assert.match(JSON.stringify(await ask('workspaceSymbol/resolve', symbol)), /range/);
  const report = await ask<DocumentDiagnosticReport>('textDocument/diagnostic', whole('1.syncml'));
  assert.equal(report.kind, 'full');
  const cancel = new CancellationTokenSource();
  driven.add('workspace/diagnostic');
  const held = client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] }, cancel.token);
  const all = await Promise.race([held, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
  cancel.cancel();
  await held.catch(() => undefined);
  assert.ok(all === undefined || all.items.length > 0);
  assert.match(JSON.stringify(await ask('fumo/documentStatus', { uri: uri('1.syncml') })), /SyncML 1\.2/);
  const encoded = await ask<{ readonly octets: string }>('fumo/encodeWbxml', { text: texts['1.syncml'], before: '' });
  assert.match(JSON.stringify(await ask('fumo/decodeWbxml', { uri: uri('1.wbxml'), octets: encoded.octets })), /SyncHdr/);
  assert.match(JSON.stringify(await ask('fumo/listWbxml', { uri: uri('1.wbxml'), octets: encoded.octets })), /SyncHdr/);
});

test('texts are laid out, folded, selected and closed', { timeout: 60_000 }, async () => {
  assert.ok((await ask<TextEdit[]>('textDocument/formatting', { ...whole('1.syncml'), options })).length > 5);
  const line = { start: positionOf('d.ddf', '<Node>'), end: positionOf('d.ddf', '<Node>') };
  assert.ok((await ask<TextEdit[]>('textDocument/rangeFormatting', { ...whole('d.ddf'), range: line, options })).length > 0);
  assert.ok((await ask<TextEdit[]>('textDocument/rangesFormatting', { ...whole('d.ddf'), ranges: [line], options })).length > 0);
  const typed = await ask<TextEdit[]>('textDocument/onTypeFormatting', { ...at('2.syncml', '<Final/>', 8), ch: '>', options });
  assert.deepEqual(typed.map(({ newText }) => newText), ['  ']);
  const folds = await ask<FoldingRange[]>('textDocument/foldingRange', whole('2.syncml'));
  assert.deepEqual(folds.map(({ startLine }) => startLine), [0, 1, 2]);
  const [selection] = await ask<SelectionRange[]>('textDocument/selectionRange', { ...whole('1.syncml'), positions: [positionOf('1.syncml', 'Name<', 1)] });
  assert.equal((selection?.range.end.character ?? 0) - (selection?.range.start.character ?? 0), 4);
  const linked = await ask<LinkedEditingRanges>('textDocument/linkedEditingRange', at('1.syncml', 'SyncBody', 2));
  assert.equal(linked.ranges.length, 2);
  assert.equal(await ask('fumo/closeTag', at('1.syncml', '<SyncBody>', 10)), null);
});

test('meanings are coloured, hinted at, shown while debugging, and led to', { timeout: 60_000 }, async () => {
  const tokens = await ask<SemanticTokens>('textDocument/semanticTokens/full', whole('2.syncml'));
  assert.ok(tokens.data.length >= 5 * 7);
  assert.deepEqual(await ask('textDocument/semanticTokens/full/delta', { ...whole('2.syncml'), previousResultId: tokens.resultId }).then((delta) => (delta as { edits?: unknown }).edits), []);
  const part = await ask<SemanticTokens>('textDocument/semanticTokens/range', { ...whole('2.syncml'), range: { start: positionOf('2.syncml', '<Status>'), end: positionOf('2.syncml', '</Status>') } });
  assert.ok(part.data.length > 0 && part.data.length < tokens.data.length);
  const hints = await ask<InlayHint[]>('textDocument/inlayHint', whole('2.syncml'));
  assert.deepEqual(hints.map(({ label }) => label), ['the header', 'OK', 'Get ./Vendor/Name', 'OK']);
  assert.match(JSON.stringify(await ask('inlayHint/resolve', hints[1])), /Status 200/);
  const shown = await ask<{ readonly expression: string }[]>('textDocument/inlineValue', { ...whole('a.flow.xml'), context: { frameId: 1, stoppedLocation: whole('a.flow.xml').range } });
  assert.deepEqual(shown.map(({ expression }) => expression), ['user', 'user']);
  const runs = await ask<CodeLens[]>('textDocument/codeLens', whole('a.flow.xml'));
  assert.deepEqual(runs.map(({ command }) => command?.command), ['fumo.runFlow', 'fumo.debugFlow']);
  const nodes = await client.sendRequest<CodeLens[]>('textDocument/codeLens', whole('d.ddf'));
  const resolved = await ask<CodeLens>('codeLens/resolve', nodes[1]);
  assert.equal(resolved.command?.title, '2 references');
  const [encode] = await client.sendRequest<CodeLens[]>('textDocument/codeLens', whole('1.syncml'));
  assert.match((await client.sendRequest<CodeLens>('codeLens/resolve', encode)).command?.title ?? '', /^Show as WBXML \(\d+ octets\)$/);
});

function editsOf(edit: WorkspaceEdit | undefined, name: string): readonly string[] {
  const changes = (edit?.documentChanges ?? []).filter((one): one is TextDocumentEdit => 'edits' in one && one.textDocument.uri === uri(name));
  return changes.flatMap(({ edits }) => edits.map((one) => ('newText' in one ? one.newText : '')));
}

test('mends, comments and refactorings are offered, and worked out when they are chosen', { timeout: 60_000 }, async () => {
  const broken = texts['1.syncml'].replace('<CmdID>5</CmdID>', '<CmdID>1</CmdID>').replace('<Final/>', '<Finall/>');
  const other = uri('broken.syncml');
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri: other, languageId: 'syncml', version: 3, text: broken } });
  const report = await client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: other } });
  const diagnostics: readonly Diagnostic[] = report.kind === 'full' ? report.items : [];
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const actions = await ask<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: other }, range, context: { diagnostics } });
  const titles = actions.map(({ title }) => title);
  assert.ok(titles.includes('Did you mean Final?'), titles.join('\n'));
  assert.ok(titles.includes('Switch unknown-element off for this line') && titles.includes('Switch unknown-element off for this file'));
  assert.ok(actions.some(({ isPreferred, edit }) => isPreferred === true && edit !== undefined));
  const disable = actions.find(({ title }) => title === 'Switch unknown-element off for this line');
  assert.deepEqual(editsOf(disable?.edit, 'broken.syncml'), ['<!-- fumo-disable-next-line unknown-element -->\n']);
  const numbering = actions.find(({ title }) => title === 'Number the commands from 1');
  assert.equal(numbering?.edit, undefined);
  assert.deepEqual(editsOf((await ask<CodeAction>('codeAction/resolve', numbering)).edit, 'broken.syncml'), ['2']);
  const [fixAll, ...more] = await client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: other }, range, context: { diagnostics: [], only: ['source.fixAll'] } });
  assert.deepEqual([fixAll?.kind, more], ['source.fixAll.fumo', []]);
  assert.equal(editsOf((await client.sendRequest<CodeAction>('codeAction/resolve', fixAll)).edit, 'broken.syncml').length, 1);
  const described = actions.find(({ title }) => title.includes('in a DDF'));
  const made = (await client.sendRequest<CodeAction>('codeAction/resolve', described)).edit;
  assert.deepEqual((made?.documentChanges?.[0] as CreateFile | undefined)?.uri, uri('broken.ddf'));
  await client.sendNotification('textDocument/didChange', { textDocument: { uri: other, version: 4 }, contentChanges: [{ text: broken }] });
  await assert.rejects(client.sendRequest('codeAction/resolve', numbering), /changed meanwhile/);
});

test('hints follow the settings as they change', { timeout: 60_000 }, async () => {
  const again = new Promise<void>((resolve) => (refreshed = resolve));
  settings = { inlayHints: { codes: false } };
  await tell('workspace/didChangeConfiguration', { settings: null });
  await again;
  const hints = await client.sendRequest<InlayHint[]>('textDocument/inlayHint', whole('2.syncml'));
  assert.deepEqual(hints.map(({ label }) => label), ['the header', 'Get ./Vendor/Name']);
});

test('files and folders that change are taken in', { timeout: 60_000 }, async () => {
  const name = at('1.syncml', 'Name</LocURI>', 1);
  const hover = async (): Promise<string> => JSON.stringify(await client.sendRequest('textDocument/hover', name));
  writeFileSync(join(folder, 'more.ddf'), ddf('Other chr'));
  await tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('more.ddf'), type: 1 }] });
  await tell('workspace/didRenameFiles', { files: [{ oldUri: uri('more.ddf'), newUri: uri('gone.ddf') }] });
  await tell('workspace/didDeleteFiles', { files: [{ uri: uri('more.ddf') }] });
  assert.match(await hover(), /Get, Replace/);
  const root = pathToFileURL(folder).href;
  await tell('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: root, name: 'w' }] } });
});

test('nothing is announced that was not asked for here', () => {
  const methods = features.filter(({ capability }) => capability(capabilities) !== undefined).flatMap((one) => one.methods);
  assert.deepEqual(methods.filter((method) => !driven.has(method)), []);
  assert.ok(announced.capabilities.codeActionProvider);
});
