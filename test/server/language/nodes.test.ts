// What descriptions and sessions bring to hover and completion: node cards, segments of addresses, references; octets
// explained.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64, toHex, utf8 } from '#engine/base/bytes';
import { writeNotification } from '#engine/session/notification';
import { completionsAt } from '#server/language/complete';
import { hoverAt } from '#server/language/hover';
import { addressCard } from '#server/language/nodeCard';
import { nodeHasher } from '#server/node/nodeHasher';
import { ddf, get, markedWorkspace, sessionMessage, status, updateFlow, type FilesByName, type MarkedWorkspace } from './workspaceInMemory';
import { readFlowText } from '#engine/flow/readFlow';
import type { Knowledge } from '#server/language/knowledge';

async function knowledgeOf({ workspace, model, files }: MarkedWorkspace): Promise<Knowledge> {
  const read = { read: (uri: string) => Promise.resolve(files.has(uri) ? utf8(files.get(uri) ?? '') : undefined), resolve: (base: string, reference: string) => base.replace(/[^/]*$/, reference) };
  const flow = model.kind === 'flow' ? (await readFlowText(model.uri, model.text, read)).flow : undefined;
  return { index: workspace.index, hasher: nodeHasher, ...(flow !== undefined && { flow }) };
}

/** Without `expected` there is no hover. */
async function assertHover(files: FilesByName, expected?: RegExp, about?: string): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = hoverAt(marked.model, marked.offset, await knowledgeOf(marked));
  if (expected === undefined) assert.equal(found, undefined);
  else assert.match(found?.markdown ?? 'nothing', expected);
  if (about !== undefined) assert.equal(marked.model.text.slice(found?.range.start, found?.range.end), about);
}

interface Expected {
  readonly labels?: readonly string[];
  readonly has?: readonly string[];
  readonly take?: string;
  readonly becomes?: string;
  /** Of the one that is taken. */
  readonly detail?: string;
  readonly card?: RegExp;
  readonly trigger?: string;
}

async function assertCompletion(files: FilesByName, { labels, has = [], take, becomes, detail, card, trigger }: Expected): Promise<void> {
  const marked = await markedWorkspace(files);
  const found = completionsAt(marked.model, marked.offset, await knowledgeOf(marked), trigger);
  const offered = found.map(({ label }) => label);
  if (labels !== undefined) assert.deepEqual(offered, labels);
  for (const label of has) assert.ok(offered.includes(label), `${label} is not among ${offered.join(', ')}`);
  if (take === undefined) return;
  const chosen = found.find(({ label }) => label === take);
  assert.ok(chosen, `${take} is not among ${offered.join(', ')}`);
  const text = marked.model.text.slice(0, chosen.range.start) + chosen.insert + marked.model.text.slice(chosen.range.end);
  if (becomes !== undefined) assert.ok(text.includes(becomes), `${becomes}\nis not in\n${text}`);
  if (detail !== undefined) assert.equal(chosen.detail, detail);
  if (card !== undefined) assert.match(addressCard(chosen.address ?? [], marked.workspace.index.descriptionsFor(marked.uri).find(chosen.address ?? [])) ?? 'nothing', card);
}

const device = ddf('Vendor/Name chr Get Replace', 'Vendor/*/Size int', 'Vendor/Fixed/Size', 'DevInfo/Own');
const message = (uri: string, more: FilesByName = {}): FilesByName => ({ 'd.ddf': device, 'a.syncml': sessionMessage('server', 1, get(1, uri)), ...more });

test('a segment of an address shows the card of its node: path, format, access, occurrence, file', async () => {
  await assertHover(message('./Vendor/Na|me'), /^\*\*\.\/Vendor\/Name\*\* \(chr\)\n\nAccess: Get, Replace\. Occurrence: One\.\n\nType `text\/plain`\.\n\n\*Described by d\.ddf\*$/, 'Name');
  await assertHover(message('./Ven|dor/Name'), /^\*\*\.\/Vendor\*\* \(node\)/, 'Vendor');
  await assertHover(message('./Vendor/x1/Si|ze?prop=ACL'), /^\*\*\.\/Vendor\/x1\/Size\*\* \(int\)/, 'Size');
  await assertHover(message('./Vendor/x|1/Size'), /Its name is given at run time/);
  await assertHover(message('./DevInfo/Man|'), /the standard object DevInfo/);
  await assertHover(message('./DevInfo/Ow|n'), /d\.ddf/);
});

