// The Management Server: accounts, known devices, jobs, and the sessions in which it does its work.
import type { Clock } from '../base/clock';
import { Failure } from '../base/failure';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { Random } from '../base/random';
import type { DatagramAddress, Datagrams } from '../net/datagrams';
import type { Exchange } from '../net/exchange';
import type { Conductor, PeerLimits } from '../session/conductor';
import type { SessionEnd } from '../session/clientSetup';
import { sessionIdText, wrapPush, writeNotification, type UiMode } from '../session/notification';
import { dmServer } from '../session/serverSessions';
import type { CommandAct, SessionRef } from '../session/sessionAct';
import type { Trace } from '../session/trace';
import { bareAlertType, isFirmwareReport } from '../syncml/genericAlert';
import { itemText } from '../syncml/itemText';
import type { Alert, Command, Get, Item, ItemCommand, Results, Status, Unnumbered } from '../syncml/message';
import { sessionAccount, type DeviceAccount } from './accounts';
import type { Job } from './authority';
import { stranger, withReport, withValueOf, type KnownDevice, type Report } from './knownDevice';
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
  ended(session: SessionRef, end: SessionEnd): void;
}

/** Everything that the server remembers, as a value. */
export interface ManagementServerState {
  readonly accounts: readonly DeviceAccount[];
  readonly devices: Readonly<Record<string, KnownDevice>>;
  readonly jobs: readonly Job[];
}

export class ManagementServer {
  private memory: ManagementServerState;
  private readonly sessions: { handle: Exchange; close(): void };

  constructor(
    private readonly setup: ManagementServerSetup,
    private readonly ports: ManagementServerPorts,
  ) {
    this.memory = { accounts: setup.accounts, devices: {}, jobs: [] };
    this.sessions = dmServer(setup, {
      accountOf: (deviceId) => {
        const account = this.memory.accounts.find((known) => known.deviceId === deviceId);
        return account && sessionAccount(account, setup.serverId);
      },
      keepNonce: (deviceId, which, nonce) => {
        this.keepNonce(deviceId, which, nonce);
      },
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
    return this.memory;
  }

  restore(state: ManagementServerState): void {
    this.memory = state;
  }

  /** What is known of a device; a stranger where it has never called. */
  known(deviceId: string): KnownDevice {
    return this.memory.devices[deviceId] ?? stranger(deviceId);
  }

  /** The Management Authority's order. */
  order(job: Job): void {
    this.memory = { ...this.memory, jobs: [...this.memory.jobs, job] };
  }

  /** Sends package #0 to a device, digest and WSP push header included, with a session id of its own. [DM-NOTI 6.2] */
  async notify(
    deviceId: string,
    to: DatagramAddress,
    options: { readonly uiMode: UiMode; readonly initiator: 'server' | 'user' },
  ): Promise<{ readonly sessionId: string; readonly bytes: Uint8Array }> {
    const account = this.memory.accounts.find((known) => known.deviceId === deviceId);
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
    take: (command, session) => Promise.resolve({ status: this.take(command, session) }),
    answered: (sent, status, session) => Promise.resolve(this.ports.director.answered(sent, status, session)),
    results: (sent, results, session) => {
      this.learn(session, results.items);
      return Promise.resolve(this.ports.director.results(sent, results, session));
    },
    next: (session, limits) => {
      this.update(session.deviceId, (device) => ({ ...device, limits }));
      return this.ports.director.next(session, limits);
    },
    ended: (session, end) => {
      this.ports.director.ended(session, end);
    },
  };

  private take(command: Alert | ItemCommand, session: SessionRef): number {
    if (command.name !== 'Alert') {
      this.learn(session, command.items);
      return 200;
    }
    if (command.data !== '1226') return 200;
    let status = 200;
    for (const item of command.items) {
      const type = bareAlertType(item.meta?.type ?? command.meta?.type ?? '');
      // [DM-REP 7] An alert type that the server doesn't know is answered with 415.
      if (!isFirmwareReport(type)) {
        status = 415;
        continue;
      }
      const report: Report = {
        type,
        result: itemText(item).trim(),
        sessionId: session.sessionId,
        ...(item.source !== undefined && { source: normaliseUri(item.source) }),
        ...(command.correlator !== undefined && { correlator: command.correlator }),
      };
      const { device, fresh } = withReport(this.known(session.deviceId), report);
      this.update(session.deviceId, () => device);
      this.ports.director.reported(report, fresh, session);
    }
    return status;
  }

  private learn({ deviceId, sessionId }: SessionRef, items: readonly Item[]): void {
    for (const item of items) {
      const uri = item.source ?? item.target;
      if (uri === undefined) continue;
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

  private keepNonce(deviceId: string, which: 'client' | 'server', nonce: Uint8Array): void {
    const accounts = this.memory.accounts.map((account) =>
      account.deviceId === deviceId ? { ...account, [which]: { ...account[which], nonce } } : account,
    );
    this.memory = { ...this.memory, accounts };
  }

  private update(deviceId: string, change: (device: KnownDevice) => KnownDevice): void {
    this.memory = { ...this.memory, devices: { ...this.memory.devices, [deviceId]: change(this.known(deviceId)) } };
  }
}
