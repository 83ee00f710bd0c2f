// The machine's clock. Its timers keep the process alive until they fire, are withdrawn or are cleared.
import type { Clock } from '#engine/base/clock';

/** Longer delays make `setTimeout` fire at once. */
const longestDelay = 2 ** 31 - 1;

export interface NodeClock extends Clock {
  /** Withdraws every timer. */
  clear(): void;
}

export function nodeClock(): NodeClock {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now: () => Date.now(),
    after(ms, then) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        then();
      }, Math.min(ms, longestDelay));
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    clear() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
