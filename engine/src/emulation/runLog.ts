// What a run tells to those who listen, numbered; and its last acts, for the sentence that says what was seen instead.
import type { Masking } from './masking';
import type { RunEvent } from './runEvent';

type Body = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq'> : never) : never;

const remembered = 4;

export class RunLog {
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private recent: readonly string[] = [];
  seq = 0;

  constructor(private readonly masking: Masking) {}

  listen(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(body: Body): void {
    const event: RunEvent = { ...body, seq: ++this.seq };
    for (const listener of this.listeners) listener(event);
  }

  say(text: string, category: 'console' | 'important' = 'console'): void {
    this.tell({ type: 'output', category, text: this.masking.text(text) });
  }

  /** Something has happened that may explain why something else didn't. */
  note(happened: string): void {
    this.recent = [...this.recent.slice(1 - remembered), this.masking.text(happened)];
  }

  /** `Seen instead: a; b.` */
  seenInstead(): string {
    return this.recent.length === 0 ? 'Nothing was seen.' : `Seen instead: ${this.recent.map((happened) => happened.replace(/\.$/, '')).join('; ')}.`;
  }
}
