// Datagrams that have been sent and haven't arrived yet: over a real network there is a while in between, in which the
// device seems to have nothing more to do.
import type { Datagrams } from '../net/datagrams';

export class DatagramsUnderway {
  private underway = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly inner: Datagrams) {}

  /** The same datagrams, counted. */
  readonly datagrams: Datagrams = {
    send: (to, bytes) => {
      this.underway++;
      return this.inner.send(to, bytes);
    },
    listen: (received, options) =>
      this.inner.listen((bytes) => {
        this.underway = Math.max(0, this.underway - 1);
        received(bytes);
        if (this.underway === 0) for (const resolve of this.waiting.splice(0)) resolve();
      }, options),
  };

  /** Resolves when all have arrived; undefined where none is underway. One that is lost never arrives. */
  arrival(): Promise<void> | undefined {
    if (this.underway === 0) return undefined;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
}
