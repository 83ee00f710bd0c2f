// The server over a folder: files that nobody has opened count, in every feature that looks beyond its document.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type {
  ClientCapabilities,
  CompletionItem,
  Diagnostic,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  Hover,
  Location,
  LocationLink,
  PublishDiagnosticsParams,
  TextDocumentContentResult,
  TextDocumentEdit,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver/node';
import { ddf, get, sessionMessage, updateFlow } from '../language/workspaceInMemory';
import { startInFolder, type FolderPair } from './folder';
import { change, open } from './inMemory';

const device = ddf('Vendor/Name chr Get Replace', 'Vendor/*/Size int');
const sound = (uri: string): string => sessionMessage('server', 1, get(1, uri));
const broken = sound('./Vendor/Name').replace('<MsgID>1</MsgID>', '');
const files = { 'd.ddf': device, 'sub/a.syncml': sound('./Vendor/Name'), 'a.flow.xml': updateFlow('<package file="p.fwp"/>'), 'p.fwp': 'x' };

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

test('definition, references, highlights and links reach files that nobody has opened', async () => {
  const pair = await startInFolder(files);
  await pair.built;
  const at = await pair.openMarked('b.syncml', sound('./Vendor/N|ame'));
  const [link] = (await pair.client.sendRequest<LocationLink[] | null>('textDocument/definition', at)) ?? [];
  assert.deepEqual([nameOf(link?.targetUri ?? ''), link?.targetSelectionRange.start], ['d.ddf', { line: 2, character: '<Node><NodeName>'.length }]);
  assert.equal((link?.originSelectionRange?.end.character ?? 0) - (link?.originSelectionRange?.start.character ?? 0), 4);
  const places = (includeDeclaration: boolean): Promise<Location[]> => pair.client.sendRequest('textDocument/references', { ...at, context: { includeDeclaration } });
  assert.deepEqual((await places(true)).map(({ uri }) => nameOf(uri)).sort(), ['a.syncml', 'b.syncml', 'd.ddf']);
  assert.deepEqual((await places(false)).map(({ uri }) => nameOf(uri)).sort(), ['a.syncml', 'b.syncml']);
  assert.equal((await pair.client.sendRequest<DocumentHighlight[]>('textDocument/documentHighlight', at)).length, 1);
  const flow = await pair.openMarked('a.flow.xml', files['a.flow.xml']);
  const [named] = await pair.client.sendRequest<DocumentLink[]>('textDocument/documentLink', flow);
  assert.deepEqual([nameOf(named?.target ?? ''), named?.tooltip], ['p.fwp', 'Opens the package']);
  pair.close();
});

test('a standard object\'s node is shown in its text where the client shows texts that are no files', async () => {
  const found = async (capabilities?: ClientCapabilities): Promise<readonly string[]> => {
    const pair = await startInFolder(files, capabilities === undefined ? {} : { capabilities });
    await pair.built;
    const places = (await pair.client.sendRequest<Location[] | null>('textDocument/definition', await pair.openMarked('b.syncml', sound('./DevInfo/La|ng')))) ?? [];
    const { text } = places.length > 0 ? await pair.client.sendRequest<TextDocumentContentResult>('workspace/textDocumentContent', { uri: places[0]?.uri }) : { text: '' };
    pair.close();
    return places.map(({ uri, range: { start, end } }) => `${uri} ${text.split('\n')[start.line]?.slice(start.character, end.character) ?? ''}`);
  };
  assert.deepEqual(await found(), []);
  assert.deepEqual(await found({ window: { workDoneProgress: true }, workspace: { workspaceFolders: true, textDocumentContent: {} } }), ['fumo-standard:/DevInfo.ddf Lang']);
});

test('hover and completion know the descriptions; a completion\'s card comes when it is looked at', async () => {
  const pair = await startInFolder(files);
  await pair.built;
  const at = await pair.openMarked('b.syncml', sound('./Vendor/N|ame'));
  const hover = await pair.client.sendRequest<Hover>('textDocument/hover', at);
  assert.match(JSON.stringify(hover.contents), /Access: Get, Replace/);
  const items = await pair.client.sendRequest<CompletionItem[]>('textDocument/completion', at);
  const name = items.find(({ label }) => label === 'Name');
  assert.deepEqual([name?.detail, name?.documentation], ['chr, Get Replace', undefined]);
  const resolved = await pair.client.sendRequest<CompletionItem>('completionItem/resolve', name);
  assert.match(JSON.stringify(resolved.documentation), /Access: Get, Replace/);
  assert.deepEqual(await pair.client.sendRequest('completionItem/resolve', { label: 'x', data: { odd: 1 } }), { label: 'x', data: { odd: 1 } });
  pair.close();
});

