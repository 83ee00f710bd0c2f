// The table of commands, and how a call finds its command.
import { Failure, sentenceOf } from '#engine/base/failure';
import { version } from '../../../package.json';
import { say, WrongCall, type CliCommand, type ExitCode, type Terminal } from './terminal';

/** In the order in which they are listed. A call loads the one that it asks for. */
const commands: ReadonlyMap<string | undefined, () => Promise<CliCommand>> = new Map([
  ['lint', async () => (await import('./lint/lint')).lintCommand],
  ['convert', async () => (await import('./convert')).convertCommand],
  ['run', async () => (await import('./run')).runCommand],
  ['demo', async () => (await import('./demo')).demoCommand],
  ['lsp', async () => (await import('./siblingProgram')).lspCommand],
  ['dap', async () => (await import('./siblingProgram')).dapCommand],
]);

/** Carries out one call; every Failure ends here, as a sentence on stderr. */
export async function carryOut(words: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  const [name, ...rest] = words;
  if (name === '--version' || name === '-v') {
    say(terminal.stdout, version);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0], terminal);
  const command = await commands.get(name)?.();
  if (command === undefined) {
    say(terminal.stderr, name === undefined ? await overview() : `fumo has no command "${name}".\n\n${await overview()}`);
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

async function help(name: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const command = await commands.get(name)?.();
  if (name !== undefined && command === undefined) {
    say(terminal.stderr, `fumo has no command "${name}".\n\n${await overview()}`);
    return 2;
  }
  say(terminal.stdout, command === undefined ? await overview() : `Usage: fumo ${command.usage}\n\n${command.help}`);
  return 0;
}

async function overview(): Promise<string> {
  const all = await Promise.all([...commands.values()].map((load) => load()));
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`);
  return `Usage: fumo COMMAND ...\n\n${lines.join('\n')}\n\nfumo COMMAND --help tells more; fumo --version tells the version.`;
}

function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : sentenceOf(thrown);
}
