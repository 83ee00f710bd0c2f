// The workspace: what its index holds, what is left out, what wins, which settings hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOf } from '#server/language/documentModel';
import { unfenced } from '#server/language/lintOptions';
import { ddf, get, memoryWorkspace, root, sessionMessage, untilTheEnd, updateFlow, uriOf, type FilesByName, type MemoryWorkspace } from './workspaceInMemory';

async function built(files: FilesByName): Promise<MemoryWorkspace> {
  const made = memoryWorkspace(files);
  assert.equal(await made.workspace.build(untilTheEnd), true);
  return made;
}

function assertIndexed({ workspace }: MemoryWorkspace, ...names: readonly string[]): void {
  assert.deepEqual(workspace.index.files().map(({ uri }) => uri.slice(root.length + 1)).sort(), [...names].sort());
}

const device = ddf('Vendor/Name');
const descriptor = '<media xmlns="http://www.openmobilealliance.org/xmlns/dd"><size>1</size></media>';

test('files are found by their endings, other XML by its content; packages and hidden folders are passed over', async () => {
  const made = await built({
    'a.ddf': device,
    'b.flow.xml': updateFlow(''),
    'c.syncml': sessionMessage('client', 1, ''),
    'd.dd': descriptor,
    'e.tnds': '<MgmtTree xmlns="syncml:dmddf1.2"/>',
    'deep/er/f.xml': sessionMessage('client', 1, ''),
    'g.xml': '<project/>',
    'h.txt': device,
    'node_modules/x/i.ddf': device,
    '.git/j.ddf': device,
  });
  assertIndexed(made, 'a.ddf', 'b.flow.xml', 'c.syncml', 'd.dd', 'e.tnds', 'deep/er/f.xml');
  assert.ok(made.workspace.index.exists(uriOf('h.txt')));
});

test('a file that is too large is left out', async () => {
  const made = await built({ 'a.ddf': device, 'large.ddf': `${device}${' '.repeat(30 * 2 ** 20)}` });
  assertIndexed(made, 'a.ddf');
});