test('a node is renamed through all files; what can\'t be renamed is answered by why', async () => {
  const pair = await startInFolder(files);
  await pair.built;
  const at = await pair.openMarked('b.syncml', sound('./Ven|dor/Name'));
  assert.deepEqual(await pair.client.sendRequest('textDocument/prepareRename', at), { range: { start: { line: 2, character: at.position.character - 3 }, end: { line: 2, character: at.position.character + 3 } }, placeholder: 'Vendor' });
  const edit = await pair.client.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'Maker' });
  const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual(changes.map(({ textDocument: { uri, version }, edits }) => [nameOf(uri), version, edits.length]).sort(), [['a.syncml', null, 1], ['b.syncml', 1, 1], ['d.ddf', null, 1]]);
  await assert.rejects(pair.client.sendRequest('textDocument/rename', { ...at, newName: 'a/b' }), (error) => error instanceof ResponseError && /can't be the name of a node/.test(error.message));
  const nothing = { ...at, position: { line: 0, character: 0 } };
  assert.equal(await pair.client.sendRequest('textDocument/prepareRename', nothing), null);
  await assert.rejects(pair.client.sendRequest('textDocument/rename', { ...nothing, newName: 'x' }), /Nothing here can be renamed/);
  const followed = await pair.client.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', { files: [{ oldUri: pair.uri('p.fwp'), newUri: pair.uri('sub/q.fwp') }] });
  assert.deepEqual((followed.documentChanges as TextDocumentEdit[]).flatMap(({ edits }) => edits.map((one) => ('newText' in one ? one.newText : ''))), ['sub/q.fwp']);
  assert.equal(await pair.client.sendRequest('workspace/willRenameFiles', { files: [{ oldUri: pair.uri('x'), newUri: pair.uri('y') }] }), null);
  pair.close();
});

test('symbols of all files are found; their places come when they are chosen', async () => {
  const pair = await startInFolder(files);
  await pair.built;
  const found = await pair.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'name' });
  assert.deepEqual(found.map(({ name, location }) => [name, 'range' in location]), [['Name', false], ['Get ./Vendor/Name', false]]);
  const resolved = await pair.client.sendRequest<WorkspaceSymbol>('workspaceSymbol/resolve', found[0]);
  assert.deepEqual('range' in resolved.location ? resolved.location.range.start : undefined, { line: 2, character: '<Node><NodeName>'.length });
  pair.close();
});

/** Asks for the whole workspace; `previous` is what the client has. */
function pullAll(pair: FolderPair, previous: readonly { readonly uri: string; readonly value: string }[], cancel?: CancellationTokenSource): Promise<WorkspaceDiagnosticReport> {
  const params = { previousResultIds: previous };
  return cancel === undefined ? pair.client.sendRequest('workspace/diagnostic', params) : pair.client.sendRequest('workspace/diagnostic', params, cancel.token);
}

function resultsOf({ items }: WorkspaceDiagnosticReport): { readonly uri: string; readonly value: string }[] {
  return items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
}

function told({ items }: WorkspaceDiagnosticReport): readonly string[] {
  return items.map((one) => `${nameOf(one.uri)} ${one.kind === 'full' ? one.items.filter(({ severity }) => severity === 1).length : 'unchanged'}`).sort();
}

async function settle(pair: FolderPair): Promise<void> {
  await pair.client.sendRequest('workspace/symbol', { query: 'zzz' });
}

/** Asks until it holds: files are read while the server goes on. Half a minute of a machine that does nothing else is too long. */
async function eventually(holds: () => Promise<boolean> | boolean, pair: FolderPair): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, 'it never came');
    pair.clock.advance(100);
    await settle(pair);
  }
}

/** Waits for an answer that may be held: a file is read while the server goes on, so a change may come after the request. */
async function answered<T>(pair: FolderPair, held: Promise<T>): Promise<T> {
  let done = false;
  const answer = held.finally(() => (done = true));
  await eventually(() => done, pair);
  return answer;
}

