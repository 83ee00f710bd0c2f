import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8 } from '#engine/base/bytes';
import { memoryNet } from '#engine/net/memoryNet';
import type { HttpResponse } from '#engine/net/exchange';
import { Refusal } from '#engine/syncml/refusal';
import { account, alert, deviceId, get, leaf, line, nonces, Pair, replace, request, ScriptedConductor, ScriptedTarget, type PairOptions } from './pair';
import { fromClient, status, withoutAuth, type Written } from './scriptedPeer';

const fwv = './DevDetail/FwV';
const alert1 = '<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>';
const devInfo = (uri = './DevInfo/DevId', end: 'Source' | 'Target' = 'Source') =>
  `<Replace><CmdID>2</CmdID><Item><${end}><LocURI>${uri}</LocURI></${end}><Data>x</Data></Item></Replace>`;
const hdr = (msgRef = 1, code = 200) => status(1, msgRef, 0, 'SyncHdr', code);

/** A server without authentication, and a client that is written by hand. */
class ByHand extends Pair {
  constructor(options: PairOptions = {}) {
    super({ account: withoutAuth, ...options });
  }

  async say(body: string, written: Written = {}): Promise<string> {
    const response = await this.server.handle(request(fromClient(body, written)));
    assert.equal(response.status, 200, fromUtf8(response.body));
    return this.last;
  }

  get last(): string {
    const entry = this.serverTrace.at(-1);
    return entry === undefined ? '' : line(entry);
  }

  http(body: string | Uint8Array, more: Parameters<typeof request>[1] = {}): Promise<HttpResponse> {
    return this.server.handle(request(body, more));
  }
}

test('only POST on the path with the media type of DM is taken [SyncML HTTP 5.2, DM-REP 6.2.1]', async () => {
  const server = new ByHand();
  const body = fromClient(alert1 + devInfo());
  const got = await server.http(body, { method: 'GET' });
  assert.deepEqual([got.status, got.headers.allow], [405, 'POST']);
  assert.equal((await server.http(body, { url: '/elsewhere' })).status, 404);
  for (const type of ['text/xml', 'application/vnd.syncml+xml', 'application/vnd.syncml+wbxml', 'application/vnd.syncml.dm+xml; charset=UTF-16']) {
    assert.equal((await server.http(body, { headers: { 'content-type': type } })).status, 415, type);
  }
  assert.equal((await server.http(body, { headers: {} })).status, 415);
  const answer = await server.http(body, { url: '/dm?mode=x', headers: { 'content-type': 'Application/vnd.SyncML.dm+xml; charset="utf-8"' } });
  assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/vnd.syncml.dm+xml']);
});

test('what is no message gets an HTTP status, a sentence and an entry in the trace with the clause', async () => {
  const rows: readonly (readonly [string, number, string | Uint8Array])[] = [
    ['nothing', 400, ''],
    ['not UTF-8', 400, Uint8Array.of(0x3c, 0xc3, 0x28)],
    ['not XML', 400, 'SyncML, please'],
    ['cut off', 400, fromClient(alert1).slice(0, -20)],
    ['another document', 400, '<html/>'],
    ['no header', 400, '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody/></SyncML>'],
    ['no session', 400, fromClient(alert1, { sessionId: '' })],
    ['an entity', 400, `<!DOCTYPE SyncML [<!ENTITY a "b">]>${fromClient(alert1)}`],
    ['too deep', 400, '<a>'.repeat(1000) + '</a>'.repeat(1000)],
    ['too large', 413, fromClient(alert1 + `<!--${'x'.repeat(70_000)}-->`)],
  ];
  for (const [name, code, body] of rows) {
    const server = new ByHand();
    const response = await server.http(body);
    assert.equal(response.status, code, name);
    assert.match(response.headers['content-type'] ?? '', /text\/plain/);
    assert.ok(response.body.length > 0 && response.body.length < 1000, name);
    assert.equal(server.serverTrace.length, 1);
    assert.match(server.serverTrace[0]?.remarks.at(-1) ?? '', /\[.+\]$/, name);
    assert.deepEqual(server.conductor.log, []);
  }
});