test('building tells how far it is, and can be broken off; what isn\'t known then is held against nothing', async () => {
  const { workspace } = memoryWorkspace(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.syncml`, sessionMessage('client', 1, '')])));
  const reported: string[] = [];
  let left = 8;
  assert.equal(await workspace.build({ goesOn: () => left-- > 0, report: (done, of) => reported.push(`${done}/${of}`) }), false);
  assert.ok(reported.length > 0 && reported.length < 10 && reported[0] === '1/10', reported.join(' '));
  assert.equal(workspace.lintOptions(uriOf('0.syncml'), unfenced).descriptions, undefined);
  assert.equal(await workspace.build(untilTheEnd), true);
  assert.equal(workspace.lintOptions(uriOf('0.syncml'), unfenced).descriptions?.sources.length, 4);
});

test('the text of an open document wins over its file; closed, the file counts again', async () => {
  const made = await built({ 'a.ddf': device });
  const { workspace, open } = made;
  const names = (): readonly string[] => workspace.index.get(uriOf('a.ddf'))?.nodes.map(({ name }) => name) ?? [];
  open.set(uriOf('a.ddf'), modelOf({ uri: uriOf('a.ddf'), text: ddf('Typed') }));
  workspace.touch(uriOf('a.ddf'));
  workspace.flush();
  assert.deepEqual(names(), ['Typed']);
  await workspace.changed([uriOf('a.ddf')]);
  assert.deepEqual(names(), ['Typed']);
  open.delete(uriOf('a.ddf'));
  await workspace.changed([uriOf('a.ddf')]);
  assert.deepEqual(names(), ['Vendor', 'Name']);
});

test('large texts are taken in later than small ones', async () => {
  const { workspace, open } = await built({});
  open.set(uriOf('a.ddf'), modelOf({ uri: uriOf('a.ddf'), text: device }));
  workspace.touch(uriOf('a.ddf'));
  workspace.flush(10);
  assert.equal(workspace.index.get(uriOf('a.ddf')), undefined);
  workspace.flush();
  assert.equal(workspace.index.get(uriOf('a.ddf'))?.nodes.length, 2);
});

test('files and folders that are made, changed and taken away are followed', async () => {
  const made = await built({ 'a.ddf': device, 'x/b.ddf': device, 'x/y/c.ddf': device });
  const { workspace, files } = made;
  files.set(uriOf('n.ddf'), ddf('New'));
  files.set(uriOf('a.ddf'), ddf('Changed'));
  await workspace.changed([uriOf('n.ddf'), uriOf('a.ddf')]);
  assert.deepEqual(workspace.index.get(uriOf('a.ddf'))?.nodes.map(({ name }) => name), ['Changed']);
  for (const name of ['x/b.ddf', 'x/y/c.ddf']) files.delete(uriOf(name));
  await workspace.changed([uriOf('x')]);
  assertIndexed(made, 'a.ddf', 'n.ddf');
  assert.ok(!workspace.index.exists(uriOf('x/b.ddf')));
});

test('messages are held against the descriptions of their folder, or those that its fumo.json names', async () => {
  const { workspace, files, told } = await built({
    'a.ddf': ddf('Outer'),
    'in/fumo.json': '{"ddfs":["right.ddf"],"profile":"strict"}',
    'in/right.ddf': ddf('Right'),
    'in/wrong.ddf': ddf('Wrong'),
  });
  const sources = (name: string): readonly string[] =>
    (workspace.lintOptions(uriOf(name), unfenced).descriptions?.sources ?? []).flatMap(({ uri, standard }) => (standard === true ? [] : [uri.slice(root.length + 1)])).sort();
  assert.deepEqual(sources('m.syncml'), ['a.ddf', 'in/right.ddf', 'in/wrong.ddf']);
  assert.deepEqual(sources('in/m.syncml'), ['in/right.ddf']);
  assert.equal(workspace.lintOptions(uriOf('in/m.syncml'), unfenced).settings?.profile, 'strict');
  assert.equal(workspace.lintOptions(uriOf('m.syncml'), unfenced).settings?.profile, undefined);
  files.set(uriOf('in/fumo.json'), '{"profile":"odd"}');
  await workspace.changed([uriOf('in/fumo.json')]);
  assert.deepEqual(sources('in/m.syncml'), ['in/right.ddf', 'in/wrong.ddf']);
  assert.deepEqual(told.length, 1);
  files.delete(uriOf('in/fumo.json'));
  await workspace.changed([uriOf('in/fumo.json')]);
  assert.deepEqual(sources('in/m.syncml'), ['a.ddf', 'in/right.ddf', 'in/wrong.ddf']);
});

test('of several folders each has what the editor sets for it', async () => {
  const { workspace } = await built({ 'fumo.json': '{"ignore":["old"]}' });
  workspace.setFolders([root, 'memory:/v']);
  workspace.setEditorSettings({ profile: 'strict' }, new Map([['memory:/v/', { profile: 'windows', ignore: ['*.dd'] }]]));
  assert.equal(workspace.settingsFor('memory:/w/a').profile, 'strict');
  assert.equal(workspace.settingsFor('memory:/v/a').profile, 'windows');
  assert.equal(workspace.settingsFor('untitled:a').profile, 'strict');
  const checked = (uri: string): boolean => workspace.isChecked(uri);
  assert.deepEqual(['memory:/w/old/a.dd', 'memory:/w/a.dd', 'memory:/v/a.dd', 'memory:/v/old/a.ddf', 'git:/w/a.ddf'].map(checked), [false, true, false, true, false]);
});

test('what a standard object is described by is found where trees and flows say that it stands', async () => {
  const tree = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>Box</NodeName><Path>./My</Path><RTProperties><Format><node/></Format><Type><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></Type></RTProperties></Node></MgmtTree>';
  const { workspace } = await built({ 't.tnds.xml': tree, 'a.syncml': sessionMessage('server', 1, get(1, './My/Box/State')) });
  const [found] = workspace.index.descriptionsFor(uriOf('a.syncml')).find(['My', 'Box', 'State']);
  assert.deepEqual([found?.node.name, found?.source.standard], ['State', true]);
});