test('so does an address in a flow, its names replaced', async () => {
  const flow = (node: string): FilesByName => ({ 'd.ddf': device, 'a.flow.xml': updateFlow(`<let name="box" value="./Vendor/x1"/><step n="1" from="client" to="server" title="x"><expect node="${node}" is="1"/></step>`) });
  await assertHover(flow('${box}/Si|ze'), /^\*\*\.\/Vendor\/x1\/Size\*\*/, 'Size');
  await assertHover(flow('${bo|x}/Size'), /^\*\*box\*\*/);
});

test('a node of a description shows its own card, however much stands below it', async () => {
  const own = device.replace('<NodeName>Vendor<', '<NodeName>Ven|dor<');
  await assertHover({ 'd.ddf': own }, /^\*\*\.\/Vendor\*\* \(node\)\n\nAccess: Get\. Occurrence: One\.\n\n\*Described by d\.ddf\*$/, 'Vendor');
  await assertHover({ 'd.ddf': device.replace('<NodeName></NodeName>', '<NodeName>|</NodeName>') }, /^\*\*\.\/Vendor\/\*\*\* \(node\)[^]*given at run time/);
});

test('segments are offered from the descriptions, with format and access, and their cards when looked at', async () => {
  await assertCompletion(message('./Vendor/|'), { labels: ['Name', 'Fixed', '(any name)'], take: 'Name', becomes: '<LocURI>./Vendor/Name</LocURI>', detail: 'chr, Get Replace', card: /Access: Get, Replace/ });
  await assertCompletion(message('./Vendor/Na|xx/Size'), { take: 'Name', becomes: '<LocURI>./Vendor/Name/Size</LocURI>' });
  await assertCompletion(message('./Vendor/x7/|'), { labels: ['Size'] });
  await assertCompletion(message('|'), { has: ['./Vendor', './DevInfo', './DevDetail'], take: './Vendor', becomes: '<LocURI>./Vendor</LocURI>' });
  await assertCompletion(message('.|'), { take: './Vendor', becomes: '<LocURI>./Vendor</LocURI>' });
  await assertCompletion(message('./DevInfo/|'), { has: ['Own', 'Man'] });
  await assertCompletion(message('./Vendor/|'), { trigger: '/', has: ['Name'] });
});

test('instances are offered as other documents name them', async () => {
  const tree = '<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>x9</NodeName><Path>./Vendor</Path><Node><NodeName>Size</NodeName><Value>1</Value></Node></Node></MgmtTree>';
  await assertCompletion(message('./Vendor/|', { 'b.syncml': sessionMessage('server', 2, get(1, './Vendor/x1/Size')), 't.tnds.xml': tree }), { labels: ['Name', 'Fixed', 'x1', 'x9', '(any name)'] });
  await assertCompletion({ 'a.syncml': sessionMessage('server', 1, `${get(1, './My/|')}${get(2, './My/Thing/Deep')}`) }, { labels: ['Thing'], take: 'Thing', detail: 'named in the workspace' });
});

test('in a flow, too, and what may be asked of a node', async () => {
  const flow = (node: string): FilesByName => ({ 'd.ddf': device, 'a.flow.xml': updateFlow(`<let name="box" value="./Vendor/x1"/><step n="1" from="client" to="server" title="x"><expect node="${node}" is="1"/></step>`) });
  await assertCompletion(flow('${box}/|'), { has: ['Size'] });
  await assertCompletion(flow('./Vendor/|'), { has: ['Name'], take: 'Name', becomes: 'node="./Vendor/Name"' });
  await assertCompletion(message('./Vendor/Name?|'), { has: ['prop=ACL', 'list=TNDS'], take: 'prop=ACL', becomes: './Vendor/Name?prop=ACL</LocURI>' });
});

