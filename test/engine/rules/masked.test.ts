// Messages and trees as they are shown of a run, their secrets masked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskingOf } from '#engine/emulation/masking';
import { lint, subjectOf } from '#engine/rules/lint';
import type { DocumentKind } from '#engine/rules/subject';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';

function codes(kind: DocumentKind, text: string): readonly string[] {
  const { document, problems } = parseXml(text);
  const findings = lint(subjectOf({ uri: 'memory:/a', kind, text, document, faults: problems }), {}, (_rule, thrown) => {
    throw thrown;
  });
  return findings.map(({ code }) => code);
}

function masked(text: string): string {
  return writeXml(maskingOf(false).document(parseXml(text).document));
}

const nonce = 'EBESExQVFhcYGRobHB0eHw==';
const md5 = '<Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type>';
const message = (digest: string): string =>
  `<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>2</MsgID><Target><LocURI>http://dm.example.com/dm</LocURI></Target><Source><LocURI>IMEI:493005100592800</LocURI><LocName>user</LocName></Source>` +
  `<Cred><Meta>${md5}</Meta><Data>${digest}</Data></Cred></SyncHdr><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Chal><Meta>${md5}<NextNonce xmlns="syncml:metinf">${nonce}</NextNonce></Meta></Chal><Data>212</Data></Status>` +
  `<Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Item><Source><LocURI>./DMAcc/a/AppAuth/s/AAuthData</LocURI></Source><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data>${nonce}</Data></Item></Results><Final/></SyncBody></SyncML>`;
const tree = `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>AAuthData</NodeName><Path>./DMAcc/a/AppAuth/s</Path><RTProperties><Format><b64/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>${nonce}</Value></Node></MgmtTree>`;

test('a value that is masked is not found wrong', () => {
  for (const [kind, text] of [['message', message(nonce)], ['tree', tree]] as const) {
    assert.match(masked(text), /\[masked: 24 characters\]/);
    assert.deepEqual(codes(kind, masked(text)), codes(kind, text));
  }
});

test('what is wrong beside it is told all the same', () => {
  const bad = masked(message(nonce)).replace('<CmdID>2</CmdID>', '<CmdID>1</CmdID>');
  assert.ok(codes('message', bad).includes('cmdid-duplicate'));
  assert.ok(codes('message', message('abc=')).includes('cred-md5-length'));
});
