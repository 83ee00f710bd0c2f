// Definition and references: from what stands at the caret to where it comes from, and back, over all files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionsOf } from '#server/language/definition';
import { referencesOf } from '#server/language/references';
import { standardText } from '#server/language/standardTexts';
import { ddf, get, markedWorkspace, sessionMessage, shown, status, updateFlow, type FilesByName } from './workspaceInMemory';

/** `file:line:text` of what the caret leads to. */
async function assertDefinition(files: FilesByName, ...expected: readonly string[]): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = marked.subject === undefined ? [] : definitionsOf(marked.subject, marked.facts, marked.workspace.index);
  assert.deepEqual(found.map(({ uri, range }) => shown(marked, uri, range)), expected);
}

/** The same of what refers to it, in the order of the files' names. */
async function assertReferences(files: FilesByName, ...expected: readonly string[]): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = marked.subject === undefined ? [] : referencesOf(marked.subject, marked.facts, marked.workspace.index);
  assert.deepEqual(found.map(({ uri, range }) => shown(marked, uri, range)).sort(), [...expected].sort());
}

const device = ddf('Vendor/Name', 'Vendor/*/Size', 'Vendor/Fixed/Size');

test('a segment of an address leads to the node that describes it', async () => {
  const at = (uri: string): FilesByName => ({ 'd.ddf': device, 'a.syncml': sessionMessage('server', 1, get(1, uri)) });
  await assertDefinition(at('./Ven|dor/Name'), 'd.ddf:2:Vendor');
  await assertDefinition(at('./Vendor/|Name'), 'd.ddf:3:Name');
  await assertDefinition(at('./Vendor/x1/Si|ze?prop=ACL'), 'd.ddf:5:Size');
  await assertDefinition(at('./Vendor/Fixed/Si|ze'), 'd.ddf:7:Size');
  await assertDefinition(at('./Vendor/x|1/Size'), 'd.ddf:4:');
  await assertDefinition(at('./Vendor/Other|'), 'd.ddf:4:');
  await assertDefinition(at('./Else/Oth|er'));
  await assertDefinition({ ...at('./Vendor/Name'), 'a.syncml': sessionMessage('server', 1, get(1, './A')).replace('IMEI:1', 'IM|EI:1') });
});

test('a node that no file describes is described by a standard object; a file goes before it', async () => {
  const at = (uri: string, files: FilesByName = {}): Promise<readonly (string | undefined)[]> =>
    markedWorkspace({ ...files, 'a.syncml': sessionMessage('server', 1, get(1, uri)) }).then(({ subject, facts, workspace }) =>
      (subject === undefined ? [] : definitionsOf(subject, facts, workspace.index)).map(({ uri: found, range }) => `${found.split('/').at(-1) ?? ''} ${standardText(found)?.slice(range.start, range.end) ?? ''}`),
    );
  assert.deepEqual(await at('./DevInfo/La|ng'), ['DevInfo.ddf Lang']);
  assert.deepEqual(await at('./FwUpdate/x/Download/Pkg|URL'), ['FUMO.ddf PkgURL']);
  assert.deepEqual(await at('./DevInfo/La|ng', { 'd.ddf': ddf('DevInfo/Lang') }), ['d.ddf ']);
  assert.deepEqual(await at('./Nowhere/La|ng'), []);
});

test('an address in a flow leads there too, over what its names stand for', async () => {
  const flow = (uri: string, more = ''): string => updateFlow(`<let name="box" value="./Vendor/x1"/>${more}<step n="1" from="server" to="client" title="x">${get(1, uri)}<expect node="\${box}/Size" is="1"/></step>`);
  await assertDefinition({ 'd.ddf': device, 'a.flow.xml': flow('${box}/Si|ze') }, 'd.ddf:5:Size');
  await assertDefinition({ 'd.ddf': device, 'a.flow.xml': flow('./Vendor/Name').replace('node="${box}/Size"', 'node="${box}/Siz|e"') }, 'd.ddf:5:Size');
  await assertDefinition({ 'd.ddf': device, 'a.flow.xml': flow('./Vendor/Name', '<include href="b.flow.xml"/>').replace('<let name="box" value="./Vendor/x1"/>', '').replace('node="${box}/Size"', 'node="${box}/Siz|e"'), 'b.flow.xml': flow('./A') }, 'd.ddf:5:Size');
});

