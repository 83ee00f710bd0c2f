// Rename: what can be renamed, and all that changes with it; and documents that follow the files that they name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editsForRenames, renamable, renameEdits } from '#server/language/rename';
import { ddf, get, markedWorkspace, memoryWorkspace, root, sessionMessage, shown, status, untilTheEnd, updateFlow, uriOf, type FilesByName } from './workspaceInMemory';

/** Every place that changes, as `file:line:text`. */
async function assertRename(files: FilesByName, newName: string, ...expected: readonly string[]): Promise<void> {
  const marked = await markedWorkspace(files);
  assert.ok(marked.subject, 'nothing stands at the caret');
  const edits = renameEdits(marked.subject, marked.facts, newName, marked.workspace.index);
  assert.ok(!('refused' in edits), 'refused' in edits ? edits.refused : '');
  assert.deepEqual(edits.map(({ uri, range }) => shown(marked, uri, range)).sort(), [...expected].sort());
  assert.ok(edits.every(({ text }) => text === newName.replace('&', '&amp;')));
}

async function assertRefused(files: FilesByName, newName: string, why: RegExp): Promise<void> {
  const marked = await markedWorkspace(files);
  const edits = marked.subject === undefined ? { refused: 'nothing' } : renameEdits(marked.subject, marked.facts, newName, marked.workspace.index);
  assert.match('refused' in edits ? edits.refused : 'it was renamed', why);
}

const device = ddf('Vendor/Name', 'Vendor/*/Size', 'Vendor/Fixed/Size', 'Other/Name');

test('a node is renamed in its description and at every address, Path, value and instance', async () => {
  const files = (caret: 'ddf' | 'uri'): FilesByName => ({
    'd.ddf': device.replace('<NodeName>Vendor</NodeName>', `<NodeName>Ven${caret === 'ddf' ? '|' : ''}dor</NodeName>`),
    'more.ddf': '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>\n<Node><NodeName>Added</NodeName><Path>./Vendor</Path><DFProperties><AccessType><Get/></AccessType><DefaultValue>./Vendor/Name</DefaultValue><DFFormat><chr/></DFFormat></DFProperties></Node></MgmtTree>',
    'a.syncml': sessionMessage('server', 1, `${get(1, `./${caret === 'uri' ? '|' : ''}Vendor/Name`)}\n${get(2, 'Vendor?prop=ACL')}\n${get(3, './Other/Vendor')}`),
    'f.flow.xml': updateFlow('<let name="v" value="./Vendor/x1"/>\n<step n="1" from="client" to="server" title="x"><read node="${v}/Size" into="v"/></step>'),
    't.tnds.xml': '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>\n<Node><NodeName>Vendor</NodeName></Node>\n<Node><NodeName>Vendor</NodeName><Path>./Other</Path></Node></MgmtTree>',
  });
  const expected = ['d.ddf:2:Vendor', 'more.ddf:2:Vendor', 'more.ddf:2:Vendor', 'a.syncml:3:Vendor', 'a.syncml:4:Vendor', 'f.flow.xml:2:Vendor', 't.tnds.xml:2:Vendor'];
  await assertRename(files('ddf'), 'Maker', ...expected);
  await assertRename(files('uri'), 'M&r', ...expected);
});

test('an instance is renamed where its path stands, and its description isn\'t touched', () =>
  assertRename({ 'd.ddf': device, 'a.syncml': sessionMessage('server', 1, `${get(1, './Vendor/x|1/Size')}\n${get(2, './Vendor/x1')}\n${get(3, './Vendor/x2')}`) }, 'y', 'a.syncml:3:x1', 'a.syncml:4:x1'));

