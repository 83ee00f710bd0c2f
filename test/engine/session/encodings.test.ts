// Sessions in XML and in WBXML, and what the two ends make of each other's wishes. [DM-REP 6.2.1, SyncML HTTP 5.3.3]
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, utf8 } from '#engine/base/bytes';
import { dmWbxml, dmXml } from '#engine/session/encoding';
import { openMessage } from '#engine/session/door';
import type { Command, Unnumbered } from '#engine/syncml/message';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import type { HttpResponse } from '#engine/net/exchange';
import { alert, get, leaf, line, Pair, replace, request, ScriptedConductor, ScriptedTarget } from './pair';
import { fromClient, withoutAuth } from './scriptedPeer';

const octets = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
const opening = '<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Replace><CmdID>2</CmdID><Item><Source><LocURI>./DevInfo/Lang</LocURI></Source><Data>en</Data></Item></Replace>';
const asTokens = (xml: string): Uint8Array => encodeWbxml(parseXml(xml).document).bytes;

function commands(): readonly (readonly Unnumbered<Command>[])[] {
  return [
    [get('./Long', './Bin'), alert('1100', {}, { data: 'Grüße & <Küsse>' })],
    [{ name: 'Sequence', commands: [{ ...replace('./A', 'ä𝄞&<'), cmdId: '' }, { name: 'Exec', cmdId: '', correlator: 'job 1', items: [{ target: './Do' }] }] as never }],
    [replace('./P', octets(20_000), { format: 'bin', type: 'application/octet-stream' })],
    [replace('./T', '𝄞ü&<'.repeat(3000))],
  ];
}

function device(): ScriptedTarget {
  return new ScriptedTarget(
    new Map([
      ['./Long', leaf('./Long', 'Ünïcode '.repeat(1000))],
      ['./Bin', { source: './Bin', meta: { format: 'bin' }, data: octets(9000) }],
    ]),
  );
}

