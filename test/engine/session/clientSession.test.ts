import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8 } from '#engine/base/bytes';
import { Failure } from '#engine/base/failure';
import type { Item } from '#engine/syncml/message';
import { Refusal } from '#engine/syncml/refusal';
import { account, alert, get, leaf, line, Pair, replace, ScriptedConductor, ScriptedTarget, type PairOptions } from './pair';
import { fromServer, ok, opened, scripted, status, withoutAuth } from './scriptedPeer';

const fwv = './DevDetail/FwV';
const target = () =>
  new ScriptedTarget(
    new Map([
      [fwv, leaf(fwv, '1.0.3')],
      ['./FwUpdate/Pkg1/State', leaf('./FwUpdate/Pkg1/State', '10', 'int')],
    ]),
  );

/** A client without authentication against a script of server messages. */
function against(bodies: readonly string[], options: PairOptions = {}): Pair {
  return new Pair({ account: withoutAuth, target: target(), between: scripted(...bodies), ...options });
}

test('a session opens, is authenticated both ways, reads two leaves and ends', async () => {
  const pair = new Pair({ target: target(), conductor: new ScriptedConductor([[get(fwv, './FwUpdate/Pkg1/State')]]) });
  assert.deepEqual(await pair.run(), { how: 'finished' });
  assert.deepEqual(pair.lines, [
    '1> Cred Alert:1201 Replace Final',
    '<2 Cred hdr=212+Chal Alert1=200 Replace2=200 Get Final',
    '3> hdr=212+Chal Get4=200 Results Final',
    '<4 hdr=200 Final',
  ]);
  assert.deepEqual(pair.remarks(), []);
});

test('every command passes the gate: before it enters a message, and after it has arrived [DM-PRO 8]', async () => {
  const pair = new Pair({ account: withoutAuth, target: target(), conductor: new ScriptedConductor([[get(fwv)]]) });
  await pair.run();
  assert.deepEqual(pair.acts, [
    ...['client send Alert', 'client send Replace'],
    ...['server receive Alert', 'server receive Replace', 'server send Status', 'server send Status', 'server send Get'],
    ...['client receive Status', 'client receive Status', 'client receive Get', 'client send Status', 'client send Results'],
    ...['server receive Status', 'server receive Results'],
  ]);
});

test('a command is not carried out before its gate opens', async () => {
  const seen: string[] = [];
  const device = target();
  const pair = new Pair({
    account: withoutAuth,
    target: device,
    conductor: new ScriptedConductor([[get(fwv)]]),
    ports: {
      gate: {
        pass: (act) => {
          if (act.kind === 'receive' && act.command.name === 'Get') seen.push(`${act.message?.commands.length ?? 0} ${device.orders.length}`);
          return Promise.resolve();
        },
      },
    },
  });
  await pair.run();
  assert.deepEqual(seen, ['4 0']);
  assert.deepEqual(device.orders, [`Get ${fwv}`]);
});

test('Items that fare differently get a Status each, and Results hold what was found [RepPro 6.4.1, DM-REP 6.6.12]', async () => {
  const conductor = new ScriptedConductor([[get(fwv, './Nothing', './FwUpdate/Pkg1/State')]]);
  const pair = new Pair({ account: withoutAuth, target: target(), conductor });
  await pair.run();
  assert.equal(
    pair.lines[2],
    `3> hdr=200 Get4=200@${fwv} Get4=404@./Nothing Get4=200@./FwUpdate/Pkg1/State Results Final`,
  );
  assert.deepEqual(conductor.log.slice(2), [
    `Get ${fwv} 200`,
    'Get ./Nothing 404',
    'Get ./FwUpdate/Pkg1/State 200',
    `${fwv} = 1.0.3`,
    './FwUpdate/Pkg1/State = 10',
    'ended finished',
  ]);
});

