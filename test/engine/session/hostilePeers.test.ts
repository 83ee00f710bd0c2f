// Peers that say anything in any order: both ends keep their words, and end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '#engine/base/bytes';
import { openMessage } from '#engine/session/door';
import { mediaTypes, type Encoding } from '#engine/session/encoding';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { account, alert, get, leaf, Pair, replace, request, ScriptedConductor, ScriptedTarget } from './pair';
import { fromClient, fromServer, ok, withoutAuth } from './scriptedPeer';

const id = fc.constantFrom('1', '2', '3', '4', '5', '0', '', 'x');
const ref = fc.constantFrom('0', '1', '2', '3', '4', '99', '');
const code = fc.constantFrom('200', '212', '213', '214', '401', '404', '407', '424', '500', '101', 'x', '');
const name = fc.constantFrom('SyncHdr', 'Get', 'Replace', 'Alert', 'Results', 'Sequence', 'Nonsense');
const uri = fc.constantFrom('./DevInfo/DevId', './A', './B', '.', '');
const data = fc.constantFrom('', 'AAAA', 'x'.repeat(300), '&lt;a/&gt;', '<b xmlns="y"/>');
const meta = fc.constantFrom('', '<Meta><Size xmlns="syncml:metinf">8</Size></Meta>', '<Meta><Format xmlns="syncml:metinf">b64</Format><Size xmlns="syncml:metinf">400</Size></Meta>');

const item = fc
  .tuple(fc.constantFrom('Target', 'Source'), uri, meta, data, fc.boolean())
  .map(([end, where, about, value, more]) => `<Item><${end}><LocURI>${where}</LocURI></${end}>${about}<Data>${value}</Data>${more ? '<MoreData/>' : ''}</Item>`);

const status = fc
  .tuple(id, ref, ref, name, code)
  .map(([cmdId, msgRef, cmdRef, cmd, value]) => `<Status><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>${cmd}</Cmd><Data>${value}</Data></Status>`);
const alertText = fc
  .tuple(id, fc.constantFrom('1100', '1101', '1200', '1201', '1222', '1222', '1224', '1225', '1226', '', '9999'))
  .map(([cmdId, value]) => `<Alert><CmdID>${cmdId}</CmdID><Data>${value}</Data></Alert>`);
const results = fc.tuple(id, ref, ref, item).map(([cmdId, msgRef, cmdRef, inside]) => `<Results><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef>${inside}</Results>`);
const change = fc
  .tuple(fc.constantFrom('Replace', 'Add', 'Get', 'Exec', 'Delete', 'Copy', 'Put', 'Dance'), id, fc.array(item, { maxLength: 3 }))
  .map(([verb, cmdId, items]) => `<${verb}><CmdID>${cmdId}</CmdID>${items.join('')}</${verb}>`);
const container = fc
  .tuple(fc.constantFrom('Sequence', 'Atomic'), id, fc.array(fc.oneof(change, alertText, status), { maxLength: 3 }))
  .map(([verb, cmdId, inside]) => `<${verb}><CmdID>${cmdId}</CmdID>${inside.join('')}</${verb}>`);
const body = fc.array(fc.oneof(status, alertText, results, change, container), { maxLength: 6 }).map((parts) => parts.join(''));
const encodings = fc.constantFrom<Encoding[]>('xml', 'wbxml');
const written = (xml: string, encoding: Encoding): Uint8Array => (encoding === 'xml' ? utf8(xml) : encodeWbxml(parseXml(xml).document).bytes);

const said = fc.record({ body, final: fc.boolean(), skip: fc.constantFrom(1, 1, 1, 1, 0, 2) });

test('whatever a client says is answered with a readable message of bounded size or an HTTP status', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 8 }), encodings, async (messages, encoding) => {
      const conductor = new ScriptedConductor([[get('./A', './B')], [replace('./A', new Uint8Array(3000), { format: 'bin' }), alert('1101')], [get('./A')]]);
      const pair = new Pair({ account: withoutAuth, conductor });
      let msgId = 0;
      for (const one of messages) {
        msgId += one.skip;
        const more = '<Meta><MaxMsgSize xmlns="syncml:metinf">2000</MaxMsgSize></Meta>';
        const body = written(fromClient(one.body, { msgId, final: one.final, more }), encoding);
        const answer = await pair.server.handle(request(body, { headers: { 'content-type': mediaTypes[encoding] } }));
        assert.equal(answer.status === 200 ? answer.headers['content-type'] : mediaTypes[encoding], mediaTypes[encoding]);
        assert.ok([200, 400].includes(answer.status), `${answer.status} ${new TextDecoder().decode(answer.body)}`);
        if (answer.status !== 200) continue;
        assert.ok(answer.body.length <= 2000);
        const opened = openMessage(answer.body, answer.headers['content-type'], 2000);
        assert.deepEqual(opened.remarks, []);
        const [first] = opened.message?.commands ?? [];
        assert.ok(first?.name === 'Status' && first.cmdRef === '0');
      }
      pair.server.close();
      assert.ok(conductor.ends.length <= messages.length);
      assert.equal(pair.clock.jump(), false);
    }),
    { numRuns: 60 },
  );
});

