import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBase64, toBase64 } from '#engine/base/bytes';
import { continues, take, type Assembly } from '#engine/session/assembler';
import { lengthWithin } from '#engine/session/encoding';
import { chunk, split } from '#engine/session/splitter';
import type { Command, Item, Unnumbered } from '#engine/syncml/message';
import { writeCommand } from '#engine/syncml/writeMessage';
import { get, leaf, Pair, replace, ScriptedConductor, ScriptedTarget, type PairOptions } from './pair';
import { fromClient, fromServer, ok, opened, scripted, status, withoutAuth } from './scriptedPeer';

const node = './FwUpdate/Pkg1/Update/PkgData';
const octets = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
/** What an Item holds, which must be character data. */
function textOf(item: Item | undefined): string {
  assert.ok(typeof item?.data === 'string');
  return item.data;
}

const bin = { format: 'bin', type: 'application/octet-stream' };

async function send(data: string | Uint8Array, meta: Item['meta'], options: PairOptions & { readonly maxMsgSize?: number } = {}): Promise<Pair> {
  const conductor = new ScriptedConductor([[replace(node, data, meta)]]);
  const pair = new Pair({ account: withoutAuth, conductor, ...options, setup: { maxMsgSize: options.maxMsgSize ?? 4096, ...options.setup } });
  await pair.run();
  return pair;
}

for (const maxMsgSize of [1500, 2048, 4096, 10_000]) {
  test(`a package of 20,000 octets reaches a device that takes ${maxMsgSize} octets a message [DM-PRO 7, METINF 5]`, async () => {
    const data = octets(20_000);
    const pair = await send(data, bin, { maxMsgSize });
    const written = pair.target.written.get(node);
    assert.equal(written?.meta?.format, 'b64');
    assert.deepEqual(fromBase64(textOf(written)), data);
    assert.equal(written.meta.size, undefined);
    const chunks = pair.clientTrace.flatMap(({ message, direction }) =>
      direction === 'to-client' ? (message?.commands ?? []).flatMap((command) => (command.name === 'Replace' ? [command.items[0]] : [])) : [],
    );
    assert.ok(chunks.length > 2);
    chunks.forEach((item, i) => {
      const last = i === chunks.length - 1;
      // Size in the first chunk only, as the length of the base64 text; MoreData in all but the last.
      assert.equal(item?.meta?.size, i === 0 ? toBase64(data).length : undefined);
      assert.equal(item?.moreData, last ? undefined : true);
      assert.equal(textOf(item).length % 4, 0);
    });
    for (const { bytes, direction } of pair.clientTrace) if (direction === 'to-client') assert.ok(bytes.length <= maxMsgSize, `${bytes.length}`);
    // As much as fits is sent: no message but the last is more than half empty.
    const sizes = pair.clientTrace.filter(({ message }) => message?.commands.some((command) => command.name === 'Replace' && command.items[0]?.moreData)).map(({ bytes }) => bytes.length);
    assert.ok(sizes.every((size) => size > maxMsgSize - 16), String(sizes));
    assert.deepEqual(pair.lines, pair.serverLines);
    assert.deepEqual(pair.remarks(), []);
  });
}

test('each chunk is answered with 213 and Alert 1222, the last with its real status [DM-PRO 7]', async () => {
  const pair = await send(octets(4000), bin);
  assert.deepEqual(pair.lines.slice(1), [
    '<2 hdr=200 Alert1=200 Replace2=200 Replace+more',
    `3> hdr=200 Replace4=213@${node} Alert:1222`,
    '<2 hdr=200 Alert3=200 Replace Final',
    `3> hdr=200 Replace3=200@${node} Final`,
    '<4 hdr=200 Final',
  ]);
  assert.deepEqual(pair.conductor.log.slice(2), [`Replace ${node} 200`, 'ended finished']);
});

test('an object that fits into a message of its own is never split [DM-PRO 7]', async () => {
  const conductor = new ScriptedConductor([[replace('./A', 'a'.repeat(1500)), replace('./B', 'b'.repeat(3000)), replace('./C', 'c')]]);
  const pair = new Pair({ account: withoutAuth, conductor });
  assert.equal((await pair.run()).how, 'finished');
  assert.ok(!pair.lines.join('\n').includes('+more'));
  assert.deepEqual(pair.target.orders, ['Replace ./A', 'Replace ./B', 'Replace ./C']);
  assert.match(pair.lines[1] ?? '', /Replace$/);
});

