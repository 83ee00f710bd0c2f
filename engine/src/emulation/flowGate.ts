// The Gate of a run: every act of every part comes by here; those that begin a step may be halted, and what they bring is
// held against the flow.
import { sentenceOf } from '../base/failure';
import type { Gate } from '../base/gate';
import { compare } from './compare';
import type { FlowStepper } from './flowStepper';
import type { MessageBook } from './messageBook';
import { describeAct, type RunAct } from './runAct';
import type { RunLog } from './runLog';
import { begins } from './stepMatch';
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
  /** The user has answered, or the time to answer is over. */
  answered(): void;
  /** An `<end>` of a step that was observed applies. */
  end(record: StepRecord, verdict: string): void;
}

export class FlowGate implements Gate<RunAct> {
  constructor(private readonly ports: FlowGatePorts) {}

  async pass(act: RunAct): Promise<void> {
    const { records, stepper, progress, log, variables } = this.ports;
    await stepper.open();
    if (act.kind === 'answer') this.ports.answered();
    const record = records.candidates.find((candidate) => begins(candidate.step, act, variables.fillOrKeep));
    if (record === undefined) {
      await stepper.act(records.latest?.step, act.actor);
      if (act.kind === 'receive' && act.actor === 'server' && records.current?.step.from === 'client') this.take(records.current, act);
      // What peers acknowledge to each other as a matter of course would drown what explains something.
      if (act.kind !== 'receive' || act.command.name !== 'Status') log.note(describeAct(act));
    } else {
      log.note(describeAct(act));
      await progress.begin(record, act.actor, act.kind === 'receive' ? this.ports.messages.arrived(act.message) : undefined);
      this.take(record, act);
      if (record.step.from !== 'server') progress.settle();
    }
  }

  private take(record: StepRecord, act: RunAct): void {
    const { variables, progress } = this.ports;
    try {
      if (act.kind === 'receive') for (const difference of compare(record, act.command, variables)) progress.fault(record, difference);
      if (act.kind === 'prompt') this.comparePrompt(record, act.question.text);
      if (act.kind === 'answer') {
        for (const part of record.step.parts) if (part.kind === 'answer' && part.into !== undefined) variables.set(part.into, act.answer);
      }
      for (const part of record.step.parts) {
        if (part.kind === 'end' && variables.applies(part)) this.ports.end(record, part.verdict);
      }
    } catch (thrown) {
      progress.fault(record, sentenceOf(thrown));
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
