// The run of a flow: server, device and user wired together; what the flow drives is done, what it observes is watched,
// until there is a verdict.
import { isActor, actors, type Actor } from '../base/actor';
import { HaltableClock } from '../base/haltableClock';
import { Failure, sentenceOf } from '../base/failure';
import type { Files } from '../base/files';
import { MemoryStore } from '../base/store';
import type { Device } from '../device/device';
import type { DeviceEvent, DeviceSetup } from '../device/deviceSetup';
import type { Scope } from '../flow/expression';
import type { Flow } from '../flow/model';
import type { DeviceAccount } from '../management/accounts';
import type { Decision } from '../management/decision';
import { decide } from '../management/decision';
import type { ManagementServer } from '../management/managementServer';
import type { DatagramAddress } from '../net/datagrams';
import type { Listening } from '../net/exchange';
import type { SessionRef } from '../session/sessionAct';
import type { SessionEnd } from '../session/clientSetup';
import { nodeAt, type Tree } from '../tree/tree';
import { evaluateIn } from './evaluateIn';
import type { DeviceLife } from './deviceLife';
import { FlowFaults } from './faults/flowFaults';
import { FlowDirector } from './flowDirector';
import { FlowGate } from './flowGate';
import { FlowStepper } from './flowStepper';
import { changedLeaf } from './leafChange';
import { MessageBook } from './messageBook';
import { textOfLeaf } from './nodeView';
import { openDownloads } from './openDownloads';
import { driveOutside, isOutside } from './outsideSteps';
import { managementPath, newDevice, newServer, type Parties } from './parties';
import { PersonAtDevice } from './personAtDevice';
import type { Machine, NodeView, Run, RunSnapshot, RunView } from './run';
import type { Answer, CallFlow, Prompt, RunEvent, Verdict } from './runEvent';
import { RunLog } from './runLog';
import { runView } from './runView';
import type { Binaries } from './stepCommands';
import { StepProgress } from './stepProgress';
import { StepRecords, type StepRecord } from './stepRecords';
import { updateCase } from './updateCase';
import { Variables } from './variables';
import { verdictOf } from './verdict';

/** What the documents of a flow come to; made by `prepareRun`. */
export interface PreparedRun {
  readonly flow: Flow;
  readonly files: Files;
  readonly machine: Machine;
  readonly device: DeviceSetup;
  readonly serverId: string;
  readonly accounts: readonly DeviceAccount[];
  readonly scope: Scope;
  readonly binaries: Binaries;
  /** The URI of the FUMO object that the flow is about. */
  readonly firmware?: string;
  readonly serverPort: number;
  readonly devicePort: number;
}

const maxBody = 16 * 1024 * 1024;
/** Milliseconds that the device has to come to rest after the last step. */
const restWithin = 30 * 1000;

export class FlowRun implements Run {
  readonly flow: Flow;
  readonly stepper: FlowStepper;
  private readonly log = new RunLog();
  private readonly clock: HaltableClock;
  private readonly records: StepRecords;
  private readonly variables: Variables;
  private readonly messages: MessageBook;
  private readonly progress: StepProgress;
  private readonly gate: FlowGate;
  private readonly director: FlowDirector;
  /** The values that nodes named by `passes` have had. */
  private readonly history = new Map<string, readonly string[]>();
  private readonly person: PersonAtDevice;
  private readonly faults: FlowFaults;
  private readonly store = new MemoryStore();
  private server: ManagementServer | undefined;
  private life: DeviceLife | undefined;
  private managementUrl = '';
  private deviceAddress: DatagramAddress = '';
  private readonly openSessions = new Set<string>();
  private ending: Verdict | undefined;
  private decided = false;
  private verdict: Verdict | undefined;
  private over: (verdict: Verdict) => void = () => undefined;