test('what can\'t be a name, what has none and what the standard names isn\'t renamed [TND 6]', async () => {
  const message = (uri: string): FilesByName => ({ 'd.ddf': device, 'a.syncml': sessionMessage('server', 1, get(1, uri)) });
  for (const name of ['a/b', '', '..', 'a b', '*', 'a?b']) await assertRefused(message('./Vend|or'), name, /can't be the name of a node/);
  await assertRefused(message('./DevInfo/L|ang'), 'x', /The standard gives the node “Lang”/);
  await assertRefused({ 'd.ddf': device.replace('<NodeName></NodeName>', '<NodeName>|</NodeName>') }, 'x', /at run time/);
  await assertRefused({ 'a.flow.xml': updateFlow('<package file="p|.fwp"/>') }, 'x', /where the files are shown/);
});

test('a command is renumbered with all that refers to it', async () => {
  const server = sessionMessage('server', 1, `${get(3, './A')}\n${get(4, './B')}`);
  const client = sessionMessage('client', 2, `${status(1, '1', '4')}\n${status(4, '1', '3')}`);
  await assertRename({ '1.syncml': server.replace('>4<', '>4|<'), '2.syncml': client }, '9', '1.syncml:4:4', '2.syncml:3:4');
  await assertRename({ '1.syncml': server, '2.syncml': client.replace('<CmdRef>4', '<CmdRef>4|') }, '9', '1.syncml:4:4', '2.syncml:3:4');
  await assertRefused({ '1.syncml': server.replace('>4<', '>4|<'), '2.syncml': client }, '3', /There is a command 3 already/);
  await assertRefused({ '1.syncml': server.replace('>4<', '>4|<') }, 'x', /whole number/);
  await assertRefused({ '1.syncml': server.replace('<MsgID>1', '<MsgID>1|') }, '7', /come from the session/);
});

const included = updateFlow('<param name="user" default="accept"/>\n<step n="1" from="server" to="client" title="One"><answer give="${user}"/></step>\n<step n="2" from="client" to="server" title="Two" after="1"/>');

test('names and steps of a flow are renamed through every flow that includes them', async () => {
  const files = { 'b.flow.xml': included, 'a.flow.xml': updateFlow('<include href="b.flow.xml" steps="0-2"><set param="user" to="x"/></include>\n<at step="2"><end verdict="x" when="us|er = 1"/></at>') };
  await assertRename(files, 'person', 'a.flow.xml:2:user', 'a.flow.xml:3:user', 'b.flow.xml:2:user', 'b.flow.xml:3:user');
  await assertRename({ 'a.flow.xml': files['a.flow.xml'].replace('|', ''), 'b.flow.xml': included.replace('n="2"', 'n="|2"') }, '2b', 'a.flow.xml:2:2', 'a.flow.xml:3:2', 'b.flow.xml:4:2');
  await assertRefused({ 'b.flow.xml': included.replace('n="2"', 'n="|2"') }, '1', /There is a step 1 already/);
  await assertRefused({ 'b.flow.xml': included.replace('n="2"', 'n="|2"') }, 'two', /number of a step/);
  await assertRefused(files, '1x', /letters, digits and underscores/);
});

test('what can be renamed is told with the text that stands there', async () => {
  const marked = await markedWorkspace({ 'd.ddf': device, 'a.syncml': sessionMessage('server', 1, get(1, './Vendor/Na|me')) });
  assert.ok(marked.subject);
  assert.deepEqual(renamable(marked.subject, marked.facts, marked.workspace.index), { name: 'Name' });
});

/** The edits that follow renames of files, each as `old:new`; `file>text`. */
async function assertFollows(files: FilesByName, renames: Readonly<Record<string, string>>, ...expected: readonly string[]): Promise<void> {
  const { workspace } = memoryWorkspace(files);
  await workspace.build(untilTheEnd);
  const edits = editsForRenames(Object.entries(renames).map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) })), workspace.index);
  assert.deepEqual(edits.map(({ uri, text }) => `${uri.slice(root.length + 1)}>${text}`).sort(), [...expected].sort());
}

test('documents go on naming files and folders that get other places', async () => {
  const flow = updateFlow('<include href="parts/b.flow.xml"/><emulate ddf="d.ddf" tree="t.xml"/><package file="p.fwp"/>');
  const files = { 'x/a.flow.xml': flow, 'x/parts/b.flow.xml': updateFlow('<package file="../p.fwp"/>'), 'x/d.ddf': device, 'x/p.fwp': '1', 'x/a.dd': '<media xmlns="http://www.openmobilealliance.org/xmlns/dd"><objectURI>http://h/p.fwp?v=1</objectURI></media>' };
  await assertFollows(files, { 'x/p.fwp': 'x/q 1.fwp' }, 'x/a.flow.xml>q 1.fwp', 'x/parts/b.flow.xml>../q 1.fwp', 'x/a.dd>http://h/q 1.fwp?v=1');
  await assertFollows(files, { 'x/d.ddf': 'd.ddf' }, 'x/a.flow.xml>../d.ddf');
  await assertFollows(files, { 'x/parts': 'x/pieces' }, 'x/a.flow.xml>pieces/b.flow.xml');
  await assertFollows(files, { 'x/a.flow.xml': 'a.flow.xml' }, 'x/a.flow.xml>x/parts/b.flow.xml', 'x/a.flow.xml>x/d.ddf', 'x/a.flow.xml>x/p.fwp', 'x/a.flow.xml>x/t.xml');
  await assertFollows(files, { x: 'y' });
});