test('a node of a serialised tree, a Path and a value lead to the description', async () => {
  const tree = (value: string): string => `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>Vendor</NodeName><Path>.</Path><Node><NodeName>Na|me</NodeName><Value>${value}</Value></Node></Node></MgmtTree>`;
  await assertDefinition({ 'd.ddf': device, 't.tnds.xml': tree('x') }, 'd.ddf:3:Name');
  await assertDefinition({ 'd.ddf': device, 't.tnds.xml': tree('./Vendor/Fix|ed').replace('Na|me', 'Name') }, 'd.ddf:6:Fixed');
});

test('a node of a description is referred to by messages, flows, trees and paths in all files', async () => {
  const files = {
    'a.syncml': sessionMessage('server', 1, `${get(1, './Vendor/Name')}\n${get(2, './Vendor/Name?list=Struct')}\n${get(3, './Vendor/Fixed/Size')}`),
    'b.flow.xml': updateFlow(`<let name="v" value="./Vendor"/>\n<step n="1" from="client" to="server" title="x"><expect node="\${v}/Name" is="1"/></step>`),
    'd.ddf': device.replace('<NodeName>Name</NodeName>', '<NodeName>Na|me</NodeName>'),
    't.tnds.xml': '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>\n<Node><NodeName>Name</NodeName><Path>./Vendor</Path><Value>1</Value></Node></MgmtTree>',
  };
  await assertReferences(files, 'a.syncml:3:Name', 'a.syncml:4:Name', 'b.flow.xml:3:Name', 'd.ddf:3:Name', 't.tnds.xml:2:Name');
});

test('under an unnamed node each name is an instance; from the description, all are', async () => {
  const message = (uri: string): string => sessionMessage('server', 1, `${get(1, uri)}\n${get(2, './Vendor/x2/Size')}\n${get(3, './Vendor/Fixed/Size')}`);
  await assertReferences({ 'd.ddf': device, 'a.syncml': message('./Vendor/x|1/Size') }, 'a.syncml:3:x1', 'd.ddf:4:');
  await assertReferences({ 'd.ddf': device.replace('<NodeName></NodeName>', '<NodeName>|</NodeName>'), 'a.syncml': message('./Vendor/x1/Size') }, 'a.syncml:3:x1', 'a.syncml:4:x2', 'd.ddf:4:');
  await assertReferences({ 'd.ddf': device, 'a.syncml': message('./Vendor/x1/S|ize') }, 'a.syncml:3:Size', 'a.syncml:4:Size', 'd.ddf:5:Size');
});

test('what nothing describes is referred to by the same path', () =>
  assertReferences({ 'a.syncml': sessionMessage('server', 1, `${get(1, './My/A|')}\n${get(2, './My/A/B')}\n${get(3, './My/B')}`) }, 'a.syncml:3:A', 'a.syncml:4:A'));

test('a CmdRef leads to the command of the other end\'s message, and back [DM-REP 6.1.5]', async () => {
  const server = sessionMessage('server', 1, `${get(3, './A')}\n${get(4, './B')}`);
  const client = (cmdRef: string, msgRef = '1'): string => sessionMessage('client', 2, `${status(1, '1', '0', 'SyncHdr')}\n${status(2, msgRef, cmdRef)}\n${get(4, './C')}`);
  const other = sessionMessage('server', 1, get(4, './X'), '2');
  await assertDefinition({ 'a/1.syncml': server, 'a/2.syncml': client('4|'), 'b/1.syncml': server, 'a/0.syncml': other }, 'a/1.syncml:4:4');
  await assertDefinition({ '1.syncml': server, '2.syncml': client('|9') });
  await assertDefinition({ '1.syncml': server, '2.syncml': client('4', '1|') }, '1.syncml:1:1');
  await assertDefinition({ '1.syncml': server, '2.syncml': client('4').replace('<CmdRef>0<', '<CmdRef>0|<') }, '1.syncml:1:SyncHdr');
  await assertReferences({ '1.syncml': server.replace('>4<', '>4|<'), '2.syncml': client('4') }, '1.syncml:4:4', '2.syncml:4:4');
  await assertReferences({ '1.syncml': server, '2.syncml': client('4', '1|') }, '1.syncml:1:1', '2.syncml:3:1', '2.syncml:4:1');
});