test('text is cut between characters, and its octets are counted as they are meant', async () => {
  const text = 'ä€𝄞&<>'.repeat(700);
  const pair = await send(text, { format: 'chr', type: 'text/plain' }, { maxMsgSize: 2000 });
  assert.equal(pair.target.written.get(node)?.data, text);
  for (const { bytes } of pair.clientTrace.filter(({ direction }) => direction === 'to-client')) assert.ok(bytes.length <= 2000);
  assert.deepEqual(pair.remarks(), []);
});

test('commands that do not fit in one message follow in the next ones of the same package [DM-PRO 6]', async () => {
  const commands = Array.from({ length: 12 }, (_, i) => replace(`./Leaf${i}`, 'x'.repeat(500)));
  const pair = new Pair({ account: withoutAuth, conductor: new ScriptedConductor([commands]), setup: { maxMsgSize: 2500 } });
  assert.equal((await pair.run()).how, 'finished');
  assert.equal(pair.target.orders.length, 12);
  const own = pair.lines.filter((text) => text.startsWith('<'));
  assert.ok(own.length > 4);
  assert.deepEqual(own.map((text) => text.endsWith('Final')), own.map((_, i) => i >= own.length - 2));
  for (const { bytes, direction } of pair.clientTrace) if (direction === 'to-client') assert.ok(bytes.length <= 2500);
  assert.deepEqual(pair.lines, pair.serverLines);
});

test('a Sequence must fit in one message: otherwise the session is aborted with the reason [DM-PRO 6]', async () => {
  const commands = Array.from({ length: 12 }, (_, i) => ({ ...replace(`./Leaf${i}`, 'x'.repeat(500)), cmdId: '' })) as never;
  const pair = new Pair({ account: withoutAuth, conductor: new ScriptedConductor([[{ name: 'Sequence', commands }]]) });
  const end = await pair.run();
  assert.equal(end.how === 'aborted' && end.by, 'server');
  const [ended] = pair.conductor.ends;
  assert.match(ended?.how === 'failed' ? ended.reason : '', /Sequence needs \d+ octets and must fit in one message.*DM-PRO 6/);
});

test('an object larger than the device takes is not sent [DM-PRO 7]', async () => {
  const pair = await send(octets(4000), bin, { setup: { maxObjSize: 5000 } });
  const [ended] = pair.conductor.ends;
  assert.match(ended?.how === 'failed' ? ended.reason : '', /object of 5336 octets; the device takes 5000/);
  assert.equal(pair.target.orders.length, 0);
});

test('Results larger than a message of the server are given in chunks [DM-PRO 7]', async () => {
  const long = 'v'.repeat(9000);
  const target = new ScriptedTarget(new Map([['./Long', leaf('./Long', long)], ['./Short', leaf('./Short', 's')]]));
  for (const maxMsgSize of [2048, 4096]) {
    const conductor = new ScriptedConductor([[get('./Short', './Long', './Short')], [get('./Short')]]);
    const pair = new Pair({ account: withoutAuth, target, conductor, serverSetup: { maxMsgSize } });
    assert.equal((await pair.run()).how, 'finished');
    const items = conductor.results_.flatMap((results) => results.items);
    assert.deepEqual(items.map((item) => `${item.source ?? ''} ${textOf(item).length}`), ['./Short 1', './Long 9000', './Short 1', './Short 1']);
    for (const { bytes, direction } of pair.clientTrace) if (direction === 'to-server') assert.ok(bytes.length <= maxMsgSize, `${bytes.length}`);
    // The next message is asked for with Alert 1222 and nothing else. [DM-PRO 6]
    assert.ok(pair.lines.some((text) => /^<\d hdr=200 Results\d+=213 Alert:1222$/.test(text)), pair.lines.join('\n'));
    assert.deepEqual(pair.lines, pair.serverLines);
    assert.deepEqual(pair.remarks(), []);
  }
});

