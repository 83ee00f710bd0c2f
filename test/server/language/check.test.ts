// Diagnostics: what is told of each kind of document, where, and that one mistake is told once.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkModel } from '#server/language/check';
import { modelOf } from '#server/language/documentModel';
import type { Finding } from '#engine/rules/finding';
import { flowFolder, type Changes } from '#test/flowFolder';
import { flow, message, reading } from './cursor';

interface Case {
  readonly uri?: string;
  readonly languageId?: string;
  readonly changes?: Changes;
}

async function findings(text: string, { uri = 'memory:/update/document.xml', languageId, changes }: Case = {}): Promise<readonly Finding[]> {
  return checkModel(modelOf({ uri, text, ...(languageId === undefined ? {} : { languageId }) }), flowFolder(changes));
}

/** `«marked»` is where the one finding of that code stands; a text without a mark has none at all. */
async function assertFinding(marked: string, expected?: string, options: Case = {}): Promise<void> {
  const [before = '', marker = '', after = ''] = marked.split(/[«»]/);
  const found = await findings(before + marker + after, options);
  const shown = found.map(({ severity, code, range, message: text }) => `${severity} ${code} ${range.start}-${range.end} ${text}`);
  if (expected === undefined) assert.deepEqual(shown, []);
  else {
    assert.equal(found.length, 1, shown.join('\n'));
    assert.deepEqual([`${found[0]?.severity ?? ''} ${found[0]?.code ?? ''}`, found[0]?.range], [expected, { start: before.length, end: before.length + marker.length }], shown.join('\n'));
  }
}

const get = '<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/FwV</LocURI></Target></Item></Get>';

test('a sound message has no findings', () => assertFinding(message(get)));

test('one mistake in a message is told once, whichever layers see it', async () => {
  await assertFinding(message('<«Get»><Item><Target><LocURI>./A</LocURI></Target></Item></Get>'), 'error cmdid-missing');
  await assertFinding(message('<Get><CmdID>1</CmdID><«Itme»><Target><LocURI>./A</LocURI></Target></Itme></Get>'), 'error unknown-element');
  await assertFinding(message(`<«Map»><CmdID>1</CmdID><Target><LocURI>a</LocURI></Target><Source><LocURI>b</LocURI></Source><MapItem><Target><LocURI>a</LocURI></Target><Source><LocURI>b</LocURI></Source></MapItem></Map>`), 'error command-not-in-dm');
  await assertFinding(message(get.replace('<LocURI>./DevDetail/FwV</LocURI>', '<«LocURI»></LocURI>')), 'error empty-value');
  await assertFinding(message(get.replace(/Get>/g, 'Replace>').replace('<Item><Target>', '<Item><Data>1</Data><«Target»>')), 'warning item-data-last');
});

test('a message that is not well-formed keeps the findings of its sound parts', async () => {
  const codes = (await findings(message(`<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</Target></Item></Get><Exec><Item><Target><LocURI>./B</LocURI></Target></Item></Exec>`))).map(({ code }) => code);
  assert.deepEqual(codes.filter((code) => code === 'cmdid-missing').length, 1);
  assert.ok(codes.some((code) => /end-tag|unclosed/.test(code)), codes.join());
  assert.equal(codes.length, 2, codes.join());
});

test('a start tag that was lost is told at its end tag alone', () => assertFinding(message('<CmdID>1</CmdID><Item/><Item/>«</Get>»'), 'error stray-end-tag'));

test('a body without commands and a document that is all body are warnings, since peers take them', async () => {
  assert.deepEqual((await findings(message(''))).map(({ severity, code }) => [severity, code]), [['warning', 'body-empty']]);
  assert.deepEqual((await findings(`<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody>${get}</SyncBody></SyncML>`)).map(({ severity }) => severity), ['warning']);
});

test("data synchronisation's messages are held to their structure only", async () => {
  const text = message('<Sync><CmdID>1</CmdID></Sync>').replace('DM/1.2', 'SyncML/1.2');
  assert.deepEqual(await findings(text), []);
});

test('what the language says is asked where the root says nothing', async () => {
  await assertFinding('<«Nonsense»/>', 'error root-element', { languageId: 'syncml' });
  await assertFinding('<project><unclosed></project>');
  assert.ok((await findings('<media><name></media>', { languageId: 'oma-dd' })).length > 0);
});

