// A clock for tests and for runs faster than life: time jumps from timer to timer.
import type { Clock } from './clock';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly then: () => void;
}

/** Time stands still until `advance` or `jump` is called. Timers fire in order of time, then of their making. */
export class VirtualClock implements Clock {
  private readonly timers = new Set<Timer>();
  private order = 0;

  constructor(private time = 0) {}

  now(): number {
    return this.time;
  }

  after(ms: number, then: () => void): () => void {
    const timer: Timer = { at: this.time + Math.max(0, ms), order: this.order++, then };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Moves on by `ms` and fires what is due on the way. */
  advance(ms: number): void {
    const until = this.time + ms;
    for (let timer = this.first(); timer !== undefined && timer.at <= until; timer = this.first()) this.fire(timer);
    this.time = until;
  }

  /** Jumps to the next timer and fires it; false where none waits. */
  jump(): boolean {
    const timer = this.first();
    if (timer === undefined) return false;
    this.fire(timer);
    return true;
  }

  private first(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }

  private fire(timer: Timer): void {
    this.timers.delete(timer);
    this.time = timer.at;
    timer.then();
  }
}
