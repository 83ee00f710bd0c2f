// Highlights, links and the search for symbols.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentLinks } from '#server/language/documentLinks';
import { highlightsAt } from '#server/language/highlights';
import { workspaceSymbols } from '#server/language/workspaceSymbols';
import { ddf, get, markedWorkspace, memoryWorkspace, root, sessionMessage, shown, status, untilTheEnd, updateFlow, type FilesByName } from './workspaceInMemory';

/** `line:text`, written ones with a star. */
async function assertHighlights(files: FilesByName, ...expected: readonly string[]): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = highlightsAt(marked.model, marked.facts, marked.offset, marked.workspace.index);
  const told = found.map(({ range, kind }) => `${shown(marked, marked.uri, range).replace(/^[^:]*:/, '')}${kind === 'write' ? '*' : ''}`);
  assert.deepEqual(told.sort(), [...expected].sort());
}

test('the two tags of an element, the same address, the same reference, the same name are highlighted', async () => {
  await assertHighlights({ 'a.syncml': sessionMessage('server', 1, get(1, './A').replace('<Get>', '<G|et>')) }, '3:Get', '3:Get');
  await assertHighlights({ 'a.syncml': sessionMessage('server', 1, `${get(1, './A/B|')}\n${get(2, 'A/B/C')}\n${get(3, './B')}`) }, '3:B', '4:B');
  await assertHighlights({ 'a.syncml': sessionMessage('client', 2, `${status(1, '1', '3|')}\n${status(2, '1', '3')}\n${status(3, '2', '3')}`) }, '3:3', '4:3');
  await assertHighlights({ 'a.flow.xml': updateFlow('<param name="user" default="a"/>\n<step n="1" from="user" to="client" title="x"><answer give="${us|er}"/></step>') }, '2:user*', '3:user');
  await assertHighlights({ 'a.syncml': sessionMessage('server', 1, '<G|et/>') }, '3:Get');
});

async function assertLinks(files: FilesByName, ...expected: readonly string[]): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = documentLinks(marked.model, marked.facts, marked.workspace.index);
  assert.deepEqual(found.map(({ range, target }) => `${marked.model.text.slice(range.start, range.end)} > ${target.replace(`${root}/`, '')}`), expected);
}

test('files that are named and addresses in a network are links', async () => {
  await assertLinks({ 'a.flow.xml': updateFlow('|<emulate ddf="d.ddf" tree="t.xml"/><package file="x/p.fwp"/>'), 'd.ddf': ddf('A'), 'x/p.fwp': 'x' }, 'd.ddf > d.ddf', 't.xml > t.xml', 'x/p.fwp > x/p.fwp');
  const descriptor = '<media xmlns="http://www.openmobilealliance.org/xmlns/dd">|<objectURI> http://h/p.fwp </objectURI><installNotifyURI>http://h/n</installNotifyURI></media>';
  await assertLinks({ 'a.dd': descriptor, 'p.fwp': 'x' }, 'http://h/p.fwp > p.fwp', 'http://h/n > http://h/n');
  await assertLinks({ 'a.dd': descriptor }, 'http://h/p.fwp > http://h/p.fwp', 'http://h/n > http://h/n');
  await assertLinks({ 'a.syncml': sessionMessage('server', 1, '|<Replace><CmdID>1</CmdID><Item><Data>https://h/a?b=1&amp;c=2</Data></Item></Replace><Alert><CmdID>2</CmdID><Data>javascript:x</Data></Alert>') }, 'https://h/a?b=1&amp;c=2 > https://h/a?b=1&c=2');
});

test('nodes, steps, names and commands of all files are found by some of their letters, the closest first', async () => {
  const { workspace } = memoryWorkspace({
    'd.ddf': ddf('Vendor/PkgName', 'Vendor/Name'),
    'a.flow.xml': updateFlow('<param name="named" default="a"/><step n="7" from="server" to="client" title="Sends the name"/>'),
    'b.syncml': sessionMessage('server', 1, get(4, './Vendor/Name')),
  });
  await workspace.build(untilTheEnd);
  const found = (query: string): readonly string[] => workspaceSymbols(query, workspace.index).map(({ name, container }) => `${name} (${container})`);
  assert.deepEqual(found('name'), ['Name (d.ddf: ./Vendor)', 'named (a.flow.xml)', 'PkgName (d.ddf: ./Vendor)', '7 Sends the name (a.flow.xml)', 'Get ./Vendor/Name (b.syncml: command 4)']);
  assert.deepEqual(found('pn'), ['PkgName (d.ddf: ./Vendor)']);
  assert.equal(found('').length, 6);
  assert.deepEqual(found('zzz'), []);
});
