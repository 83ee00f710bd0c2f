// What a command sees of the terminal that it was called from.
import type { Readable, Writable } from 'node:stream';

export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** A person sits at it and can answer. */
  readonly interactive: boolean;
  /** Standard output shows colours. Default no. */
  readonly colour?: boolean;
  /** The working directory: relative paths start here. */
  readonly directory: string;
  /** Calls back when the person wants the command to stop; the function returned ends that. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

/** 0: as wished; 1: an update that failed, or problems found; 2: a wrong call. */
export type ExitCode = 0 | 1 | 2;

/** One command of `fumo`. */
export interface CliCommand {
  readonly name: string;
  /** What stands behind `fumo` in its usage. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What its help shows below the usage. */
  readonly help: string;
  /** `undefined`: the command goes on by itself, and the process with it. Throws a `WrongCall` where the words make no sense. */
  readonly run: (words: readonly string[], terminal: Terminal) => Promise<ExitCode | undefined>;
}

/** The words of the call make no sense: told together with the usage, exit code 2. */
export class WrongCall extends Error {}

/** One line, or several. */
export function say(to: Writable, text: string): void {
  to.write(`${text}\n`);
}