test('a request for the whole workspace is answered with what is wrong, then held until something changes', async () => {
  const pair = await startInFolder({ ...files, 'sub/bad.syncml': broken });
  await pair.built;
  const first = await pullAll(pair, []);
  const errors = first.items.find(({ uri }) => uri.endsWith('bad.syncml'));
  assert.ok(errors?.kind === 'full' && errors.version === null && errors.items.some(({ severity }) => severity === 1));
  let isAnswered = false;
  const held = pullAll(pair, resultsOf(first)).finally(() => (isAnswered = true));
  await settle(pair);
  pair.clock.advance(10_000);
  await settle(pair);
  assert.equal(isAnswered, false);
  pair.write('sub/bad.syncml', sound('./Vendor/Name'));
  await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: pair.uri('sub/bad.syncml'), type: 2 }] });
  assert.deepEqual(told(await answered(pair, held)).filter((one) => one.startsWith('bad')), ['bad.syncml 0']);
  pair.close();
});

test('a file that is gone has no diagnostics any more; a request that is withdrawn is let go', async () => {
  const pair = await startInFolder({ 'bad.syncml': broken });
  await pair.built;
  const first = await pullAll(pair, []);
  assert.equal(first.items.length, 1);
  rmSync(join(pair.folder, 'bad.syncml'));
  await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: pair.uri('bad.syncml'), type: 3 }] });
  assert.deepEqual(told(await answered(pair, pullAll(pair, resultsOf(first)))), ['bad.syncml 0']);
  const cancel = new CancellationTokenSource();
  const held = pullAll(pair, [], cancel);
  await settle(pair);
  cancel.cancel();
  await assert.rejects(held, (error) => error instanceof ResponseError && error.code === -32800);
  pair.close();
});

test('a client that takes parts is sent parts', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.syncml`, broken]));
  const parts: number[] = [];
  const pair = await startInFolder(many, {
    progress(token, value) {
      if (token === 'part') parts.push((value as WorkspaceDiagnosticReport).items.length);
    },
  });
  await pair.built;
  const last = await pair.client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'part' });
  assert.deepEqual([parts, last.items.length], [[25, 5], 0]);
  pair.close();
});

async function pull(pair: FolderPair, uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
  return pair.client.sendRequest('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) });
}

test('result ids are of the content: the same for another server', async () => {
  const ids: (string | undefined)[] = [];
  for (let i = 0; i < 2; i++) {
    const pair = await startInFolder({});
    await open(pair.client, 'untitled:a.syncml', broken, 'syncml');
    ids.push((await pull(pair, 'untitled:a.syncml')).resultId);
    assert.equal((await pull(pair, 'untitled:a.syncml', ids[0])).kind, 'unchanged');
    pair.close();
  }
  assert.equal(ids[0], ids[1]);
});

test('a saved description has the client ask again; settings and fumo.json hold at once', async () => {
  let refreshes = 0;
  let wake: () => void = () => undefined;
  let profile: unknown = { rules: {} };
  const pair = await startInFolder(files, {
    settings: () => profile,
    refreshed: () => {
      refreshes++;
      wake();
    },
  });
  const refreshed = async (act: () => Promise<void>): Promise<void> => {
    const before = refreshes;
    const next = new Promise<void>((resolve) => (wake = resolve));
    await act();
    if (refreshes === before) await next;
  };
  await pair.built;
  await settle(pair);
  await pair.openMarked('d.ddf', device);
  await refreshed(() => pair.client.sendNotification('textDocument/didSave', { textDocument: { uri: pair.uri('d.ddf') } }));
  await pair.openMarked('bad.syncml', broken);
  const uri = pair.uri('bad.syncml');
  const codes = async (): Promise<readonly unknown[]> => {
    const report = await pull(pair, uri);
    return report.kind === 'full' ? report.items.map(({ code, severity }) => `${String(code)} ${severity ?? 0}`) : [];
  };
  const first = String((await codes())[0]);
  const code = first.split(' ')[0] ?? '';
  assert.equal(first, `${code} 1`);
  profile = { rules: { [code]: 'hint' } };
  await refreshed(() => pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null }));
  assert.ok((await codes()).includes(`${code} 4`));
  pair.write('fumo.json', JSON.stringify({ rules: { [code]: 'off' } }));
  await refreshed(() => pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: pair.uri('fumo.json'), type: 1 }] }));
  assert.ok(!(await codes()).some((one) => String(one).startsWith(`${code} `)));
  pair.write('fumo.json', JSON.stringify({ ignore: ['*.syncml'] }));
  await refreshed(() => pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: pair.uri('fumo.json'), type: 2 }] }));
  assert.deepEqual(await codes(), []);
  pair.close();
});

test('nothing is found wrong in views of the past', async () => {
  const pair = await startInFolder({});
  for (const uri of ['git:/w/a.syncml?ref', 'output:a']) {
    await open(pair.client, uri, broken, 'syncml');
    assert.deepEqual(await pull(pair, uri).then((report) => (report.kind === 'full' ? report.items : report.kind)), []);
  }
  pair.close();
});

test('looking through the workspace shows its progress and can be broken off', async () => {
  const seen: unknown[] = [];
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.syncml`, sound('./A')]));
  const pair = await startInFolder(many, {
    progress(token, value, client) {
      seen.push(value);
      if (seen.length === 2) void client.sendNotification('window/workDoneProgress/cancel', { token });
    },
  });
  await pair.built;
  const kinds = seen.map((value) => (value as { kind: string }).kind);
  assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
  assert.equal((seen[0] as { cancellable?: boolean }).cancellable, true);
  const found = await pair.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'Get' });
  assert.ok(found.length < 50, `${found.length} files were read`);
  pair.close();
});