test('another version is answered with 505 or 513 and the versions that are spoken [RepPro 11]', async () => {
  for (const [written, code, version] of [
    [{ verDtd: '1.1' }, 505, '1.2'],
    [{ verProto: 'DM/1.1' }, 513, 'DM/1.2'],
  ] as const) {
    const server = new ByHand();
    assert.equal(await server.say(alert1 + devInfo(), written), `<? hdr=${code} Alert1=${code} Replace2=${code}@ Final`.replace('@', ''));
    const first = server.serverTrace.at(-1)?.message?.commands[0];
    assert.equal(first?.name === 'Status' ? first.items[0]?.data : undefined, version);
    assert.deepEqual(server.conductor.log, []);
  }
});

test('the same message again gets the same answer and is not carried out twice', async () => {
  const server = new ByHand({ conductor: new ScriptedConductor([[get(fwv)], []]) });
  const body = fromClient(alert1 + devInfo());
  const [first, second] = await Promise.all([server.http(body), server.http(body)]);
  assert.deepEqual(first, second);
  assert.deepEqual(await server.http(body), first);
  assert.deepEqual(server.conductor.log, ['take Alert 1201', 'take Replace']);
  assert.ok(server.remarks().some((remark) => remark.includes('came again')));
  assert.equal(await server.say(hdr() + status(2, 1, 4, 'Get', 404), { msgId: 2 }), '<4 hdr=200 Final');
});

test('numbers that do not go on, sessions that do not exist and sessions of others are refused', async () => {
  const server = new ByHand({ conductor: new ScriptedConductor([[get(fwv)]]) });
  assert.equal((await server.http(fromClient(hdr(), { msgId: 2 }))).status, 400);
  await server.say(alert1 + devInfo());
  for (const [name, written] of [
    ['another device', { source: 'IMEI:1', msgId: 2 }],
    ['another session', { sessionId: 'AC', msgId: 2 }],
    ['no number', { msgId: 'two' }],
    ['zero', { msgId: 0 }],
  ] as const) {
    assert.equal((await server.http(fromClient(hdr(), written))).status, 400, name);
  }
  await server.say(hdr(), { msgId: 2, final: false });
  assert.equal((await server.http(fromClient(alert1, { msgId: 2 }))).status, 400);
  assert.deepEqual(server.conductor.ends, []);
});

test('a session that is over takes no more messages', async () => {
  const server = new ByHand();
  assert.equal(await server.say(alert1 + devInfo()), '<2 hdr=200 Alert1=200 Replace2=200 Final');
  const late = await server.http(fromClient(hdr(), { msgId: 2 }));
  assert.equal(late.status, 400);
  assert.match(fromUtf8(late.body), /session is over/);
});

