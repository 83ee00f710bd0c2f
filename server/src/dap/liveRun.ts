// One run from the moment it is opened until everything it held has been given back.
import { sentenceOf } from '#engine/base/failure';
import type { Run } from '#engine/emulation/run';
import type { Verdict } from '#engine/emulation/runEvent';

export class LiveRun {
  private ending: Promise<void> | undefined;
  private closed = false;

  constructor(
    readonly run: Run,
    private readonly release: () => Promise<void>,
  ) {}

  get started(): boolean {
    return this.ending !== undefined;
  }

  /** Starts the run. `over` is called once it has ended and everything is released, unless `close` came before. */
  start(over: (verdict: Verdict) => void): void {
    this.ending = this.run
      .start()
      .catch((thrown: unknown): Verdict => ({ verdict: 'failed', reason: sentenceOf(thrown) }))
      .then(async (verdict) => {
        await this.release();
        if (!this.closed) over(verdict);
      });
  }

  /** Ends the run without another word and waits until everything is released. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.ending === undefined) {
      await this.release();
    } else {
      await this.run.stop();
      await this.ending;
    }
  }
}