const node = (inside: string): string => `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName>${inside}</Node></MgmtTree>`;
const properties = '<DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat><Occurrence><One/></Occurrence><DFType><MIME>text/plain</MIME></DFType></DFProperties>';

test('descriptions and serialised trees are told apart by what they hold', async () => {
  await assertFinding(node(properties));
  await assertFinding(node('<RTProperties><Format><int/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>1</Value>'));
  await assertFinding(node(properties.replace('<Get/>', '<Get/><«Gett»/>')), 'error ddf-access-unknown');
  await assertFinding(node(properties.replace('<DFFormat>', '<«DefaultValue»>x</DefaultValue><DFFormat>')), 'error ddf-default-format');
});

test('accounts are checked', () => assertFinding('<accounts xmlns="urn:fumo-tools:accounts:1"><account device="d"><client name="a" secret="b" nonce="«?»"/><server secret="c"/></account></accounts>', 'error nonce-not-base64'));

test('a sound flow has no findings', () => assertFinding(flow(reading)));

test('what is wrong with a flow is told at its place', async () => {
  await assertFinding(flow(`${reading}<step n="2" from="«serverr»" to="client" title="x"/>`), 'error attribute-value');
  await assertFinding(flow(`${reading}<step n="2" from="server" to="client" title="x">«<skip to="9"/>»</step>`), 'error flow-step-unknown');
  await assertFinding(flow(reading).replace('accounts.xml', '«accounts.xm»'), 'error flow-file-missing');
});

test('what is wrong with a file that a flow names is told where it names it, with the place in that file', async () => {
  const broken = { 'device.ddf': (text: string): string => text.replace('<AccessType>', '<AccesType>') };
  const text = flow(reading);
  const [finding, ...more] = await findings(text, { changes: broken });
  assert.deepEqual([finding?.code, more.length, text.slice(finding?.range.start, finding?.range.end)], ['named-file-problem', 0, 'device.ddf']);
  assert.equal(finding?.related?.[0]?.uri, 'memory:/update/device.ddf');
});

test('a file of another kind than the flow needs is told', async () => {
  const [finding] = await findings(flow(reading), { changes: { 'accounts.xml': '<accounts/>'.replace('accounts', 'other') } });
  assert.match(finding?.message ?? '', /^accounts\.xml: It is not a file of accounts/);
});

test('what is wrong with an included flow is told at the include, over includes of includes too', async () => {
  const outer = '<flow xmlns="urn:fumo-tools:flow:1" id="o" title="Outer"><include href="alternate-download.flow.xml"/></flow>';
  const changes = { 'dm-download.flow.xml': (text: string): string => text.replace('<prompt ', '<promt ') };
  const [finding, ...more] = await findings(outer, { changes });
  assert.deepEqual([finding?.code, more.length, outer.slice(finding?.range.start, finding?.range.end)], ['named-file-problem', 0, 'alternate-download.flow.xml']);
  assert.equal(finding?.related?.[0]?.uri, 'memory:/update/dm-download.flow.xml');
});

test('an include that is not there is told once: what it would have brought is not missed', async () => {
  const text = readFileSync(join(process.cwd(), 'client/templates/firmware-update/alternate-download.flow.xml'), 'utf8');
  const found = await findings(text, { uri: 'memory:/update/alternate-download.flow.xml', changes: { 'dm-download.flow.xml': undefined } });
  assert.deepEqual(found.map(({ code }) => code), ['flow-file-missing']);
});

test('a flow that was never saved is not told that its files are missing', async () => {
  assert.deepEqual(await findings(flow(reading), { uri: 'untitled:Untitled-1' }), []);
});

test('the templates are without findings', async () => {
  const folder = join(process.cwd(), 'client/templates/firmware-update');
  for (const name of readdirSync(folder).filter((each) => /\.(xml|ddf)$/.test(each))) {
    const found = await findings(readFileSync(join(folder, name), 'utf8'), { uri: `memory:/update/${name}` });
    assert.deepEqual(found.map(({ code, message: text }) => `${name} ${code} ${text}`), []);
  }
});

test('every prefix of a flow is checked without an exception', async () => {
  const text = flow(reading);
  for (let length = 0; length < text.length; length += 7) await findings(text.slice(0, length), { languageId: 'fumo-flow' });
});
