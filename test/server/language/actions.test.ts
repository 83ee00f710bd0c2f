// Code actions: what a text becomes when one is chosen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '#engine/xml/edit';
import { parseXml } from '#engine/xml/parse';
import { childElements, textOf, type Element } from '#engine/xml/element';
import { modelOf } from '#server/language/documentModel';
import { checkModel } from '#server/language/check';
import { didYouMean } from '#server/language/didYouMean';
import { disabledForFile, disabledForLine } from '#server/language/disabling';
import { changeBetween, mended } from '#server/language/mend';
import { refactorings } from '#server/language/refactorings';
import { atCursor, message } from './cursor';
import { ddf, get, markedWorkspace, root, sessionMessage, status, updateFlow, uriOf, type FilesByName } from './workspaceInMemory';

const noFiles = { read: () => Promise.resolve(undefined), resolve: (_: string, reference: string) => reference };

interface Chosen {
  readonly title: string | undefined;
  /** The texts of the files that change, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** `|` is the caret; with `select`, from there over that text. */
async function chosen(id: string, marked: FilesByName, select = ''): Promise<Chosen> {
  const made = await markedWorkspace(marked);
  const { model, facts, workspace, files, offset } = made;
  const refactoring = refactorings.find((one) => one.id === id);
  assert.ok(refactoring, id);
  const read = (uri: string): Promise<Uint8Array | undefined> => Promise.resolve(files.has(uri) ? new TextEncoder().encode(files.get(uri)) : undefined);
  const place = { model, facts, index: workspace.index, files: { read, resolve: noFiles.resolve }, range: { start: offset, end: offset + select.length } };
  const title = refactoring.title(place);
  const texts = new Map<string, string>();
  const edits = new Map<string, { readonly range: { readonly start: number; readonly end: number }; readonly newText: string }[]>();
  for (const change of title === undefined ? [] : await refactoring.changes(place)) {
    if (change.kind === 'create') texts.set(change.uri, change.text);
    else edits.set(change.uri, [...(edits.get(change.uri) ?? []), { range: change.range, newText: change.text }]);
  }
  for (const [uri, all] of edits) texts.set(uri, applyEdits(uri === model.uri ? model.text : (files.get(uri) ?? ''), all.sort((a, b) => a.range.start - b.range.start)));
  return { title, files: Object.fromEntries([...texts].map(([uri, text]) => [uri.slice(root.length + 1), text])) };
}

async function assertRefactored(id: string, marked: FilesByName, expected: Readonly<Record<string, string>>, select = ''): Promise<void> {
  assert.deepEqual((await chosen(id, marked, select)).files, expected);
}

async function assertNotOffered(id: string, marked: FilesByName, select = ''): Promise<void> {
  assert.equal((await chosen(id, marked, select)).title, undefined);
}

test('commands are numbered from 1, and what refers to them follows into other files', async () => {
  await assertRefactored(
    'number-commands',
    { '1.syncml': sessionMessage('server', 1, `|${get(7, './A')}${get(9, './B')}`), '2.syncml': sessionMessage('client', 2, status(1, '1', '9')) },
    { '1.syncml': sessionMessage('server', 1, get(1, './A') + get(2, './B')), '2.syncml': sessionMessage('client', 2, status(1, '1', '2')) },
  );
  await assertNotOffered('number-commands', { '1.syncml': sessionMessage('server', 1, `|${get(1, './A')}`) });
});

const replace = (id: number, value = 'a\n b'): string => `<Replace>\n  <CmdID>${id}</CmdID>\n  <Item><Target><LocURI>./A</LocURI></Target><Data>${value}</Data></Item>\n</Replace>`;

test('selected commands get a container around them, a level deeper, their values untouched', async () => {
  const two = `${replace(1)}\n${replace(2)}`;
  const deeper = (text: string): string => text.split('\n').map((line, at, all) => (all[at - 1]?.endsWith('<Data>a') === true ? line : `  ${line}`)).join('\n');
  const expected = sessionMessage('server', 1, `<Atomic>\n  <CmdID>3</CmdID>\n${deeper(two)}\n</Atomic>`);
  await assertRefactored('wrap-in-atomic', { 'a.syncml': sessionMessage('server', 1, `|${two}`) }, { 'a.syncml': expected }, two);
  const one = get(1, './A');
  await assertRefactored('wrap-in-sequence', { 'a.syncml': sessionMessage('server', 1, one.replace('<Get>', '<G|et>')) }, { 'a.syncml': sessionMessage('server', 1, `<Sequence>\n  <CmdID>2</CmdID>\n  ${one}\n</Sequence>`) });
});

test('in a flow, whose commands have no numbers, a container gets none', async () => {
  const step = (inside: string): string => updateFlow(`<step n="1" from="server" to="client" title="x">\n  ${inside}\n</step>`);
  const one = '<Get><Item><Target><LocURI>./A</LocURI></Target></Item></Get>';
  await assertRefactored('wrap-in-sequence', { 'a.flow.xml': step(`|${one}`) }, { 'a.flow.xml': step(`<Sequence>\n    ${one}\n  </Sequence>`) }, one);
});

test('what may not stand in a container isn\'t put into one', async () => {
  const one = get(1, './A');
  await assertNotOffered('wrap-in-atomic', { 'a.syncml': sessionMessage('server', 1, `|${one}`) }, one);
  await assertNotOffered('wrap-in-sequence', { 'a.syncml': sessionMessage('server', 1, `|${status(1, '1', '1')}`) }, status(1, '1', '1'));
  await assertNotOffered('wrap-in-sequence', { 'a.syncml': sessionMessage('server', 1, `<Atomic><CmdID>1</CmdID>|${replace(2)}</Atomic>`) }, replace(2));
  await assertNotOffered('wrap-in-sequence', { 'a.syncml': sessionMessage('server', 1, one.replace('<CmdID>', '<CmdID>|')) });
});

function elementsNamed(text: string, local: string): readonly Element[] {
  const found: Element[] = [];
  const visit = (element: Element): void => {
    if (element.local === local) found.push(element);
    childElements(element).forEach(visit);
  };
  const { document, problems } = parseXml(text);
  assert.deepEqual(problems, []);
  if (document.root !== undefined) visit(document.root);
  return found;
}

test('data is split into chunks: together they are the whole, and the first says its Size [DM-PRO 7]', async () => {
  const value = `${'äb<c '.repeat(30)}😀`;
  const written = value.replaceAll('<', '&lt;');
  const before = sessionMessage('server', 3, `${get(1, './B')}\n${replace(2, `|${written}`)}\n${get(3, './C')}`);
  const { files, title } = await chosen('split-data', { 'a.syncml': before });
  assert.match(title ?? '', /2 chunks/);
  const texts = ['a.syncml', 'a-chunk-2.syncml'].map((name) => files[name] ?? '');
  assert.equal(Object.keys(files).length, 2);
  const all = (local: string): readonly (readonly string[])[] => texts.map((text) => elementsNamed(text, local).map(textOf));
  assert.equal(all('Data').flat().join(''), value);
  assert.deepEqual(all('MsgID'), [['3'], ['4']]);
  assert.deepEqual(all('MoreData'), [[''], []]);
  assert.deepEqual(all('Size'), [[String(new TextEncoder().encode(value).length)], []]);
  assert.deepEqual(all('CmdID'), [['1', '2'], ['2', '3']]);
  assert.deepEqual(all('Final'), [[], ['']]);
  await assertNotOffered('split-data', { 'a.syncml': sessionMessage('server', 1, replace(1, '|short')) });
});

test('the Statuses that a message owes are added: the header\'s first, the others behind those that are there [RepPro 6.4.1]', async () => {
  const asks = sessionMessage('server', 1, `${get(1, './A')}\n${get(2, './B')}`);
  await assertRefactored(
    'add-statuses',
    { '1.syncml': asks, '2.syncml': sessionMessage('client', 2, `|${status(1, '1', '1')}`) },
    { '2.syncml': sessionMessage('client', 2, `${status(2, '1', '0', 'SyncHdr')}\n${status(1, '1', '1')}\n${status(3, '1', '2')}`) },
  );
  await assertNotOffered('add-statuses', { '1.syncml': asks, '2.syncml': sessionMessage('client', 2, `|${status(1, '1', '0', 'SyncHdr')}${status(2, '1', '1')}${status(3, '1', '2')}`) });
  const { files } = await chosen('write-answer', { '1.syncml': `${asks}|` });
  const answer = files['1-answer.syncml'] ?? '';
  assert.deepEqual(elementsNamed(answer, 'CmdRef').map(textOf), ['0', '1', '2']);
  assert.deepEqual(elementsNamed(answer, 'LocURI').map(textOf), ['http://s', 'IMEI:1']);
  assert.deepEqual(elementsNamed(answer, 'MsgID').map(textOf), ['2']);
  assert.deepEqual((await checkModel(modelOf({ uri: 'memory:/x.syncml', text: answer, languageId: 'syncml' }), noFiles)).filter(({ severity }) => severity === 'error'), []);
});

test('a description is made from a tree, and from what messages address', async () => {
  const tree = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>Vendor</NodeName><RTProperties><Format><node/></Format></RTProperties><Node><NodeName>Level</NodeName><RTProperties><Format><int/></Format></RTProperties><Value>7</Value></Node></Node></MgmtTree>|';
  const fromTree = (await chosen('describe-nodes', { 'dev.tnds.xml': tree })).files['dev.ddf'] ?? '';
  assert.deepEqual(elementsNamed(fromTree, 'NodeName').map(textOf), ['Vendor', 'Level']);
  assert.equal(elementsNamed(fromTree, 'int').length, 1);
  const fromMessages = (await chosen('describe-nodes', { 'a.syncml': `${sessionMessage('server', 1, `${get(1, './Vendor/A')}${replace(2).replace('./A', './Vendor/B')}`)}|`, 'b.syncml': sessionMessage('client', 1, get(1, './Other')) })).files['a.ddf'] ?? '';
  assert.deepEqual([...elementsNamed(fromMessages, 'NodeName').map(textOf)].sort(), ['A', 'B', 'Other', 'Vendor']);
  assert.equal(elementsNamed(fromMessages, 'Replace').length, 1);
  for (const text of [fromTree, fromMessages]) assert.deepEqual((await checkModel(modelOf({ uri: 'memory:/x.ddf', text, languageId: 'dm-ddf' }), noFiles)).filter(({ severity }) => severity === 'error'), []);
});

test('a descriptor is made of a package that a flow names, with its size', async () => {
  const flow = updateFlow('<package file="p|ack.fwp"/>');
  const made = (await chosen('describe-package', { 'a.flow.xml': flow, 'pack.fwp': 'twelve bytes' })).files['pack.dd'] ?? '';
  assert.deepEqual([elementsNamed(made, 'size').map(textOf), elementsNamed(made, 'objectURI').map(textOf)], [['12'], ['pack.fwp']]);
  assert.deepEqual((await checkModel(modelOf({ uri: 'memory:/x.dd', text: made, languageId: 'oma-dd' }), noFiles)).filter(({ severity }) => severity !== 'information'), []);
  await assertNotOffered('describe-package', { 'a.flow.xml': flow, 'pack.fwp': 'x', 'pack.dd': '<media/>' });
  await assertNotOffered('describe-package', { 'a.flow.xml': flow });
});

async function assertMeant(marked: string, expected: string | undefined): Promise<void> {
  const { model } = atCursor(marked);
  const [finding] = (await checkModel(modelOf({ uri: model.uri, text: model.text }), noFiles)).filter(({ code }) => code.includes('unknown'));
  assert.ok(finding);
  assert.equal(didYouMean(model, finding)?.title, expected);
}

test('of an unknown element the one that was meant is told', async () => {
  await assertMeant(message('|<Stauts><CmdID>1</CmdID></Stauts>'), 'Did you mean Status?');
  await assertMeant(message('|<Zzzzz/>'), undefined);
});

test('a rule is switched off above its line, at its indentation, and never within a value', () => {
  const check = (marked: string, expected: string | undefined): void => {
    const { model, offset } = atCursor(marked);
    const edit = disabledForLine(model, offset, 'a-rule');
    assert.equal(edit && applyEdits(model.text, [edit]), expected);
  };
  check('<SyncML>\n  <Sync|Body/>\n</SyncML>', '<SyncML>\n  <!-- fumo-disable-next-line a-rule -->\n  <SyncBody/>\n</SyncML>');
  check('<Sync|ML/>', '<!-- fumo-disable-next-line a-rule -->\n<SyncML/>');
  check('<?xml version="1.0"?><Sync|ML/>', undefined);
  check('<SyncML><Data>a\n|b</Data></SyncML>', undefined);
  check('<SyncML><Data><![CDATA[\n|b]]></Data></SyncML>', undefined);
  check('<SyncML\n  a="|"/>', undefined);
  const model = modelOf({ uri: uriOf('a.syncml'), text: '<?xml version="1.0"?>\n<SyncML/>' });
  assert.equal(applyEdits(model.text, [disabledForFile(model, 'r')].flatMap((edit) => edit ?? [])), '<?xml version="1.0"?>\n<!-- fumo-disable r -->\n<SyncML/>');
});

test('all that has one mend is put right, and only what differs is changed', async () => {
  const text = ddf('Vendor/Name chr').replace('<VerDTD>1.2</VerDTD>', '');
  const model = (one: string): ReturnType<typeof modelOf> => modelOf({ uri: 'memory:/d.ddf', text: one, languageId: 'dm-ddf' });
  const whole = await mended(text, model, ({ text: one }) => checkModel(modelOf({ uri: 'memory:/d.ddf', text: one, languageId: 'dm-ddf' }), noFiles));
  assert.match(whole, /<VerDTD[^>]*>1\.2<\/VerDTD>/);
  const change = changeBetween(text, whole);
  assert.equal(applyEdits(text, change), whole);
  assert.ok((change[0]?.newText.length ?? 0) < 60);
});
