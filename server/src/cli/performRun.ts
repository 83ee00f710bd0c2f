// A flow run from a terminal: each step as it happens, then the verdict.
import { Failure } from '#engine/base/failure';
import type { Run } from '#engine/emulation/run';
import type { Verdict } from '#engine/emulation/runEvent';
import { openRun, type RunOrder } from '../launch/openRun';
import { problemLine } from '../launch/placedProblem';
import { exitCodeOf, isAsExpected } from '../launch/words';
import { nodeFiles } from '../node/nodeFiles';
import { nodeMachine } from '../node/nodeMachine';
import { TerminalPerson } from './askOnTerminal';
import { shortPath } from './shortPath';
import { jsonPrinter, textPrinter } from './stepPrinter';
import { say, type ExitCode, type Terminal } from './terminal';

/** `expect`: the exit code tells whether the run has ended as its flow says. */
export interface Telling {
  readonly json: boolean;
  readonly expect?: boolean;
}

/** Problems go to stderr; where one is an error nothing is started and the exit code is 2. Throws a Failure where the machine fails. */
export async function performRun(order: RunOrder, { json, expect = false }: Telling, terminal: Terminal): Promise<ExitCode> {
  const files = nodeFiles();
  const { run, problems, release } = await openRun(order, { files, openMachine: () => nodeMachine() });
  for (const problem of problems) say(terminal.stderr, problemLine(problem, (path) => shortPath(path, terminal.directory)));
  if (run === undefined) return 2;
  try {
    if (asksSomebody(run, order) && !terminal.interactive) {
      say(terminal.stderr, 'The flow asks its user, and nobody sits at this terminal: give --user accept, reject, cancel or silent.');
      return 2;
    }
    const verdict = await watched(run, json, terminal);
    return expect ? (isAsExpected(verdict) ? 0 : 1) : exitCodeOf(verdict);
  } finally {
    await release();
  }
}

/** Runs to the verdict and prints everything on the way. */
async function watched(run: Run, json: boolean, terminal: Terminal): Promise<Verdict> {
  const printer = json ? jsonPrinter() : textPrinter();
  const person = new TerminalPerson(run, terminal);
  const stopListening = run.listen((event) => {
    for (const line of printer.lines(event)) say(terminal.stdout, line);
    if (event.type === 'prompt') {
      if (terminal.interactive) person.ask(event.prompt);
      else run.answer(event.prompt.id, 'silent');
    }
    if (event.type === 'prompt-closed') person.close();
  });
  const stopWaiting = terminal.onInterrupt(() => void run.stop());
  try {
    const verdict = await run.start().catch(failedBy);
    say(terminal.stdout, printer.verdict(verdict));
    return verdict;
  } finally {
    stopWaiting();
    stopListening();
    person.close();
  }
}

/** What the machine failed at is an end like any other: it has a verdict, so that whoever reads our lines finds one. */
function failedBy(thrown: unknown): Verdict {
  if (!(thrown instanceof Failure)) throw thrown;
  return { verdict: 'failed', reason: thrown.message };
}

/** True where a parameter says that a person is to be asked. */
function asksSomebody(run: Run, order: RunOrder): boolean {
  return run.flow.parameters.some(({ name, value, values }) => values.includes('ask') && (order.parameters[name] ?? value) === 'ask');
}
