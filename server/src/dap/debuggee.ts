// What is debugged: the run of one flow, launched, restarted and ended, with all that hangs on it.
import { Failure } from '#engine/base/failure';
import type { Files } from '#engine/base/files';
import type { Run } from '#engine/emulation/run';
import { debugEvents, type CallFlowDelta, type CallFlowSnapshot } from '#server/messages';
import { BreakpointEvent, ContinuedEvent, Event, OutputEvent, TerminatedEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { nameOfUri, uriOfPath } from '../launch/fileUri';
import type { OpenedRun, RunOrder } from '../launch/openRun';
import { problemLine, type PlacedProblem } from '../launch/placedProblem';
import { exitCodeOf, isAsExpected } from '../launch/words';
import { Breakpoints } from './breakpoints';
import { coordinatesOf, type Coordinates } from './coordinates';
import { readLaunch, type LaunchOrder } from './launchOrder';
import { LiveRun } from './liveRun';
import { MessageSources } from './messageSources';
import { RunReporter } from './runReporter';
import { VariableStore } from './variable';

/** What a session is given by the program that it lives in. */
export interface SessionWorld {
  readonly files: Files;
  readonly openRun: (order: RunOrder) => Promise<OpenedRun>;
  /** The client has gone, and everything is released. */
  readonly ended: () => void;
}

interface Current {
  readonly order: LaunchOrder;
  readonly live: LiveRun;
  readonly reporter: RunReporter;
  readonly stopListening: () => void;
}

export class Debuggee {
  readonly breakpoints: Breakpoints;
  readonly messages = new MessageSources();
  readonly variables = new VariableStore();
  coordinates: Coordinates = coordinatesOf({});
  private current: Current | undefined;
  private configured = false;
  /** The number that the deltas of the next run are counted from. */
  private base = 0;

  constructor(
    private readonly world: SessionWorld,
    private readonly send: (event: DebugProtocol.Event) => void,
  ) {
    this.breakpoints = new Breakpoints(world.files);
  }

  /** Throws a Failure where nothing was launched. */
  get run(): Run {
    return this.needed().live.run;
  }

  /** Reads the flow and prepares its run. Throws a Failure that lists what is wrong with the flow; nothing is then open. */
  async launch(attributes: Parameters<typeof readLaunch>[0]): Promise<void> {
    if (this.current !== undefined) throw new Failure('launched-already', 'A flow has been launched in this session already.');
    await this.open(readLaunch(attributes));
  }

  /** Ends the run and prepares another: the same flow, read again, or what the new attributes say. */
  async restart(attributes: Parameters<typeof readLaunch>[0] | undefined): Promise<() => void> {
    const { order, live, reporter, stopListening } = this.needed();
    const next = attributes === undefined ? order : readLaunch(attributes);
    const wasStopped = live.run.view().stoppedAt !== undefined;
    stopListening();
    this.base = reporter.lastSeq + 1;
    this.current = undefined;
    await live.close();
    this.messages.clear();
    this.variables.forget();
    try {
      await this.open(next);
    } catch (thrown) {
      this.send(new TerminatedEvent());
      throw thrown;
    }
    return () => {
      if (wasStopped) this.send(new ContinuedEvent(1, true));
      this.send(new Event(debugEvents.callFlow, { seq: this.base, reset: true } satisfies CallFlowDelta));
      this.startWhenReady();
    };
  }

  /** The client has said all that it wants to say before the run starts. */
  configurationDone(): void {
    this.configured = true;
    this.startWhenReady();
  }

  /** Starts the run that was launched, as soon as the client is ready as well. */
  startWhenReady(): void {
    if (this.current === undefined || !this.configured || this.current.live.started) return;
    const { order, live, reporter } = this.current;
    if (order.stopOnEntry && !order.noDebug) live.run.stepper.stopOnEntry();
    this.arm();
    live.start((verdict) => {
      reporter.over(verdict);
    });
  }

  async setBreakpoints(args: DebugProtocol.SetBreakpointsArguments): Promise<DebugProtocol.Breakpoint[]> {
    const breakpoints = await this.breakpoints.set(args, this.coordinates);
    this.arm();
    return breakpoints;
  }

  /** Lets the run go on in the way that `how` says; references that were given out are void from then on. */
  goOn(how: 'proceed' | 'next'): void {
    if (this.current === undefined) return;
    this.variables.forget();
    this.current.reporter.expectContinued();
    this.current.live.run.stepper[how]();
  }

  /** Ends the run; its verdict and the end of the session are reported as for any other end. */
  terminate(): void {
    if (this.current?.live.started === true) void this.current.live.run.stop();
    else this.send(new TerminatedEvent());
  }

  /** Ends the run without another word and gives everything back. */
  async close(): Promise<void> {
    const current = this.current;
    this.current = undefined;
    current?.stopListening();
    await current?.live.close();
  }

  snapshot(): CallFlowSnapshot {
    return this.needed().reporter.snapshot();
  }

  private needed(): Current {
    if (this.current === undefined) throw new Failure('nothing-launched', 'No flow is running in this session.');
    return this.current;
  }

  private async open(order: LaunchOrder): Promise<void> {
    const { run, problems, release } = await this.world.openRun(order.run);
    for (const problem of problems) this.tell(problem);
    if (run === undefined) {
      const lines = problems.filter(({ problem }) => problem.severity === 'error').map(lineOf);
      throw new Failure('flow-has-errors', `The flow can't be run:\n${lines.join('\n')}`);
    }
    const reporter = new RunReporter(run, this.base, {
      send: this.send,
      coordinates: this.coordinates,
      messages: this.messages,
      hits: (stepId) => this.breakpoints.hits(stepId),
      exitCode: (verdict) => (order.expect ? (isAsExpected(verdict) ? 0 : 1) : exitCodeOf(verdict)),
      moved: () => {
        this.variables.forget();
      },
    });
    const stopListening = run.listen((event) => {
      reporter.take(event);
    });
    this.current = { order, live: new LiveRun(run, release), reporter, stopListening };
    for (const breakpoint of await this.breakpoints.bindTo(run.flow, this.coordinates)) this.send(new BreakpointEvent('changed', breakpoint));
  }

  /** Tells the run where to stop. */
  private arm(): void {
    if (this.current?.order.noDebug === false) this.current.live.run.stepper.stopAt(this.breakpoints.stepIds());
  }

  private tell(placed: PlacedProblem): void {
    const event: DebugProtocol.OutputEvent = new OutputEvent(`${lineOf(placed)}\n`, placed.problem.severity === 'error' ? 'stderr' : 'console');
    event.body.source = this.coordinates.source(placed.uri);
    event.body.line = this.coordinates.toClientLine(placed.line);
    event.body.column = this.coordinates.toClientColumn(placed.character);
    this.send(event);
  }
}

function lineOf(placed: PlacedProblem): string {
  return problemLine(placed, (path) => nameOfUri(uriOfPath(path)));
}
