// `fumo lint` of what is no text of ours: notifications, HTTP exchanges, WBXML by its content; digests by known secrets.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromHex, toBase64, utf8 } from '#engine/base/bytes';
import { wrapMessage } from '#engine/session/notificationForm';
import { writeNotification } from '#engine/session/notification';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { md5Credential } from '#engine/syncml/credentials';
import { nodeHasher } from '#server/node/nodeHasher';
import { fumo, type Called } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-lint-octets-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function lint(files: Readonly<Record<string, string | Uint8Array>>, ...words: string[]): Promise<Called> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return fumo(['lint', ...Object.keys(files), ...words], { directory: folder });
}

function problems({ out }: Called): readonly string[] {
  return [...out.matchAll(/^(\S+?:\d+:\d+ \w+ \S+)/gm)].map(([, told = '']) => told);
}

const nonce = Uint8Array.from({ length: 16 }, (_, i) => 16 + i);
const account = (secret: string): string =>
  `<accounts xmlns="urn:fumo-tools:accounts:1"><account device="IMEI:493005100592800"><client name="user" secret="device-pass" nonce="${toBase64(nonce)}"/><server secret="${secret}" nonce="${toBase64(nonce)}"/></account></accounts>`;
const notification = writeNotification(nodeHasher, { serverId: 'dm.example.com', secret: 'srv-secret', nonce, sessionId: 7, uiMode: 'background', initiator: 'server' });

test('a notification is known by its content, whatever its name and whatever holds its octets', async () => {
  assert.ok(notification.length > 24);
  const cut = notification.subarray(0, notification.length - 3);
  assert.deepEqual(problems(await lint({ 'good.bin': notification, 'good.hex': Buffer.from(notification).toString('hex'), 'push.bin': wrapMessage(notification, 'push') })), []);
  assert.deepEqual(problems(await lint({ 'cut.notification': cut })), ['cut.notification:1:24 error n-length']);
  assert.deepEqual(problems(await lint({ 'cut.notification': Buffer.from(cut).toString('base64') })), ['cut.notification:1:24 error n-length']);
});

test('its digest is held against the accounts that are given [DM-NOTI 6.2.2]', async () => {
  const files = { 'a.notification': notification };
  const called = (secret: string): Promise<Called> => {
    writeFileSync(join(folder, 'accounts.xml'), account(secret));
    return lint(files, '--accounts', 'accounts.xml');
  };
  assert.deepEqual(problems(await called('srv-secret')), []);
  assert.deepEqual(problems(await called('another')), ['a.notification:1:1 error n-digest']);
  assert.deepEqual(problems(await lint(files)), []);
});

test('accounts that can\'t be read are a wrong call', async () => {
  for (const [content, expected] of [['<accounts', /holds no accounts/], ['<other/>', /holds no accounts/], [undefined, /nothing at/]] as const) {
    const name = `accounts-${String(content?.length)}.xml`;
    if (content !== undefined) writeFileSync(join(folder, name), content);
    const { code, err } = await lint({ 'a.notification': notification }, '--accounts', name);
    assert.equal(code, 2);
    assert.match(err, expected);
  }
});

const message = (credential = '', unknown = ''): string =>
  `<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>http://dm.example.com/dm</LocURI></Target><Source><LocURI>IMEI:493005100592800</LocURI><LocName>user</LocName></Source>${credential}</SyncHdr><SyncBody><Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Replace><CmdID>2</CmdID>${['DevId', 'Man', 'Mod', 'DmV', 'Lang'].map((leaf) => `<Item><Source><LocURI>./DevInfo/${leaf}</LocURI></Source><Data>en</Data></Item>`).join('')}</Replace>${unknown}<Final/></SyncBody></SyncML>`;
const head = (type: string): string => `POST /dm HTTP/1.1\r\nHost: dm.example.com\r\nContent-Type: ${type}\r\nAccept: application/vnd.syncml.dm+xml\r\nCache-Control: no-store\r\n\r\n`;

test('of an HTTP exchange head and message are checked, where they stand in the file', async () => {
  assert.deepEqual(problems(await lint({ 'good.http': head('application/vnd.syncml.dm+xml') + message() })), []);
  const found = problems(await lint({ 'bad.http': `${head('text/xml')}\n${message('', '<Unheard/>')}` }));
  assert.deepEqual(found.slice(0, 1), ['bad.http:3:1 error h-content-type']);
  assert.ok(found.some((one) => /^bad\.http:8:\d+ error \S+/.test(one)), found.join());
});

test('requests in one file stand apart by ###, remarks before them', async () => {
  const two = `# the first\n${head('application/vnd.syncml.dm+xml')}${message()}\n### the second\n\n${head('text/xml').replaceAll('\r', '')}${message()}\n`;
  assert.deepEqual(problems(await lint({ 'two.http': two })), ['two.http:13:1 error h-content-type']);
});

test('an exchange whose body is WBXML is decoded', async () => {
  const { bytes } = encodeWbxml(parseXml(message('', '<Get><CmdID>2</CmdID></Get>')).document);
  const file = Buffer.concat([utf8(head('application/vnd.syncml.dm+xml')), bytes]);
  const found = problems(await lint({ 'wire.http': file }));
  assert.ok(found.some((one) => one.startsWith('wire.http:1:') && one.endsWith('error h-content-mismatch')), found.join());
  const { out } = await lint({ 'wire.http': file });
  const trailing = problems(await lint({ 'wire.http': Buffer.concat([file, fromHex('00') ?? assert.fail()]) }));
  assert.ok(trailing.includes(`wire.http:1:${file.length + 1} warning b-trailing`), trailing.join());
  assert.match(out, /wire\.http \(decoded\):\d+:\d+ error cmdid-duplicate /);
});

test('WBXML and HTTP are known by their content where a file is named by itself', async () => {
  const { bytes } = encodeWbxml(parseXml(message()).document);
  assert.deepEqual(problems(await lint({ capture: Buffer.concat([bytes, fromHex('00') ?? assert.fail()]) })), [`capture:1:${bytes.length + 1} warning b-trailing`]);
  assert.deepEqual(problems(await lint({ exchange: head('text/xml') + message() })), ['exchange:3:1 error h-content-type']);
});

test('the digests of a session are held against the accounts [DM-SEC 5.3]', async () => {
  writeFileSync(join(folder, 'accounts.xml'), account('srv-secret'));
  const credential = (secret: string): string =>
    `<Cred><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>${md5Credential(nodeHasher, 'user', secret, nonce)}</Data></Cred>`;
  const found = async (secret: string): Promise<readonly string[]> =>
    problems(await lint({ 'session.xml': message(credential(secret)) }, '--session', '--accounts', 'accounts.xml')).filter((one) => / error /.test(one));
  assert.deepEqual(await found('device-pass'), []);
  assert.equal((await found('guessed')).length, 1);
});
