// A Final that goes astray: the package is asked for, its end is said again, and nobody asks for ever. [DM-PRO 6]
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '#engine/base/bytes';
import type { HttpRequest, HttpResponse } from '#engine/net/exchange';
import { get, leaf, Pair, replace, ScriptedConductor, ScriptedTarget } from './pair';
import { withoutAuth } from './scriptedPeer';

const fwv = './DevDetail/FwV';

function withoutFinal<M extends HttpRequest | HttpResponse>(message: M): M {
  return { ...message, body: utf8(fromUtf8(message.body).replace('<Final/>', '')) };
}

/** A session of three packages each way in which some messages lose their Final. */
function session(loses: { readonly request?: (n: number) => boolean; readonly answer?: (n: number) => boolean }, maxMessages = 1000): Pair {
  let n = 0;
  return new Pair({
    account: withoutAuth,
    target: new ScriptedTarget(new Map([[fwv, leaf(fwv, '1.0.3')]])),
    conductor: new ScriptedConductor([[get(fwv)], [replace('./A', '1')]]),
    setup: { maxMessages },
    serverSetup: { maxMessages },
    between: async (request, server) => {
      n += 1;
      const answer = await server(loses.request?.(n) === true ? withoutFinal(request) : request);
      return loses.answer?.(n) === true ? withoutFinal(answer) : answer;
    },
  });
}

test('a client whose Final went astray is asked for the rest, says it again, and all is done once [DM-PRO 6]', async () => {
  for (const nth of [1, 2, 3]) {
    const pair = session({ request: (n) => n === nth });
    assert.deepEqual(await pair.run(), { how: 'finished' }, String(nth));
    assert.deepEqual(pair.target.orders, [`Get ${fwv}`, 'Replace ./A']);
    assert.deepEqual(pair.conductor.log, ['take Alert 1201', 'take Replace', `Get ${fwv} 200`, `${fwv} = 1.0.3`, 'Replace ./A 200', 'ended finished']);
    assert.equal(pair.requests.length, 4, String(nth));
    assert.ok(pair.serverLines.some((line) => /Alert:1222$/.test(line)));
    assert.match(pair.remarks().join(' '), /its Final went astray and is said again\. \[DM-PRO 6\]/);
  }
});

test('a server whose Final went astray is asked for the rest, and goes on with what comes next [DM-PRO 6]', async () => {
  for (const nth of [1, 2]) {
    const pair = session({ answer: (n) => n === nth });
    assert.deepEqual(await pair.run(), { how: 'finished' }, String(nth));
    assert.deepEqual(pair.target.orders, [`Get ${fwv}`, 'Replace ./A']);
    assert.ok(pair.requests.length <= 4, String(pair.requests.length));
    assert.match(pair.remarks().join(' '), /its Final went astray\. \[DM-PRO 6\]/);
  }
});

test('an end that never says Final is left after so many messages, by both [DM-PRO 8.1]', async () => {
  for (const side of ['request', 'answer'] as const) {
    const pair = session({ [side]: () => true }, 12);
    const end = await pair.run();
    assert.ok(pair.requests.length <= 15, `${side}: ${pair.requests.length}`);
    assert.deepEqual(pair.target.orders, [`Get ${fwv}`, 'Replace ./A']);
    assert.equal(pair.conductor.ends.length, 1, `${side}: ${JSON.stringify(end)}`);
  }
});