test('what came with a new folder, unheard of, is known once a document of it is opened', async () => {
  const pair = await startInFolder(files);
  await pair.built;
  pair.write('new/radio.ddf', ddf('Radio/Band int'));
  pair.write('new/a.syncml', sound('./Radio/Band'));
  const at = await pair.openMarked('new/a.syncml', sound('./Radio/B|and'));
  let found: Location[] | null = null;
  await eventually(async () => ((found = await pair.client.sendRequest<Location[] | null>('textDocument/definition', at)) ?? []).length > 0, pair);
  assert.match(JSON.stringify(found), /new\/radio\.ddf/);
  pair.close();
});

test('folders come and go', async () => {
  const pair = await startInFolder({ 'one/a.ddf': ddf('First'), 'two/b.ddf': ddf('Second') }, { params: { workspaceFolders: [] } });
  const names = async (): Promise<readonly string[]> => (await pair.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: '' })).map(({ name }) => name).sort();
  const [one, two] = ['one', 'two'].map((name) => ({ uri: pair.uri(name), name }));
  const changed = async (added: readonly unknown[], removed: readonly unknown[], until: number): Promise<void> => {
    await pair.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    await eventually(async () => (await names()).length === until, pair);
  };
  assert.deepEqual(await names(), []);
  await changed([one, two], [], 2);
  assert.deepEqual(await names(), ['First', 'Second']);
  await changed([], [one], 1);
  assert.deepEqual(await names(), ['Second']);
  pair.close();
});

test('files that the editor renames or deletes itself are followed', async () => {
  const pair = await startInFolder({ 'one/a.ddf': ddf('First') });
  await pair.built;
  const names = async (): Promise<readonly string[]> => (await pair.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: '' })).map(({ name }) => name);
  rmSync(join(pair.folder, 'one'), { recursive: true });
  pair.write('two/a.ddf', ddf('Second'));
  await pair.client.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: pair.uri('one/a.ddf'), newUri: pair.uri('two/a.ddf') }] });
  await eventually(async () => (await names())[0] === 'Second', pair);
  assert.deepEqual(await names(), ['Second']);
  rmSync(join(pair.folder, 'two'), { recursive: true });
  await pair.client.sendNotification('workspace/didDeleteFiles', { files: [{ uri: pair.uri('two') }] });
  await eventually(async () => (await names()).length === 0, pair);
  assert.deepEqual(await names(), []);
  pair.close();
});

test('an older client gets places instead of links, changes instead of versions, and diagnostics unasked', async () => {
  const sent: PublishDiagnosticsParams[] = [];
  const pair = await startInFolder(files, { capabilities: {}, params: { initializationOptions: { settings: { fumo: { profile: 'strict' } } } } });
  pair.client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    sent.push(params);
  });
  const at = await pair.openMarked('b.syncml', sound('./Vendor/N|ame'));
  let places: Location[] | null = null;
  await eventually(async () => ((places = await pair.client.sendRequest<Location[] | null>('textDocument/definition', at)) ?? []).length > 0, pair);
  assert.deepEqual((places ?? []).map(({ uri }: Location) => nameOf(uri)), ['d.ddf']);
  const changed = async (): Promise<number> => Object.keys((await pair.client.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'x' })).changes ?? {}).length;
  await eventually(async () => (await changed()) === 3, pair);
  assert.equal(await changed(), 3);
  await change(pair.client, at.textDocument.uri, 2, broken);
  const errors = (items: readonly Diagnostic[] = []): number => items.filter(({ severity }) => severity === 1).length;
  await eventually(() => errors(sent.findLast(({ uri }) => uri === at.textDocument.uri)?.diagnostics) > 0, pair);
  assert.ok(errors(sent.at(-1)?.diagnostics) > 0);
  pair.close();
});
