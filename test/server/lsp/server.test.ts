// The server as its client meets it: what is announced and what is answered, diagnostics asked for and sent unasked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { joinedCapabilities } from '#server/lsp/feature';
import { features } from '#server/lsp/features';
import * as protocol from 'vscode-languageserver/node';
import type { ClientCapabilities, Diagnostic, DocumentDiagnosticReport, PublishDiagnosticsParams, RegistrationParams } from 'vscode-languageserver/node';
import { change, open, startPair, templates, templateUri, type Pair } from './inMemory';

const pulling: ClientCapabilities = {
  workspace: {
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    fileOperations: { willRename: true, didRename: true, didDelete: true },
    textDocumentContent: {},
  },
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    rename: { prepareSupport: true },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
  },
};

const sound = readFileSync(`${templates}/dm-download.flow.xml`, 'utf8');
const broken = sound.replace('<prompt ', '<promt ');
const flowUri = templateUri('dm-download.flow.xml');

function pull({ client }: Pair, uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
  return client.sendRequest('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) });
}

function codesIn(report: DocumentDiagnosticReport): readonly unknown[] {
  return report.kind === 'full' ? report.items.map(({ code }) => code) : [report.kind];
}

/** Every request that the protocol lets a client send, but those of the connection itself. */
function knownRequests(): readonly string[] {
  return Object.values(protocol).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('method' in one) || !('type' in one)) return [];
    const { messageDirection } = one as { readonly messageDirection?: protocol.MessageDirection };
    const isRequest = Object.getPrototypeOf(one.type) === protocol.ProtocolRequestType.prototype && messageDirection !== protocol.MessageDirection.serverToClient;
    return isRequest && typeof one.method === 'string' && !/^(?:initialize|shutdown|window\/|client\/)/.test(one.method) ? [one.method] : [];
  });
}

test('what is in the table is announced and answered, and nothing else is', async () => {
  const { client, initialized } = await startPair(pulling);
  await open(client, flowUri, sound, 'fumo-flow');
  const announced = features.flatMap(({ capability }) => capability(pulling) ?? []);
  const { textDocumentSync, positionEncoding, ...others } = initialized.capabilities;
  assert.deepEqual(others, JSON.parse(JSON.stringify(joinedCapabilities(announced))));
  assert.deepEqual([textDocumentSync, positionEncoding], [{ openClose: true, change: 2, save: { includeText: false } }, 'utf-16']);
  const methods = features.flatMap((one) => one.methods);
  assert.equal(new Set(methods).size, methods.length);
  const requests = knownRequests();
  assert.ok(requests.length > 40);
  for (const method of requests) {
    // That one is answered when something changes.
    const held = method === 'workspace/diagnostic';
    const cancel = new protocol.CancellationTokenSource();
    const asked = client.sendRequest(method, { textDocument: { uri: flowUri }, position: { line: 0, character: 0 }, previousResultIds: [], files: [], query: 'x', newName: 'x', context: { includeDeclaration: true } }, cancel.token);
    if (held) setImmediate(() => { cancel.cancel(); });
    const answer = await asked.then(
      () => 'answered',
      (error: unknown) => (error instanceof protocol.ResponseError && error.code === protocol.ErrorCodes.MethodNotFound ? 'unknown' : 'answered'),
    );
    assert.equal(answer, methods.includes(method) ? 'answered' : 'unknown', method);
  }
  client.dispose();
});

test('diagnostics that are asked for stay the same until something changes', async () => {
  const pair = await startPair(pulling);
  const { client } = pair;
  await open(client, flowUri, broken, 'fumo-flow');
  const first = await pull(pair, flowUri);
  assert.deepEqual(codesIn(first), ['unknown-element']);
  const again = await pull(pair, flowUri, first.resultId);
  assert.deepEqual([again.kind, again.resultId], ['unchanged', first.resultId]);
  assert.equal((await pull(pair, flowUri)).kind, 'full');
  await change(client, flowUri, 2, sound);
  const mended = await pull(pair, flowUri, first.resultId);
  assert.deepEqual(codesIn(mended), []);
  assert.notEqual(mended.resultId, first.resultId);
  client.dispose();
});

test('a part of a document that is changed is taken in', async () => {
  const pair = await startPair(pulling);
  await open(pair.client, flowUri, sound, 'fumo-flow');
  const line = sound.split('\n').findIndex((each) => each.includes('<prompt '));
  const character = sound.split('\n')[line]?.indexOf('<prompt ') ?? 0;
  const range = { start: { line, character: character + 1 }, end: { line, character: character + 7 } };
  await pair.client.sendNotification('textDocument/didChange', { textDocument: { uri: flowUri, version: 2 }, contentChanges: [{ range, text: 'promt' }] });
  assert.deepEqual(codesIn(await pull(pair, flowUri)), ['unknown-element']);
  pair.client.dispose();
});