test('Meta of a command holds for its Items unless they say otherwise [RepPro 6.3.3]', async () => {
  const device = target();
  const items = '<Item><Target><LocURI>./A</LocURI></Target><Data>1</Data></Item><Item><Target><LocURI>./B</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>x</Data></Item>';
  const pair = against(
    [
      fromServer(`${opened()}<Sequence><CmdID>4</CmdID><Meta><Type xmlns="syncml:metinf">text/plain</Type></Meta><Replace><CmdID>5</CmdID><Meta><Format xmlns="syncml:metinf">int</Format></Meta>${items}</Replace></Sequence>`),
      fromServer(status(1, 2, 0, 'SyncHdr', 200), { msgId: 2 }),
    ],
    { target: device },
  );
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(device.written.get('./A')?.meta, { type: 'text/plain', format: 'int' });
  assert.deepEqual(device.written.get('./B')?.meta, { type: 'text/plain', format: 'chr' });
});

test('octets that a node holds go out as base64, and Format says so [TND 7.7.2]', async () => {
  const item: Item = { source: './Bin', meta: { format: 'bin' }, data: Uint8Array.of(1, 2, 3) };
  const conductor = new ScriptedConductor([[get('./Bin')]]);
  await new Pair({ account: withoutAuth, target: new ScriptedTarget(new Map([['./Bin', item]])), conductor }).run();
  const [result] = conductor.results_[0]?.items ?? [];
  assert.deepEqual([result?.data, result?.meta], ['AQID', { format: 'b64' }]);
});

test('a Refusal becomes its status, anything else thrown becomes 500 with a remark, and the session goes on', async () => {
  const device = target();
  device.execute = ({ item }) => {
    throw item.target === './Refused' ? new Refusal(425, 'not yours') : new Error('the disk is gone');
  };
  const exec = (uri: string) => ({ name: 'Exec' as const, items: [{ target: uri }] });
  const conductor = new ScriptedConductor([[exec('./Refused'), exec('./Broken'), get(fwv)]]);
  const pair = new Pair({ account: withoutAuth, target: device, conductor });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(pair.lines[2], `3> hdr=200 Exec4=425@./Refused Exec5=500@./Broken Get6=200@${fwv} Results Final`);
  assert.ok(pair.clientTrace[2]?.remarks.includes('Exec: 500, since the disk is gone'));
});

test('a Sequence is answered first, its commands in their order, and a No skips the rest [DM-REP 6.6.14, DM-PRO 10.2.2]', async () => {
  const commands = [
    { ...replace('./Before', '1'), cmdId: '' },
    { ...alert('1101', {}, { data: 'Go on?' }), cmdId: '' },
    { ...replace('./After', '2'), cmdId: '' },
  ] as never;
  for (const [answer, rest, outside] of [
    [200, '200', '200'],
    [304, '215', '200'],
    // A cancel goes for all that is still to come, a No for the Sequence only.
    [214, '215', '215'],
  ] as const) {
    const device = target();
    device.answer = () => ({ status: answer });
    const conductor = new ScriptedConductor([[{ name: 'Sequence', commands }, replace('./Outside', '3')]]);
    const pair = new Pair({ account: withoutAuth, target: device, conductor });
    assert.equal((await pair.run()).how, 'finished');
    assert.equal(
      pair.lines[2],
      `3> hdr=200 Sequence4=200 Replace5=200@./Before Alert6=${answer} Replace7=${rest}@./After Replace8=${outside}@./Outside Final`,
    );
    assert.equal(device.written.has('./After'), answer === 200);
  }
});

test('a No outside a Sequence changes nothing for the other commands [DM-PRO 10.2.2]', async () => {
  const device = target();
  device.answer = () => ({ status: 304 });
  const pair = new Pair({ account: withoutAuth, target: device, conductor: new ScriptedConductor([[alert('1101', {}, { data: '?' }), replace('./A', '1')]]) });
  await pair.run();
  assert.equal(pair.lines[2], '3> hdr=200 Alert4=304 Replace5=200@./A Final');
});

