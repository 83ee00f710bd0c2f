// The steps of a run with what has become of each: the rows of the call flow, and the order in which they may come.
import type { Step } from '../flow/model';
import type { CallFlowMessage, CallFlowRow, StepState, Visibility } from './runEvent';
import type { Masking } from './masking';
import { visibilityOf, type Ends } from './runEnds';

export interface StepRecord {
  readonly step: Step;
  readonly visibility: Visibility;
  state: StepState;
  messages: readonly CallFlowMessage[];
  note?: string;
  /** Commands that were sent for the step and still wait for their Status. */
  readonly unanswered: Set<{ readonly name: string }>;
  /** Events of `<seen>` that have come. */
  readonly seen: Set<string>;
  /** URIs of Items of the pattern that have come. */
  readonly arrived: Set<string>;
  /** `<read>`: not asked yet, asked, or answered. */
  reads: 'none' | 'due' | 'asked' | 'done';
  /** `<close>`: the session hasn't been closed yet. */
  closing: boolean;
  /** What has failed of its expectations. */
  readonly faults: string[];
  /** Expectations that nobody can see from here. */
  readonly hidden: string[];
}

export class StepRecords {
  readonly all: readonly StepRecord[];

  constructor(
    steps: readonly Step[],
    ends: Ends,
    private readonly tell: (row: CallFlowRow) => void,
    private readonly masking: Masking,
  ) {
    this.all = steps.map((step) => ({
      step,
      visibility: visibilityOf(step, ends),
      state: 'waiting',
      messages: [],
      unanswered: new Set(),
      seen: new Set(),
      arrived: new Set(),
      // What somebody else's server reads is its own business.
      reads: ends.server === 'ours' && step.parts.some((part) => part.kind === 'read') ? 'due' : 'none',
      closing: step.parts.some((part) => part.kind === 'close'),
      faults: [],
      hidden: [],
    }));
  }

  /** The step under way. */
  get current(): StepRecord | undefined {
    return this.all.find((record) => record.state === 'current');
  }

  /** The step that was last under way, finished or not. */
  get latest(): StepRecord | undefined {
    return this.current ?? this.all.findLast((record) => record.state === 'done' || record.state === 'failed');
  }

  /** The steps that may begin now: the next one, and those whose `after` has been met. */
  get candidates(): readonly StepRecord[] {
    const { next } = this;
    return this.awaited.filter((record) => record === next || this.isOver(record.step.after));
  }

  /** The next step in the document's order that can be seen. */
  get next(): StepRecord | undefined {
    return this.awaited[0];
  }

  /** Steps before this one that can't be seen and haven't been deduced yet. */
  inferredBefore(record: StepRecord | undefined): readonly StepRecord[] {
    const end = record === undefined ? this.all.length : this.all.indexOf(record);
    return this.all.slice(0, end).filter(({ state, visibility }) => state === 'waiting' && visibility === 'inferred');
  }

  private get awaited(): readonly StepRecord[] {
    return this.all.filter(({ state, visibility }) => state === 'waiting' && visibility !== 'inferred');
  }

  change(record: StepRecord, change: Partial<Pick<StepRecord, 'state' | 'messages' | 'note'>>): void {
    Object.assign(record, change, change.note === undefined ? {} : { note: this.masking.text(change.note) });
    this.tell(rowOf(record));
  }

  attach(record: StepRecord, message: CallFlowMessage): void {
    if (record.messages.some((known) => known.id === message.id)) return;
    this.change(record, { messages: [...record.messages, message] });
  }

  rows(): readonly CallFlowRow[] {
    return this.all.map(rowOf);
  }

  private isOver(n: string | undefined): boolean {
    const record = n === undefined ? undefined : this.all.find((candidate) => candidate.step.n === n);
    return record?.state === 'done' || record?.state === 'failed';
  }
}

function rowOf(record: StepRecord): CallFlowRow {
  const { step } = record;
  return {
    step: step.id,
    n: step.n,
    from: step.from,
    to: step.to,
    title: step.title,
    state: record.state,
    visibility: record.visibility,
    uri: step.at.uri,
    line: step.at.line,
    messages: record.messages,
    ...(record.note !== undefined && { note: record.note }),
  };
}