test('a session says the same in WBXML as in XML, in fewer octets, and each message within what its reader takes [METINF 5]', async () => {
  const said: string[] = [];
  const sizes: number[] = [];
  for (const encoding of ['xml', 'wbxml'] as const) {
    const pair = new Pair({ target: device(), conductor: new ScriptedConductor([...commands()]), setup: { encoding, maxMsgSize: 2500 }, serverSetup: { maxMsgSize: 3000 } });
    assert.deepEqual(await pair.run(), { how: 'finished' });
    const type = encoding === 'xml' ? dmXml : dmWbxml;
    for (const entry of [...pair.clientTrace, ...pair.serverTrace]) {
      assert.equal(entry.contentType, type);
      assert.ok(entry.bytes.length <= (entry.direction === 'to-client' ? 2500 : 3000));
      assert.deepEqual(entry.remarks, []);
    }
    assert.ok(pair.requests.every(({ headers }) => headers['content-type'] === type && headers.accept?.startsWith(type)));
    assert.deepEqual(pair.target.written.get('./A')?.data, 'ä𝄞&<');
    assert.equal(pair.target.written.get('./T')?.data, '𝄞ü&<'.repeat(3000));
    const came = pair.target.written.get('./P');
    // [TND 7.7.2] Octets go as octets where they can, and Format says how they went.
    assert.deepEqual(came?.data instanceof Uint8Array ? [came.data, came.meta?.format] : [came?.data?.length, came?.meta?.format], encoding === 'wbxml' ? [octets(20_000), 'bin'] : [26_668, 'b64']);
    said.push(pair.conductor.log.filter((entry) => !entry.startsWith('./Bin')).join('\n'));
    sizes.push(pair.clientTrace.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const bin = pair.conductor.results_.flatMap(({ items }) => items).find(({ source }) => source === './Bin')?.data;
    assert.deepEqual(typeof bin === 'string' ? fromBase64(bin) : bin, octets(9000));
  }
  assert.equal(said[0], said[1]);
  assert.ok((sizes[1] ?? 0) < 0.8 * (sizes[0] ?? 0), String(sizes));
});

test('a tree within a message goes as a document of its own and comes out as mark-up [TND 10.1]', async () => {
  const tnds = parseXml('<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>X</NodeName><Value>1</Value></Node></MgmtTree>').document;
  const add: Unnumbered<Command> = { name: 'Add', items: [{ target: './X', meta: { format: 'xml', type: 'application/vnd.syncml.dmtnds+xml' }, data: tnds.children }] };
  const pair = new Pair({ account: withoutAuth, conductor: new ScriptedConductor([[add]]), setup: { encoding: 'wbxml' } });
  assert.deepEqual(await pair.run(), { how: 'finished' });
  const item = pair.target.written.get('./X');
  assert.equal(item?.meta?.type, 'application/vnd.syncml.dmtnds+xml');
  const [root] = Array.isArray(item.data) ? (item.data as typeof tnds.children) : [];
  assert.equal(root?.kind === 'element' ? root.name : '', 'MgmtTree');
  assert.ok(pair.clientTrace.some(({ bytes }) => new TextDecoder('latin1').decode(bytes).includes('-//OMA//DTD-DM-DDF 1.2//EN')));
});

test('the server answers in the encoding of the request where the client takes it, else in the other, else with 406 and no message [SyncML HTTP 5.3.3]', async () => {
  const xml = fromClient(opening);
  const rows: readonly (readonly [string, string | undefined, string | number])[] = [
    [dmXml, undefined, dmXml],
    [dmWbxml, undefined, dmWbxml],
    [dmXml, `${dmXml}, ${dmWbxml}`, dmXml],
    [dmWbxml, `${dmXml}, ${dmWbxml};q=0.1`, dmWbxml],
    [dmXml, dmWbxml, dmWbxml],
    [dmWbxml, `${dmXml} ; q=1`, dmXml],
    [dmWbxml, '*/*', dmWbxml],
    [dmXml, 'text/html, application/*;q=0.2', dmXml],
    [dmXml, `${dmXml};q=0, */*`, dmWbxml],
    [dmXml, 'text/html', 406],
    [dmWbxml, `${dmXml};q=0.0, ${dmWbxml};q=0`, 406],
  ];
  for (const [type, accept, expected] of rows) {
    const pair = new Pair({ account: withoutAuth });
    const body = type === dmXml ? utf8(xml) : asTokens(xml);
    const answer = await pair.server.handle(request(body, { headers: { 'content-type': type, ...(accept === undefined ? {} : { accept }) } }));
    const what = `${type} / ${String(accept)}`;
    if (typeof expected === 'number') {
      assert.equal(answer.status, expected, what);
      assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
      assert.match(pair.remarks().join(' '), /SyncML HTTP 5\.3\.3/);
    } else {
      assert.deepEqual([answer.status, answer.headers['content-type']], [200, expected], what);
      assert.ok(openMessage(answer.body, expected, 65536).message !== undefined, what);
    }
  }
});

test('a character set that the server does not write is 406, whatever the media type [SyncML HTTP 5.3.3]', async () => {
  for (const [charset, status] of [
    ['UTF-8', 200],
    ['iso-8859-1, *;q=0.1', 200],
    ['iso-8859-1', 406],
    ['utf-8;q=0', 406],
  ] as const) {
    const pair = new Pair({ account: withoutAuth });
    const answer = await pair.server.handle(request(fromClient(opening), { headers: { 'content-type': dmXml, 'accept-charset': charset } }));
    assert.equal(answer.status, status, charset);
  }
});

const unsupported: Promise<HttpResponse> = Promise.resolve({ status: 415, headers: { 'content-type': 'text/plain' }, body: utf8('XML, please.') });

test('a server that refuses WBXML with 415 is spoken to in XML, from package #1 on, and the trace says why [SyncML HTTP 5.3.3]', async () => {
  const target = device();
  target.due = [{ id: 'report', alert: { name: 'Alert', data: '1226', correlator: 'job 1', items: [{ source: './FwUpdate', meta: { type: 'org.openmobilealliance.dm.firmwareupdate.update', format: 'chr' }, data: '200' }] } }];
  const pair = new Pair({
    target,
    between: (sent, handle) => (sent.headers['content-type'] === dmWbxml ? unsupported : handle(sent)),
    conductor: new ScriptedConductor([...commands()]),
    setup: { encoding: 'wbxml' },
  });
  assert.deepEqual(await pair.run(), { how: 'finished' });
  const [refused, again, ...more] = pair.clientTrace.filter(({ told }) => told === 'sent');
  assert.deepEqual([refused?.contentType, again?.contentType], [dmWbxml, dmXml]);
  assert.deepEqual([refused?.message?.header.msgId, again?.message?.header.msgId], ['1', '1']);
  assert.deepEqual(again?.message?.commands, refused?.message?.commands);
  assert.match(again?.remarks.join() ?? '', /takes no WBXML \(HTTP 415\).*\[SyncML HTTP 5\.3\.3\]/);
  assert.ok(more.length > 0 && more.every(({ contentType }) => contentType === dmXml));
  assert.deepEqual(target.answered, ['report 200']);
});

test('a server that refuses XML too, or WBXML after it has read some, has ended the session', async () => {
  const refusing = new Pair({ between: () => unsupported, setup: { encoding: 'wbxml' } });
  assert.match(JSON.stringify(await refusing.run()), /"failed".*HTTP 415/);
  assert.equal(refusing.requests.length, 2);
  let count = 0;
  const late = new Pair({ between: (sent, handle) => (++count > 1 ? unsupported : handle(sent)), conductor: new ScriptedConductor([...commands()]), setup: { encoding: 'wbxml' } });
  assert.match(JSON.stringify(await late.run()), /"failed".*HTTP 415/);
  assert.equal(count, 2);
});

test('a client that changes its encoding within a session is answered in the new one, an object under way begun anew', async () => {
  const conductor = new ScriptedConductor([[replace('./P', octets(5000), { format: 'bin' })]]);
  const pair = new Pair({ account: withoutAuth, conductor });
  const meta = '<Meta><MaxMsgSize xmlns="syncml:metinf">2000</MaxMsgSize></Meta>';
  const say = async (msgId: number, body: string, type: string): Promise<string> => {
    const xml = fromClient(body, { msgId, more: msgId === 1 ? meta : '' });
    await pair.server.handle(request(type === dmXml ? xml : asTokens(xml), { headers: { 'content-type': type } }));
    const last = pair.serverTrace.at(-1);
    assert.equal(last?.contentType, type);
    return line(last);
  };
  const header = (msgRef: number): string => `<Status><CmdID>1</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>`;
  const chunk = (msgRef: number, cmdRef: number): string => `<Status><CmdID>2</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>Replace</Cmd><Data>213</Data></Status>`;
  assert.match(await say(1, opening, dmXml), /Replace\+more$/);
  assert.match(await say(2, header(1) + chunk(1, 4), dmWbxml), /Replace\+more$/);
  const first = pair.serverTrace.at(-1)?.message?.commands.at(-1);
  // The first chunk again: it says the size of the whole.
  assert.equal(first?.name === 'Replace' ? first.items[0]?.meta?.size : undefined, 5000);
});

test('WBXML that is cut off, garbled or no SyncML gets an HTTP status and an entry in the trace with the clause [DM-REP 5]', async () => {
  const good = asTokens(fromClient(opening));
  const bomb = Uint8Array.of(2, 0, 0, 0x6a, 0x86, 0x8d, 0x20, ...new Uint8Array(100_000).fill(65), 0, 0x6d, ...Array.from({ length: 2000 }, () => [0x83, 0]).flat(), 1);
  const rows: readonly (readonly [string, number, Uint8Array])[] = [
    ['nothing', 400, new Uint8Array()],
    ['a header only', 400, good.subarray(0, 5)],
    ['cut off', 400, good.subarray(0, good.length - 20)],
    ['XML', 400, utf8(fromClient(opening))],
    ['noise', 400, octets(500)],
    ['not UTF-8', 400, good.map((octet, i) => (i === good.indexOf(0x03) + 1 ? 0xff : octet))],
    ['an unknown tag', 400, Uint8Array.of(2, 0xa4, 1, 0x6a, 0, 0x6d, 0x7f, 1, 1)],
    ['another document', 400, asTokens('<DevInf xmlns="syncml:devinf"><VerDTD>1.2</VerDTD></DevInf>')],
    ['too deep', 400, Uint8Array.of(2, 0xa4, 1, 0x6a, 0, ...new Uint8Array(2000).fill(0x6d), ...new Uint8Array(2000).fill(1))],
    ['too large', 413, new Uint8Array(70_000)],
    ['a table that is referred to again and again', 413, bomb],
  ];
  for (const [what, status, body] of rows) {
    const pair = new Pair({ account: withoutAuth });
    const answer = await pair.server.handle(request(body, { headers: { 'content-type': dmWbxml } }));
    assert.equal(answer.status, status, what);
    assert.match(pair.remarks().join(' '), /\[(DM-REP 5|SyncML HTTP 5\.2|METINF 5|RepPro 6\.2\.1)\]/, what);
    // Nobody else feels it.
    assert.equal((await pair.server.handle(request(good, { headers: { 'content-type': dmWbxml } }))).status, 200, what);
  }
});

test('references to the string table do not make a small message large', () => {
  const text = new Uint8Array(20_000).fill(65);
  const body = Uint8Array.of(2, 0xa4, 1, 0x6a, 0x81, 0x9c, 0x21, ...text, 0, 0x6d, ...Array.from({ length: 15_000 }, () => [0x83, 0]).flat(), 1);
  const { refusal } = openMessage(body, dmWbxml, 65536);
  assert.equal(refusal?.status, 400);
  assert.match(refusal.reason, /too much text/);
});
