// The Management Server: accounts, known devices, jobs, and the sessions in which it does its work.
import type { Clock } from '../base/clock';
import { Failure } from '../base/failure';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { DatagramAddress, Datagrams } from '../net/datagrams';
import type { Exchange } from '../net/exchange';
import type { Conductor, PeerLimits } from '../session/conductor';
import type { OtherAccount } from '../session/explainCredentials';
import type { SessionEnd } from '../session/clientSetup';
import { sessionIdText, wrapPush, writeNotification, type UiMode } from '../session/notification';
import { withNonce } from '../session/authentication';
import { dmServer } from '../session/serverSessions';
import type { CommandAct, SessionRef } from '../session/sessionAct';
import type { Trace } from '../session/trace';
import { bareAlertType, isFirmwareReport, isFirmwareRequest, sameAlertType } from '../syncml/genericAlert';
import { requestType, type Requester } from '../fumo/firmwareObject';
import { itemText } from '../syncml/itemText';
import type { Alert, Command, Get, Item, ItemCommand, Results, Status, Unnumbered } from '../syncml/message';
import { sessionAccount, type DeviceAccount } from './accounts';
import { ServerMemory, type ManagementServerState } from './serverMemory';
import { standing, withAnswer, withExec, withResult, type Job, type Standing } from './authority';
import { stranger, withPastReports, withReport, withValueOf, type KnownDevice, type Report } from './knownDevice';
import { objectOfReport } from './reportSource';
import { normaliseUri } from '../tree/uri';

export interface ManagementServerSetup {
  readonly serverId: string;
  /** The URI that devices know the server by. */
  readonly url: string;
  readonly path: string;
  readonly accounts: readonly DeviceAccount[];
  readonly maxMsgSize: number;
  readonly maxObjSize: number;
  readonly sessionWithin: number;
}

export interface ManagementServerPorts {
  readonly gate: Gate<CommandAct>;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly datagrams: Datagrams;
  readonly trace: Trace;
  readonly director: Director;
  /** Stands between the sessions and the server's work; where it is missing nothing does. */
  readonly between?: (conductor: Conductor) => Conductor;
}

/** Who says what the server sends: the run of a flow. It is told everything that the server has taken in. */
export interface Director {
  next(session: SessionRef, limits: PeerLimits): Promise<readonly Unnumbered<Command>[]>;
  answered(sent: Unnumbered<Command>, status: Status, session: SessionRef): void;
  results(sent: Unnumbered<Get>, results: Results, session: SessionRef): void;
  reported(report: Report, fresh: boolean, session: SessionRef): void;
  /** The device or its user asks for an update. 200: in this session; 202: later. [FUMO 7.1] */
  requested(request: FirmwareRequest, session: SessionRef): 200 | 202;
  ended(session: SessionRef, end: SessionEnd): void;
}

/** A request for an update. [FUMO 7] */
export interface FirmwareRequest {
  readonly by: Requester;
  /** The FUMO object that it is about; all firmware of the device where it is missing. [FUMO 7.1.3] */
  readonly source?: string;
  readonly data: string;
}

export class ManagementServer {
  private memory: ServerMemory;
  private readonly sessions: { handle: Exchange; close(): void };

  constructor(
    private readonly setup: ManagementServerSetup,
    private readonly ports: ManagementServerPorts,
  ) {
    this.memory = new ServerMemory({ accounts: setup.accounts, devices: {}, jobs: [] });
    this.sessions = dmServer(setup, {
      accountOf: (deviceId) => {
        const account = this.memory.account(deviceId);
        return account && sessionAccount(account, setup.serverId);
      },
      keepNonce: (deviceId, which, nonce) => {
        this.memory.changeAccount(deviceId, (account) => ({ ...account, [which]: withNonce(account[which], nonce) }));
      },
      othersThan: (deviceId) => this.othersThan(deviceId),
      notifiedOf: (deviceId) => this.known(deviceId).notified,
      conductorOf: () => ports.between?.(this.conductor) ?? this.conductor,
      gate: ports.gate,
      clock: ports.clock,
      random: ports.random,
      hasher: ports.hasher,
      trace: ports.trace,
    });
  }

  /** What an HTTP host gives its requests to. */
  readonly handle: Exchange = (request) => this.sessions.handle(request);

  close(): void {
    this.sessions.close();
  }

  snapshot(): ManagementServerState {
    return this.memory.snapshot();
  }

  restore(state: ManagementServerState): void {
    this.memory = new ServerMemory(state);
  }

  /** What is known of a device; a stranger where it has never called. */
  known(deviceId: string): KnownDevice {
    return this.memory.device(deviceId) ?? stranger(deviceId);
  }

  /** The jobs, each with how it stands now. */
  jobs(): readonly (Job & { readonly standing: Standing })[] {
    const now = this.ports.clock.now();
    return this.memory.snapshot().jobs.map((job) => ({ ...job, standing: standing(job, now) }));
  }

  /** The Management Authority's order. */
  order(job: Job): void {
    this.memory.addJob(job);
  }

  /** Sends package #0 to a device, digest and WSP push header included, with a session id of its own. [DM-NOTI 6.2] */
  async notify(
    deviceId: string,
    to: DatagramAddress,
    options: { readonly uiMode: UiMode; readonly initiator: 'server' | 'user' },
  ): Promise<{ readonly sessionId: string; readonly bytes: Uint8Array }> {
    const account = this.memory.account(deviceId);
    if (account === undefined) {
      throw new Failure('no-account', `The server has no account for ${deviceId}, so it can't sign a notification for it.`);
    }
    const sessionId = this.freshSessionId(deviceId);
    const message = writeNotification(this.ports.hasher, {
      serverId: this.setup.serverId,
      secret: account.server.secret,
      nonce: account.server.nonce,
      uiMode: options.uiMode,
      initiator: options.initiator,
      sessionId,
    });
    const bytes = wrapPush(message);
    const text = sessionIdText(sessionId);
    this.update(deviceId, (device) => ({ ...device, notified: [...device.notified, text] }));
    await this.ports.datagrams.send(to, bytes);
    return { sessionId: text, bytes };
  }

