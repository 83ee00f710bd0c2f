// What is shown in and beside a text: semantic tokens, inlay hints, values while debugging, lenses.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { utf8, toBase64 } from '#engine/base/bytes';
import { codeLenses, encodedSize, mentionsOfNodeAt } from '#server/language/codeLenses';
import { hintCard, hintKinds, inlayHints, type HintKind } from '#server/language/inlayHints';
import { inlineExpressions } from '#server/language/inlineValues';
import { foldsOf } from '#server/language/folding';
import { modelOf } from '#server/language/documentModel';
import { factsOf } from '#server/language/facts';
import { refactorings } from '#server/language/refactorings';
import { selectionsAt } from '#server/language/selection';
import { semanticTokens, tokenModifiers, tokenTypes } from '#server/language/semanticTokens';
import { WorkspaceIndex } from '#server/language/workspaceIndex';
import { nodeHasher } from '#server/node/nodeHasher';
import { ddf, get, markedWorkspace, sessionMessage, shown, status, updateFlow, type FilesByName } from './workspaceInMemory';

const device = ddf('Vendor/Name chr', 'Vendor/*/Size int');

/** `text type modifier…` of the tokens of the file that holds the `|`. */
async function assertTokens(files: FilesByName, expected: readonly string[], within?: string): Promise<void> {
  const { model, facts, workspace } = await markedWorkspace(files);
  const start = within === undefined ? 0 : model.text.indexOf(within);
  const tokens = semanticTokens(model, facts, workspace.index, within === undefined ? undefined : { start, end: start + within.length });
  assert.deepEqual(tokens.map(({ range, type, modifiers }) => [model.text.slice(range.start, range.end), type, ...modifiers].join(' ')), expected);
}

test('addresses, numbers and codes of a message have their meanings as tokens', async () => {
  await assertTokens({ 'd.ddf': device, 'm.syncml': sessionMessage('client', 2, `|${get(9, './Vendor/Name')}${status(1, '1', '3')}\n${get(2, './Vendor2/Other')}`) }, [
    '2 fumoNumber declaration',
    '9 fumoNumber declaration',
    'Vendor fumoNode described',
    'Name fumoNode described',
    '1 fumoNumber declaration',
    '1 fumoNumber',
    '3 fumoNumber',
    '200 fumoStatus success',
    '2 fumoNumber declaration',
    'Vendor2 fumoNode',
    'Other fumoNode',
  ]);
  await assertTokens({ 'm.syncml': `${sessionMessage('client', 2, status(1, '1', '3').replace('200', '404'))}|` }, ['404 fumoStatus failure'], '404');
});

test('nodes of a description, names and numbers of a flow have theirs', async () => {
  await assertTokens({ 'd.ddf': `${ddf('Vendor/*/Size int')}|` }, ['Vendor fumoNode declaration', 'Size fumoNode declaration']);
  await assertTokens({ 'a.flow.xml': `${updateFlow('<let name="fumo" find="urn:x" else="./A"/>\n<step n="1" from="server" to="client" title="x"><Get><Item><Target><LocURI>${fumo}/State</LocURI></Target></Item></Get><expect status="202" of="Get"/></step>')}|` }, [
    'fumo variable declaration',
    'A fumoNode',
    '1 fumoNumber declaration',
    'fumo variable',
    'State fumoNode',
    '202 fumoStatus success',
  ]);
});

/** The text up to each hint's place on its line, then the hint. */
async function assertHints(files: FilesByName, kinds: readonly HintKind[], expected: readonly string[], within?: string): Promise<void> {
  const { model, facts, workspace } = await markedWorkspace(files);
  const start = within === undefined ? 0 : model.text.indexOf(within);
  const hints = inlayHints(model, { start, end: within === undefined ? model.text.length : start + within.length }, new Set(kinds), { facts, index: workspace.index, hasher: nodeHasher });
  assert.deepEqual(hints.map(({ offset, label }) => `${/[^>]*$/.exec(model.text.slice(0, offset))?.[0] ?? ''}: ${label}`), expected);
}

const data = toBase64(utf8('<a>0123456789</a>'));
const replace = `<Replace><CmdID>2</CmdID><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Item><Target><LocURI>./A</LocURI></Target><Data>${data}</Data></Item></Replace>`;
const session = { '1.syncml': sessionMessage('server', 1, get(3, './Vendor/Name')), '2.syncml': `${sessionMessage('client', 2, `${status(1, '1', '3')}\n${status(3, '1', '0', 'SyncHdr')}\n${replace}`)}|` };

test('hints say what codes mean, what references mean, what octets are; of what is asked for alone', async () => {
  await assertHints(session, ['codes'], ['200: OK', '200: OK']);
  await assertHints(session, ['references'], ['3: Get ./Vendor/Name', '0: the header']);
  await assertHints(session, ['data'], [`${data}: 17 octets of XML, SHA-256 ${sha(data).slice(0, 8)}…`]);
  await assertHints(session, [], []);
  await assertHints({ 'a.flow.xml': `${updateFlow('<step n="1" from="server" to="client" title="x"><expect status="202" of="Exec"/><expect status="200 404" of="Get"/></step>')}|` }, ['codes'], ['<expect status="202": Accepted for processing', '<expect status="200: OK', '<expect status="200 404: Not found']);
  await assertHints(session, hintKinds, ['3: Get ./Vendor/Name', '200: OK'], status(1, '1', '3'));
});

