// One run as the extension holds it: the whole call flow, kept whole by numbered deltas, also after the run has ended.
import type { CallFlowDelta, CallFlowSnapshot, MessageView, PromptBody, RowView, VerdictBody } from '#server/messages';
import { without } from '../webview/without';

export type CallFlowChange =
  | { readonly type: 'whole' }
  | { readonly type: 'row'; readonly row: RowView }
  | { readonly type: 'stoppedAt'; readonly step: string | undefined }
  | { readonly type: 'prompt'; readonly prompt: PromptBody | undefined }
  | { readonly type: 'verdict'; readonly verdict: VerdictBody }
  | { readonly type: 'live' };

/**
 * `ask` fetches the whole, `changed` is told of every change. The numbers of deltas grow but may skip: each delta holds
 * its row whole, so that only what came before the first whole has to be asked for.
 */
export class CallFlowRecord {
  private whole: CallFlowSnapshot | undefined;
  /** Deltas that came since the whole was asked for: it may be older than they are. */
  private since: CallFlowDelta[] | undefined;
  /** The same for questions and verdicts, which have no numbers: what was told last while the whole was awaited. */
  private told: { prompt?: PromptBody | undefined; verdict?: VerdictBody } = {};
  private question: PromptBody | undefined;
  private going = true;
  private askAgain = false;

  constructor(
    private readonly ask: () => PromiseLike<CallFlowSnapshot>,
    private readonly changed: (change: CallFlowChange) => void,
  ) {}

  get callFlow(): CallFlowSnapshot | undefined {
    return this.whole;
  }

  get live(): boolean {
    return this.going;
  }

  /** The question that waits for a person. */
  get prompt(): PromptBody | undefined {
    return this.question;
  }

  message(id: string): MessageView | undefined {
    for (const row of this.whole?.rows ?? []) {
      const message = row.messages.find((one) => one.id === id);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** Fetches the whole. Never rejects: a session that can't answer now is asked again at its next delta. */
  async refresh(): Promise<void> {
    if (this.since !== undefined) {
      this.askAgain = true;
      return;
    }
    this.since = [];
    this.told = {};
    try {
      const asked = await this.ask();
      const later: readonly CallFlowDelta[] = this.since;
      const { prompt, verdict } = { ...asked, ...this.told };
      const whole = withPrompt(later.filter(({ seq }) => seq > asked.seq).reduce(withDelta, asked), prompt);
      this.whole = verdict === undefined ? whole : { ...whole, verdict };
      this.question = prompt;
      this.changed({ type: 'whole' });
    } catch {
      // A session that couldn't answer yet, and has moved since, can answer now.
      this.askAgain = this.since.length > 0;
    } finally {
      this.since = undefined;
    }
    if (!this.askAgain || !this.going) return;
    this.askAgain = false;
    await this.refresh();
  }

  take(delta: CallFlowDelta): void {
    this.since?.push(delta);
    if (this.whole === undefined) {
      if (this.since === undefined && this.going) void this.refresh();
      return;
    }
    if (delta.seq <= this.whole.seq) return;
    this.whole = withDelta(this.whole, delta);
    if (delta.row !== undefined) this.changed({ type: 'row', row: delta.row });
    if (delta.stoppedAt !== undefined) this.changed({ type: 'stoppedAt', step: delta.stoppedAt ?? undefined });
  }

  takePrompt(prompt: PromptBody | undefined): void {
    this.question = prompt;
    this.told.prompt = prompt;
    if (this.whole !== undefined) this.whole = withPrompt(this.whole, prompt);
    this.changed({ type: 'prompt', prompt });
  }

  takeVerdict(verdict: VerdictBody): void {
    this.told.verdict = verdict;
    if (this.whole !== undefined) this.whole = { ...this.whole, verdict };
    this.changed({ type: 'verdict', verdict });
  }

  /** The session has gone; what it showed stays. */
  end(): void {
    if (!this.going) return;
    this.going = false;
    this.question = undefined;
    if (this.whole !== undefined) this.whole = withPrompt(withDelta(this.whole, { seq: this.whole.seq, stoppedAt: null }), undefined);
    this.changed({ type: 'live' });
  }
}

function withDelta(whole: CallFlowSnapshot, { seq, row, stoppedAt }: CallFlowDelta): CallFlowSnapshot {
  const place = stoppedAt === null ? without(whole, 'stoppedAt') : { ...whole, ...(stoppedAt !== undefined && { stoppedAt }) };
  return { ...place, seq, rows: row === undefined ? whole.rows : withRow(whole.rows, row) };
}

function withRow(rows: readonly RowView[], row: RowView): readonly RowView[] {
  const known = rows.some(({ step }) => step === row.step);
  return known ? rows.map((old) => (old.step === row.step ? row : old)) : [...rows, row];
}

function withPrompt(whole: CallFlowSnapshot, prompt: PromptBody | undefined): CallFlowSnapshot {
  return prompt === undefined ? without(whole, 'prompt') : { ...whole, prompt };
}