  constructor(private readonly prepared: PreparedRun) {
    this.flow = prepared.flow;
    this.clock = new HaltableClock(prepared.machine.clock);
    this.stepper = new FlowStepper(this.clock, (stop) => {
      this.log.tell(stop === undefined ? { type: 'continued' } : { type: 'stopped', reason: stop.reason, step: stop.step.id, actor: stop.actor });
    });
    this.records = new StepRecords(this.flow.steps, (row) => {
      this.log.tell({ type: 'row', row });
    });
    this.variables = new Variables(prepared.scope, this.flow.captures);
    this.messages = new MessageBook(this.records);
    this.progress = new StepProgress({
      records: this.records,
      variables: this.variables,
      stepper: this.stepper,
      clock: this.clock,
      log: this.log,
      nodeText: (uri) => {
        const node = nodeAt(this.tree, uri);
        return node?.children === undefined && node !== undefined ? textOfLeaf(node.value) : undefined;
      },
      history: (uri) => this.history.get(uri) ?? [],
      begun: (record) => {
        this.faults.begun(record);
      },
      completed: () => void this.rest(),
      failed: (verdict) => {
        this.finish(this.judged(verdict));
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
      isManagement: (url) => url === this.managementUrl,
      cutPower: (off) => {
        this.life?.cutPower(off);
      },
      restartServer: (keepsMemory) => {
        this.restartServer(keepsMemory);
      },
      changeTree: (change) => {
        this.device?.setTree(change(this.tree));
      },
    });
    this.gate = new FlowGate({
      records: this.records,
      progress: this.progress,
      stepper: this.stepper,
      variables: this.variables,
      messages: this.messages,
      log: this.log,
      answered: () => {
        this.person.close();
      },
      end: (record, verdict) => {
        this.end(record, verdict);
      },
    });
    this.director = new FlowDirector({
      records: this.records,
      progress: this.progress,
      variables: this.variables,
      messages: this.messages,
      log: this.log,
      binaries: this.binaries,
      decide: (session) => this.decide(session),
      isEnding: () => this.ending !== undefined || this.verdict !== undefined,
      end: (record, verdict, reason) => {
        this.end(record, verdict, reason);
      },
      reported: (report, fresh) => {
        this.log.say(`The server has ${fresh ? 'taken in' : 'had already'} a report: result ${report.result}.`);
      },
      sessionEnded: (session, end) => {
        this.sessionEnded(session, end);
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
      const { machine } = this.prepared;
      const listening = await machine.host.listen((request) => this.serving.handle(request), { port: this.prepared.serverPort, maxBody });
      closing.push(() => listening.close());
      this.open(listening);
      const { flow, files } = this.prepared;
      const downloads = await openDownloads({ flow, files, machine, faults: this.faults, binaries: this.binaries, clock: this.clock, variables: this.variables, gate: this.gate, messages: this.messages, log: this.log });
      if (downloads !== undefined) closing.push(() => downloads.close());
      const device = await machine.datagrams.listen((bytes) => this.life?.notified(bytes), { port: this.prepared.devicePort });
      closing.push(() => device.close());
      this.deviceAddress = device.address;
      this.life?.switchOn();
      this.log.say(`The Management Server listens at ${listening.url}${managementPath}, the device at ${device.address}.`);
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
    this.finish(this.judged({ verdict: 'stopped', reason: 'The run was stopped.' }));
    return Promise.resolve();
  }

  view(): RunView {
    return runView({
      flow: this.flow,
      records: this.records,
      tree: this.tree,
      ...(this.prepared.firmware !== undefined && { firmware: this.prepared.firmware }),
      reports: this.device?.snapshot().reports ?? [],
      variables: this.variables.texts(),
      ...(this.stepper.stop !== undefined && { stop: this.stepper.stop }),
    });
  }

  callFlow(): { readonly seq: number; readonly callFlow: CallFlow } {
    const involved = new Set<Actor>(this.flow.steps.flatMap((step) => [step.from, step.to]));
    return {
      seq: this.log.seq,
      callFlow: {
        flow: this.flow.id,
        title: this.flow.title,
        actors: actors.filter((actor) => isActor(actor) && involved.has(actor)),
        rows: this.records.rows(),
      },
    };
  }

  prompt(): Prompt | undefined {
    return this.person.prompt;
  }

  answer(id: string, answer: Answer): boolean {
    return this.person.give(id, answer);
  }

  setLeaf(uri: string, value: string): void {
    this.running.setTree(changedLeaf(this.running.tree, uri, value));
  }

  evaluate(expression: string): { readonly text: string; readonly node?: NodeView } {
    return evaluateIn(this.tree, this.variables, expression);
  }

  snapshot(): RunSnapshot {
    return {
      device: this.running.snapshot(),
      store: this.store.snapshot(),
      server: this.serving.snapshot(),
      variables: this.variables.snapshot(),
      callFlow: this.callFlow().callFlow,
    };
  }

  private get tree(): Tree {
    return this.device?.tree ?? this.prepared.device.tree;
  }

  private get serving(): ManagementServer {
    if (this.server === undefined) throw new Failure('run-not-started', 'The Management Server is not open yet.');
    return this.server;
  }

  private get running(): Device {
    if (this.device === undefined) throw new Failure('run-not-started', 'The device is not switched on yet.');
    return this.device;
  }

  private get device(): Device | undefined {
    return this.life?.device;
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

  /** Makes server and device, now that the server's address is known. */
  private open(listening: Listening): void {
    this.managementUrl = `${listening.url}${managementPath}`;
    this.server = this.newServer();
    this.life = newDevice(this.parties, {
      setup: this.prepared.device,
      store: this.store,
      user: this.person,
      tell: (event) => {
        this.deviceTells(event);
      },
      power: (text) => {
        this.log.note(text);
        this.log.say(text, 'important');
        this.lookAtNodes();
      },
    });
  }

  private get parties(): Parties {
    const { prepared, clock, gate, faults, managementUrl: url } = this;
    return { machine: prepared.machine, serverId: prepared.serverId, url, clock, gate, faults };
  }

  private newServer(): ManagementServer {
    return newServer(this.parties, {
      accounts: this.prepared.accounts,
      director: this.director,
      traced: (entry) => {
        this.openSessions.add(entry.sessionId);
        this.messages.traced(entry);
        for (const remark of entry.remarks) this.log.say(`${entry.direction === 'to-server' ? 'From the client' : 'From the server'}: ${remark}`);
      },
    });
  }

  private restartServer(keepsMemory: boolean): void {
    const { server } = this;
    if (server === undefined || this.verdict !== undefined) return;
    this.server = this.newServer();
    if (keepsMemory) this.server.restore(server.snapshot());
    this.log.say(`The Management Server has been restarted${keepsMemory ? '' : ' without its memory'}.`, 'important');
    server.close();
  }

  private drive(): Promise<void> {
    return driveOutside({
      flow: this.flow.id,
      records: this.records,
      progress: this.progress,
      variables: this.variables,
      messages: this.messages,
      server: this.serving,
      deviceId: this.running.deviceId,
      deviceAddress: this.deviceAddress,
      now: () => this.clock.now(),
      isOver: () => this.verdict !== undefined,
    });
  }

  private decide(session: SessionRef): Decision | undefined {
    const basis = this.decided ? undefined : updateCase(this.serving.known(session.deviceId), this.prepared);
    if (basis === undefined) return undefined;
    this.decided = true;
    return decide(basis);
  }

  private deviceTells(event: DeviceEvent): void {
    this.log.note(event.text);
    this.log.say(event.text, event.kind === 'notification-refused' || event.kind === 'install-failed' ? 'important' : 'console');
    this.lookAtNodes();
    if (event.kind === 'session-ended') void this.watchForRest();
    const { current } = this.records;
    if (current === undefined) return;
    current.seen.add(event.kind);
    const isExpected = current.step.parts.some((part) => part.kind === 'seen' && part.events.includes(event.kind));
    if (event.kind === 'install-failed' && !isExpected) this.progress.fault(current, event.text);
    this.progress.settle();
  }

  /** Keeps the values of the nodes that the flow wants to see change. */
  private lookAtNodes(): void {
    for (const part of this.flow.steps.flatMap((step) => step.parts)) {
      if (part.kind !== 'expect-node' || part.passes === undefined) continue;
      const uri = this.variables.fillOrKeep(part.node);
      const value = textOfLeaf(nodeAt(this.tree, uri)?.value);
      const values = this.history.get(uri) ?? [];
      if (values.at(-1) !== value) this.history.set(uri, [...values, value]);
    }
  }

  private sessionEnded(session: SessionRef, end: SessionEnd): void {
    this.openSessions.delete(session.sessionId);
    if (this.ending !== undefined) this.finish(this.judged(this.ending));
    else if (end.how === 'unauthorized') {
      const step = this.records.latest?.step;
      this.finish(this.judged({ verdict: 'failed', reason: end.reason, ...(step !== undefined && { step: step.id }) }));
    } else {
      this.drive().catch((thrown: unknown) => {
        this.finish(this.judged({ verdict: 'failed', reason: sentenceOf(thrown) }));
      });
    }
  }

  /** A verdict that the flow gives: no more is sent, and the session is brought to its end. */
  private end(record: StepRecord, verdict: string, reason?: string): void {
    this.ending = { verdict, step: record.step.id, ...(reason !== undefined && { reason }) };
    this.records.change(record, { state: record.faults.length > 0 ? 'failed' : 'done', ...(reason !== undefined && { note: reason }) });
    for (const waiting of this.records.all) if (waiting.state === 'waiting') this.records.change(waiting, { state: 'skipped' });
    if (this.openSessions.size === 0) this.finish(this.judged(this.ending));
  }

  /** All steps are over: the last session may still be closing, and the device has a State to settle. */
  private async rest(): Promise<void> {
    const late = new Promise<void>((resolve) => {
      this.clock.after(restWithin, resolve);
    });
    await Promise.race([this.life?.idle(), late]);
    for (const record of this.records.all) {
      for (const command of record.unanswered) this.progress.fault(record, `The ${command.name} was never answered.`);
    }
    this.finish(this.judged({ verdict: 'success' }));
  }

  /** A device that has nothing more to do after a session does nothing more: whatever is still awaited won't come. */
  private async watchForRest(): Promise<void> {
    await this.life?.idle();
    const { next, current } = this.records;
    const awaited = current ?? next;
    if (this.verdict !== undefined || this.ending !== undefined || awaited === undefined || isOutside(awaited.step)) return;
    this.progress.giveUp('and the device has nothing more to do');
  }

  private judged(verdict: Verdict): Verdict {
    const deviceId = this.device?.deviceId;
    return verdictOf(verdict, this.records, deviceId === undefined ? undefined : this.server?.known(deviceId));
  }

  private finish(verdict: Verdict): void {
    if (this.verdict !== undefined) return;
    this.verdict = verdict;
    this.messages.flush();
    for (const sentence of this.faults.board.unstruck()) this.log.say(sentence, 'important');
    this.progress.stop();
    this.life?.switchOff();
    this.person.close();
    this.stepper.release();
    this.log.tell({ type: 'ended', verdict });
    this.over(verdict);
  }

  private close(): void {
    this.progress.stop();
    this.life?.switchOff();
    this.server?.close();
    this.clock.clear();
  }
}