test('a device that lost its session begins anew, but nobody else can end it for it [DM-SEC 5.3]', async () => {
  const codes: number[] = [];
  const pair = new Pair({
    conductor: new ScriptedConductor([[get(fwv)], []]),
    between: async (message, server) => {
      // Somebody without the secret claims to be the device and to begin.
      if (codes.length === 1) codes.push((await server(request(fromClient(alert1 + devInfo()), { url: 'https://dm.example.com/dm' }))).status);
      const answer = await server(message);
      codes.push(answer.status);
      return answer;
    },
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(codes, [200, 400, 200]);
  const anew = new ByHand({ conductor: new ScriptedConductor([[get(fwv)], [get(fwv)]]) });
  await anew.say(alert1 + devInfo());
  await anew.say(alert1 + devInfo('./DevInfo/Man'));
  assert.deepEqual(anew.conductor.log, ['take Alert 1201', 'take Replace', 'ended failed', 'take Alert 1201', 'take Replace']);
});

test('commands of a client are taken in their order; what it may not send is 405 [DM-PRO 8]', async () => {
  const server = new ByHand();
  const body =
    alert1 +
    devInfo() +
    '<Alert><CmdID>3</CmdID><Data>1226</Data><Item><Source><LocURI>./Fw</LocURI></Source><Data>200</Data></Item></Alert>' +
    `<Get><CmdID>4</CmdID><Item><Target><LocURI>${fwv}</LocURI></Target></Item></Get>` +
    '<Sequence><CmdID>5</CmdID><Exec><CmdID>6</CmdID><Item><Target><LocURI>./X</LocURI></Target></Item></Exec></Sequence>' +
    '<Replace><CmdID>7</CmdID><Item><Source><LocURI>./DevDetail/FwV</LocURI></Source><Data>9</Data></Item></Replace>' +
    '<Alert><CmdID>8</CmdID><Data>1101</Data></Alert><Alert><CmdID>9</CmdID><Data>1150</Data></Alert><Alert><CmdID>10</CmdID></Alert>' +
    '<Dance><CmdID>11</CmdID></Dance>';
  assert.equal(
    await server.say(body),
    `<2 hdr=200 Alert1=200 Replace2=200 Alert3=200 Get4=405@${fwv} Sequence5=405 Exec6=405@./X Replace7=405 Alert8=405 Alert9=406 Alert10=412 Dance11=405 Final`,
  );
  assert.deepEqual(server.conductor.log, ['take Alert 1201', 'take Replace', 'take Alert 1226', 'ended finished']);
});

test('device information in Target is understood, with a remark [DM-PRO 8.3]', async () => {
  const server = new ByHand();
  assert.match(await server.say(alert1 + devInfo('./DevInfo/DevId', 'Target')), /Replace2=200/);
  assert.ok(server.remarks().some((remark) => remark.includes('DevInfo stands in Target')));
});

test('a first message that is no package #1 is taken, with remarks [DM-PRO 8.3]', async () => {
  const server = new ByHand();
  await server.say('<Alert><CmdID>1</CmdID><Data>1226</Data></Alert>', { msgId: 1, target: 'https://elsewhere.example.com/' });
  assert.deepEqual(
    server.serverTrace[0]?.remarks.map((remark) => remark.slice(0, 24)),
    ['The message is addressed', 'Package #1 opens with on', 'Package #1 lacks the dev'],
  );
});

test('numbers that leave some out or come twice are remarked upon [RepPro 6.1.4, 6.1.12]', async () => {
  const server = new ByHand({ conductor: new ScriptedConductor([[get(fwv)], []]) });
  await server.say(alert1 + devInfo().replace('<CmdID>2<', '<CmdID>1<'));
  await server.say(hdr() + status(2, 1, 4, 'Get', 404), { msgId: 5 });
  assert.deepEqual(server.remarks().map((remark) => remark.slice(0, 21)), ['Two commands have the', 'Message 5 follows mes', 'A Status for Get does']);
});

test('what a conductor refuses is its status, what it throws is 500 with a remark', async () => {
  for (const [thrown, code] of [
    [new Refusal(415, 'unknown type'), 415],
    [new Error('broken'), 500],
  ] as const) {
    const conductor = new ScriptedConductor();
    conductor.takeStatus = () => {
      throw thrown;
    };
    const server = new ByHand({ conductor });
    assert.match(await server.say(alert1), new RegExp(`Alert1=${code}`));
    assert.ok(server.remarks().some((remark) => remark.startsWith(`Alert: ${code}, since`)));
  }
});

test('a device that the server has nothing to do with is let in and out, but its report is not taken for seen', async () => {
  const server = new ByHand({ serverPorts: { conductorOf: () => undefined } });
  const body = alert1 + devInfo() + '<Alert><CmdID>3</CmdID><Data>1226</Data></Alert>';
  assert.equal(await server.say(body), '<2 hdr=200 Alert1=200 Replace2=200 Alert3=500 Final');
});

test('answers and results that belong to nothing are remarked upon and ignored [RepPro 6.1.5, 6.5.12]', async () => {
  const conductor = new ScriptedConductor([[get(fwv), replace('./A', '1')], []]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  const results = (id: number, msgRef: number, cmdRef: number, uri: string) =>
    `<Results><CmdID>${id}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Item><Source><LocURI>${uri}</LocURI></Source><Data>v</Data></Item></Results>`;
  const answer = await server.say(
    hdr() +
      status(2, 1, 77, 'Get', 200) +
      status(3, 9, 4, 'Get', 200) +
      status(4, 1, 4, 'Exec', 200) +
      status(5, 1, 4, 'Get', 'fine') +
      status(6, 1, 4, 'Get', 101) +
      status(7, 1, 4, 'Get', 200) +
      status(8, 1, 4, 'Get', 500) +
      status(9, 1, 5, 'Replace', 200, '<TargetRef>./B</TargetRef>') +
      results(10, 1, 5, './A') +
      results(11, 1, 4, './Secret') +
      results(12, 1, 4, fwv),
    { msgId: 2 },
  );
  assert.equal(answer, '<4 hdr=200 Final');
  assert.deepEqual(conductor.log.slice(2), ['Get 200', 'Replace ./B 200', `${fwv} = v`, 'ended finished']);
  const remarks = server.serverTrace.at(-1)?.remarks.join('\n') ?? '';
  for (const words of ['command 77 of message 1', 'command 4 of message 9', 'calls it Exec', '"fine" isn\'t a status', 'answered before', "isn't among its Items", 'no such Get', "which the Get didn't ask for"]) {
    assert.ok(remarks.includes(words), `${words}\n${remarks}`);
  }
});

test('Results without MsgRef, without Source or below the node asked for are understood [RepPro 6.5.12, DM-REP 6.6.12]', async () => {
  const conductor = new ScriptedConductor([[get('./DevInfo?list=Struct')], []]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  await server.say(
    hdr() +
      status(2, 1, 4, 'Get', 200) +
      '<Results><CmdID>3</CmdID><CmdRef>4</CmdRef><Item><Source><LocURI>DevInfo/Man</LocURI></Source><Data>m</Data></Item><Item><Data>n</Data></Item></Results>',
    { msgId: 2 },
  );
  assert.deepEqual(conductor.log.slice(2, 5), ['Get 200', 'DevInfo/Man = m', './DevInfo?list=Struct = n']);
});

test('nothing new is sent before everything sent before is answered [DM-PRO 6]', async () => {
  const conductor = new ScriptedConductor([[get(fwv), replace('./A', '1')], [get('./B')]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  assert.equal(await server.say(hdr() + status(2, 1, 4, 'Get', 404), { msgId: 2, final: false }), '<4 hdr=200 Alert:1222');
  assert.equal(await server.say(hdr(2) + status(2, 1, 5, 'Replace', 200), { msgId: 3 }), '<4 hdr=200 Get Final');
});

test('the rest of a package of the client is asked for with Alert 1222 and nothing else [DM-PRO 6]', async () => {
  const server = new ByHand({ conductor: new ScriptedConductor([[get(fwv)]]) });
  assert.equal(await server.say(alert1 + devInfo(), { final: false }), '<2 hdr=200 Alert1=200 Replace2=200 Alert:1222');
  assert.equal(await server.say(hdr() + status(2, 1, 4, 'Alert', 200) + '<Alert><CmdID>3</CmdID><Data>1226</Data></Alert>', { msgId: 2 }), '<2 hdr=200 Alert3=200 Get Final');
});

test('a client that closes its package without an answer ends the session [DM-PRO 8.5]', async () => {
  const conductor = new ScriptedConductor([[get(fwv)]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  assert.equal(await server.say(hdr(), { msgId: 2 }), '<4 hdr=200 Alert:1223 Final');
  const [end] = conductor.ends;
  assert.match(end?.how === 'failed' ? end.reason : '', /without a Status for the Get that was command 4 of message 1.*DM-PRO 8\.5/);
});

test('a container that is refused as a whole answers for what it holds', async () => {
  const commands = [{ ...replace('./A', '1'), cmdId: '' }] as never;
  const conductor = new ScriptedConductor([[{ name: 'Atomic', commands }], []]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  assert.equal(await server.say(hdr() + status(2, 1, 4, 'Atomic', 406), { msgId: 2 }), '<4 hdr=200 Final');
  assert.deepEqual(conductor.log.slice(2), ['Atomic 406', 'ended finished']);
});

test('what is inside a container is answered as the very object that was given', async () => {
  const inner = { ...replace('./A', Uint8Array.of(1)), cmdId: '' } as never;
  const container = { name: 'Sequence' as const, commands: [inner] };
  const seen: unknown[] = [];
  const conductor = new ScriptedConductor([[container], []]);
  conductor.answered = (sent) => {
    seen.push(sent);
    return Promise.resolve();
  };
  await new Pair({ account: withoutAuth, conductor }).run();
  assert.ok(seen[0] === container && seen[1] === inner && seen.length === 2);
});

test('a client that aborts is answered with a Status, and the session is over [DM-PRO 8.1]', async () => {
  const conductor = new ScriptedConductor([[get(fwv)]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  assert.equal(await server.say(hdr() + '<Alert><CmdID>2</CmdID><Data>1223</Data></Alert>' + alert1.replace('1</CmdID>', '3</CmdID>'), { msgId: 2 }), '<4 hdr=200 Alert2=200 Final');
  assert.deepEqual(conductor.log.slice(2), ['ended aborted']);
});

test('a client that refuses the header ends the session', async () => {
  const conductor = new ScriptedConductor([[get(fwv)]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  await server.say(hdr(1, 500), { msgId: 2 });
  const [end] = conductor.ends;
  assert.match(end?.how === 'failed' ? end.reason : '', /refused with status 500/);
});

test('a silent session is given up on the clock, an answered one is not', async () => {
  const conductor = new ScriptedConductor([[get(fwv)], [get(fwv)]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  server.clock.advance(59_999);
  await server.say(hdr() + status(2, 1, 4, 'Get', 404), { msgId: 2 });
  server.clock.advance(59_999);
  assert.deepEqual(conductor.ends, []);
  server.clock.advance(1);
  assert.deepEqual(conductor.ends, [{ how: 'failed', reason: 'The client was silent for 60000 ms.' }]);
  assert.equal((await server.http(fromClient(hdr(2), { msgId: 3 }))).status, 400);
});

test('closing the server ends every session and leaves no timer', async () => {
  const conductor = new ScriptedConductor([[get(fwv)]]);
  const server = new ByHand({ conductor });
  await server.say(alert1 + devInfo());
  server.server.close();
  assert.deepEqual(conductor.log.at(-1), 'ended failed');
  assert.equal(server.clock.jump(), false);
  assert.equal((await server.http(fromClient(hdr(), { msgId: 2 }))).status, 503);
});

test('the number of sessions is bounded', async () => {
  const server = new ByHand({ serverSetup: { maxSessions: 2 } });
  for (const [sessionId, code] of [
    ['A', 200],
    ['B', 200],
    ['C', 503],
  ] as const) {
    assert.equal((await server.http(fromClient(alert1, { sessionId }))).status, code);
  }
  server.clock.advance(60_000);
  assert.equal((await server.http(fromClient(alert1, { sessionId: 'C' }))).status, 200);
});

test('an endless session is ended with Alert 1223', async () => {
  const conductor = new ScriptedConductor();
  conductor.next = () => Promise.resolve([get(fwv)]);
  const pair = new Pair({ account: withoutAuth, conductor, serverSetup: { maxMessages: 5 } });
  const end = await pair.run();
  assert.equal(end.how === 'aborted' && end.by, 'server');
  assert.equal(pair.requests.length, 6);
  assert.deepEqual(conductor.ends.map(({ how }) => how), ['failed']);
});

test('a conductor that fails ends its session, not the server', async () => {
  const conductor = new ScriptedConductor();
  conductor.next = () => Promise.reject(new Error('no plan'));
  const server = new ByHand({ conductor });
  assert.equal(await server.say(alert1 + devInfo()), '<2 hdr=200 Alert1=200 Replace2=200 Alert:1223 Final');
  assert.deepEqual(conductor.ends, [{ how: 'failed', reason: 'no plan' }]);
  conductor.next = () => Promise.resolve([]);
  assert.match(await server.say(alert1 + devInfo(), { sessionId: 'AC' }), /Final/);
});

test('a gate that is shut for good ends the session with its reason', async () => {
  const conductor = new ScriptedConductor();
  const server = new ByHand({ conductor, serverPorts: { gate: { pass: () => Promise.reject(new Error('the run was stopped')) } } });
  await server.say(alert1 + devInfo());
  assert.deepEqual(conductor.ends, [{ how: 'failed', reason: 'the run was stopped' }]);
});

test('a device that takes next to nothing gets an HTTP status, and the server goes on', async () => {
  const server = new ByHand();
  const meta = '<Meta><MaxMsgSize xmlns="syncml:metinf">100</MaxMsgSize></Meta>';
  const response = await server.http(fromClient(alert1, { more: meta }));
  assert.equal(response.status, 500);
  assert.match(fromUtf8(response.body), /must fit in one message of the peer/);
});

test('sessions of many devices at once do not mix', async () => {
  const net = memoryNet();
  const pair = new Pair({ account: withoutAuth, conductor: new ScriptedConductor() });
  pair.conductor.next = ((): ScriptedConductor['next'] => {
    const asked = new Set<string>();
    return (session) => {
      const { sessionId } = session as { readonly sessionId: string };
      const fresh = !asked.has(sessionId);
      asked.add(sessionId);
      return Promise.resolve(fresh ? [get(fwv)] : []);
    };
  })();
  const listening = await net.host.listen(pair.server.handle, { port: 0, maxBody: 100_000 });
  const ends = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      new Pair({
        account: withoutAuth,
        target: new ScriptedTarget(new Map([[fwv, leaf(fwv, String(i))]])),
        between: (message) => net.exchange(message),
        clientRandom: nonces(),
      }).run({ url: `${listening.url}/dm`, sessionId: i.toString(16) }),
    ),
  );
  assert.ok(ends.every(({ how }) => how === 'finished'));
  assert.equal(pair.conductor.results_.length, 50);
  assert.equal(new Set(pair.conductor.results_.map(({ items }) => items[0]?.data)).size, 50);
});

test('what the device says of its limits reaches the conductor [METINF 5]', async () => {
  const pair = new Pair({ account, setup: { maxMsgSize: 5000, maxObjSize: 70_000 } });
  await pair.run();
  assert.deepEqual(pair.conductor.limits, { maxMsgSize: 5000, maxObjSize: 70_000 });
  assert.deepEqual(pair.clientTrace[1]?.message?.header.meta, { maxMsgSize: 65536, maxObjSize: 1048576 });
});

test('an answer that was lost can be asked for again, and the session goes on as if nothing had happened', async () => {
  let lost = 0;
  const pair = new Pair({
    conductor: new ScriptedConductor([[get(fwv)], [replace('./A', '1')]]),
    target: new ScriptedTarget(new Map([[fwv, leaf(fwv, '1')]])),
    between: async (message, server) => {
      await server(message);
      lost++;
      return server(message);
    },
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(lost, 3);
  assert.deepEqual(pair.target.orders, [`Get ${fwv}`, 'Replace ./A']);
  assert.deepEqual(pair.conductor.log, ['take Alert 1201', 'take Replace', `Get ${fwv} 200`, `${fwv} = 1`, 'Replace ./A 200', 'ended finished']);
});

test('an alert sent by a device stands in the trace of both ends with the same octets', async () => {
  const pair = new Pair({ conductor: new ScriptedConductor([[alert('1100', {}, { data: 'Hello' })]]) });
  await pair.run();
  assert.deepEqual(pair.clientTrace.map(({ bytes }) => bytes), pair.serverTrace.map(({ bytes }) => bytes));
  assert.deepEqual(pair.clientTrace.map(({ deviceId: id }) => id), pair.clientTrace.map(() => deviceId));
});
