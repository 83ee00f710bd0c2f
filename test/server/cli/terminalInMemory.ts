// A terminal whose output is kept and whose person is played by the test.
import { PassThrough, Writable } from 'node:stream';
import { carryOut } from '#server/cli/commands';
import type { ExitCode, Terminal } from '#server/cli/terminal';

export interface Called {
  readonly code: ExitCode | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Person {
  /** Somebody sits at the terminal. */
  readonly interactive?: boolean;
  /** What is typed when a text has appeared on stderr. */
  readonly types?: Readonly<Record<string, string>>;
  /** Interrupts as soon as this has appeared on stdout. */
  readonly interruptsAt?: string;
  readonly directory?: string;
  readonly colour?: boolean;
  /** What stands on standard input. */
  readonly input?: string;
}

export interface InMemory {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

export function terminalInMemory(person: Person = {}): InMemory {
  let out = '';
  let err = '';
  const stdin = new PassThrough();
  if (person.input !== undefined) stdin.end(person.input);
  let interrupt = (): void => undefined;
  const terminal: Terminal = {
    stdin,
    stdout: keeping((text) => {
      out += text;
      if (person.interruptsAt !== undefined && text.includes(person.interruptsAt)) interrupt();
    }),
    stderr: keeping((text) => {
      err += text;
      for (const [shown, typed] of Object.entries(person.types ?? {})) if (text.includes(shown)) stdin.write(`${typed}\n`);
    }),
    interactive: person.interactive ?? false,
    colour: person.colour ?? false,
    directory: person.directory ?? process.cwd(),
    onInterrupt: (stop) => {
      interrupt = stop;
      return () => (interrupt = () => undefined);
    },
  };
  return { terminal, out: () => out, err: () => err };
}

/** Calls `fumo` with these words. */
export async function fumo(words: readonly string[], person: Person = {}): Promise<Called> {
  const { terminal, out, err } = terminalInMemory(person);
  const code = await carryOut(words, terminal);
  return { code, out: out(), err: err() };
}

function keeping(take: (text: string) => void): Writable {
  return new Writable({
    write(part: Buffer, _encoding, done) {
      take(part.toString());
      done();
    },
  });
}
