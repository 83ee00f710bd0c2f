// How a run comes to its end: what the flow decides, what a session's end and a device at rest mean, and the verdict.
import type { Clock } from '../base/clock';
import type { Flow } from '../flow/model';
import type { SessionEnd } from '../session/clientSetup';
import type { SessionRef } from '../session/sessionAct';
import type { JobWatch } from './jobWatch';
import { isOutside } from './runEnds';
import type { Verdict } from './runEvent';
import type { RunLog } from './runLog';
import type { StepProgress } from './stepProgress';
import type { StepRecord, StepRecords } from './stepRecords';
import { verdictOf, type Learnt } from './verdict';

/** Milliseconds that a datagram has to arrive: what takes longer is lost. */
const arrivesWithin = 2 * 1000;
/** Milliseconds that the device has to come to rest after the last step. */
const restWithin = 30 * 1000;

export interface RunEndingPorts {
  readonly flow: Flow;
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly jobs: JobWatch;
  readonly clock: Clock;
  readonly log: RunLog;
  /** What has been learnt of the device on the wire. */
  learnt(): Learnt;
  /** Resolves when the device has nothing more to do; undefined where the device isn't ours. */
  idle(): Promise<void> | undefined;
  /** Resolves when the datagrams that are underway have arrived; undefined where none is. */
  arrival(): Promise<void> | undefined;
  /** The verdict is there: everything is brought to its end. Called once. */
  finished(verdict: Verdict): void;
}

export class RunEnding {
  private readonly openSessions = new Set<string>();
  private closed: (() => void)[] = [];
  private ending: Verdict | undefined;
  private verdict: Verdict | undefined;
  private dead = false;
  /** Why the device did not believe a server, or a server the device. */
  private readonly disbelief: string[] = [];

  constructor(private readonly ports: RunEndingPorts) {}

  get isOver(): boolean {
    return this.verdict !== undefined;
  }

  /** A verdict has been reached, and perhaps only the session's end is awaited. */
  get isNear(): boolean {
    return this.ending !== undefined || this.isOver;
  }

  /** A message has gone to the server: its session is open. */
  heard(sessionId: string): void {
    this.openSessions.add(sessionId);
  }

  /** A verdict that the flow gives: no more is sent, and the session is brought to its end. */
  decide(record: StepRecord, verdict: string, reason?: string): void {
    if (this.isNear) return;
    const { records } = this.ports;
    this.ending = { verdict, step: record.step.id, ...(reason !== undefined && { reason }) };
    records.change(record, { state: record.faults.length > 0 ? 'failed' : 'done', ...(reason !== undefined && { note: reason }) });
    for (const waiting of records.all) if (waiting.state === 'waiting') records.change(waiting, { state: 'skipped' });
    if (this.openSessions.size === 0) this.finish(this.ending);
  }

  /** True where the run goes on after the session. */
  sessionEnded(session: SessionRef, end: SessionEnd): boolean {
    this.openSessions.delete(session.sessionId);
    if (this.openSessions.size === 0) for (const resolve of this.closed.splice(0)) resolve();
    if (this.ending !== undefined) this.finish(this.ending);
    else if (end.how === 'unauthorized') this.fail(end.reason, this.ports.records.latest);
    else return true;
    return false;
  }

  /** Whoever has closed its session has closed all that it had. */
  allClosed(): void {
    this.openSessions.clear();
    if (this.ending !== undefined) this.finish(this.ending);
  }

  fail(reason: string, at?: StepRecord): void {
    this.finish({ verdict: 'failed', reason, ...(at !== undefined && { step: at.step.id }) });
  }

  /** All steps are over: the last session may still be closing, and the device has a State to settle. */
  async rest(): Promise<void> {
    const { clock, records, progress } = this.ports;
    const late = new Promise<void>((resolve) => {
      clock.after(restWithin, resolve);
    });
    const closed = this.openSessions.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => this.closed.push(resolve));
    await Promise.race([this.ports.idle() ?? closed, late]);
    for (const record of records.all) {
      for (const command of record.unanswered) progress.fault(record, `The ${command.name} was never answered.`);
    }
    this.finish({ verdict: 'success' });
  }

  /** A device that has nothing more to do after a session does nothing more: whatever is still awaited won't come. */
  async watchForRest(): Promise<void> {
    const { records, progress, clock } = this.ports;
    await this.ports.idle();
    const arrival = this.ports.arrival();
    if (arrival !== undefined) {
      await Promise.race([arrival, new Promise<void>((resolve) => clock.after(arrivesWithin, resolve))]);
      await this.ports.idle();
    }
    const awaited = records.current ?? records.next;
    if (this.isNear || awaited === undefined || isOutside(awaited.step)) return;
    if (!this.awaitsJob) progress.giveUp('and the device has nothing more to do');
  }

  /** A server can't know that nobody will report any more: it waits until its job is overdue. */
  get awaitsJob(): boolean {
    return this.dead && this.ports.jobs.isAwaiting;
  }

  /** A session ended since one end did not believe the other. `text` says which and why. */
  disbelieved(text: string): void {
    if (!this.disbelief.includes(text) && this.disbelief.length < 2) this.disbelief.push(text);
  }

  /** The device does not start any more. */
  died(): void {
    this.dead = true;
  }

  /** A job's report has not come in its time. A device that lives may still send it. */
  overdue(sentence: string): void {
    const { log, records } = this.ports;
    log.say(sentence, 'important');
    const awaited = records.current ?? records.next;
    if (this.isNear || awaited === undefined || (!this.dead && this.ports.idle() !== undefined)) return;
    records.change(awaited, { state: 'failed', note: sentence });
    this.fail(`${sentence} ${log.seenInstead()}`, awaited);
  }

  finish(verdict: Verdict): void {
    if (this.verdict !== undefined) return;
    const judged = verdictOf(verdict, this.ports.records, this.ports.learnt(), this.ports.flow.outcome);
    const why = this.disbelief.filter((text) => judged.reason?.includes(text) !== true);
    this.verdict = judged.verdict !== 'failed' || why.length === 0 ? judged : { ...judged, reason: [judged.reason ?? '', ...why].join(' ').trim() };
    this.ports.finished(this.verdict);
  }
}
