// The stepper of a run: decides before each step whether the run halts, and holds the Gate closed while it does.
import type { Actor } from '../base/actor';
import type { HaltableClock } from '../base/haltableClock';
import type { Step } from '../flow/model';
import type { Stepper } from './run';
import type { StopReason } from './runEvent';

export interface Stop {
  readonly reason: StopReason;
  readonly step: Step;
  readonly actor: Actor;
}

type Mode = 'run' | 'entry' | 'step' | 'pause';

export class FlowStepper implements Stepper {
  private stops: ReadonlySet<string> = new Set();
  private mode: Mode = 'run';
  private closed: { readonly stop: Stop; readonly opened: Promise<void>; readonly open: () => void } | undefined;

  constructor(
    private readonly clock: HaltableClock,
    private readonly tell: (stop: Stop | undefined) => void,
  ) {}

  get stop(): Stop | undefined {
    return this.closed?.stop;
  }

  stopAt(steps: readonly string[]): void {
    this.stops = new Set(steps);
  }

  stopOnEntry(): void {
    this.mode = 'entry';
  }

  proceed(): void {
    this.goOn('run');
  }

  next(): void {
    this.goOn('step');
  }

  pause(): void {
    if (this.closed === undefined) this.mode = 'pause';
  }

  /** Opens the Gate for good: the run has ended. */
  release(): void {
    this.stops = new Set();
    this.goOn('run');
  }

  /** Resolves when the Gate is open. An act that comes while another one is halted waits with it. */
  async open(): Promise<void> {
    while (this.closed !== undefined) await this.closed.opened;
  }

  /** A step is about to begin: halts where somebody wants that, and resolves when it may go on. */
  async arrive(step: Step, actor: Actor): Promise<void> {
    const reason = this.stops.has(step.id) ? 'breakpoint' : this.mode === 'run' ? undefined : this.mode;
    if (reason !== undefined) await this.halt({ reason, step, actor });
  }

  /** An act within a step: only a pause halts it. */
  async act(step: Step | undefined, actor: Actor): Promise<void> {
    if (this.mode === 'pause' && step !== undefined) await this.halt({ reason: 'pause', step, actor });
  }

  private async halt(stop: Stop): Promise<void> {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.mode = 'run';
    this.closed = { stop, opened, open };
    this.clock.halt();
    this.tell(stop);
    await opened;
  }

  private goOn(mode: Mode): void {
    this.mode = mode;
    if (this.closed === undefined) return;
    const { open } = this.closed;
    this.closed = undefined;
    this.clock.release();
    this.tell(undefined);
    open();
  }
}
