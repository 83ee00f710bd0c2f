// Credentials, nonces and secrets stand in nothing that people see, and in all of it where they are asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#engine/base/bytes';
import { maskingOf } from '#engine/emulation/masking';
import { requestView, responseView } from '#engine/emulation/httpView';
import { messageView } from '#engine/emulation/messageView';
import type { NodeView } from '#engine/emulation/run';
import { dmWbxml, dmXml } from '#engine/session/encoding';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { flowFolder, preparedRun } from '../../flowFolder';
import { virtualMachine } from '../../virtualMachine';
import { transcribe } from './transcript';

const hidden = maskingOf(false);

function masked(xml: string): string {
  return writeXml(hidden.document(parseXml(xml).document));
}

/** What stands between the marks of a text is replaced by how long it is. */
function check(marked: string): void {
  const before = marked.replaceAll('|', '');
  const after = marked.replace(/\|([^|]*)\|/g, (_, secret: string) => `[masked: ${secret.length} characters]`);
  assert.equal(masked(before), after);
  assert.equal(writeXml(maskingOf(true).document(parseXml(before).document)), before);
}

test('the Data of a Cred and a NextNonce are masked, Meta beside them is not [RepPro 6.1.6, METINF 5]', () => {
  check('<SyncHdr><Cred><Meta><Type>syncml:auth-md5</Type></Meta><Data>|yTmS+pu6VJgdQrSgqfv6Mg==|</Data></Cred></SyncHdr>');
  check('<Status><Data>401</Data><Chal><Meta><Format>b64</Format><NextNonce>|EBESExQVFhc=|</NextNonce></Meta></Chal></Status>');
  check('<Cred><Data/></Cred>');
});

test('the values of an account are masked wherever they stand: in an Item, in a tree, in a tree within an Item [DM-STDOBJ 5.3.1]', () => {
  check('<Item><Target><LocURI>./DMAcc/a/AppAuth/1/AAuthSecret</LocURI></Target><Data>|device-pass|</Data></Item>');
  check('<Item><Source><LocURI>./DMAcc/a/AppAuth/1/AAuthData?prop=x</LocURI></Source><Data>|EBES|</Data></Item>');
  check('<Item><Target><LocURI>./DMAcc/a/AppAuth/1/AAuthName</LocURI></Target><Data>device-user</Data></Item>');
  check('<Node><NodeName>AppAuth</NodeName><Node><NodeName>AAuthSecret</NodeName><Value>|device-pass|</Value></Node><Node><NodeName>AAuthName</NodeName><Value>me</Value></Node></Node>');
  check('<Item><Data><MgmtTree><Node><NodeName>ClientPW</NodeName><Value>|secret|</Value></Node></MgmtTree></Data></Item>');
  const text = '<Item><Data><![CDATA[<MgmtTree><Node><NodeName>AAuthSecret</NodeName><Value>device-pass</Value></Node></MgmtTree>]]></Data></Item>';
  assert.equal(masked(text), text.replace('device-pass', '[masked: 11 characters]'));
});

test('the secrets of accounts and of bootstrap documents are masked', () => {
  assert.equal(
    masked('<account device="d"><client name="n" secret="device-pass" nonce="EBES"/><server secret="s"/></account>'),
    '<account device="d"><client name="n" secret="[masked: 11 characters]" nonce="[masked: 4 characters]"/><server secret="[masked: 1 characters]"/></account>',
  );
  assert.equal(
    masked('<characteristic type="APPAUTH"><parm name="AAUTHSECRET" value="pass"/><parm name="AAUTHNAME" value="me"/></characteristic>'),
    '<characteristic type="APPAUTH"><parm name="AAUTHSECRET" value="[masked: 4 characters]"/><parm name="AAUTHNAME" value="me"/></characteristic>',
  );
});

