// Rules of the envelope and of the elements of a message, where the examples in the table don't tell all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstMessage, fromServer, replacing, statusOfHeader, whole } from '#engine/rules/examples';
import { codesIn, mended } from './codes';
import { lintExample } from './lintExample';

const get = '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>';
const replace = (data: string): string =>
  `<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/A</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>${data}</Data></Item></Replace>`;
const namespace = 'xmlns="SYNCML:SYNCML1.2"';

test('a namespace that is wrong by case alone is a warning, and nothing else in the message is blamed for it [RepPro 6.2.1]', () => {
  const [finding, ...more] = lintExample(replacing(namespace, 'xmlns="syncml:SYNCML1.2"'));
  assert.deepEqual([finding?.code, finding?.severity, more.length], ['namespace-unknown', 'warning', 0]);
  assert.ok(mended(replacing(namespace, 'xmlns="syncml:SYNCML1.2"'))?.includes(namespace));
});

test('an unknown version of the namespace is an error', () => {
  assert.deepEqual(lintExample(replacing(namespace, 'xmlns="SYNCML:SYNCML1.3"')).map(({ code, severity }) => [code, severity]), [['namespace-unknown', 'error']]);
});

test('namespace and version that differ are told once, whichever of the three is odd [RepPro 6.1.24, DM-PRO 8.3]', () => {
  const message = (version: string, protocol: string, name: string): readonly string[] =>
    codesIn(whole('message', firstMessage().replace('<VerDTD>1.2', `<VerDTD>${version}`).replace('DM/1.2', `DM/${protocol}`).replace('SYNCML1.2', `SYNCML${name}`)));
  assert.deepEqual(message('1.2', '1.2', '1.1'), ['namespace-verdtd']);
  assert.deepEqual(message('1.1', '1.2', '1.2'), ['verproto-verdtd-mismatch']);
  assert.deepEqual(message('1.2', '1.1', '1.2'), ['verproto-verdtd-mismatch']);
  assert.deepEqual(message('1.1', '1.1', '1.1'), []);
});

test('the mend of a mismatch follows the namespace', () => {
  assert.ok(mended(replacing('<VerProto>DM/1.2</VerProto>', '<VerProto>DM/1.1</VerProto>'))?.includes('<VerProto>DM/1.2</VerProto>'));
  assert.ok(mended(replacing('<VerDTD>1.2</VerDTD>', '<VerDTD>1.1</VerDTD>'))?.includes('<VerDTD>1.2</VerDTD>'));
});

test('a name in the wrong case is told at each element, in both tags of which the mend writes it [RepPro 5.4]', () => {
  const text = mended(fromServer(get.replace('<Item>', '<item>').replace('</Item>', '</item>')));
  assert.ok(text?.includes(get), text);
  assert.deepEqual(codesIn(fromServer(get.replaceAll('LocURI', 'LocUri'))), ['case-element']);
});

test('mark-up in Data is told where no namespace sets it apart, and nowhere else [DM-REP 6.3.1]', () => {
  for (const data of ['<enabled/>', '<a><b/></a>']) assert.deepEqual(codesIn(fromServer(replace(data))), ['data-markup-escaped'], data);
  for (const data of ['&lt;enabled/&gt;', '<![CDATA[<enabled/>]]>', '<x xmlns="urn:vendor"><y/></x>', 'text']) assert.deepEqual(codesIn(fromServer(replace(data))), [], data);
  assert.ok(mended(fromServer(replace('<a><b/></a>')))?.includes('<Data><![CDATA[<a><b/></a>]]></Data>'));
});

test('children are put in order without a change to what stands between them', () => {
  const example = replacing(statusOfHeader, '<Status>\n  <MsgRef>1</MsgRef> <!-- the first -->\n  <CmdID>1</CmdID>\n  <CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data>\n</Status>', 'server');
  assert.ok(mended(example)?.includes('<Status>\n  <CmdID>1</CmdID> <!-- the first -->\n  <MsgRef>1</MsgRef>\n  <CmdRef>0</CmdRef>'), mended(example));
});

test('order is a warning by default, an error in the strict profile and a hint for Windows', () => {
  const example = replacing(statusOfHeader, statusOfHeader.replace('<CmdID>1</CmdID><MsgRef>1</MsgRef>', '<MsgRef>1</MsgRef><CmdID>1</CmdID>'), 'server');
  for (const [profile, severity] of [['lenient', 'warning'], ['strict', 'error'], ['windows', 'hint']] as const) {
    assert.deepEqual(lintExample(example, { profile }).map((finding) => finding.severity), [severity], profile);
  }
});

test('commands after Final are an error however many there are, told once at Final [RepPro 6.2.3]', () => {
  const example = replacing(`${statusOfHeader}\n<Final/>`, `${statusOfHeader}<Final/>${get}${get.replace('>2<', '>3<').replace('Man', 'Mod')}`, 'server');
  const [finding, ...more] = lintExample(example);
  assert.deepEqual([finding?.code, more.length], ['final-not-last', 0]);
  assert.match(mended(example) ?? '', /<\/Get>\s*<Final\/>\s*<\/SyncBody>/);
});

test('a second child that says the same is removed, one that says something else is left to the person', () => {
  const twice = (second: string): string => get.replace('<CmdID>2</CmdID>', `<CmdID>2</CmdID>${second}`);
  assert.deepEqual(codesIn(fromServer(twice('<CmdID>3</CmdID>'))), ['duplicate-child']);
  assert.equal(mended(fromServer(twice('<CmdID>3</CmdID>'))), undefined);
  assert.ok(mended(fromServer(twice('<CmdID>2</CmdID>')))?.includes(get));
});

test('in a message of 1.1, Correlator is told as what came later and Move as a command that device management has not', () => {
  const old = (commands: string): readonly string[] =>
    codesIn(whole('message', (fromServer(commands).documents[0]?.text ?? '').replace('SYNCML1.2', 'SYNCML1.1').replace('<VerDTD>1.2', '<VerDTD>1.1').replace('DM/1.2', 'DM/1.1')));
  const item = '<Item><Target><LocURI>./Vendor/A</LocURI></Target></Item>';
  assert.deepEqual(old(`<Exec><CmdID>2</CmdID><Correlator>c</Correlator>${item}</Exec>`), ['element-since-12']);
  assert.deepEqual(old(`<Move><CmdID>2</CmdID>${item}</Move>`), ['command-not-in-dm']);
  assert.deepEqual(old(`<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target><SourceParent><LocURI>./A</LocURI></SourceParent></Item></Get>`), ['not-used-in-dm']);
});

test("data synchronisation's messages have their structure told and nothing of device management", () => {
  const synchronising = (text: string): string => text.replace('DM/1.2', 'SyncML/1.2').replace('<SessionID>1A', '<SessionID>123456');
  assert.deepEqual(codesIn(whole('message', synchronising(firstMessage()))), []);
  assert.deepEqual(codesIn(whole('message', synchronising(firstMessage()).replace(/CmdID/g, 'CmdId')))[0], 'case-element');
});

test('what follows from a tag that is broken is not told beside it', () => {
  const tags = (commands: string): readonly string[] => codesIn(fromServer(commands)).filter((code) => !/tag|unclosed|bracket/.test(code));
  assert.deepEqual(tags(get.replace('<CmdID>2</CmdID>', '<CmdId>2</CmdID>')), []);
  assert.deepEqual(codesIn(replacing('<SyncBody>', '<SyncBody', 'server')).filter((code) => code === 'body-empty' || code === 'status-synchdr-absent'), []);
});