test('whatever a server says, the session of the device ends and each of its messages is readable and small enough', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 8 }), encodings, fc.boolean(), async (messages, encoding, undoes) => {
      const target = new ScriptedTarget(new Map([['./A', leaf('./A', 'v'.repeat(5000))], ['./B', { source: './B', meta: { format: 'bin' }, data: new Uint8Array(5000) }]]));
      let undertakings = 0;
      if (undoes) {
        target.begin = () => {
          undertakings += 1;
          const over = (): boolean => (undertakings -= 1) >= 0;
          return { keep: over, undo: over };
        };
      }
      let msgId = 0;
      const pair = new Pair({
        account: withoutAuth,
        target,
        setup: { maxMessages: 30, encoding },
        between: () => {
          const one = messages[msgId % messages.length];
          msgId += one?.skip === 2 ? 2 : 1;
          const more = '<Meta><MaxMsgSize xmlns="syncml:metinf">2000</MaxMsgSize></Meta>';
          assert.ok(pair.requests.length < 1000);
          return Promise.resolve(ok(written(fromServer(one?.body ?? '', { msgId, final: one?.final ?? true, more }), encoding), mediaTypes[encoding]));
        },
      });
      const end = await pair.run();
      if (end.how === 'failed') assert.match(end.reason, /\[/);
      for (const [i, { bytes }] of pair.clientTrace.entries()) {
        if (i % 2 === 1) continue;
        const opened = openMessage(bytes, mediaTypes[encoding], i === 0 ? 4096 : 2000);
        assert.deepEqual(opened.remarks, []);
        assert.ok(opened.message !== undefined);
      }
      assert.equal(undertakings, 0, 'what was begun was kept or undone');
      assert.equal(pair.clock.jump(), false);
    }),
    { numRuns: 60 },
  );
});

test('honest ends always finish, whatever their sizes are, and nothing is lost [METINF 5, DM-PRO 6, 7]', async () => {
  const sizes = fc.record({
    client: fc.integer({ min: 1300, max: 6000 }),
    server: fc.integer({ min: 1700, max: 6000 }),
    values: fc.array(fc.integer({ min: 0, max: 7000 }), { minLength: 1, maxLength: 5 }),
    packages: fc.array(fc.integer({ min: 0, max: 7000 }), { minLength: 1, maxLength: 4 }),
    encoding: encodings,
    auth: fc.constantFrom('md5', 'hmac', 'basic', 'none'),
  });
  await fc.assert(
    fc.asyncProperty(sizes, async ({ client, server, values, packages, encoding, auth }) => {
      const leaves = new Map(values.map((size, i) => [`./V${i}`, leaf(`./V${i}`, 'ü&x'.repeat(size).slice(0, size))]));
      const conductor = new ScriptedConductor([
        [get(...leaves.keys()), ...packages.map((size, i) => replace(`./P${i}`, new Uint8Array(size).fill(i), { format: 'bin' }))],
        [get('./V0')],
      ]);
      const pair = new Pair({ account: { ...account, auth }, target: new ScriptedTarget(leaves), conductor, setup: { maxMsgSize: client, encoding }, serverSetup: { maxMsgSize: server } });
      assert.deepEqual(await pair.run(), { how: 'finished' });
      assert.deepEqual(pair.remarks(), []);
      assert.deepEqual(pair.lines, pair.serverLines);
      const got = conductor.results_.flatMap(({ items }) => items);
      assert.deepEqual(got.map(({ source, data: value }) => [source, value]), [...leaves.values(), leaves.get('./V0')].map((one) => [one?.source, one?.data]));
      assert.deepEqual(
        packages.map((_, i) => pair.target.written.get(`./P${i}`)?.data),
        packages.map((size, i) => (encoding === 'wbxml' ? new Uint8Array(size).fill(i) : Buffer.alloc(size, i).toString('base64'))),
      );
      for (const [i, { bytes, direction }] of pair.clientTrace.entries()) {
        if (direction === 'to-client') assert.ok(bytes.length <= client);
        else if (i > 0) assert.ok(bytes.length <= server);
      }
    }),
    { numRuns: 30 },
  );
});
