// What a run tells, as events of the protocol: stops, lines of output, and the deltas that panels live on.
import type { Run } from '#engine/emulation/run';
import type { CallFlowRow, RunEvent, Verdict } from '#engine/emulation/runEvent';
import { debugEvents, type CallFlowDelta, type CallFlowSnapshot, type VerdictBody } from '#server/messages';
import { actorTitles } from '#engine/base/actor';
import {
  ContinuedEvent,
  Event,
  ExitedEvent,
  LoadedSourceEvent,
  OutputEvent,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { exitCodeOf, rowLine, verdictLine } from '../launch/words';
import type { Coordinates } from './coordinates';
import type { MessageSources } from './messageSources';
import { threadIdOf } from './threads';

/** What the reporter needs of its session. */
export interface ReporterDesk {
  readonly send: (event: DebugProtocol.Event) => void;
  readonly coordinates: Coordinates;
  readonly messages: MessageSources;
  /** The breakpoints on a step. */
  readonly hits: (stepId: string) => number[];
  /** What the debuggee ends with for whoever started it. */
  readonly exitCode: (verdict: Verdict) => number;
  /** What was shown of the run so far may have changed: references given out are void. */
  readonly moved: () => void;
}

/** A row of more messages than this is sent again only when it has grown by half, has changed otherwise, or the run stops. */
const rowOfManyMessages = 16;

/** Reports one run. `base` is added to the numbers of its deltas, so that they grow over restarts. */
export class RunReporter {
  private readonly told = new Set<string>();
  /** The last row of each step that was sent; `held` waits for the next occasion. */
  private readonly sent = new Map<string, CallFlowRow>();
  private held: CallFlowDelta | undefined;
  private verdict: Verdict | undefined;
  private goOnAsked = false;

  constructor(
    private readonly run: Run,
    private readonly base: number,
    private readonly desk: ReporterDesk,
  ) {}

  /** The highest number given out so far. */
  get lastSeq(): number {
    return this.base + this.run.callFlow().seq;
  }

  /** The client has asked the run to go on: it needs no event to know. */
  expectContinued(): void {
    this.goOnAsked = true;
  }

  take(event: RunEvent): void {
    const seq = this.base + event.seq;
    switch (event.type) {
      case 'row':
        this.rowDelta(seq, event.row);
        this.tellMessages(event.row);
        this.tellRow(event.row);
        break;
      case 'stopped':
        this.goOnAsked = false;
        this.desk.moved();
        this.sendHeld();
        this.delta({ seq, stoppedAt: event.step });
        this.desk.send(this.stoppedEvent(event));
        break;
      case 'continued':
        this.desk.moved();
        this.delta({ seq, stoppedAt: null });
        // [DAP] A client that has asked for it takes the response for the event.
        if (!this.goOnAsked) this.desk.send(new ContinuedEvent(1, true));
        this.goOnAsked = false;
        break;
      case 'prompt':
        this.desk.send(new Event(debugEvents.prompt, event.prompt));
        this.output(`${event.prompt.step} asks: ${event.prompt.text} (in the debug console: answer accept|reject|cancel|silent)`);
        break;
      case 'prompt-closed':
        this.desk.send(new Event(debugEvents.promptClosed, { id: event.id, answer: event.answer }));
        break;
      case 'output':
        this.output(event.text, event.category);
        break;
      case 'ended':
        this.sendHeld();
        this.tellVerdict(event.verdict);
        break;
    }
  }

  /** The run is over and released: the session ends. */
  over(verdict: Verdict): void {
    if (this.verdict === undefined) this.tellVerdict(verdict);
    this.desk.send(new ExitedEvent(this.desk.exitCode(this.verdict ?? verdict)));
    this.desk.send(new TerminatedEvent());
  }

  snapshot(): CallFlowSnapshot {
    const { callFlow } = this.run.callFlow();
    const stoppedAt = this.run.view().stoppedAt?.step.id;
    const prompt = this.run.prompt();
    return {
      seq: this.lastSeq,
      flow: callFlow.flow,
      title: callFlow.title,
      actors: callFlow.actors.map((actor) => ({ id: actor, title: actorTitles[actor] })),
      rows: callFlow.rows,
      ...(stoppedAt !== undefined && { stoppedAt }),
      ...(prompt !== undefined && { prompt }),
      ...(this.verdict !== undefined && { verdict: this.verdict satisfies VerdictBody }),
    };
  }

  /** A package in many chunks must not cost the square of their number. */
  private rowDelta(seq: number, row: CallFlowRow): void {
    const before = this.sent.get(row.step);
    const onlyGrown = before?.state === row.state && before.note === row.note;
    if (onlyGrown && row.messages.length > rowOfManyMessages && row.messages.length < 1.5 * before.messages.length) {
      this.held = { seq, row };
      return;
    }
    if (this.held?.row?.step !== row.step) this.sendHeld();
    this.held = undefined;
    this.sent.set(row.step, row);
    this.delta({ seq, row });
  }

  private sendHeld(): void {
    if (this.held !== undefined) this.delta(this.held);
    this.held = undefined;
  }

  private delta(delta: CallFlowDelta): void {
    this.desk.send(new Event(debugEvents.callFlow, delta));
  }

  private stoppedEvent(event: Extract<RunEvent, { type: 'stopped' }>): DebugProtocol.Event {
    const stopped: DebugProtocol.StoppedEvent = new StoppedEvent(event.reason, threadIdOf(event.actor));
    stopped.body.allThreadsStopped = true;
    const hits = event.reason === 'breakpoint' ? this.desk.hits(event.step) : [];
    if (hits.length > 0) stopped.body.hitBreakpointIds = hits;
    return stopped;
  }

  private tellMessages(row: CallFlowRow): void {
    for (const message of row.messages) {
      if (this.desk.messages.take(message)) this.desk.send(new LoadedSourceEvent('new', this.desk.messages.source(message)));
    }
  }

  /** A step has its line when it is settled, at the place where it stands. */
  private tellRow(row: CallFlowRow): void {
    if (row.state === 'waiting' || row.state === 'current' || this.told.has(row.step)) return;
    this.told.add(row.step);
    this.output(rowLine(row), row.state === 'failed' ? 'important' : 'console', row);
  }

  private tellVerdict(verdict: Verdict): void {
    this.verdict = verdict;
    this.desk.send(new Event(debugEvents.verdict, verdict satisfies VerdictBody));
    this.output(verdictLine(verdict), exitCodeOf(verdict) === 0 ? 'console' : 'important');
  }

  private output(text: string, category: 'console' | 'important' = 'console', place?: { readonly uri: string; readonly line: number }): void {
    const event: DebugProtocol.OutputEvent = new OutputEvent(`${text}\n`, category);
    if (place !== undefined) {
      event.body.source = this.desk.coordinates.source(place.uri);
      event.body.line = this.desk.coordinates.toClientLine(place.line);
    }
    this.desk.send(event);
  }
}