test('a result larger than the server takes becomes 413 [DM-PRO 7]', async () => {
  const target = new ScriptedTarget(new Map([['./Long', leaf('./Long', 'v'.repeat(9000))]]));
  const conductor = new ScriptedConductor([[get('./Long')]]);
  const pair = new Pair({ account: withoutAuth, target, conductor, serverSetup: { maxObjSize: 8000 } });
  await pair.run();
  assert.deepEqual(conductor.log.slice(2), ['Get ./Long 413', 'ended finished']);
});

const piece = (data: string, more: boolean, size?: number, uri = node, cmdId = 4): string =>
  `<Replace><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${uri}</LocURI></Target><Meta><Format xmlns="syncml:metinf">b64</Format>` +
  `${size === undefined ? '' : `<Size xmlns="syncml:metinf">${size}</Size>`}</Meta><Data>${data}</Data>${more ? '<MoreData/>' : ''}</Item></Replace>`;
const hdr = (msgRef: number) => status(1, msgRef, 0, 'SyncHdr', 200);

/** Messages of a server by hand: what the device answers, and what it has written. */
async function byHand(bodies: readonly { readonly body: string; readonly final?: boolean }[], setup: PairOptions['setup'] = {}): Promise<Pair> {
  const texts = bodies.map(({ body, final }, i) => fromServer((i === 0 ? opened() : hdr(i + 1)) + body, { msgId: i + 1, final: final ?? false }));
  const pair = new Pair({ account: withoutAuth, between: scripted(...texts, fromServer(hdr(texts.length + 1), { msgId: texts.length + 1 })), setup });
  await pair.run();
  return pair;
}

const answers = (pair: Pair) => pair.lines.filter((text) => text.startsWith('3>'));

test('chunks that do not add up to Size are answered with 424 and not committed [DM-PRO 7]', async () => {
  const tooFew = await byHand([{ body: piece('AAAA', true, 12) }, { body: piece('BBBB', false), final: true }]);
  assert.deepEqual(answers(tooFew), [`3> hdr=200 Replace4=213@${node} Alert:1222`, `3> hdr=200 Replace4=424@${node} Final`]);
  assert.equal(tooFew.target.written.size, 0);
  const tooMany = await byHand([{ body: piece('AAAA', true, 6) }, { body: piece('BBBB', true) }, { body: '', final: true }]);
  assert.deepEqual(answers(tooMany), [`3> hdr=200 Replace4=213@${node} Alert:1222`, `3> hdr=200 Replace4=424@${node} Alert:1222`]);
  assert.equal(tooMany.target.written.size, 0);
});

test('after 424 the object may be sent again from the beginning [DM-PRO 7]', async () => {
  const pair = await byHand([
    { body: piece('AAAA', true, 12) },
    { body: piece('BBBB', false) },
    { body: piece('AAAA', true, 8) },
    { body: piece('BBBB', false), final: true },
  ]);
  assert.equal(pair.target.written.get(node)?.data, 'AAAABBBB');
});

test('another command between chunks breaks the object off: Alert 1225, nothing committed, the command done [DM-PRO 7]', async () => {
  const pair = await byHand([{ body: piece('AAAA', true, 8) }, { body: piece('AAAA', false, undefined, './Other'), final: true }]);
  assert.equal(answers(pair)[1], '3> hdr=200 Replace4=200@./Other Alert:1225 Final');
  assert.deepEqual([...pair.target.written.keys()], ['./Other']);
  const told = pair.clientTrace.flatMap(({ message }) => message?.commands ?? []).find((command) => command.name === 'Alert' && command.data === '1225');
  assert.equal(told?.name === 'Alert' ? told.items[0]?.target : undefined, node);
});

test('a package that ends before the object does breaks it off [DM-PRO 7]', async () => {
  const pair = await byHand([{ body: piece('AAAA', true, 8) }, { body: '', final: true }]);
  assert.equal(answers(pair)[1], '3> hdr=200 Alert:1225 Final');
});

test('messages that only ask for the next one do not come between chunks [DM-PRO 6]', async () => {
  const pair = await byHand([
    { body: piece('AAAA', true, 8) },
    { body: '<Alert><CmdID>2</CmdID><Data>1222</Data></Alert>' },
    { body: piece('BBBB', false), final: true },
  ]);
  assert.equal(pair.target.written.get(node)?.data, 'AAAABBBB');
});

