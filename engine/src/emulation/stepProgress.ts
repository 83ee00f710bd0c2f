// How a run gets from step to step: one begins, is held against its expectations, ends, and the next has its time to come.
import type { Actor } from '../base/actor';
import type { Clock } from '../base/clock';
import { sentenceOf } from '../base/failure';
import { causeOfStep, causeText } from './causes';
import { missingNodes } from './compare';
import type { FlowStepper } from './flowStepper';
import type { RunLog } from './runLog';
import type { CallFlowMessage, Verdict } from './runEvent';
import type { StepRecord, StepRecords } from './stepRecords';
import type { Variables } from './variables';

export interface StepProgressPorts {
  readonly records: StepRecords;
  readonly variables: Variables;
  readonly stepper: FlowStepper;
  readonly clock: Clock;
  readonly log: RunLog;
  /** The device is ours: its tree and what happens inside it can be seen. */
  readonly seesDevice: boolean;
  /** One end isn't ours: not everything that the flow speaks of can be learnt. */
  readonly isPartial: boolean;
  /** A leaf of the device's tree as text; undefined where it can't be seen. */
  nodeText(uri: string): string | undefined;
  /** The values that a node has had in this run, the latest last. */
  history(uri: string): readonly string[];
  /** Nobody will do what is awaited, and something else than the step's time will end the run. */
  endsElsewhere(): boolean;
  /** A step has begun. */
  begun(record: StepRecord): void;
  /** All steps are over. */
  completed(): void;
  /** The run can't go on. */
  failed(verdict: Verdict): void;
}

export class StepProgress {
  private withdraw: (() => void) | undefined;
  private waitedFor: StepRecord | undefined;

  constructor(private readonly ports: StepProgressPorts) {}

  /** Gives the next step its time. To be called once, before the first step. */
  start(): void {
    this.await(this.ports.records.next);
  }

  stop(): void {
    this.withdraw?.();
  }

  /** Begins a step: the one before is over now. Resolves when the run may do what the step is about. */
  async begin(record: StepRecord, actor: Actor, message?: CallFlowMessage): Promise<void> {
    const { records, stepper } = this.ports;
    if (records.current !== undefined) this.finish(records.current);
    for (const inferred of records.inferredBefore(record)) this.infer(inferred, record);
    if (this.waitedFor !== record) this.await(record);
    if (message !== undefined) record.messages = [...record.messages, message];
    records.change(record, { state: 'current' });
    this.ports.begun(record);
    await stepper.arrive(record.step, actor);
  }

  /** Ends the step under way if nothing is missing from it. */
  settle(): void {
    const record = this.ports.records.current;
    if (record !== undefined && this.isWhole(record)) this.finish(record);
  }

  /** The step under way, or the next one, won't come to its end any more. */
  giveUp(why: string): void {
    const record = this.ports.records.current ?? this.ports.records.next;
    if (record !== undefined) this.fail(record, why);
  }

  /** A step that nobody can see from here has been, since a later one has come. */
  private infer(record: StepRecord, from: StepRecord): void {
    const hidden = record.step.parts.filter((part) => part.kind.startsWith('expect-') || part.kind === 'seen').length;
    const expectations = hidden === 0 ? '' : ` What it expects (${hidden}) is not visible.`;
    this.ports.records.change(record, { state: 'done', note: `Not visible; inferred from ${from.step.id}.${expectations}` });
  }

  /** Something the step expects has not come true; the run goes on. */
  fault(record: StepRecord, sentence: string): void {
    record.faults.push(sentence);
    // An answer may come when its step is over already, as in a Sequence.
    if (record.state === 'done' || record.state === 'failed') this.ports.records.change(record, { state: 'failed', note: record.faults.join(' ') });
    this.ports.log.say(`${record.step.id}: ${sentence}`, 'important');
  }

  private isWhole(record: StepRecord): boolean {
    return (
      record.unanswered.size === 0 &&
      record.reads !== 'due' &&
      record.reads !== 'asked' &&
      !record.closing &&
      this.unseen(record).length === 0 &&
      this.unpassed(record).length === 0 &&
      missingNodes(record, this.ports.variables).length === 0
    );
  }

  private unseen(record: StepRecord): readonly string[] {
    if (!this.ports.seesDevice) return [];
    return record.step.parts.flatMap((part) => (part.kind === 'seen' ? part.events.filter((event) => !record.seen.has(event)) : []));
  }

