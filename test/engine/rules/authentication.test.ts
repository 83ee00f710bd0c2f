// Rules of authentication, where the examples in the table don't tell all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { clientMessage, fromServer, packageOne, replacing, serverMessage, session, statusOfHeader, type Example } from '#engine/rules/examples';
import { ruleOf } from '#engine/rules/table';
import { codesIn, mended } from './codes';
import { subjectIn } from './lintExample';
import { lint } from '#engine/rules/lint';

const source = '<Source><LocURI>IMEI:493005100592800</LocURI></Source>';
const named = '<Source><LocURI>IMEI:493005100592800</LocURI><LocName>device-user</LocName></Source>';
const b64 = '<Format xmlns="syncml:metinf">b64</Format>';
const digest = 'yTmS+pu6VJgdQrSgqfv6Mg==';
const type = (name: string): string => `<Type xmlns="syncml:metinf">${name}</Type>`;
const nonce = '<NextNonce xmlns="syncml:metinf">EBESExQVFhcYGRobHB0eHw==</NextNonce>';

function presenting(meta: string, data: string): Example {
  const { documents, ...rest } = replacing(source, `${named}<Cred><Meta>${meta}</Meta><Data>${data}</Data></Cred>`);
  return { ...rest, documents: documents.map(({ name, text = '' }) => ({ name, text: text.replace('http:', 'https:') })) };
}

test('a digest is the Base64 of 16 octets [DM-SEC 5.3.2]', () => {
  assert.deepEqual(codesIn(presenting(b64 + type('syncml:auth-md5'), digest)), []);
  assert.deepEqual(codesIn(presenting(b64 + type('syncml:auth-MD5'), digest)), []);
  for (const data of ['c93992fa9bba54981d42b4a0a9fbfa32', 'not base64', '', 'YQ==']) assert.deepEqual(codesIn(presenting(b64 + type('syncml:auth-md5'), data)), ['cred-md5-length'], data);
});

test('a credential without Type is basic [RepPro 6.1.6]', () => {
  assert.deepEqual(codesIn(presenting(b64, 'ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=')), []);
  assert.deepEqual(codesIn(presenting(b64, digest)), ['cred-basic-form']);
});

test('Format b64 is written into a Meta that has none, and put right where it says something else [DM-REP 6.1.6]', () => {
  const lacking = presenting(type('syncml:auth-md5'), digest);
  assert.deepEqual(codesIn(lacking), ['cred-format-b64']);
  assert.ok(mended(lacking)?.includes(`<Meta>${b64}${type('syncml:auth-md5')}</Meta>`), mended(lacking));
  const wrong = presenting(b64.replace('b64', 'chr') + type('syncml:auth-md5'), digest);
  assert.deepEqual(codesIn(wrong), ['cred-format-b64']);
  assert.ok(mended(wrong)?.includes(b64));
});

test('in WBXML octets may stand as such, and no Format is missed', () => {
  const [{ name, text = '' } = { name: '' }] = presenting(type('syncml:auth-md5'), digest).documents;
  const subject = subjectIn(text, 'message', name);
  assert.deepEqual(lint({ ...subject, encoding: 'wbxml' }, {}, () => undefined).map(({ code }) => code), []);
});

test('basic credentials are told where the address says that nothing hides them [DM-SEC 5.3]', () => {
  const [{ text = '' } = {}] = presenting(b64 + type('syncml:auth-basic'), 'ZGV2aWNlLXVzZXI6ZGV2aWNlLXBhc3M=').documents;
  const shown: Example = { shown: '', kind: 'message', documents: [{ name: 'message.syncml', text: text.replace('https:', 'http:') }] };
  assert.deepEqual(codesIn(shown), ['cred-basic-weak']);
});

test('challenges for digest and MAC bring a nonce, one for basic needs none [RepPro 6.1.2]', () => {
  const challenge = (meta: string): readonly string[] => codesIn(replacing('<Data>200</Data>', `<Chal><Meta>${meta}</Meta></Chal><Data>407</Data>`, 'server'));
  assert.deepEqual(challenge(b64 + type('syncml:auth-basic')), []);
  for (const scheme of ['md5', 'MAC']) {
    assert.deepEqual(challenge(b64 + type(`syncml:auth-${scheme}`) + nonce), [], scheme);
    assert.deepEqual(challenge(b64 + type(`syncml:auth-${scheme}`)), ['chal-nonce-missing'], scheme);
  }
  assert.deepEqual(challenge(b64 + nonce), ['chal-type-missing']);
  assert.deepEqual(challenge(type('syncml:auth-md5') + nonce), ['cred-format-b64']);
});

test('a command is refused with 401 beside other commands; only a refused header makes them wrong [DM-PRO 9.1]', () => {
  const get = '<Get><CmdID>9</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>';
  assert.deepEqual(codesIn(fromServer(`<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>401</Data></Status>${get}`)), []);
});

test('212 is right for every message after the one with credentials [RepPro 11]', () => {
  const cred = `<Cred><Meta>${b64}${type('syncml:auth-md5')}</Meta><Data>${digest}</Data></Cred>`;
  const accepted = (msgRef: number): string => statusOfHeader.replace('>200<', '>212<').replace('<MsgRef>1', `<MsgRef>${msgRef}`);
  const answers = '<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Alert</Cmd><Data>200</Data></Status><Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>200</Data></Status>';
  const get = '<Get><CmdID>4</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>';
  const got = '<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>Get</Cmd><TargetRef>./DevInfo/Man</TargetRef><Data>404</Data></Status>';
  const run = (headerOfFirst: string): readonly string[] =>
    codesIn(
      session(
        clientMessage(1, packageOne, headerOfFirst).replace('</LocURI></Source>', '</LocURI><LocName>device-user</LocName></Source>'),
        serverMessage(1, accepted(1) + answers + get),
        clientMessage(2, statusOfHeader + got),
        serverMessage(2, accepted(2)),
      ),
    ).filter((code) => code.startsWith('auth-'));
  assert.deepEqual(run(cred), []);
  assert.deepEqual(run(''), ['auth-212-without-cred', 'auth-212-without-cred']);
});

test('the field of a MAC is read in any order and case [DM-SEC 5.4.3]', () => {
  const rule = ruleOf('cred-hmac-header');
  const said = (field: string): readonly string[] => {
    const messages: string[] = [];
    const bytes = utf8(`POST /dm HTTP/1.1\r\n${field}\r\n\r\nx-syncml-hmac: in the body`);
    if (rule?.on === 'bytes') rule.check({ uri: 'memory:/1.http', bytes, kind: 'http' }, (_, message) => messages.push(message));
    return messages;
  };
  assert.deepEqual(said('Host: a'), []);
  assert.deepEqual(said(`X-Syncml-HMAC: mac=${digest}, username="a, \\"b\\""`), []);
  assert.match(said(`x-syncml-hmac: username="a"`).join(), /lacks mac\.$/);
  assert.match(said('x-syncml-hmac:').join(), /lacks username and mac\.$/);
  assert.match(said(`x-syncml-hmac: algorithm=SHA1, username="a", mac=${digest}`).join(), /"SHA1"/);
  assert.match(said('x-syncml-hmac: username="a", mac=AA==').join(), /1 octets long/);
  assert.match(said('x-syncml-hmac: username="a", mac=?').join(), /isn't Base64/);
});