test('an object without Size is 411, one larger than MaxObjSize 413, one in a Sequence or of a Get 412', async () => {
  const rows: readonly (readonly [string, string])[] = [
    [piece('AAAA', true), `Replace4=411@${node}`],
    [piece('AAAA', true, 2000), `Replace4=413@${node}`],
    [piece('A'.repeat(1200), false), `Replace4=413@${node}`],
    [`<Sequence><CmdID>3</CmdID>${piece('AAAA', true, 8)}</Sequence>`, `Sequence3=200 Replace4=412@${node}`],
    [piece('AAAA', true, 8).replaceAll('Replace', 'Get'), `Get4=412@${node}`],
  ];
  for (const [body, expected] of rows) {
    const pair = await byHand([{ body, final: true }], { maxObjSize: 1000 });
    assert.equal(answers(pair)[0], `3> hdr=200 ${expected} Final`);
    assert.equal(pair.target.written.size, 0);
  }
});

test('an endless object is bounded by its Size, and empty chunks by the number of messages', async () => {
  let msgId = 0;
  const pair = new Pair({
    account: withoutAuth,
    setup: { maxMessages: 20 },
    between: () => {
      msgId++;
      const body = msgId === 1 ? opened() + piece('AAAA', true, 8) : hdr(msgId) + piece('', true);
      return Promise.resolve(ok(fromServer(body, { msgId, final: false })));
    },
  });
  assert.equal((await pair.run()).how, 'aborted');
  assert.ok(pair.requests.length < 25);
});

test('a long object is not cut off by the number of messages', async () => {
  const pair = await send(octets(30_000), bin, { maxMsgSize: 1500, setup: { maxMessages: 10 }, serverSetup: { maxMessages: 10 } });
  assert.ok(pair.requests.length > 30);
  assert.equal(pair.target.written.size, 1);
});

test('the server is told of a chunk that was refused and sends no more of it [DM-PRO 7]', async () => {
  const conductor = new ScriptedConductor([[replace(node, octets(9000), bin)], [get('./A')]]);
  const pair = new Pair({
    account: withoutAuth,
    conductor,
    target: new ScriptedTarget(new Map([['./A', leaf('./A', '1')]])),
    between: async (request, server) => {
      const body = new TextDecoder().decode(request.body).replace('<Data>213</Data>', '<Data>420</Data>');
      return server({ ...request, body: new TextEncoder().encode(body) });
    },
  });
  assert.equal((await pair.run()).how, 'finished');
  assert.deepEqual(conductor.log.slice(2, 4), [`Replace ${node} 420`, 'Get ./A 200']);
  assert.equal(pair.lines.filter((text) => text.includes('+more')).length, 1);
});

test('a client that breaks an object off gets it once more from the beginning, then the session ends [DM-PRO 7]', async () => {
  const conductor = new ScriptedConductor([[replace(node, octets(9000), bin)]]);
  const pair = new Pair({ account: withoutAuth, conductor });
  const tell = (msgId: number, body: string, final = false) =>
    pair.exchange({ method: 'POST', url: 'https://dm.example.com/dm', headers: { 'content-type': 'application/vnd.syncml.dm+xml' }, body: new TextEncoder().encode(fromClient(body, { msgId, final, more: '<Meta><MaxMsgSize xmlns="syncml:metinf">4096</MaxMsgSize></Meta>' })) });
  await tell(1, '<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>', true);
  const again = `${status(1, 1, 0, 'SyncHdr', 200)}${status(2, 1, 3, 'Replace', 213)}<Alert><CmdID>3</CmdID><Data>1225</Data></Alert>`;
  await tell(2, again);
  const [second] = (pair.serverTrace[3]?.message?.commands ?? []).flatMap((command) => (command.name === 'Replace' ? command.items : []));
  assert.equal(second?.meta?.size, 12000);
  await tell(3, again.replaceAll('<MsgRef>1<', '<MsgRef>2<'));
  assert.match(conductor.log.at(-1) ?? '', /ended failed/);
});