  /** Nodes that have not taken all the values that `passes` names, one after the other. */
  private unpassed(record: StepRecord): readonly { readonly uri: string; readonly values: readonly string[] }[] {
    return record.step.parts.flatMap((part) => {
      if (part.kind !== 'expect-node' || part.passes === undefined || !this.ports.seesDevice) return [];
      const uri = this.ports.variables.fillOrKeep(part.node);
      const taken = this.ports.history(uri);
      let at = 0;
      for (const value of taken) if (value === part.passes[at]) at += 1;
      return at < part.passes.length ? [{ uri, values: taken }] : [];
    });
  }

  private finish(record: StepRecord): void {
    const { records, variables } = this.ports;
    for (const uri of record.step.from === 'client' ? missingNodes(record, variables) : []) this.fault(record, `${uri} was not sent.`);
    const unseen = this.unseen(record);
    if (unseen.length > 0) this.fault(record, `Not seen: ${unseen.join(', ')}.`);
    for (const { uri, values } of this.unpassed(record)) this.fault(record, `${uri} has been ${values.join(', ')} so far.`);
    for (const part of record.step.parts) {
      try {
        if (part.kind === 'expect-node' && this.ports.seesDevice) this.expectNode(record, part.node, part.is);
        else if (part.kind === 'expect-node' || (part.kind === 'seen' && !this.ports.seesDevice)) record.hidden.push(part.kind === 'seen' ? part.events.join(', ') : variables.fillOrKeep(part.node));
        if (part.kind === 'expect-that' && !variables.holds(part.that)) this.fault(record, `${part.that} does not hold: ${this.worths(part.that)}.`);
      } catch (thrown) {
        // What the flow would have learnt inside an end that isn't ours has no value.
        if (part.kind === 'expect-that' && this.ports.isPartial) record.hidden.push(part.that);
        else this.fault(record, part.kind === 'expect-that' ? `${part.that} can't be judged: ${sentenceOf(thrown)}` : sentenceOf(thrown));
      }
    }
    records.change(record, {
      state: record.faults.length === 0 ? 'done' : 'failed',
      ...(noteOf(record) !== '' && { note: noteOf(record) }),
    });
    this.await(records.next);
    if (records.next !== undefined) return;
    for (const inferred of records.inferredBefore(undefined)) records.change(inferred, { state: 'skipped', note: 'Not visible, and nothing comes after it.' });
    this.ports.completed();
  }

  private expectNode(record: StepRecord, node: string, wanted: string | undefined): void {
    const { variables } = this.ports;
    const uri = variables.fill(node);
    const actual = this.ports.nodeText(uri);
    if (wanted !== undefined && actual !== variables.fill(wanted)) {
      this.fault(record, `${uri} is ${actual === undefined ? 'not there' : `"${actual}"`}; the flow expects "${variables.fill(wanted)}".`);
    }
  }

  /** `result is 402, after is 1.0.3`: what the names in an expression are worth. */
  private worths(expression: string): string {
    const texts = this.ports.variables.texts();
    const names = [...new Set(expression.match(/[A-Za-z_][\w.]*/g) ?? [])].filter((name) => name in texts);
    return names.map((name) => `${name} is ${texts[name] ?? ''}`).join(', ');
  }

  private await(record: StepRecord | undefined): void {
    this.withdraw?.();
    this.withdraw = undefined;
    this.waitedFor = record;
    if (record === undefined) return;
    const { records, variables, log } = this.ports;
    const inferred = records.inferredBefore(record);
    for (const { step } of inferred) {
      // Whoever sits at the device is told what to do there.
      for (const part of step.parts) if (part.kind === 'answer') log.say(`To be done at the device, ${step.id} (${step.title}): ${variables.fillOrKeep(part.give)}.`, 'important');
    }
    // What can't be seen has its time too.
    const within = [...inferred, record].reduce((sum, { step }) => sum + step.within, 0);
    this.withdraw = this.ports.clock.after(within, () => {
      if (!this.ports.endsElsewhere()) this.fail(record, `within ${within / 1000} s`);
    });
  }

  private fail(record: StepRecord, why: string): void {
    const { step } = record;
    const { records, log } = this.ports;
    const what = record.state === 'waiting' ? 'did not happen' : 'did not come to its end';
    const cause = causeOfStep(step, records.all[records.all.indexOf(record) + 1]?.step);
    const reason = `Step ${step.id} (${step.title}) ${what} ${why}. ${log.seenInstead()}${causeText(cause)}`;
    this.ports.records.change(record, { state: 'failed', note: reason });
    this.ports.failed({ verdict: 'failed', reason, step: step.id });
  }
}

function noteOf({ faults, hidden }: StepRecord): string {
  return [...faults, ...(hidden.length === 0 ? [] : [`Not visible: ${hidden.join('; ')}.`])].join(' ');
}
