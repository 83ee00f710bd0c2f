// Which steps are to be told now: a step is told when it is settled, together with the messages that carried it.
import type { CallFlowMessage, CallFlowRow, RunEvent } from '#engine/emulation/runEvent';

export interface Told {
  readonly row: CallFlowRow;
  /** False where the step was told before and only has more messages now. */
  readonly first: boolean;
  /** Those that weren't told before. */
  readonly messages: readonly CallFlowMessage[];
}

/** Keeps the order in which steps are settled. */
export class SettledRows {
  private readonly told = new Map<string, number>();
  /** Settled, but the message that carries it hasn't been sent yet: it waits until anything else happens. */
  private held: CallFlowRow | undefined;

  take(event: RunEvent): readonly Told[] {
    if (event.type === 'prompt' || event.type === 'ended') return this.release();
    if (event.type !== 'row') return [];
    const { row } = event;
    const before = this.held?.step === row.step ? [] : this.release();
    if (row.state === 'waiting' || row.state === 'current') return before;
    if (!this.told.has(row.step) && row.state === 'done' && row.messages.length === 0) {
      this.held = row;
      return before;
    }
    this.held = undefined;
    return [...before, ...this.tell(row)];
  }

  private release(): readonly Told[] {
    const { held } = this;
    this.held = undefined;
    return held === undefined ? [] : this.tell(held);
  }

  private tell(row: CallFlowRow): readonly Told[] {
    const before = this.told.get(row.step);
    const messages = row.messages.slice(before ?? 0);
    this.told.set(row.step, row.messages.length);
    return before !== undefined && messages.length === 0 ? [] : [{ row, first: before === undefined, messages }];
  }
}
