// Questions of a run, put to the person at the terminal.
import type { Run } from '#engine/emulation/run';
import type { Answer, Prompt } from '#engine/emulation/runEvent';
import { createInterface, type Interface } from 'node:readline';
import { say, type Terminal } from './terminal';

const answers: Readonly<Record<string, Answer>> = { y: 'accept', yes: 'accept', n: 'reject', no: 'reject', c: 'cancel' };
const words = ['accept', 'reject', 'cancel', 'silent'] as const;

/** Asks what the run asks. What it prints goes to stderr, so that the output of the run stays whole. */
export class TerminalPerson {
  private lines: Interface | undefined;

  constructor(
    private readonly run: Run,
    private readonly terminal: Terminal,
  ) {}

  ask(prompt: Prompt): void {
    this.lines = createInterface({ input: this.terminal.stdin });
    this.lines.on('line', (line) => {
      const answer = readAnswer(line);
      if (answer === undefined) this.put('Please answer accept, reject, cancel or silent.');
      else this.run.answer(prompt.id, answer);
    });
    this.put(`${prompt.text} [accept, reject, cancel; ${prompt.seconds} s]`);
  }

  /** The question is settled, or nobody waits for it any more. */
  close(): void {
    this.lines?.close();
    this.lines = undefined;
  }

  private put(text: string): void {
    say(this.terminal.stderr, text);
  }
}

function readAnswer(line: string): Answer | undefined {
  const word = line.trim().toLowerCase();
  return words.find((known) => known === word) ?? answers[word];
}
