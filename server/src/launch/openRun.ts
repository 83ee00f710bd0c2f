// From a flow's URI to a run that is ready to start: the one way in, for debuggers and terminals alike.
import type { Files } from '#engine/base/files';
import type { Problem } from '#engine/base/problem';
import { prepareRun } from '#engine/emulation/prepareRun';
import type { Machine, Run, RunSetup } from '#engine/emulation/run';
import { readFlow } from '#engine/flow/readFlow';
import { placeProblems, type PlacedProblem } from './placedProblem';

export interface RunOrder {
  readonly uri: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Faults beside those of the flow. */
  readonly faults?: NonNullable<RunSetup['faults']>;
  /** How the device writes its messages, instead of what the flow says. */
  readonly encoding?: NonNullable<RunSetup['encoding']>;
  /** What the device does otherwise than the specifications ask, beside what the flow says. */
  readonly personality?: NonNullable<RunSetup['personality']>;
  /** Credentials, nonces and secrets are shown as they are. */
  readonly showSecrets?: boolean;
  readonly installTime?: number;
  readonly serverPort?: number;
  readonly devicePort?: number;
  readonly downloadPort?: number;
  /** The interface that everything of ours listens on. */
  readonly host?: string;
  /** Which end is somebody else's. */
  readonly realDevice?: NonNullable<RunSetup['realDevice']>;
  readonly realServer?: NonNullable<RunSetup['realServer']>;
}

/** Where `run` is absent, `problems` say why. */
export interface OpenedRun {
  readonly run?: Run;
  readonly problems: readonly PlacedProblem[];
  /** Gives back every socket and timer. To be called once the run has ended or is not wanted. */
  readonly release: () => Promise<void>;
}

export interface RunPorts {
  readonly files: Files;
  readonly openMachine: () => Machine & { close(): Promise<void> };
}

/** Reads the flow and prepares its run; nothing is opened on the machine before the run starts. */
export async function openRun(order: RunOrder, ports: RunPorts): Promise<OpenedRun> {
  const { flow, problems } = await readFlow(order.uri, ports.files);
  if (flow === undefined || hasErrors(problems)) return refused(problems, order, ports);
  const machine = ports.openMachine();
  try {
    const prepared = await prepareRun({ ...order, flow, files: ports.files, machine });
    const all = [...problems, ...prepared.problems];
    if (prepared.run !== undefined && !hasErrors(all)) {
      return { run: prepared.run, problems: await placeProblems(all, order.uri, ports.files), release: () => machine.close() };
    }
    await machine.close();
    return await refused(all, order, ports);
  } catch (thrown) {
    await machine.close();
    throw thrown;
  }
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

async function refused(problems: readonly Problem[], order: RunOrder, ports: RunPorts): Promise<OpenedRun> {
  return { problems: await placeProblems(problems, order.uri, ports.files), release: () => Promise.resolve() };
}
