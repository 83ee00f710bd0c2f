// The run of a flow: server, device and user wired together; what the flow drives is done, what it observes is watched,
// until there is a verdict.
import { HaltableClock } from '../base/haltableClock';
import { sentenceOf } from '../base/failure';
import { textOfValue } from '../flow/expression';
import type { Flow } from '../flow/model';
import type { TracedMessage } from '../session/trace';
import { nodeAt } from '../tree/tree';
import { callFlowOf } from './callFlow';
import { DatagramsUnderway } from './datagramsUnderway';
import { DeviceEnd } from './deviceEnd';
import { evaluateIn } from './evaluateIn';
import { FlowFaults } from './faults/flowFaults';
import { FlowDirector } from './flowDirector';
import { FlowGate } from './flowGate';
import { FlowStepper } from './flowStepper';
import { JobWatch } from './jobWatch';
import { learntOfDevice } from './learntOfDevice';
import { changedLeaf } from './leafChange';
import { maskingOf, type Masking } from './masking';
import { MessageBook } from './messageBook';
import { NodeHistory } from './nodeHistory';
import { textOfLeaf } from './nodeView';
import { driveOutside } from './outsideSteps';
import { PersonAtDevice } from './personAtDevice';
import type { PreparedRun } from './preparedRun';
import type { NodeView, Run, RunSnapshot, RunView } from './run';
import { RunEnding } from './runEnding';
import type { Answer, CallFlow, Prompt, RunEvent, Verdict } from './runEvent';
import { RunLog } from './runLog';
import { runView } from './runView';
import { ServerEnd } from './serverEnd';
import type { Binaries } from './stepCommands';
import { StepProgress } from './stepProgress';
import { StepRecords } from './stepRecords';
import { Variables } from './variables';
import type { Learnt } from './verdict';

export class FlowRun implements Run {
  readonly flow: Flow;
  readonly stepper: FlowStepper;
  private readonly masking: Masking;
  private readonly log: RunLog;
  private readonly clock: HaltableClock;
  private readonly records: StepRecords;
  private readonly variables: Variables;
  private readonly messages: MessageBook;
  private readonly progress: StepProgress;
  private readonly gate: FlowGate;
  private readonly director: FlowDirector;
  private readonly history: NodeHistory;
  private readonly person: PersonAtDevice;
  private readonly faults: FlowFaults;
  private readonly jobs: JobWatch;
  private readonly ending: RunEnding;
  private readonly servers: ServerEnd;
  private readonly device: DeviceEnd;
  private over: (verdict: Verdict) => void = () => undefined;

  private readonly prepared: PreparedRun;