test('passwords of URLs, digests beside messages and Authorization are masked in sentences and headers', () => {
  assert.equal(hidden.text('http://me:pass word@host is no URL, http://me:secret@host:80/x is'), 'http://me:pass word@host is no URL, http://me:[masked: 6 characters]@host:80/x is');
  assert.equal(hidden.text('at http://host:8080/a@b, http://me@host'), 'at http://host:8080/a@b, http://me@host');
  assert.equal(hidden.field('x-syncml-hmac', 'algorithm=MD5, username="u", mac=FHnhdrYhOEz8OpNeJhEFfA=='), 'algorithm=MD5, username="u", mac=[masked: 24 characters]');
  assert.equal(hidden.field('authorization', 'Basic dTpw'), 'Basic [masked: 4 characters]');
  assert.equal(hidden.text('GET /x\nAuthorization: Basic dTpw\nAccept: a'), 'GET /x\nAuthorization: Basic [masked: 4 characters]\nAccept: a');
  // What is masked already stays as it is.
  for (const text of ['mac=FHnh', 'http://a:b@c', 'Authorization: Basic dTpw']) assert.equal(hidden.text(hidden.text(text)), hidden.text(text));
});

test('a message is masked whatever it is written in, also where it can not be read', () => {
  const xml = '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><Cred><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data>c2VjcmV0</Data></Cred></SyncHdr><SyncBody><Replace><Item><Target><LocURI>./A/AAuthSecret</LocURI></Target><Data>device-pass</Data></Item></Replace></SyncBody></SyncML>';
  const entry = { direction: 'to-server', told: 'sent', sessionId: '1', deviceId: 'd', remarks: ['See http://me:secret@host'], hmac: 'username="u", mac=FHnh' } as const;
  for (const [bytes, contentType] of [
    [utf8(xml), dmXml],
    [encodeWbxml(parseXml(xml).document).bytes, dmWbxml],
  ] as const) {
    const view = messageView({ ...entry, bytes, contentType }, 'm1', hidden);
    assert.doesNotMatch(JSON.stringify(view), /c2VjcmV0|device-pass|FHnh|secret@/);
    assert.equal(view.text.match(/\[masked: \d+ characters\]/g)?.length, 3);
    assert.match(messageView({ ...entry, bytes, contentType }, 'm1', maskingOf(true)).text, /mac=FHnh[^]*c2VjcmV0[^]*device-pass/);
  }
  const opaque = encodeWbxml(parseXml(xml.replace('device-pass', '<![CDATA[device-pass]]>').replace('<Item>', '<Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Item>')).document).bytes;
  assert.doesNotMatch(messageView({ ...entry, bytes: opaque, contentType: dmWbxml }, 'm1', hidden).text, /device-pass|ZGV2aWNlLXBhc3M/);
});

test('what a download is asked for with is masked', () => {
  const request = { method: 'GET', url: 'http://me:secret@host/x', headers: { authorization: 'Basic bWU6c2VjcmV0', accept: '*/*' }, body: new Uint8Array() };
  const response = { status: 302, headers: { location: 'http://me:secret@other/' }, body: utf8('see http://me:secret@other/') };
  for (const view of [requestView(request, 'm1', hidden), responseView(request, response, 'm2', hidden)]) {
    assert.doesNotMatch(JSON.stringify(view), /secret|bWU6c2VjcmV0/);
    assert.match(view.text, /\[masked: \d+ characters\]/);
  }
});

/** Every secret and nonce of the folder's accounts, as they are written, and what the device makes of them. */
const secrets = /device-pass|srv-secret|EBESExQVFhcYGRobHB0eHw==/;

for (const encoding of ['xml', 'wbxml'] as const) {
  test(`a whole run over ${encoding} shows no secret, no digest and no nonce, unless it is asked for`, async () => {
    for (const showSecrets of [false, true]) {
      const machine = virtualMachine();
      const run = await preparedRun(machine, {}, { encoding, showSecrets });
      const { text, verdict } = await transcribe(run, machine);
      assert.equal(verdict.verdict, 'success');
      assert.equal(/<NextNonce[^>]*>(?!\[masked)/.test(text), showSecrets);
      assert.equal(/<Cred>(?:(?!<Data>)[^])*<Data>(?!\[masked)/.test(text), showSecrets);
      const leaves = (view: NodeView): readonly string[] => [`${view.name}=${view.value ?? ''}`, ...(view.children ?? []).flatMap(leaves)];
      assert.equal(leaves(run.view().tree).some((line) => /^AAuth(Secret|Data)=(?!\[masked|$)/.test(line)), showSecrets);
      if (!showSecrets) assert.doesNotMatch(text, secrets);
    }
  });
}

test('the secrets looked for are those of the folder', async () => {
  const accounts = new TextDecoder().decode(await flowFolder().read('memory:/update/accounts.xml'));
  assert.match(accounts, secrets);
});
