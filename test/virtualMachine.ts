// A machine in memory with virtual time and random numbers that are the same every time.
import type { Random } from '#engine/base/random';
import { VirtualClock } from '#engine/base/virtualClock';
import type { Machine } from '#engine/emulation/run';
import { memoryNet } from '#engine/net/memoryNet';
import { nodeHasher } from '#server/node/nodeHasher';

export interface VirtualMachine extends Machine {
  readonly clock: VirtualClock;
  /** Runs `work`; whenever nothing else moves, time jumps to the next timer. */
  whileTimeFlies<T>(work: Promise<T>): Promise<T>;
}

export function virtualMachine(): VirtualMachine {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1));
  const { host, exchange, datagrams } = memoryNet();
  return {
    clock,
    random: countingRandom(),
    hasher: nodeHasher,
    host,
    exchange,
    datagrams,
    async whileTimeFlies(work) {
      let over = false;
      const watched = work.finally(() => {
        over = true;
      });
      const fly = (): void => {
        // Everything in memory moves by microtasks: a macrotask comes when nothing moves any more.
        if (over) return;
        clock.jump();
        setImmediate(fly);
      };
      setImmediate(fly);
      return watched;
    },
  };
}

/** Octets that count up from 0x10: every nonce differs, and is the same in every run. */
export function countingRandom(start = 0x10): Random {
  let next = start;
  return {
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i++) bytes[i] = next++ & 0xff;
      return bytes;
    },
  };
}