  private readonly conductor: Conductor = {
    take: (command, session) => {
      const remark = this.oddity(command, session);
      return Promise.resolve({ status: this.take(command, session), ...(remark !== undefined && { remark }) });
    },
    answered: (sent, status, session) => {
      for (const target of sent.name === 'Exec' ? targetsOf(sent) : []) {
        this.memory.changeJobs(session.deviceId, (jobs) => withAnswer(jobs, session.deviceId, target, Number(status.data)));
      }
      return Promise.resolve(this.ports.director.answered(sent, status, session));
    },
    results: (sent, results, session) => {
      this.learn(session, results.items);
      return Promise.resolve(this.ports.director.results(sent, results, session));
    },
    next: async (session, limits) => {
      this.update(session.deviceId, (device) => ({ ...device, limits }));
      const commands = await this.ports.director.next(session, limits);
      this.noteExecs(session.deviceId, commands);
      return commands;
    },
    ended: (session, end) => {
      this.ports.director.ended(session, end);
    },
  };

  private *othersThan(deviceId: string): Generator<OtherAccount> {
    for (const { deviceId: of, client: credentials } of this.memory.accountsBut(deviceId)) yield { of, credentials };
  }

  /** [FUMO 6.2.3] The correlator comes back if the Exec had one. */
  private oddity(command: Alert | ItemCommand, session: SessionRef): string | undefined {
    if (command.name !== 'Alert' || command.correlator !== undefined) return undefined;
    if (!command.items.some((item) => isFirmwareReport(item.meta?.type ?? ''))) return undefined;
    const exec = this.memory.jobsOf(session.deviceId).at(-1)?.execs?.at(-1);
    return exec?.correlator === undefined || exec.result !== undefined ? undefined : 'The report has no Correlator, and the Exec had one. [FUMO 6.2.3]';
  }

  private take(command: Alert | ItemCommand, session: SessionRef): number {
    if (command.name !== 'Alert') {
      this.learn(session, command.items);
      return 200;
    }
    if (command.data !== '1226') return 200;
    let status = 200;
    for (const item of command.items) {
      const type = bareAlertType(item.meta?.type ?? command.meta?.type ?? '');
      if (isFirmwareReport(type)) this.takeReport(type, command, item, session);
      else if (isFirmwareRequest(type)) status = Math.max(status, this.takeRequest(type, item, session));
      // [DM-REP 7] An alert type that the server doesn't know is answered with 415.
      else status = 415;
    }
    return status;
  }

  private takeReport(type: string, { correlator }: Alert, item: Item, session: SessionRef): void {
    const { device, report, fresh } = withReport(this.known(session.deviceId), {
      type,
      result: itemText(item).trim(),
      sessionId: session.sessionId,
      ...(item.source !== undefined && { source: objectOfReport(normaliseUri(item.source), type) }),
      ...(correlator !== undefined && { correlator }),
    });
    this.update(session.deviceId, () => device);
    if (fresh) this.memory.changeJobs(session.deviceId, (jobs) => withResult(jobs, session.deviceId, report, this.ports.clock.now()));
    this.ports.director.reported(report, fresh, session);
  }

  private takeRequest(type: string, item: Item, session: SessionRef): number {
    const by = sameAlertType(type, requestType('user')) ? 'user' : 'device';
    return this.ports.director.requested({ by, data: itemText(item), ...(item.source !== undefined && { source: normaliseUri(item.source) }) }, session);
  }

  private noteExecs(deviceId: string, commands: readonly Unnumbered<Command>[]): void {
    for (const command of commands) {
      if ('commands' in command) this.noteExecs(deviceId, command.commands);
      if (command.name !== 'Exec') continue;
      this.update(deviceId, withPastReports);
      for (const target of targetsOf(command)) {
        const exec = { target, sentAt: this.ports.clock.now(), ...(command.correlator !== undefined && { correlator: command.correlator }) };
        this.memory.changeJobs(deviceId, (jobs) => withExec(jobs, deviceId, exec));
      }
    }
  }

  private learn({ deviceId, sessionId }: SessionRef, items: readonly Item[]): void {
    for (const item of items) {
      const uri = item.source ?? item.target;
      // A list of nodes tells where they are, not what they are worth.
      if (uri === undefined || item.data === undefined) continue;
      this.update(deviceId, (device) => withValueOf(device, { uri: normaliseUri(uri), value: itemText(item), sessionId }));
    }
  }

  private freshSessionId(deviceId: string): number {
    const used = new Set(this.known(deviceId).notified);
    for (;;) {
      const [high = 0, low = 0] = this.ports.random.bytes(2);
      const id = (high << 8) | low;
      if (id !== 0 && !used.has(sessionIdText(id))) return id;
    }
  }

  private update(deviceId: string, change: (device: KnownDevice) => KnownDevice): void {
    this.memory.keepDevice(change(this.known(deviceId)));
  }
}

function targetsOf(command: { readonly items: readonly Item[] } | object): readonly string[] {
  return 'items' in command ? command.items.flatMap((item) => (item.target === undefined ? [] : [normaliseUri(item.target)])) : [];
}