function sha(base64: string): string {
  return Buffer.from(nodeHasher.sha256(new Uint8Array(Buffer.from(base64, 'base64')))).toString('hex');
}

test('a hint tells more when it is looked at', async () => {
  const { model } = await markedWorkspace(session);
  assert.match(hintCard({ kind: 'code', code: 'status', value: '200' }, model, nodeHasher) ?? '', /^\*\*Status 200: OK/);
  const start = model.text.indexOf(data);
  assert.match(hintCard({ kind: 'data', range: { start, end: start + data.length } }, model, nodeHasher) ?? '', new RegExp(sha(data)));
});

test('values are asked for by name and by address, as far as the flow has come, once a line', async () => {
  const { model, facts } = await markedWorkspace({
    'a.flow.xml': updateFlow('<let name="fumo" else="./Fw/Pkg"/>\n<step n="1" from="server" to="client" title="${fumo} ${fumo}"><expect node="./Fw/State?prop=X" is="10"/></step>\n<step n="2" from="server" to="client" title="${later}"/>|'),
  });
  const until = model.text.indexOf('<step n="2"') - 1;
  const found = inlineExpressions(model, facts, { start: 0, end: model.text.length }, until);
  assert.deepEqual(found.map(({ range, expression }) => [model.text.slice(range.start, range.end), expression]), [['fumo', 'fumo'], ['./Fw/Pkg', './Fw/Pkg'], ['fumo', 'fumo'], ['./Fw/State?prop=X', './Fw/State']]);
});

test('a flow can be run, a message encoded, a node looked up', async () => {
  const flow = await markedWorkspace({ 'a.flow.xml': updateFlow('|') });
  assert.deepEqual(codeLenses(flow.model, flow.facts).map(({ action }) => action), ['run', 'debug']);
  const message = await markedWorkspace(session);
  assert.deepEqual(codeLenses(message.model, message.facts).map(({ action }) => action), ['encode']);
  assert.ok(((await encodedSize(message.model)) ?? 0) > 100);
  const made = await markedWorkspace({ 'd.ddf': `${device}|`, 'm.syncml': sessionMessage('server', 1, get(1, './Vendor/Name')) });
  const lenses = codeLenses(made.model, made.facts);
  const counts = lenses.map(({ range: { start, end } }) => [made.model.text.slice(start, end), mentionsOfNodeAt(made.facts, start, made.workspace.index).map(({ uri, range }) => shown(made, uri, range))]);
  assert.deepEqual(counts, [['Vendor', ['m.syncml:3:Vendor']], ['Name', ['m.syncml:3:Name']], ['Size', []]]);
});

test('package.json gives themes every token of ours, and no other', () => {
  interface Declared {
    readonly id: string;
  }
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly contributes: { readonly semanticTokenTypes: readonly Declared[]; readonly semanticTokenModifiers: readonly Declared[]; readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, unknown>> }[] } };
  const own = (names: readonly string[]): readonly string[] => names.filter((name) => name !== 'variable' && name !== 'declaration');
  assert.deepEqual(contributes.semanticTokenTypes.map(({ id }) => id), own(tokenTypes));
  assert.deepEqual(contributes.semanticTokenModifiers.map(({ id }) => id), own(tokenModifiers));
  const scoped = new Set(contributes.semanticTokenScopes.flatMap(({ scopes }) => Object.keys(scopes).map((key) => key.replace(/\..*/, ''))));
  assert.deepEqual([...scoped].sort(), [...own(tokenTypes)].sort());
});

const corpus = join(process.cwd(), '..', 'shared', 'corpus');

test('real files are annotated without a failure, their tokens apart and in order', { skip: !existsSync(corpus) }, async () => {
  const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:xml|ddf|syncml|dd)$/.test(name));
  for (const name of names.filter((_, at) => at % Math.ceil(names.length / 80) === 0)) {
    const text = readFileSync(join(corpus, name), 'utf8');
    if (text.length > 100_000) continue;
    const uri = `memory:/w/${name}`;
    const model = modelOf({ uri, text });
    const index = new WorkspaceIndex(() => ({ key: '', describes: () => true }));
    const facts = factsOf(model, (reference) => reference);
    index.put(facts);
    let end = 0;
    for (const { range } of semanticTokens(model, facts, index)) {
      assert.ok(range.start >= end && range.end > range.start, name);
      ({ end } = range);
    }
    const all = { start: 0, end: text.length };
    inlayHints(model, all, new Set(hintKinds), { facts, index, hasher: nodeHasher });
    foldsOf(model);
    codeLenses(model, facts);
    const files = { read: () => Promise.resolve(undefined), resolve: (_: string, reference: string) => reference };
    for (let at = 0; at < text.length; at += Math.ceil(text.length / 20)) {
      const held = selectionsAt(model, at);
      assert.deepEqual(held.at(-1), all, name);
      const place = { model, facts, index, files, range: { start: at, end: at } };
      for (const one of refactorings) if (one.title(place) !== undefined) await one.changes(place);
    }
  }
});
