// The Gate of a run: every act of every part comes by here; those that begin a step may be halted, and what they bring is
// held against the flow.
import { fromUtf8 } from '../base/bytes';
import { sentenceOf } from '../base/failure';
import type { Gate } from '../base/gate';
import { compare } from './compare';
import type { FlowStepper } from './flowStepper';
import type { MessageBook } from './messageBook';
import { describeAct, type RunAct } from './runAct';
import type { PartOf } from '../flow/model';
import type { Command, Status } from '../syncml/message';
import type { RunLog } from './runLog';
import type { CallFlowMessage } from './runEvent';
import { textOf } from '../xml/element';
import { begins, type Viewpoint } from './stepMatch';
import type { StepProgress } from './stepProgress';
import type { StepRecord, StepRecords } from './stepRecords';
import type { Variables } from './variables';

export interface FlowGatePorts {
  readonly records: StepRecords;
  readonly progress: StepProgress;
  readonly stepper: FlowStepper;
  readonly variables: Variables;
  readonly messages: MessageBook;
  readonly log: RunLog;
  readonly viewpoint: Viewpoint;
  /** The user has answered, or the time to answer is over. */
  answered(): void;
  /** An `<end>` of a step that was observed applies. */
  end(record: StepRecord, verdict: string): void;
}

export class FlowGate implements Gate<RunAct> {
  constructor(private readonly ports: FlowGatePorts) {}

  async pass(act: RunAct): Promise<void> {
    const { records, stepper, progress, log } = this.ports;
    await stepper.open();
    if (act.kind === 'answer') this.ports.answered();
    if (act.kind === 'arrive') this.ports.messages.requested(act.request);
    if (act.kind === 'send' && this.ports.viewpoint === 'client' && act.command.name === 'Status') this.answer(act.command);
    const record = records.candidates.find((candidate) => this.begins(candidate, act)) ?? this.overtaking(act);
    if (record !== undefined && this.isReport(act)) this.leaveOut(record);
    if (record === undefined) {
      await stepper.act(records.latest?.step, act.actor);
      const { current } = records;
      if (current !== undefined && this.goesOn(current, act)) this.take(current, act);
      if (act.kind === 'ask' && current !== undefined) this.asked(current, act);
      if (act.kind === 'complete') progress.settle();
      // What peers acknowledge to each other as a matter of course would drown what explains something.
      if (act.kind !== 'receive' || act.command.name !== 'Status') log.note(describeAct(act));
    } else {
      log.note(describeAct(act));
      await progress.begin(record, act.actor, this.messageOf(act));
      this.take(record, act);
      // A package that is on its way has not been retrieved yet.
      const isOnItsWay = this.ports.viewpoint === 'server' ? record.step.from === 'server' || act.kind === 'respond' : act.kind === 'progress';
      if (!isOnItsWay) progress.settle();
    }
  }

  private begins(record: StepRecord, act: RunAct): boolean {
    return begins(record.step, act, this.ports.variables.fillOrKeep, this.ports.viewpoint);
  }

  /** A command of the step under way that comes after the one that began it, as Results in pieces do. */
  private goesOn({ step }: StepRecord, act: RunAct): boolean {
    if (this.ports.viewpoint === 'server') return act.kind === 'receive' && act.actor === 'server' && step.from === 'client';
    return act.kind === 'receive' ? act.actor === 'client' && step.from === 'server' : act.kind === 'send' && act.actor === 'client' && step.from === 'client';
  }

  /**
   * What tells the end of an update may come before its turn: a device whose download has failed has nothing to install.
   * The steps that it leaves out will not happen any more.
   */
  private overtaking(act: RunAct): StepRecord | undefined {
    if (!this.isOutcome(act)) return undefined;
    const { records } = this.ports;
    const record = records.all.find((candidate) => candidate.state === 'waiting' && this.begins(candidate, act));
    if (record !== undefined) this.leaveOut(record);
    return record;
  }

  /** An update that has ended leaves out what stands before: it will not happen any more. */
  private leaveOut(record: StepRecord): void {
    const { records } = this.ports;
    for (const left of records.all.slice(0, records.all.indexOf(record))) {
      if (left.state === 'waiting' && left.visibility !== 'inferred' && left.step.after === undefined) records.change(left, { state: 'skipped', note: `${record.step.id} came first.` });
    }
  }

  private isReport(act: RunAct): boolean {
    return (act.kind === 'receive' || act.kind === 'send') && act.command.name === 'Alert' && act.command.data === '1226';
  }

  private isOutcome(act: RunAct): boolean {
    return this.isReport(act) || act.kind === 'report' || (act.kind === 'arrive' && act.request.method === 'POST');
  }

