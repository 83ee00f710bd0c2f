// The power of a device: when it goes nothing is done or heard any more, and what is in the Store is gone on from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGate } from '#engine/base/gate';
import { MemoryStore } from '#engine/base/store';
import { VirtualClock } from '#engine/base/virtualClock';
import type { DeviceEvent, DevicePorts } from '#engine/device/deviceSetup';
import { PowerCut, PowerSupply } from '#engine/device/powerSupply';
import { nodeHasher } from '#server/node/nodeHasher';
import { countingRandom } from '../../virtualMachine';

function supply(change: Partial<DevicePorts> = {}) {
  const clock = new VirtualClock(0);
  const store = new MemoryStore();
  const told: DeviceEvent[] = [];
  const power = new PowerSupply({
    exchange: () => Promise.resolve({ status: 200, headers: {}, body: new Uint8Array() }),
    gate: openGate,
    clock,
    random: countingRandom(),
    hasher: nodeHasher,
    store,
    user: { answer: () => Promise.resolve('accept') },
    trace: () => undefined,
    tell: (event) => told.push(event),
    ...change,
  });
  return { power, clock, store, told };
}

const request = { method: 'POST', url: 'http://127.0.0.1/dm', headers: {}, body: new Uint8Array() };

/** What a promise has come to when all that can move has moved. */
async function state(promise: Promise<unknown>): Promise<'done' | 'failed' | 'open'> {
  let found: 'done' | 'failed' | 'open' = 'open';
  promise.then(
    () => {
      found = 'done';
    },
    () => {
      found = 'failed';
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return found;
}

test('with power everything goes through', async () => {
  const { power, clock, store, told } = supply();
  let fired = 0;
  power.ports.clock.after(10, () => fired++);
  clock.advance(10);
  power.ports.store.set('a', '1');
  power.ports.tell({ kind: 'state', text: 'x' });
  assert.deepEqual([fired, store.get('a'), told.length], [1, '1', 1]);
  assert.equal(await state(power.ports.exchange(request)), 'done');
  assert.equal(await state(power.ports.user.answer({ text: '', seconds: 1 })), 'done');
});

test('without power no timer fires, no promise comes back, nothing is told, and a write is a power cut', async () => {
  let answer = (): void => undefined;
  const { power, clock, store, told } = supply({
    exchange: () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({ status: 200, headers: {}, body: new Uint8Array() });
        };
      }),
  });
  let fired = 0;
  power.ports.clock.after(10, () => fired++);
  const underWay = power.ports.exchange(request);
  power.cut();
  answer();
  clock.advance(20);
  power.ports.clock.after(10, () => fired++);
  clock.advance(20);
  power.ports.tell({ kind: 'state', text: 'x' });
  assert.throws(() => {
    power.ports.store.set('a', '1');
  }, PowerCut);
  assert.equal(await state(underWay), 'open');
  assert.equal(await state(power.ports.exchange(request)), 'open');
  assert.equal(await state(power.ports.gate.pass({ actor: 'user', kind: 'answer', answer: 'accept' })), 'open');
  assert.deepEqual([fired, store.get('a'), told.length, clock.jump()], [0, undefined, 0, false]);
});

test('a connection is broken off when the power goes', () => {
  let broken = 0;
  const { power } = supply({
    exchange: (_, watch) => {
      watch?.started?.(() => broken++);
      return new Promise(() => undefined);
    },
  });
  void power.ports.exchange(request);
  power.cut();
  power.cut();
  assert.equal(broken, 1);
});