test('a standard object goes on where a description has its identifier [FUMO 5.1]', async () => {
  const fw = device.replace('</MgmtTree>', '<Node><NodeName>Fw</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat><DFType><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></DFType></DFProperties></Node></MgmtTree>');
  await assertCompletion({ 'd.ddf': fw, 'a.syncml': sessionMessage('server', 1, get(1, './Fw/|')) }, { has: ['State', 'Download', 'PkgName'] });
  await assertHover({ 'd.ddf': fw, 'a.syncml': sessionMessage('server', 1, get(1, './Fw/Sta|te')) }, /the standard object FUMO/);
});

test('references are offered from the messages of the other end [DM-REP 6.1.5, 6.1.13]', async () => {
  const server = sessionMessage('server', 3, `${get(5, './A')}${get(6, './B')}`);
  const client = (answer: string): FilesByName => ({ '1.syncml': server, '2.syncml': sessionMessage('client', 2, answer), '0.syncml': sessionMessage('client', 1, get(8, './C')) });
  await assertCompletion(client(status(1, '|', '')), { labels: ['3'] });
  await assertCompletion(client(status(1, '3', '|')), { labels: ['0', '5', '6'], take: '6', detail: 'Get ./B' });
  await assertCompletion(client(status(1, '9', '|')), { labels: [] });
});

const octets = (format: string, data: string): FilesByName => ({ 'a.syncml': sessionMessage('server', 1, `<Add><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns="syncml:metinf">${format}</Format></Meta><Data>${data}</Data></Item></Add>`) });

test('base64 shows the size and the SHA-256 of what it decodes to', async () => {
  const digest = toHex(nodeHasher.sha256(utf8('hello')));
  await assertHover(octets('b64', 'aGVs|bG8='), new RegExp(`^\\*\\*5 octets\\*\\*\\n\\nSHA-256 \`${digest}\`\\n\\nText: \`hello\`$`), 'aGVsbG8=');
  await assertHover(octets('b64', `|${toBase64(new Uint8Array(2048))}`), /^\*\*2\.0 KiB \(2048 octets\)\*\*[^]*Begins `00000000000000000000000000000000`/);
  await assertHover(octets('chr', 'aGVs|bG8='), /^\*\*Data\*\*/);
});

test('a notification is explained, as base64 and as hexadecimal digits [DM-NOTI 6.2]', async () => {
  const bytes = writeNotification(nodeHasher, { serverId: 'dm.example.com', secret: 's', nonce: utf8('n'), sessionId: 0x2a, uiMode: 'informative', initiator: 'server' });
  const card = /^\*\*Notification\*\* \(package #0\) from `dm\.example\.com`\n\nAsks for session 2A; initiated by the server; the user is told/;
  await assertHover(octets('b64', `|${toBase64(bytes)}`), card);
  await assertHover(octets('chr', `|${toHex(bytes)}`), card);
  await assertHover(octets('chr', `|${'ab'.repeat(40)}`), /^\*\*Data\*\*/);
});

test('a credential shows whose it is and never its secret [DM-SEC 5.3]', async () => {
  const cred = (type: string, data: string): FilesByName => ({ 'a.syncml': sessionMessage('client', 1, '').replace('</SyncHdr>', `<Cred><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">${type}</Type></Meta><Data>${data}</Data></Cred></SyncHdr>`) });
  const marked = await markedWorkspace(cred('syncml:auth-basic', `|${toBase64(utf8('anna:geheim'))}`));
  const found = hoverAt(marked.model, marked.offset, await knowledgeOf(marked));
  assert.match(found?.markdown ?? '', /^\*\*Basic credential\*\* of `anna`/);
  assert.ok(!(found?.markdown ?? 'geheim').includes('geheim'));
  await assertHover(cred('syncml:auth-md5', `|${toBase64(new Uint8Array(16))}`), /^\*\*MD5 credential\*\*[^]*16 octets, as it must be/);
  await assertHover(cred('syncml:auth-md5', `|${toBase64(new Uint8Array(3))}`), /These are 3 octets; an MD5 digest has 16/);
});