  private messageOf(act: RunAct): CallFlowMessage | undefined {
    if (act.kind === 'receive') return this.ports.messages.arrived(act.message);
    return act.kind === 'arrive' ? this.ports.messages.arrivedRequest() : undefined;
  }

  /** The descriptor has passed its checks, or nobody would be asked. */
  private asked(record: StepRecord, act: Extract<RunAct, { readonly kind: 'ask' }>): void {
    record.seen.add('descriptor-checked');
    this.comparePrompt(record, act.question.name ?? act.question.text);
    this.ports.progress.settle();
  }

  private take(record: StepRecord, act: RunAct): void {
    const { variables, progress } = this.ports;
    try {
      if (act.kind === 'receive' || act.kind === 'send') for (const difference of compare(record, act.command, variables)) progress.fault(record, difference);
      if (act.kind === 'send') this.ports.messages.willCarry(record);
      if (act.kind === 'receive' && this.ports.viewpoint === 'client') awaitAnswer(record, act.command);
      if (act.kind === 'ask') this.asked(record, act);
      if (act.kind === 'report') this.compareBody(record, `${act.report.code} ${act.report.message}`);
      if (act.kind === 'prompt') this.comparePrompt(record, act.question.text);
      if (act.kind === 'arrive') this.compareBody(record, fromUtf8(act.request.body));
      if (act.kind === 'respond') this.compareStatus(record, act.response.status);
      if (act.kind === 'outcome') record.seen.add('outcome');
      if (act.kind === 'answer') {
        for (const part of record.step.parts) if (part.kind === 'answer' && part.into !== undefined) variables.set(part.into, act.answer);
      }
      for (const part of record.step.parts) {
        if (part.kind === 'end' && variables.applies(part)) this.ports.end(record, part.verdict);
        if (part.kind === 'skip' && variables.applies(part)) this.skip(part.to);
      }
    } catch (thrown) {
      progress.fault(record, sentenceOf(thrown));
    }
  }

  /** The steps up to that one will not happen. */
  private skip(to: string): void {
    const { records } = this.ports;
    const target = records.all.findIndex((record) => record.step.n === to);
    for (const record of records.all.slice(0, target)) if (record.state === 'waiting') records.change(record, { state: 'skipped' });
  }

  /** Our device's answer to a command of a server that isn't ours: the step was not over before. */
  private answer(status: Status): void {
    const { records, progress } = this.ports;
    // [DM-PRO 7] 213 answers a chunk, not the object.
    if (status.data === '213') return;
    const isIt = (command: { readonly name: string }): boolean => command.name === status.cmd;
    const record = records.all.find(({ unanswered }) => [...unanswered].some(isIt));
    const command = [...(record?.unanswered ?? [])].find(isIt);
    if (record === undefined || command === undefined) return;
    record.unanswered.delete(command);
    const wanted = record.step.parts.filter((part): part is PartOf<'expect-status'> => part.kind === 'expect-status' && part.of === status.cmd);
    if (wanted.some((part) => part.status !== status.data)) {
      progress.fault(record, `The ${status.cmd} is answered with ${status.data}; the flow expects ${wanted.map((part) => part.status).join(' and ')}.`);
    }
    progress.settle();
  }

  private compareBody(record: StepRecord, body: string): void {
    const { variables, progress } = this.ports;
    for (const part of record.step.parts) {
      const pattern = part.kind === 'http' ? part.content.find((element) => element.local === 'body') : undefined;
      if (pattern !== undefined && !variables.match(textOf(pattern).trim(), body.trim())) {
        progress.fault(record, `The body is "${body.slice(0, 80)}"; the flow expects "${variables.fillOrKeep(textOf(pattern))}".`);
      }
    }
  }

  private compareStatus(record: StepRecord, status: number): void {
    for (const part of record.step.parts) {
      if (part.kind === 'http' && part.status !== undefined && part.status !== String(status)) {
        this.ports.progress.fault(record, `The Download Server answers ${status}; the flow expects ${part.status}.`);
      }
    }
  }

  private comparePrompt(record: StepRecord, text: string): void {
    const { variables, progress } = this.ports;
    for (const part of record.step.parts) {
      if (part.kind === 'prompt' && !variables.match(part.text, text)) {
        progress.fault(record, `The question is "${text}"; the flow expects "${variables.fillOrKeep(part.text)}".`);
      }
    }
  }
}

/** A chunk takes the place of the one before: the object is answered once, when it is whole. [DM-PRO 7] */
function awaitAnswer({ unanswered }: StepRecord, command: Command): void {
  if (command.name === 'Status') return;
  for (const before of unanswered) if (before.name === command.name && isPiece(before)) unanswered.delete(before);
  unanswered.add(command);
}

function isPiece(command: object): boolean {
  return 'items' in command && (command as Extract<Command, { readonly items: unknown }>).items.some((item) => item.moreData === true);
}
