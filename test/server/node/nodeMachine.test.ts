// A machine that is closed keeps nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeMachine } from '#server/node/nodeMachine';

test('closing a machine frees its ports and withdraws its timers', async () => {
  const machine = nodeMachine();
  const answer = { status: 200, headers: {}, body: new Uint8Array() };
  const http = await machine.host.listen(() => Promise.resolve(answer), { port: 0, maxBody: 10 });
  const udp = await machine.datagrams.listen(() => undefined, { port: 0 });
  let fired = false;
  machine.clock.after(1, () => (fired = true));
  await machine.close();

  const other = nodeMachine();
  await other.host.listen(() => Promise.resolve(answer), { port: Number(new URL(http.url).port), maxBody: 10 });
  await other.datagrams.listen(() => undefined, { port: Number(udp.address.split(':').pop()) });
  await new Promise<void>((resolve) => other.clock.after(5, resolve));
  assert.equal(fired, false);
  await other.close();
});

test('a delay longer than a timer can count does not fire at once', async () => {
  const machine = nodeMachine();
  let fired = false;
  machine.clock.after(2 ** 40, () => (fired = true));
  await new Promise<void>((resolve) => machine.clock.after(5, resolve));
  assert.equal(fired, false);
  await machine.close();
});
