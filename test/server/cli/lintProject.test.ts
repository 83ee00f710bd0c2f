// `fumo lint` over what belongs together: descriptions, a fumo.json, WBXML, the messages of a session.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { against, clientMessage, fromServer, packageOne, serverMessage, statusOfHeader } from '#engine/rules/examples';
import { fumo, type Called } from './terminalInMemory';

const folder = mkdtempSync(join(tmpdir(), 'fumo-project-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function lint(...words: string[]): Promise<Called> {
  return fumo(['lint', ...words], { directory: folder });
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** `path severity code` of each problem, in their order. */
function told({ out }: Called): readonly string[] {
  return [...out.matchAll(/^(\S.*?):(\d+:\d+) (error|warning|information) (\S+) /gm)].map(([, path = '', , severity = '', code = '']) => `${path.replaceAll('\\', '/')} ${severity} ${code}`);
}

const node = '<Node><NodeName>Level</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat><Occurrence><One/></Occurrence><Scope><Dynamic/></Scope><DFType><MIME>text/plain</MIME></DFType></DFProperties></Node>';
const [ddf = ''] = against(node, fromServer('')).describedBy ?? [];
const get = (uri: string): string => fromServer(`<Get><CmdID>2</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`).documents[0]?.text ?? '';

test('messages are held against the descriptions among the files', async () => {
  put('held/device.ddf', ddf);
  put('held/a.syncml', get('./level'));
  assert.deepEqual(told(await lint('held')), ['held/a.syncml warning x-node-case']);
  assert.deepEqual(told(await lint('held/a.syncml')), []);
});

test('a fumo.json in a folder above sets profile, rules and what is left out, and brings the descriptions of its folder', async () => {
  put('project/fumo.json', JSON.stringify({ rules: { 'x-node-case': 'error' }, ignore: ['old/**'], ddfs: ['ddf/*.ddf'] }));
  put('project/ddf/device.ddf', ddf);
  put('project/messages/a.syncml', get('./level'));
  put('project/old/b.syncml', get('./level'));
  assert.deepEqual(told(await lint('project')), ['project/messages/a.syncml error x-node-case']);
  assert.deepEqual(told(await lint(join('project', 'messages', 'a.syncml'))), ['project/messages/a.syncml error x-node-case']);
  assert.deepEqual(told(await lint('project', '--rule', 'x-node-case=off')), []);
});

test('a fumo.json that can\'t be read is a wrong call, and says why', async () => {
  put('wrong/fumo.json', '{"profile": "loose"}');
  put('wrong/a.syncml', get('./level'));
  const { code, err } = await lint('wrong');
  assert.equal(code, 2);
  assert.match(err, /fumo\.json: .*profile/);
});

test('WBXML is told of by its octets, and by the text that they stand for', async () => {
  const octets = encodeWbxml(parseXml(get('./DevInfo/Man/')).document).bytes;
  put('bytes/m.wbxml', Uint8Array.from([...octets, 0x01]));
  const called = await lint('bytes');
  assert.deepEqual(told(called), ['bytes/m.wbxml warning b-trailing', 'bytes/m.wbxml (decoded) error uri-trailing-slash']);
  assert.match(called.out, new RegExp(`m\\.wbxml:1:${octets.length + 1} warning`));
  assert.match(called.out, / in 1 file\.\n$/);
});

const first = clientMessage(1, packageOne);
const wrong = serverMessage(1, statusOfHeader).replace('<SessionID>1A', '<SessionID>1B');

test('with --session the messages of the files are one session', async () => {
  put('session/1.syncml', first);
  put('session/2.syncml', wrong);
  const alone = told(await lint('session'));
  const together = told(await lint('session', '--session'));
  assert.deepEqual(together.filter((line) => !alone.includes(line) && !/ s-/.test(line)), []);
  assert.ok(together.some((line) => / s-/.test(line)), together.join());
});

test('with --session a file may be a log of several messages, and each problem stands where it is in the file', async () => {
  put('log/session.log', `12:00 POST http://dm.example.com/dm\n${first}\n12:01 200\n${get('./DevInfo/Man/')}\n`);
  const { out } = await lint(join('log', 'session.log'), '--session');
  assert.match(out, /session\.log:\d+:\d+ error uri-trailing-slash .*\n.*LocURI>\.\/DevInfo\/Man\/<.*\n/);
  assert.doesNotMatch(out, /unclosed|junk|not-well-formed/);
});