  constructor(given: PreparedRun) {
    const underway = new DatagramsUnderway(given.machine.datagrams);
    const prepared: PreparedRun = { ...given, machine: { ...given.machine, datagrams: underway.datagrams } };
    this.prepared = prepared;
    const { ends } = prepared;
    this.flow = prepared.flow;
    const masking = maskingOf(prepared.showSecrets);
    this.masking = masking;
    this.log = new RunLog(masking);
    this.clock = new HaltableClock(prepared.machine.clock);
    this.stepper = new FlowStepper(this.clock, (stop) => {
      this.log.tell(stop === undefined ? { type: 'continued' } : { type: 'stopped', reason: stop.reason, step: stop.step.id, actor: stop.actor });
    });
    this.records = new StepRecords(this.flow.steps, ends, (row) => {
      this.log.tell({ type: 'row', row });
    }, masking);
    // The address of somebody else's download server is learnt from what is set.
    this.variables = new Variables(prepared.scope, ends.server === 'ours' ? this.flow.captures : [...this.flow.captures, 'download.base']);
    this.messages = new MessageBook(this.records, masking);
    this.history = new NodeHistory(this.flow, this.variables);
    this.progress = new StepProgress({
      records: this.records,
      variables: this.variables,
      stepper: this.stepper,
      clock: this.clock,
      log: this.log,
      seesDevice: ends.device === 'ours',
      isPartial: ends.device === 'real' || ends.server === 'real',
      nodeText: (uri) => {
        const node = nodeAt(this.device.tree, uri);
        return node?.children === undefined && node !== undefined ? textOfLeaf(node.value) : undefined;
      },
      history: (uri) => this.history.of(uri),
      endsElsewhere: () => this.ending.awaitsJob,
      begun: (record) => {
        this.faults.begun(record);
      },
      completed: () => void this.ending.rest(),
      failed: (verdict) => {
        this.ending.finish(verdict);
      },
    });
    this.person = new PersonAtDevice(this.records, this.variables, this.log);
    this.faults = new FlowFaults({
      records: this.records,
      variables: this.variables,
      log: this.log,
      messages: this.messages,
      clock: this.clock,
      hasher: prepared.machine.hasher,
      serverId: prepared.serverId,
      installTime: prepared.device.installTime,
      isManagement: (url) => url === this.servers.url,
      cutPower: (off) => {
        this.device.life?.cutPower(off);
      },
      restartServer: (keepsMemory) => {
        this.servers.restart(keepsMemory);
      },
      changeTree: (change) => {
        this.device.life?.device.setTree(change(this.device.tree));
      },
    });
    this.jobs = new JobWatch({
      clock: this.clock,
      server: () => this.servers.server,
      overdue: (sentence) => {
        this.ending.overdue(sentence);
      },
    });
    this.ending = new RunEnding({
      flow: this.flow,
      records: this.records,
      progress: this.progress,
      jobs: this.jobs,
      clock: this.clock,
      log: this.log,
      learnt: () => this.learnt(),
      idle: () => this.device.life?.idle(),
      arrival: () => underway.arrival(),
      finished: (verdict) => {
        this.finished({ ...verdict, ...(verdict.reason !== undefined && { reason: masking.text(verdict.reason) }) });
      },
    });
    this.gate = new FlowGate({
      records: this.records,
      progress: this.progress,
      stepper: this.stepper,
      variables: this.variables,
      messages: this.messages,
      log: this.log,
      viewpoint: ends.server === 'ours' ? 'server' : 'client',
      answered: () => {
        this.person.close();
      },
      end: (record, verdict) => {
        this.ending.decide(record, verdict);
      },
    });
    this.director = new FlowDirector({
      records: this.records,
      progress: this.progress,
      variables: this.variables,
      messages: this.messages,
      log: this.log,
      binaries: this.binaries,
      decide: (session) => this.servers.decide(session),
      isEnding: () => this.ending.isNear,
      end: (record, verdict, reason) => {
        this.ending.decide(record, verdict, reason);
      },
      reported: (report, fresh) => {
        this.log.say(`The server has ${fresh ? 'taken in' : 'had already'} a report: result ${report.result}.`);
      },
      accepted: () => {
        this.jobs.accepted();
      },
      sessionEnded: (session, end) => {
        if (this.ending.sessionEnded(session, end)) this.goOn();
      },
    });
    const { clock, gate, faults, variables, messages, log, records, progress, history, ending } = this;
    const traced = (entry: TracedMessage): void => {
      this.traced(entry);
    };
    this.servers = new ServerEnd({ prepared, clock, gate, faults, director: this.director, variables, messages, log, binaries: this.binaries, traced, isOver: () => ending.isOver });
    this.device = new DeviceEnd({
      prepared, clock, gate, faults, user: this.person, records, progress, messages, history, ending, log, traced,
      url: () => this.servers.url,
      goOn: () => {
        this.goOn();
      },
    });
  }

  listen(listener: (event: RunEvent) => void): () => void {
    return this.log.listen(listener);
  }

  async start(): Promise<Verdict> {
    const closing: (() => Promise<void>)[] = [];
    const verdict = new Promise<Verdict>((resolve) => {
      this.over = resolve;
    });
    try {
      const { ends } = this.prepared;
      if (ends.server === 'ours') closing.push(...(await this.servers.open()));
      if (ends.device === 'ours') closing.push(await this.device.open());
      this.device.life?.switchOn();
      this.log.say(this.whereabouts());
      this.progress.start();
      // Whatever is thrown on the way is the machine's or ours: it ends the run and is thrown from here.
      await Promise.race([verdict, this.drive().then(() => verdict)]);
      return await verdict;
    } finally {
      this.close();
      await Promise.all(closing.map((close) => close()));
    }
  }

  stop(): Promise<void> {
    this.ending.finish({ verdict: 'stopped', reason: 'The run was stopped.' });
    return Promise.resolve();
  }