test('what the user has typed or chosen goes back in Items of the Status [DM-PRO 10.2.3]', async () => {
  const device = target();
  device.answer = () => ({ status: 200, items: [{ data: '2' }, { data: '3' }] });
  const pair = new Pair({ account: withoutAuth, target: device, conductor: new ScriptedConductor([[alert('1104', {}, { data: '?' }, { data: 'a' })]]) });
  await pair.run();
  const answer = pair.clientTrace[2]?.message?.commands[1];
  assert.deepEqual(answer?.name === 'Status' ? answer.items.map(({ data }) => data) : [], ['2', '3']);
});

test('an Atomic is refused with all that it holds, and nothing of it is done [DM-REP 6.6.3]', async () => {
  const device = target();
  const commands = [{ ...replace('./A', '1'), cmdId: '' }] as never;
  const pair = new Pair({ account: withoutAuth, target: device, conductor: new ScriptedConductor([[{ name: 'Atomic', commands }]]) });
  await pair.run();
  assert.equal(pair.lines[2], '3> hdr=200 Atomic4=406 Replace5=406@./A Final');
  assert.deepEqual(device.orders, []);
});

test('commands of data synchronisation, unknown ones and alerts of the wrong side are refused [DM-REP 6.6, 7]', async () => {
  const put = '<Put><CmdID>4</CmdID><Item><Data>x</Data></Item></Put>';
  const strange = '<Dance><CmdID>5</CmdID></Dance>';
  const results = '<Results><CmdID>6</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Item><Data>x</Data></Item></Results>';
  const alerts = ['<Data>1226</Data>', '<Data>1150</Data>', ''].map((data, i) => `<Alert><CmdID>${7 + i}</CmdID>${data}</Alert>`).join('');
  const bare = '<Get><CmdID>10</CmdID></Get><Get><CmdID>11</CmdID><Item/></Get>';
  const device = target();
  const pair = against([fromServer(opened() + put + strange + results + alerts + bare), fromServer(status(1, 2, 0, 'SyncHdr', 200), { msgId: 2 })], {
    target: device,
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(
    pair.lines[2],
    '3> hdr=200 Put4=406 Dance5=501 Results6=405 Alert7=405 Alert8=406 Alert9=412 Get10=412 Get11=412 Final',
  );
  assert.deepEqual(device.orders, []);
});

test('a message that would only accept the header is not sent: the session is over [RepPro 6.4.1]', async () => {
  const pair = against([fromServer(opened())]);
  assert.deepEqual(await pair.run(), { how: 'finished' });
  assert.equal(pair.requests.length, 1);
});

test('the server is asked for the rest of its package, and ours is closed only after its own [DM-PRO 6]', async () => {
  const pair = against([
    fromServer(opened() + `<Get><CmdID>4</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`, { final: false }),
    fromServer(status(1, 2, 0, 'SyncHdr', 200), { msgId: 2, final: false }),
    fromServer(status(1, 3, 0, 'SyncHdr', 200) + '<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Data>1</Data></Item></Replace>', { msgId: 3 }),
    fromServer(status(1, 4, 0, 'SyncHdr', 200), { msgId: 4 }),
  ]);
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(pair.lines.filter((text) => text.includes('>')), [
    '1> Alert:1201 Replace Final',
    `3> hdr=200 Get4=200@${fwv} Results Alert:1222`,
    '3> hdr=200 Alert:1222',
    '3> hdr=200 Replace2=200@./A Final',
  ]);
});

test('a due alert is sent once with its Correlator, and acknowledged once', async () => {
  const device = target();
  device.due = [{ id: 'r1', alert: { ...alert('1226', leaf('./Fw', '200', 'int')), correlator: 'job-42' } }];
  const conductor = new ScriptedConductor([[get(fwv)], [get(fwv)]]);
  const pair = new Pair({ target: device, conductor });
  await pair.run();
  assert.deepEqual(device.answered, ['r1 200']);
  assert.equal(pair.lines.join('\n').match(/Alert:1226/g)?.length, 1);
  assert.match(pair.texts[0] ?? '', /<Data>1226<\/Data><Correlator>job-42<\/Correlator>/);
});

test('an alert that the server does not answer stays due and is not repeated in the session', async () => {
  const device = target();
  device.due = [{ id: 'r1', alert: alert('1226', leaf('./Fw', '200', 'int')) }];
  const pair = against(
    [
      fromServer(opened() + `<Get><CmdID>4</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`),
      fromServer(status(1, 2, 0, 'SyncHdr', 200), { msgId: 2 }),
    ],
    { target: device },
  );
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(device.answered, []);
  assert.equal(device.due.length, 1);
  assert.equal(pair.lines[2], `3> hdr=200 Get4=200@${fwv} Results Final`);
});

test('an alert that becomes due in the session goes into the next package #3 [DM-PRO 8.5]', async () => {
  const device = target();
  device.execute = () => {
    device.due = [{ id: 'late', alert: alert('1226', leaf('./Fw', '200', 'int')) }];
    return { status: 202 };
  };
  const pair = new Pair({ target: device, conductor: new ScriptedConductor([[{ name: 'Exec', items: [{ target: './Do' }] }]]) });
  await pair.run();
  assert.equal(pair.lines[2], '3> hdr=212+Chal Exec4=202@./Do Alert:1226 Final');
  assert.deepEqual(device.answered, ['late 200']);
});

test('a Status for something never sent is remarked upon and changes nothing [RepPro 6.1.5]', async () => {
  const device = target();
  device.due = [{ id: 'r1', alert: alert('1226', leaf('./Fw', '200', 'int')) }];
  const wrong = status(4, 1, 9, 'Alert', 200) + status(5, 7, 3, 'Alert', 200);
  const pair = against([fromServer(opened() + wrong)], { target: device });
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(device.answered, []);
  assert.deepEqual(pair.clientTrace[1]?.remarks, [
    'A Status answers command 9 of message 1, which was never sent. [RepPro 6.1.5]',
    'A Status answers command 3 of message 7, which was never sent. [RepPro 6.1.5]',
  ]);
});

test('a server that aborts is not answered [DM-PRO 8.1]', async () => {
  const device = target();
  const pair = new Pair({ target: device, conductor: new ScriptedConductor([[alert('1223'), get(fwv)]]) });
  const end = await pair.run();
  assert.equal(end.how === 'aborted' && end.by, 'server');
  assert.equal(pair.requests.length, 1);
  assert.deepEqual(device.orders, []);
  assert.deepEqual(pair.conductor.ends.map(({ how }) => how), ['aborted']);
});

test('messages go to RespURI once the server has named one [RepPro 6.1.17]', async () => {
  const pair = against([
    fromServer(opened() + `<Get><CmdID>4</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>`, {
      more: '<RespURI>https://dm.example.com/other?x=1</RespURI>',
    }),
    fromServer(status(1, 2, 0, 'SyncHdr', 200), { msgId: 2 }),
  ]);
  await pair.run();
  assert.equal(pair.requests[1]?.url, 'https://dm.example.com/other?x=1');
  assert.equal(pair.clientTrace[2]?.message?.header.target, 'https://dm.example.com/other?x=1');
});

test('what is no answer ends the session as failed and says why', async () => {
  const get200 = opened();
  const rows: readonly (readonly [string, RegExp, string | undefined])[] = [
    ['another session', /belongs to session AC.*DM-PRO 8\.4/, fromServer(get200, { sessionId: 'AC' })],
    ['another device', /addressed to IMEI:1.*DM-PRO 8\.4/, fromServer(get200, { target: 'IMEI:1' })],
    ['another DTD', /VerDTD is 1\.2/, fromServer(get200, { verDtd: '1.1' })],
    ['another protocol', /VerProto is DM\/1\.2/, fromServer(get200, { verProto: 'SyncML/1.2' })],
    ['no number', /MsgID x.*RepPro 6\.1\.12/, fromServer(get200, { msgId: 'x' })],
    ['not XML', /can't be read.*not well formed/, '<SyncML'],
    ['another document', /not a SyncML message/, '<html/>'],
    ['nothing', /body is empty/, ''],
    ['refused header', /refused with status 513/, fromServer(status(1, 1, 0, 'SyncHdr', 513))],
    ['an HTTP error', /HTTP 503 \("busy"\)/, undefined],
  ];
  for (const [name, reason, body] of rows) {
    const refusal = { status: 503, headers: { 'content-type': 'text/plain' }, body: new TextEncoder().encode('busy') };
    const end = await against([], { between: () => Promise.resolve(body === undefined ? refusal : ok(body)) }).run();
    assert.equal(end.how, 'failed', name);
    assert.match(end.how === 'failed' ? end.reason : '', reason, name);
  }
});

test('an answer of another type, in another encoding or larger than MaxMsgSize is not read [METINF 5]', async () => {
  for (const [response, reason] of [
    [ok(fromServer(opened()), 'text/html'), /not "text\/html"/],
    [ok(Uint8Array.of(0xff, 0xfe, 0x3c, 0x00)), /not UTF-8/],
    [ok(fromServer(opened() + `<!--${'x'.repeat(5000)}-->`)), /MaxMsgSize allows 4096/],
  ] as const) {
    const end = await against([], { between: () => Promise.resolve(response) }).run();
    assert.match(end.how === 'failed' ? end.reason : '', reason);
  }
});

test('a server that does not answer in time ends the session', async () => {
  const pair = against([], { between: () => new Promise(() => undefined) });
  const end = pair.run();
  await Promise.resolve();
  for (let i = 0; i < 20; i++) await Promise.resolve();
  pair.clock.advance(29_999);
  assert.equal(await Promise.race([end, Promise.resolve('waiting')]), 'waiting');
  pair.clock.advance(1);
  assert.deepEqual(await end, { how: 'failed', reason: 'https://dm.example.com/dm has not answered within 30000 ms.' });
});

test('no timer is left behind by an answer', async () => {
  const pair = against([fromServer(opened())]);
  await pair.run();
  assert.equal(pair.clock.jump(), false);
});

test('a machine that fails ends the session with its sentence', async () => {
  const pair = against([], { between: () => Promise.reject(new Failure('connection-refused', 'Nothing listens.')) });
  assert.deepEqual(await pair.run(), { how: 'failed', reason: 'Nothing listens.' });
});

test('an endless session is aborted by the client with Alert 1223 [DM-PRO 8.1]', async () => {
  let msgId = 0;
  const pair = against([], {
    setup: { maxMessages: 5 },
    between: () => {
      msgId++;
      return Promise.resolve(ok(fromServer(status(1, msgId, 0, 'SyncHdr', 200) + '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevDetail/FwV</LocURI></Target></Item></Get>', { msgId })));
    },
  });
  const end = await pair.run();
  assert.equal(end.how === 'aborted' && end.by, 'client');
  assert.equal(pair.requests.length, 7);
  assert.equal(pair.lines.at(-1), '3> hdr=200 Alert:1223 Final');
});

test('the trace holds the octets as they crossed the wire, with what was wrong with them', async () => {
  const odd = fromServer(opened().replace('<CmdID>2</CmdID><MsgRef>1</MsgRef>', '<MsgRef>1</MsgRef><CmdID>2</CmdID>'));
  const pair = against([odd]);
  await pair.run();
  const [sent, received] = pair.clientTrace;
  assert.equal(fromUtf8(received?.bytes ?? new Uint8Array()), odd);
  assert.deepEqual(sent?.bytes, pair.requests[0]?.body);
  assert.equal(received?.remarks.length, 1);
  assert.match(received?.remarks[0] ?? '', /^CmdID stands too late in Status.*\[.* 6\.4\.1\]$/);
  assert.equal(received === undefined ? '' : line(received), '<2 hdr=200 Alert1=200 Replace2=200 Final');
});

test('a request says what the HTTP binding asks of it [SyncML HTTP 5.3]', async () => {
  const pair = new Pair({ account });
  await pair.run();
  const [first] = pair.requests;
  assert.equal(first?.method, 'POST');
  for (const field of ['content-type', 'accept', 'accept-charset', 'user-agent', 'cache-control']) assert.ok(first.headers[field], field);
});
