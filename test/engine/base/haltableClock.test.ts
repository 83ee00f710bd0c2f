import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HaltableClock } from '#engine/base/haltableClock';
import { VirtualClock } from '#engine/base/virtualClock';

test('no time passes and no timer fires while the clock is halted', () => {
  const source = new VirtualClock(1000);
  const clock = new HaltableClock(source);
  const fired: number[] = [];
  clock.after(100, () => fired.push(clock.now()));
  source.advance(60);
  clock.halt();
  source.advance(10_000);
  assert.equal(clock.now(), 1060);
  assert.deepEqual(fired, []);
  clock.release();
  source.advance(39);
  assert.deepEqual(fired, []);
  source.advance(1);
  assert.deepEqual(fired, [1100]);
});

test('a timer set while the clock is halted counts from the release', () => {
  const source = new VirtualClock();
  const clock = new HaltableClock(source);
  clock.halt();
  let fired = false;
  clock.after(10, () => (fired = true));
  source.advance(50);
  clock.release();
  source.advance(9);
  assert.equal(fired, false);
  source.advance(1);
  assert.equal(fired, true);
});

test('a withdrawn timer never fires, halted or not', () => {
  const source = new VirtualClock();
  const clock = new HaltableClock(source);
  let fired = 0;
  const first = clock.after(10, () => fired++);
  clock.after(10, () => fired++);
  clock.halt();
  first();
  clock.release();
  clock.clear();
  source.advance(100);
  assert.equal(fired, 0);
});