test('the assembler takes a Size of decoded octets only where it is told to', () => {
  const first: Item = { source: './X', meta: { format: 'b64', size: 6 }, data: 'AAAA', moreData: true };
  const last: Item = { source: './X', meta: { format: 'b64' }, data: 'BBBB' };
  for (const [decodedSizeToo, kind] of [
    [true, 'whole'],
    [false, 'refused'],
  ] as const) {
    const limits = { maxObjSize: 100, decodedSizeToo };
    const begun = take(undefined, 'Results', first, limits);
    assert.equal(begun.kind, 'chunk');
    const assembly = (begun as { readonly assembly: Assembly }).assembly;
    assert.ok(continues(assembly, 'Results', last));
    assert.ok(!continues(assembly, 'Replace', last));
    assert.equal(take(assembly, 'Results', last, limits).kind, kind);
  }
});

test('octets come together like texts, and line ends within base64 do not count', () => {
  const limits = { maxObjSize: 100, decodedSizeToo: false };
  const join = (meta: Item['meta'], ...parts: readonly (string | Uint8Array)[]) => {
    let assembly: Assembly | undefined;
    for (const [i, data] of parts.entries()) {
      const item: Item = { target: './X', ...(i === 0 && meta !== undefined ? { meta } : {}), data, ...(i < parts.length - 1 ? { moreData: true } : {}) };
      const taken = take(assembly, 'Add', item, limits);
      if (taken.kind !== 'chunk') return taken;
      assembly = taken.assembly;
    }
    return undefined;
  };
  const bytes = join({ format: 'bin', size: 4 }, Uint8Array.of(1, 2), Uint8Array.of(3, 4));
  assert.deepEqual(bytes?.kind === 'whole' ? bytes.item.data : undefined, Uint8Array.of(1, 2, 3, 4));
  const text = join({ format: 'b64', size: 8 }, 'AA\r\nAA', 'BBBB\r\n');
  assert.equal(text?.kind === 'whole' ? text.item.data : undefined, 'AA\r\nAABBBB\r\n');
});

test('the splitter keeps every chunk within its room and loses nothing', () => {
  for (const encoding of ['xml', 'wbxml'] as const) {
    const measure = (command: Unnumbered<Command>): number => lengthWithin(writeCommand({ ...command, cmdId: '1' }), encoding);
    const objects: readonly (readonly [string, string | Uint8Array])[] = [
      ['b64', toBase64(octets(997))],
      ['chr', 'a<ä𝄞&\0\r\ud800'.repeat(100)],
      ...(encoding === 'wbxml' ? [['bin', octets(997)] as const] : []),
    ];
    for (const [format, data] of objects) {
      for (const room of [300, 301, 302, 303, 500, 1000]) {
        let state = split({ name: 'Results', cmdRef: '1', items: [{ source: './X', meta: { format }, data }] });
        const parts: (string | Uint8Array)[] = [];
        let last = false;
        for (let i = 0; i < 1000 && !last; i++) {
          const next = state === undefined ? undefined : chunk(state, room, encoding, measure);
          assert.ok(next !== undefined);
          assert.ok(measure(next.command) <= room, `${encoding} ${format} ${room}`);
          parts.push((next.command.items[0]?.data ?? '') as string | Uint8Array);
          last = next.next === undefined;
          state = next.next;
        }
        if (typeof data === 'string') assert.equal(parts.join(''), data);
        else assert.deepEqual(concat(parts as Uint8Array[]), data);
      }
      const whole = split({ name: 'Results', cmdRef: '1', items: [{ source: './X', meta: { format }, data }] });
      assert.equal(whole === undefined ? 'no' : chunk(whole, 50, encoding, measure), undefined);
    }
  }
});

test('an object that comes whole and declares another size is answered with 424 and not committed [DM-PRO 7]', async () => {
  for (const [size, data, format, code] of [
    [5, 'hello', 'chr', 200],
    [6, 'hello', 'chr', 424],
    [4, 'hello', 'chr', 424],
    [8, 'AAEC\r\nAwQ=', 'b64', 200],
    [5, 'AAECAwQ=', 'b64', 424],
  ] as const) {
    const target = new ScriptedTarget();
    const conductor = new ScriptedConductor([[replace('./A', data, { format, size })]]);
    await new Pair({ account: withoutAuth, target, conductor }).run();
    assert.equal(conductor.log.find((line) => line.startsWith('Replace')), `Replace ./A ${code}`);
    assert.equal(target.written.has('./A'), code === 200);
  }
});