test('an open document stands for its file in the flows that name it, however its URI is written', async () => {
  const pair = await startPair(pulling);
  const ddf = readFileSync(`${templates}/device.ddf`, 'utf8').replace('<AccessType>', '<AccesType>');
  await open(pair.client, flowUri, sound, 'fumo-flow');
  assert.deepEqual(codesIn(await pull(pair, flowUri)), []);
  await open(pair.client, templateUri('device.ddf').replace('device.ddf', 'device%2Eddf'), ddf, 'dm-ddf');
  const report = await pull(pair, flowUri);
  assert.deepEqual(codesIn(report), ['named-file-problem']);
  const [item] = report.kind === 'full' ? report.items : [];
  const place = item?.relatedInformation?.[0]?.location;
  assert.equal(place?.range.start.line, ddf.slice(0, ddf.indexOf('<AccesType>')).split('\n').length - 1);
  pair.client.dispose();
});

test('a document that is not open, or none of ours, has no diagnostics', async () => {
  const pair = await startPair(pulling);
  assert.deepEqual(codesIn(await pull(pair, flowUri)), []);
  await open(pair.client, 'file:///a.xml', '<project><unclosed></project>', 'xml');
  assert.deepEqual(codesIn(await pull(pair, 'file:///a.xml')), []);
  pair.client.dispose();
});

test('files beside the documents are watched, and the client is told to ask again when one changes', async () => {
  const registered = new Promise<RegistrationParams>((resolve) => {
    void startPair(pulling, (client) => {
      client.onRequest('client/registerCapability', (params: RegistrationParams) => {
        resolve(params);
        return null;
      });
    });
  });
  assert.equal((await registered).registrations[0]?.method, 'workspace/didChangeWatchedFiles');
  let asked: () => void = () => undefined;
  const refreshed = new Promise<void>((resolve) => (asked = resolve));
  const { client } = await startPair(pulling, (one) => {
    one.onRequest('client/registerCapability', () => null);
    one.onRequest('workspace/diagnostic/refresh', () => {
      asked();
      return null;
    });
  });
  await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: templateUri('device.ddf'), type: 2 }] });
  await refreshed;
  client.dispose();
});

test('a client that does not ask is sent diagnostics once the typing rests, and none for what is closed', async () => {
  const sent: PublishDiagnosticsParams[] = [];
  let arrived: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
  const { client, clock, initialized } = await startPair({}, (one) => {
    one.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      sent.push(params);
      arrived();
    });
  });
  assert.equal(initialized.capabilities.diagnosticProvider, undefined);
  const settled = (): Promise<unknown> => client.sendRequest('textDocument/hover', { textDocument: { uri: flowUri }, position: { line: 0, character: 0 } });
  await open(client, flowUri, sound, 'fumo-flow');
  await settled();
  clock.advance(150);
  await change(client, flowUri, 2, broken);
  await settled();
  clock.advance(150);
  assert.deepEqual(sent, []);
  const first = next();
  clock.advance(150);
  await first;
  const codes = (items: readonly Diagnostic[] = []): readonly unknown[] => items.map(({ code }) => code);
  assert.deepEqual(sent.map(({ version, diagnostics }) => [version, codes(diagnostics)]), [[2, ['unknown-element']]]);
  const second = next();
  await client.sendNotification('textDocument/didClose', { textDocument: { uri: flowUri } });
  await second;
  assert.deepEqual(sent.at(-1), { uri: flowUri, diagnostics: [] });
  client.dispose();
});

test('a client without hierarchies, snippets or markdown is answered in what it knows', async () => {
  const { client } = await startPair({});
  await open(client, flowUri, sound, 'fumo-flow');
  const symbols = await client.sendRequest<protocol.SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri: flowUri } });
  assert.ok(symbols.some(({ name, location }) => name === '10 Sends the package' && location.uri === flowUri));
  const line = sound.split('\n').findIndex((each) => each.includes('<prompt '));
  const hover = await client.sendRequest<protocol.Hover>('textDocument/hover', { textDocument: { uri: flowUri }, position: { line, character: 7 } });
  assert.ok('kind' in Object(hover.contents) && !JSON.stringify(hover.contents).includes('**'));
  const items = await client.sendRequest<protocol.CompletionItem[]>('textDocument/completion', { textDocument: { uri: flowUri }, position: { line, character: 4 } });
  assert.ok(items.length > 0 && items.every(({ insertTextFormat, textEdit }) => insertTextFormat === 1 && !/\$\d|\$\{\d/.test(textEdit?.newText ?? '')));
  client.dispose();
});
