// The user of the emulated device: answers as the flow says, or lets a person answer.
import type { Question, User, UserAnswer } from '../device/deviceSetup';
import type { Answer, Prompt } from './runEvent';
import type { RunLog } from './runLog';
import type { StepRecord, StepRecords } from './stepRecords';
import type { Variables } from './variables';

export class PersonAtDevice implements User {
  private waiting: { readonly prompt: Prompt; readonly give: (answer: UserAnswer) => void } | undefined;
  private count = 0;

  constructor(
    private readonly records: StepRecords,
    private readonly variables: Variables,
    private readonly log: RunLog,
  ) {}

  get prompt(): Prompt | undefined {
    return this.waiting?.prompt;
  }

  answer(question: Question): Promise<UserAnswer> {
    const isUsers = (record: StepRecord): boolean => record.step.from === 'user' && record.step.parts.some((part) => part.kind === 'answer');
    // A device that has been switched off and on asks again what it was told before.
    const step = (this.records.candidates.find(isUsers) ?? this.records.all.findLast((record) => isUsers(record) && record.state !== 'waiting'))?.step;
    const part = step?.parts.find((candidate) => candidate.kind === 'answer');
    const give = part === undefined ? 'ask' : this.variables.fillOrKeep(part.give);
    if (give === 'accept' || give === 'reject' || give === 'cancel') return Promise.resolve(give);
    return new Promise((resolve) => {
      // Whoever is silent never answers: the device's own time runs out.
      if (give === 'silent') return;
      this.count += 1;
      const prompt: Prompt = { id: `q${this.count}`, text: question.text, step: step?.id ?? '', seconds: question.seconds };
      this.waiting = { prompt, give: resolve };
      this.log.tell({ type: 'prompt', prompt });
    });
  }

  /** A person answers; false where no such question waits. */
  give(id: string, answer: Answer): boolean {
    const { waiting } = this;
    if (waiting?.prompt.id !== id) return false;
    this.closeWith(answer);
    if (answer !== 'silent') waiting.give(answer);
    return true;
  }

  /** The question is gone: its time ran out, or the run has ended. */
  close(): void {
    this.closeWith('silent');
  }

  private closeWith(answer: Answer): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting !== undefined) this.log.tell({ type: 'prompt-closed', id: waiting.prompt.id, answer });
  }
}