  view(): RunView {
    return runView({
      flow: this.flow,
      records: this.records,
      tree: this.device.tree,
      masking: this.masking,
      ...(this.prepared.firmware !== undefined && { firmware: this.prepared.firmware }),
      reports: this.device.life?.device.snapshot().reports ?? [],
      variables: this.variables.texts(),
      ...(this.stepper.stop !== undefined && { stop: this.stepper.stop }),
    });
  }

  callFlow(): { readonly seq: number; readonly callFlow: CallFlow } {
    return { seq: this.log.seq, callFlow: callFlowOf(this.flow, this.records) };
  }

  prompt(): Prompt | undefined {
    return this.person.prompt;
  }

  answer(id: string, answer: Answer): boolean {
    return this.person.give(id, answer);
  }

  setLeaf(uri: string, value: string): void {
    const { running } = this.device;
    running.setTree(changedLeaf(running.tree, uri, value));
  }

  evaluate(expression: string): { readonly text: string; readonly node?: NodeView } {
    return evaluateIn(this.device.tree, this.variables, expression, this.masking);
  }

  snapshot(): RunSnapshot {
    return {
      device: this.device.running.snapshot(),
      store: this.device.store.snapshot(),
      server: this.servers.running.snapshot(),
      variables: this.variables.snapshot(),
      callFlow: this.callFlow().callFlow,
    };
  }

  /** The package, as the faults of the flow let it be given out. */
  private get binaries(): Binaries {
    const { prepared, faults } = this;
    const bytes = prepared.binaries['package.bytes'];
    if (bytes === undefined) return prepared.binaries;
    return {
      ...prepared.binaries,
      get 'package.bytes'() {
        return faults.package(bytes);
      },
    };
  }

  private whereabouts(): string {
    const { ends } = this.prepared;
    const server = ends.server === 'ours' ? `The Management Server listens at ${this.servers.url}` : `The Management Server is at ${this.servers.url}`;
    return ends.device === 'ours' ? `${server}, the device at ${this.device.address ?? ''}.` : `${server}; the device is somebody else's.`;
  }

  private traced(entry: TracedMessage): void {
    // What the server sends is told after the session's end where it is the last message.
    if (entry.direction === 'to-server') this.ending.heard(entry.sessionId);
    if (entry.distrust !== undefined) this.ending.disbelieved(entry.distrust);
    this.messages.traced(entry);
    for (const remark of entry.remarks) this.log.say(`${entry.direction === 'to-server' ? 'From the client' : 'From the server'}: ${remark}`);
  }

  private drive(): Promise<void> {
    return driveOutside({
      flow: this.flow.id,
      records: this.records,
      progress: this.progress,
      variables: this.variables,
      messages: this.messages,
      ends: this.prepared.ends,
      serverId: this.prepared.serverId,
      ...(this.servers.server !== undefined && { server: this.servers.server }),
      deviceId: this.prepared.deviceId,
      ...(this.device.address !== undefined && { deviceAddress: this.device.address }),
      request: (request) => {
        this.device.life?.request(request);
      },
      now: () => this.clock.now(),
      isOver: () => this.ending.isOver,
    });
  }

  /** A session is over: what begins outside of one has its turn. */
  private goOn(): void {
    this.drive().catch((thrown: unknown) => {
      this.ending.fail(sentenceOf(thrown));
    });
  }

  private learnt(): Learnt {
    const offered = this.prepared.scope['package.version'];
    const version = offered === undefined ? {} : { offered: textOfValue(offered) };
    const { ends, deviceId, device } = this.prepared;
    const known = ends.server === 'ours' ? this.servers.server?.known(deviceId) : learntOfDevice(deviceId, device.tree, this.device.tree, this.device.life?.lastReport);
    return { ...(known !== undefined && { device: known }), ...version };
  }

  private finished(verdict: Verdict): void {
    this.messages.flush();
    for (const sentence of this.faults.board.unstruck()) this.log.say(sentence, 'important');
    this.progress.stop();
    this.device.life?.switchOff();
    this.person.close();
    this.stepper.release();
    this.log.tell({ type: 'ended', verdict });
    this.over(verdict);
  }

  private close(): void {
    this.progress.stop();
    this.device.life?.switchOff();
    this.servers.close();
    this.clock.clear();
  }
}
