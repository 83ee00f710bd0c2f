// A clock that can be made to stand still: while it is halted no time passes for those who look at it and no timer
// fires, however long the person at the breakpoint takes.
import type { Clock } from './clock';

interface Waiting {
  left: number;
  readonly then: () => void;
  withdraw: (() => void) | undefined;
  since: number;
}

/** Wraps a clock. `halt` and `release` may be called in any order and any number of times. */
export class HaltableClock implements Clock {
  private readonly waiting = new Set<Waiting>();
  private lost = 0;
  private haltedAt: number | undefined;

  constructor(private readonly source: Clock) {}

  now(): number {
    return (this.haltedAt ?? this.source.now()) - this.lost;
  }

  after(ms: number, then: () => void): () => void {
    const entry: Waiting = { left: ms, then, withdraw: undefined, since: this.source.now() };
    this.waiting.add(entry);
    if (this.haltedAt === undefined) this.arm(entry);
    return () => {
      entry.withdraw?.();
      this.waiting.delete(entry);
    };
  }

  halt(): void {
    if (this.haltedAt !== undefined) return;
    this.haltedAt = this.source.now();
    for (const entry of this.waiting) {
      entry.withdraw?.();
      entry.withdraw = undefined;
      entry.left = Math.max(0, entry.left - (this.haltedAt - entry.since));
    }
  }

  release(): void {
    if (this.haltedAt === undefined) return;
    this.lost += this.source.now() - this.haltedAt;
    this.haltedAt = undefined;
    for (const entry of this.waiting) this.arm(entry);
  }

  /** Withdraws every timer: nothing fires after this. */
  clear(): void {
    for (const entry of this.waiting) entry.withdraw?.();
    this.waiting.clear();
  }

  private arm(entry: Waiting): void {
    entry.since = this.source.now();
    entry.withdraw = this.source.after(entry.left, () => {
      this.waiting.delete(entry);
      entry.then();
    });
  }
}
