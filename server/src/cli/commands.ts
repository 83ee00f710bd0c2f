// The table of commands, and how a call finds its command.
import { Failure, sentenceOf } from '#engine/base/failure';
import { version } from '../../../package.json';
import { convertCommand } from './convert';
import { demoCommand } from './demo';
import { lintCommand } from './lint/lint';
import { runCommand } from './run';
import { dapCommand, lspCommand } from './siblingProgram';
import { say, WrongCall, type CliCommand, type ExitCode, type Terminal } from './terminal';

const commands: readonly CliCommand[] = [lintCommand, convertCommand, runCommand, demoCommand, lspCommand, dapCommand];

/** Carries out one call; every Failure ends here, as a sentence on stderr. */
export async function carryOut(words: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  const [name, ...rest] = words;
  if (name === '--version' || name === '-v') {
    say(terminal.stdout, version);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0], terminal);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    say(terminal.stderr, name === undefined ? overview() : `fumo has no command "${name}".\n\n${overview()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(command.name, terminal);
  try {
    return await command.run(rest, terminal);
  } catch (thrown) {
    if (thrown instanceof WrongCall) {
      say(terminal.stderr, `${thrown.message}\nUsage: fumo ${command.usage}`);
      return 2;
    }
    say(terminal.stderr, thrown instanceof Failure ? `${thrown.code}: ${thrown.message}` : `Unexpected: ${detailOf(thrown)}`);
    return 1;
  }
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  const command = commands.find((candidate) => candidate.name === name);
  if (name !== undefined && command === undefined) {
    say(terminal.stderr, `fumo has no command "${name}".\n\n${overview()}`);
    return 2;
  }
  say(terminal.stdout, command === undefined ? overview() : `Usage: fumo ${command.usage}\n\n${command.help}`);
  return 0;
}

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`);
  return `Usage: fumo COMMAND ...\n\n${lines.join('\n')}\n\nfumo COMMAND --help tells more; fumo --version tells the version.`;
}

function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : sentenceOf(thrown);
}