test('a flow leads to the files that it names, a descriptor to the package beside it', async () => {
  const flow = (inside: string): string => updateFlow(inside);
  await assertDefinition({ 'a/x.flow.xml': flow('<include href="../b.f|low.xml"/>'), 'b.flow.xml': flow('') }, 'b.flow.xml:1:');
  await assertDefinition({ 'x.flow.xml': flow('<emulate ddf="d.d|df" tree="t.xml"/>'), 'd.ddf': device }, 'd.ddf:1:');
  await assertDefinition({ 'x.flow.xml': flow('<package file="p|.fwp"/>'), 'p.fwp': 'x' }, 'p.fwp:1:');
  const http = '<download-server store="files"/><step n="1" from="download-agent" to="download-server" title="x"><http method="GET" url="${download.base}/a|.dd"/></step>';
  await assertDefinition({ 'x.flow.xml': flow(http), 'files/a.dd': '<media xmlns="http://www.openmobilealliance.org/xmlns/dd"/>' }, 'files/a.dd:1:');
  const descriptor = '<media xmlns="http://www.openmobilealliance.org/xmlns/dd"><objectURI>http://x/y/p|.fwp?z=1</objectURI></media>';
  await assertDefinition({ 'a/x.dd': descriptor, 'a/p.fwp': 'x', 'p.fwp': 'y' }, 'a/p.fwp:1:', );
  await assertReferences({ 'x.flow.xml': flow('<package file="p|.fwp"/>'), 'x.dd': descriptor.replace('|', ''), 'p.fwp': 'x' }, 'x.flow.xml:2:p.fwp', 'x.dd:1:http://x/y/p.fwp?z=1');
});

const included = updateFlow('<param name="user" default="accept"/><capture names="state"/>\n<step n="1" from="server" to="client" title="One"><answer give="${user}"/></step>\n<step n="2" from="client" to="server" title="Two" after="1"><read node="./A" into="state"/></step>');

test('names and numbers of a flow lead to where they are declared, included flows among them', async () => {
  const including = (inside: string): FilesByName => ({ 'b.flow.xml': included, 'a.flow.xml': updateFlow(`<include href="b.flow.xml" steps="1-2"><set param="user" to="x"/></include>\n${inside}`) });
  await assertDefinition(including('<step n="3" from="server" to="client" title="x"><expect that="sta|te = 1"/></step>'), 'b.flow.xml:2:state');
  await assertDefinition(including('<at step="|2"/>'), 'b.flow.xml:4:2');
  await assertReferences(
    including('<step n="3" from="server" to="client" title="x"><expect that="state = 1 and us|er = \'state\'"/><skip to="4"/></step><step n="4" from="server" to="server" title="y"/>'),
    ...['a.flow.xml:2:user', 'a.flow.xml:3:user', 'b.flow.xml:2:user', 'b.flow.xml:3:user'],
  );
  await assertReferences({ ...including('<at step="1"/>'), 'b.flow.xml': included.replace('n="1"', 'n="1|"') }, 'a.flow.xml:2:1', 'a.flow.xml:3:1', 'b.flow.xml:3:1', 'b.flow.xml:4:1');
});

test('a step of the flow itself is not that of one that it takes no steps over from', () =>
  assertReferences({ 'b.flow.xml': included, 'a.flow.xml': updateFlow('<include href="b.flow.xml" steps="1-1"/>\n<step n="2|" from="server" to="server" title="x"/><at step="2"/>') }, 'a.flow.xml:3:2', 'a.flow.xml:3:2'));
