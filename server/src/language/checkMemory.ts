// CheckMemory: what was found in the files that flows name, so that a file that stays the same isn't checked again with
// each change of the flow.
import type { Finding } from '#engine/rules/finding';

interface Remembered {
  readonly text: string;
  readonly findings: readonly Finding[];
}

export class CheckMemory {
  private readonly remembered = new Map<string, Remembered>();

  /** `most`: files that are remembered; the one that was asked for longest ago is forgotten first. */
  constructor(private readonly most = 64) {}

  /** What `check` finds in a text; `key` names the file and what it is taken for. */
  recall(key: string, text: string, check: () => readonly Finding[]): readonly Finding[] {
    const known = this.remembered.get(key);
    const current = known?.text === text ? known : { text, findings: check() };
    this.remembered.delete(key);
    this.remembered.set(key, current);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > this.most && oldest !== undefined) this.remembered.delete(oldest);
    return current.findings;
  }
}
