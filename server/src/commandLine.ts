// The command line: `fumo COMMAND ...`, a program of its own.
import { carryOut } from './cli/commands';
import type { Terminal } from './cli/terminal';

const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  // https://no-color.org
  colour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  directory: process.cwd(),
  onInterrupt(stop) {
    let asked = false;
    const interrupted = (): void => {
      // Who asks twice doesn't want to wait.
      if (asked) process.exit(1);
      asked = true;
      stop();
    };
    process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
    return () => process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  },
};

// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void carryOut(process.argv.slice(2), terminal).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
