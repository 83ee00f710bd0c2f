// Clock: the port through which time passes. All limits count on it, so that a run can be halted, or advanced by hand.

export interface Clock {
  /** Milliseconds since 1970, as this clock tells them. */
  now(): number;
  /** Calls `then` once after `ms`; the function returned withdraws it. */
  after(ms: number, then: () => void): () => void;
}

/** Resolves when `ms` have passed on the clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
